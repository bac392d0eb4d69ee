extension ESCPOSDevice {
    /// Carries out one command, in its order.
    mutating func execute(_ command: Command) {
        if case .selectPeripheral(let n) = command {
            memory.isSelected = n & 1 == 1
            return
        }
        guard memory.isSelected else { return pass(command) }
        switch command {
        case .text(let code): printCharacter(code)
        case .lineFeed: lineFeed()
        case .tab: tab()
        case .formFeed: printPage(leaving: true)
        case .formFeedKeeping: printPage(leaving: false)
        case .cancel: memory.page?.cancel()
        case .initialise: memory.initialise(configuration)
        case .selectPeripheral, .nothing: break
        case .style(let change): apply(change)
        case .layout(let change): apply(change)
        case .codePage(let n): if configuration.model.codePages[n] != nil { memory.codePage = n }
        case .international(let n): if Int(n) < InternationalSets.count { memory.internationalSet = Int(n) }
        case .feed(let order): feed(order)
        case .cut(let kind, let form): cut(kind, form)
        case .pulse(let pulse): enqueue(.kick(pulse))
        case .pageMode: memory.page = PageBuffer(width: configuration.model.printWidthDots)
        case .standardMode: memory.page = nil
        case .pageArea(let x, let y, let width, let height):
            memory.page?.setArea(x: x, y: y, width: width, height: height)
        case .pageDirection(let direction): memory.page?.setDirection(direction)
        case .raster(let across, let down, let bytes, let rows): beginRaster(across, down, bytes, rows, ignored: false)
        case .columns(let tall, let dense, let data): addColumns(tall: tall, dense: dense, data)
        case .graphics(let data): graphics(data)
        case .downloadImage(let across, let down, let data):
            memory.downloaded = BitImage(across: across, down: down, data: data).bitmap
        case .printDownloaded(let mode): if let image = memory.downloaded { printImage(image, mode: Int(mode)) }
        case .defineBitImages(let images): defineBitImages(images)
        case .printBitImage(let number, let mode):
            if nv.bitImages.indices.contains(number - 1) { printImage(nv.bitImages[number - 1], mode: Int(mode)) }
        case .barcode(let kind, let data): printBarcode(Barcode.Kind(letter: kind), data)
        case .barcodeSetting(let setting): apply(setting)
        case .symbol(let code, let function, let data): symbol(code, function, data)
        case .report(let n): report(n)
        case .identify(let n): identify(n)
        case .automaticStatus(let n): enableAutomaticStatus(n)
        case .fullStatus(let kinds): enableFullStatus(kinds)
        case .ejector(let function): moveTicket(function)
        case .responses(let data): responses(data)
        case .realTimeSwitches(let data): switchRealTime(data)
        case .stopsOnNearEnd(let stops): memory.stopsOnNearEnd = stops
        case .userWrite(let address, let data): nv.user.replaceSubrange(address..<(address + data.count), with: data)
        case .userRead(let address, let count): reply([0x5F] + nv.user[address..<(address + count)] + [0])
        case .skip(let count): memory.stream.skip(count)
        }
    }

    /// A deselected printer reads past everything but keeps in step.
    private mutating func pass(_ command: Command) {
        if case .skip(let count) = command { memory.stream.skip(count) }
        if case .raster(let across, let down, let bytes, let rows) = command {
            beginRaster(across, down, bytes, rows, ignored: true)
        }
    }

    private mutating func apply(_ change: StyleChange) {
        if case .rightSpace(let units) = change {
            memory.style.apply(.rightSpace(memory.layout.dotsAcross(units)))
        } else {
            memory.style.apply(change)
        }
    }

    private mutating func feed(_ order: FeedOrder) {
        let layout = memory.layout
        switch order {
        case .units(let n): advance(layout.dotsDown(n))
        case .lines(let n): advance(layout.pitch * n)
        case .reverseLines(let n): reverse(layout.pitch * min(n, 2))
        case .reverseUnits(let n): reverse(min(layout.dotsDown(n), 48))
        }
    }

    private mutating func advance(_ rows: Int) {
        if memory.page != nil { memory.page?.newLine(rows) } else { printLine(feeding: rows) }
    }

    private mutating func reverse(_ rows: Int) {
        guard memory.page == nil else { return }
        if !memory.line.isEmpty { printLine(feeding: 0) }
        enqueue(.retreat(rows: rows))
    }

    /// - Source: receipt-printers.md 2.2. Without a blade form A does nothing and form B only feeds.
    private mutating func cut(_ kind: CutKind, _ form: CutForm) {
        let model = configuration.model
        let distance = model.dots(millimetres: model.bladeDistanceMillimetres)
        switch form {
        case .here: break
        case .feeding(let n), .feedingAndBack(let n):
            enqueue(.advance(rows: distance + memory.layout.dotsDown(Int(n)), ink: nil, items: []))
        case .reserved(let n):
            guard model.hasCutter, memory.reservedCuts.count < 16 else { return }
            memory.reservedCuts.append(
                ReservedCut(rowsLeft: distance + memory.layout.dotsDown(Int(n)), kind: kind))
            return
        }
        guard model.hasCutter else { return }
        enqueue(.cut(kind))
        if case .feedingAndBack = form { enqueue(.retreat(rows: distance)) }
    }
}
