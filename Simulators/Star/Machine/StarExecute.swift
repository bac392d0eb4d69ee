extension StarDevice {
    /// Carries the next order out, once all motions before it are done.
    mutating func carryOut() -> Bool {
        guard isPowered, memory.startsUntil == nil, !isHalted, memory.active == nil, memory.motions.isEmpty,
            let order = memory.takeOrder()
        else { return false }
        switch order {
        case .character(let code): printCharacter(code)
        case .lineFeed: printLine()
        case .formFeed: printLine()
        case .tab: memory.line.position = (memory.line.position / 96 + 1) * 96
        case .cancel:
            memory.line = StarLine()
            (memory.counter, memory.checkReached) = (0, false)
        case .printCheck: memory.motions.append(.check)
        case .kick(let drawer): memory.motions.append(.kick(drawer))
        case .pulseTimes(let on, let off): (memory.pulseOn, memory.pulseOff) = (on, off)
        case .initialise: memory.initialise(configuration)
        case .push(let on):
            memory.pushes = on
            if on, configuration.readings.enablingTellsAtOnce { tell() }
        case .clearCheck: (memory.counter, memory.checkReached) = (0, false)
        case .tellName: tellName()
        case .tellIdentity: tellIdentity()
        case .tellSymbolSize: tellSymbolSize()
        case .style(let style): restyle(style)
        case .align(let side): if memory.line.isEmpty { memory.align = side }
        case .page(let number): if StarPages.has(number) { memory.page = number }
        case .feedLines(let count): printLine(feeding: count * memory.pitch)
        case .feedDots(let dots): printLine(feeding: dots)
        case .pitch(let dots): memory.pitch = max(1, dots)
        case .leftMargin(let columns): memory.leftColumns = columns
        case .rightMargin(let columns): memory.rightColumns = columns
        case .moveTo(let dots): memory.line.position = min(dots, area)
        case .moveBy(let dots): memory.line.position = min(max(0, memory.line.position + dots), area)
        case .cut(let kind, let feeds): cut(kind, feeds: feeds)
        case .columns(let rows, let data): memory.line.add(Self.columns(rows, data))
        case .stripe(let across, let data): memory.line.add(Self.stripe(across, data))
        case .raster(let step): raster(step)
        case .row(let dots, let advances): printRow(dots, advances: advances)
        case .qrModel: break
        case .qrLevel(let level): memory.qr.level = level
        case .qrCell(let cell): memory.qr.cell = cell
        case .qrData(let data): memory.qr.data = data
        case .qrPrint: printQR()
        case .barcode(let kind, let text, let width, let height, let data):
            printBarcode(kind, text, width, height, data)
        case .nothing: break
        }
        return true
    }

    private mutating func restyle(_ order: StarStyleOrder) {
        switch order {
        case .bold(let on): memory.style.isBold = on
        case .underline(let on): memory.style.isUnderlined = on
        case .overline(let on): memory.style.isOverlined = on
        case .invert(let on): memory.style.isInverted = on
        case .upsideDown(let on): memory.isUpsideDown = on
        case .small(let on): memory.style.isSmall = on
        case .wide(let times): memory.style.across = times
        case .high(let times): memory.style.down = times
        case .size(let high, let wide): (memory.style.down, memory.style.across) = (high, wide)
        case .space(let dots): memory.style.space = dots
        }
    }

    // MARK: Text

    private var left: Int { min(memory.leftColumns * 12, configuration.model.printWidthDots - 12) }

    /// Dots of the print area.
    var area: Int {
        let right = memory.rightColumns > 0 ? memory.rightColumns * 12 : configuration.model.printWidthDots
        return max(12, min(right, configuration.model.printWidthDots) - left)
    }

    private mutating func printCharacter(_ code: UInt8) {
        let sign = code < 0x80 ? Unicode.Scalar(code) : StarPages.sign(code, page: memory.page)
        let isFull = memory.line.position + memory.style.width > area && !memory.line.isEmpty
        if isFull || memory.line.isCrowded { printLine() }
        memory.line.add(sign, memory.style)
    }

    /// Prints what is on the line and feeds by the pitch, but never less than the marks are high.
    mutating func printLine(feeding rows: Int? = nil) {
        let feed = rows ?? memory.pitch
        let line = memory.line
        memory.line = StarLine()
        guard !line.isEmpty else {
            let blank = StarItem(content: .text(""), top: 0, rows: feed, rowsShown: feed)
            if feed > 0 { memory.motions.append(.advance(rows: feed, ink: nil, item: rows == nil ? blank : nil)) }
            return
        }
        let (ink, text) = line.rendered(
            head: configuration.model.printWidthDots, left: left, area: area, align: memory.align,
            upsideDown: memory.isUpsideDown)
        let item = StarItem(
            content: text.map { .text($0) } ?? .image, top: 0, rows: ink.height, rowsShown: ink.height)
        memory.motions.append(.advance(rows: max(feed, ink.height), ink: ink, item: item))
    }

    /// Dots with a meaning of their own, on the place that the alignment gives them.
    mutating func printSymbol(_ symbol: StarDots, _ content: StarItem.Content, feeding: Int = 0) {
        var line = StarLine()
        line.add(symbol)
        let (ink, _) = line.rendered(
            head: configuration.model.printWidthDots, left: left, area: area, align: memory.align, upsideDown: false)
        let item = StarItem(content: content, top: 0, rows: ink.height, rowsShown: ink.height)
        memory.motions.append(.advance(rows: ink.height + feeding, ink: ink, item: item))
    }

    // MARK: Cut and answers

    private mutating func cut(_ kind: StarCut, feeds: Bool) {
        if !memory.line.isEmpty { printLine() }
        if feeds {
            memory.motions.append(
                .advance(rows: configuration.model.bladeDistanceDots, ink: nil, item: nil))
        }
        if configuration.model.hasCutter { memory.motions.append(.cut(kind)) }
    }

    private mutating func tellName() {
        let model = configuration.model
        memory.motions.append(
            .reply([0x1B, 0x23, 0x2A, 0x2C] + Array("\(model.name)Ver\(model.firmware)".utf8) + [0x0A, 0x00]))
    }

    private mutating func tellIdentity() {
        let serial = configuration.model.serial
        guard !serial.isEmpty else { return }
        memory.motions.append(.reply([0x1B, 0x1D, 0x29, 0x49, 0x31] + Array("PrSrN=\(serial)".utf8) + [0x0A, 0x00]))
    }

    private mutating func tellSymbolSize() {
        let dots = StarQRSymbol(memory.qr.data, level: memory.qr.level).map { $0.side * memory.qr.cell } ?? 0
        memory.motions.append(
            .reply([0x1B, 0x1D, 0x79, 0x49, UInt8(truncatingIfNeeded: dots >> 8), UInt8(truncatingIfNeeded: dots)]))
    }
}
