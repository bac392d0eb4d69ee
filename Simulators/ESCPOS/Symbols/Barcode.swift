/// A linear symbol as a row of modules, true = bar.
struct Barcode: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
        case upcA = "UPC-A"
        case upcE = "UPC-E"
        case ean13 = "EAN13"
        case ean8 = "EAN8"
        case code39 = "CODE39"
        case itf = "ITF"
        case codabar = "CODABAR"
        case code93 = "CODE93"
        case code128 = "CODE128"
    }

    let kind: Kind
    /// Bars and gaps, left to right, without the quiet zones.
    let modules: [Bool]
    /// What a reader says and the printer writes beside the bars.
    let text: String

    /// Checks and encodes the data of GS k.
    ///
    /// The error names how many bytes were good: the rest of the command is then printed as text.
    ///
    /// - Source: receipt-printers.md 2.3.
    init(_ kind: Kind, _ data: [UInt8]) throws(BarcodeFault) {
        self.kind = kind
        if let bad = data.firstIndex(where: { !Self.accepts(kind, $0) }) { throw BarcodeFault(good: bad) }
        guard Self.lengthFits(kind, data.count) else { throw BarcodeFault(good: 0) }
        let plain = String(decoding: data, as: UTF8.self)
        switch kind {
        case .upcA:
            let digits = RetailBars.completed(data, length: 12)
            (modules, text) = (RetailBars.ean13([0] + digits.map { $0 }), RetailBars.text(digits))
        case .upcE:
            (modules, text) = RetailBars.upcE(RetailBars.completed(data, length: 12))
        case .ean13:
            let digits = RetailBars.completed(data, length: 13)
            (modules, text) = (RetailBars.ean13(digits), RetailBars.text(digits))
        case .ean8:
            let digits = RetailBars.completed(data, length: 8)
            (modules, text) = (RetailBars.ean8(digits), RetailBars.text(digits))
        case .code39: (modules, text) = (DiscreteBars.code39(data), plain)
        case .itf: (modules, text) = DiscreteBars.interleaved(data)
        case .codabar: (modules, text) = (DiscreteBars.codabar(data), plain)
        case .code93: (modules, text) = (DiscreteBars.code93(data), plain)
        case .code128: (modules, text) = try Code128Bars.encode(data)
        }
    }

    private static func lengthFits(_ kind: Kind, _ count: Int) -> Bool {
        switch kind {
        case .upcA, .upcE: count == 11 || count == 12
        case .ean13: count == 12 || count == 13
        case .ean8: count == 7 || count == 8
        case .code39, .itf, .codabar, .code93: count >= 1
        case .code128: count >= 2
        }
    }

    private static func accepts(_ kind: Kind, _ byte: UInt8) -> Bool {
        let isDigit = (0x30...0x39).contains(byte)
        switch kind {
        case .upcA, .upcE, .ean13, .ean8, .itf: return isDigit
        case .code39: return isDigit || (0x41...0x5A).contains(byte) || Array(" $%*+-./".utf8).contains(byte)
        case .codabar:
            return isDigit || (0x41...0x44).contains(byte) || (0x61...0x64).contains(byte)
                || Array("$+-./:".utf8).contains(byte)
        case .code93, .code128: return byte < 0x80
        }
    }
}

/// Data that the symbol cannot carry.
struct BarcodeFault: Error, Hashable {
    /// Bytes of the data before the first bad one.
    let good: Int
}
