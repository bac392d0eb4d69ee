extension StarDevice {
    /// ESC K, L and X: column by column, top bit first.
    static func columns(_ rows: Int, _ data: [UInt8]) -> StarDots {
        let unit = rows / 8
        var dots = StarDots(width: data.count / unit, height: rows)
        for (place, byte) in data.enumerated() {
            for bit in 0..<8 where byte & (0x80 >> UInt8(bit)) != 0 {
                dots[place / unit, place % unit * 8 + bit] = true
            }
        }
        return dots
    }

    /// ESC k: 24 rows of bytes.
    static func stripe(_ across: Int, _ data: [UInt8]) -> StarDots {
        var dots = StarDots(width: across * 8, height: 24)
        for row in 0..<24 where across > 0 { dots.ink(data[(row * across)..<((row + 1) * across)], y: row) }
        return dots
    }

    /// One row of a picture, of raster mode or of ESC GS S.
    mutating func printRow(_ row: [UInt8], advances: Bool) {
        if !memory.line.isEmpty { printLine() }
        memory.hasRasterData = true
        guard advances else { return memory.motions.append(.overprint(row)) }
        var ink = StarDots(width: configuration.model.printWidthDots, height: 1)
        ink.ink(row, y: 0)
        let item = StarItem(content: .image, top: 0, rows: 1, rowsShown: 1)
        memory.motions.append(.advance(rows: 1, ink: ink, item: item))
    }

    /// - Source: receipt-printers.md 4.3.
    mutating func raster(_ order: StarRasterOrder) {
        switch order {
        case .enter:
            if !memory.line.isEmpty { printLine() }
            if !memory.isRaster { (memory.isRaster, memory.hasRasterData) = (true, false) }
        case .quit:
            if memory.isRaster, memory.hasRasterData { endRaster(memory.documentEnd) }
            (memory.isRaster, memory.documentEnd, memory.formEnd) = (false, 13, 13)
        case .clear: memory.hasRasterData = false
        case .form: endRaster(memory.formEnd)
        case .document: endRaster(memory.documentEnd)
        case .end(let isDocument, let mode):
            if isDocument { memory.documentEnd = mode } else { memory.formEnd = mode }
        case .down(let rows): memory.motions.append(.advance(rows: min(rows, 24_000), ink: nil, item: nil))
        }
    }

    private mutating func endRaster(_ mode: Int) {
        memory.hasRasterData = false
        let feed = StarMotion.advance(rows: configuration.model.bladeDistanceDots, ink: nil, item: nil)
        switch mode {
        case 2, 3: memory.motions.append(feed)
        case 8, 12: if configuration.model.hasCutter { memory.motions.append(.cut(mode == 8 ? .full : .partial)) }
        case 9, 13, 36, 37:
            memory.motions.append(feed)
            if configuration.model.hasCutter { memory.motions.append(.cut(mode == 13 ? .partial : .full)) }
        default: break
        }
    }

    // MARK: Symbols

    /// Nothing prints that is too wide or too much.
    mutating func printQR() {
        if !memory.line.isEmpty { printLine() }
        let qr = memory.qr
        guard !qr.data.isEmpty, let symbol = StarQRSymbol(qr.data, level: qr.level) else { return }
        let dots = symbol.dots(module: qr.cell)
        guard dots.width <= area else { return }
        printSymbol(dots, .symbol(kind: "QR", data: String(decoding: qr.data, as: UTF8.self)))
    }

    /// Width 1 to 3 are modules of two to four dots; text 2 and 4 stand below, 1 and 2 feed a line.
    mutating func printBarcode(_ kind: Int, _ text: Int, _ width: Int, _ height: Int, _ data: [UInt8]) {
        if !memory.line.isEmpty { printLine() }
        let name = ["UPC-E", "UPC-A", "EAN8", "EAN13", "CODE39", "ITF", "CODE128", "CODE93", "NW-7"][min(8, kind)]
        guard let bars = StarBars(kind, data), bars.modules.count * (width + 1) <= area else { return }
        var dots = StarDots(width: bars.modules.count * (width + 1), height: max(8, height))
        for (place, isBar) in bars.modules.enumerated() where isBar {
            dots.fill(x: place * (width + 1), y: 0, width: width + 1, height: dots.height)
        }
        let said = String(decoding: data, as: UTF8.self)
        printSymbol(dots, .symbol(kind: name, data: said))
        guard text == 2 || text == 4 else { return }
        for scalar in said.unicodeScalars { memory.line.add(scalar, StarStyle()) }
        printLine()
    }
}
