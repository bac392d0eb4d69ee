extension ESCPOSDevice {
    mutating func apply(_ setting: BarcodeSetting) {
        switch setting {
        case .height(let dots): memory.barcode.height = dots
        case .module(let dots): memory.barcode.module = dots
        case .text(let place): memory.barcode.text = place
        case .font(let font): memory.barcode.font = font
        }
    }

    /// GS k. A symbol wider than the area only feeds.
    mutating func printBarcode(_ kind: Barcode.Kind, _ data: [UInt8]) {
        guard let symbol = checked(kind, data) else { return }
        let setting = memory.barcode
        let width = symbol.modules.count * setting.module
        guard width <= (memory.page?.lineWidth ?? memory.layout.area) else {
            if memory.page == nil { printLine(feeding: setting.height) }
            return
        }
        if setting.text & 1 == 1 { printHumanReadable(symbol.text, width: width) }
        var line = Bitmap(width: symbol.modules.count, height: 1)
        for (x, isBar) in symbol.modules.enumerated() where isBar { line[x, 0] = true }
        printBlock(
            line.scaled(across: setting.module, down: setting.height),
            content: .symbol(kind: kind.rawValue, data: symbol.text))
        if setting.text & 2 == 2 { printHumanReadable(symbol.text, width: width) }
    }

    private func checked(_ kind: Barcode.Kind, _ data: [UInt8]) -> Barcode? {
        do throws(BarcodeFault) { return try Barcode(kind, data) } catch { return nil }
    }

    /// The figures beside the bars, centred on them.
    private mutating func printHumanReadable(_ text: String, width: Int) {
        guard memory.page == nil else { return }
        var line = LineBuffer()
        var style = TextStyle()
        style.font = memory.barcode.font
        let signs = text.unicodeScalars.filter { $0.value >= 0x20 }
        line.position = max(0, (width - signs.count * style.width) / 2)
        for sign in signs { line.add(sign.value, style) }
        let layout = memory.layout
        let spare = max(0, layout.area - width)
        let start = layout.margin + [0, spare / 2, spare][layout.justify]
        let (ink, printed) = line.rendered(
            head: configuration.model.printWidthDots, margin: start, area: 0, justify: 0)
        guard let printed else { return }
        enqueue(
            .advance(
                rows: ink.height + 2, ink: ink,
                items: [PrintedItem(content: .text(printed), top: 0, rows: ink.height, rowsShown: ink.height)]))
    }

    // MARK: - GS ( k

    /// - Source: receipt-printers.md 2.4.
    mutating func symbol(_ code: UInt8, _ function: UInt8, _ data: [UInt8]) {
        switch code {
        case 0x30: pdf417(function, data)
        case 0x31: qr(function, data)
        case _: break
        }
    }

    private mutating func qr(_ function: UInt8, _ data: [UInt8]) {
        guard let n = data.first else { return }
        switch function {
        case 67: if (1...16).contains(n) { memory.qr.module = Int(n) }
        case 69: if let level = QRCode.Level(rawValue: Int(n) - 48) { memory.qr.level = level }
        case 80: if n == 0x30, (2...7_090).contains(data.count) { memory.qr.data = Array(data.dropFirst()) }
        case 81: if n == 0x30 { printQR() }
        case 82: if n == 0x30 { reportQR() }
        case _: break
        }
    }

    /// The symbol if it can be printed: within capacity and within the area.
    private var qrSymbol: (symbol: QRCode, fits: Bool)? {
        guard !memory.qr.data.isEmpty, let symbol = QRCode(memory.qr.data, level: memory.qr.level) else { return nil }
        return (symbol, symbol.side * memory.qr.module <= (memory.page?.lineWidth ?? memory.layout.area))
    }

    private mutating func printQR() {
        guard memory.line.isEmpty, let (symbol, fits) = qrSymbol, fits else { return }
        let text = String(decoding: memory.qr.data, as: UTF8.self)
        printBlock(symbol.bitmap(module: memory.qr.module), content: .symbol(kind: "QR", data: text))
    }

    private mutating func reportQR() {
        let dots = (qrSymbol?.symbol.side ?? 0) * memory.qr.module
        let size = Array("\(dots)".utf8)
        reply([0x37, 0x36] + size + [0x1F] + size + [0x1F, 0x31, 0x1F, qrSymbol?.fits == true ? 0x30 : 0x31, 0])
    }

    private mutating func pdf417(_ function: UInt8, _ data: [UInt8]) {
        guard let n = data.first else { return }
        switch function {
        case 65: if n <= 30 { memory.pdf.columns = Int(n) }
        case 67: if (2...8).contains(n) { memory.pdf.module = Int(n) }
        case 68: if (2...8).contains(n) { memory.pdf.rowHeight = Int(n) }
        case 80: if n == 0x30, data.count >= 2 { memory.pdf.data = Array(data.dropFirst().prefix(2_710)) }
        case 81: if n == 0x30 { printPDF417() }
        case _: break
        }
    }

    private mutating func printPDF417() {
        guard memory.line.isEmpty, !memory.pdf.data.isEmpty else { return }
        let picture = PDF417Likeness.bitmap(
            memory.pdf.data, columns: memory.pdf.columns, module: memory.pdf.module, rowHeight: memory.pdf.rowHeight)
        guard picture.width <= (memory.page?.lineWidth ?? memory.layout.area) else { return }
        printBlock(
            picture, content: .symbol(kind: "PDF417", data: String(decoding: memory.pdf.data, as: UTF8.self)))
    }
}
