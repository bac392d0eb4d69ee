/// The meaning of whole commands.
///
/// - Source: receipt-printers.md 4.1, 4.3; cash-drawers.md 3.
enum StarOrders {
    /// `nil` for bytes that leave no trace, such as zeros.
    static func order(_ bytes: [UInt8], inRaster: Bool) -> StarOrder? {
        if bytes[0] != 0x1B { return single(bytes, inRaster) }
        let last = bytes[bytes.count - 1]
        switch bytes[1] {
        case 0x07: return times(bytes)
        case 0x0C where inRaster: return last == 0x04 ? .raster(.document) : .raster(.form)
        case 0x1D: return group(bytes)
        case 0x1E: return record(bytes)
        case 0x20: return .style(.space(Int(last & 0x0F)))
        case 0x23: return bytes[2] == 0x2A ? .tellName : .nothing
        case 0x2A: return raster(bytes)
        case 0x2D: return last & 0xCF <= 1 ? .style(.underline(last & 1 == 1)) : .nothing
        case 0x30: return .pitch(24)
        case 0x34: return .style(.invert(true))
        case 0x35: return .style(.invert(false))
        case 0x40: return .initialise
        case 0x41: return .pitch(Int(last) * 203 / 72)
        case 0x45: return .style(.bold(true))
        case 0x46: return .style(.bold(false))
        case 0x49: return .feedDots(Int(last))
        case 0x4A: return .feedDots(Int(last) * 2)
        case 0x4B, 0x4C: return .columns(rows: 8, Array(bytes[4...]))
        case 0x51: return .rightMargin(Int(last))
        case 0x57: return .style(.wide(digit(last, 5) + 1))
        case 0x58: return .columns(rows: 24, Array(bytes[4...]))
        case 0x5F: return .style(.overline(last & 1 == 1))
        case 0x61: return .feedLines(Int(last))
        case 0x62: return barcode(bytes)
        case 0x64: return cut(last)
        case 0x68: return .style(.high(digit(last, 5) + 1))
        case 0x69: return .style(.size(high: digit(bytes[2], 5) + 1, wide: digit(bytes[3], 5) + 1))
        case 0x6B: return .stripe(bytesAcross: StarGrammar.word(bytes, 2), Array(bytes[4...]))
        case 0x6C: return .leftMargin(Int(last))
        case 0x7A: return .pitch(last & 1 == 1 ? 32 : 24)
        default: return .nothing
        }
    }

    /// A number or the digit that writes it.
    private static func digit(_ byte: UInt8, _ most: Int) -> Int { min(most, Int(byte >= 0x30 ? byte - 0x30 : byte)) }

    private static func single(_ bytes: [UInt8], _ inRaster: Bool) -> StarOrder? {
        if inRaster, bytes.count > 2 { return .row(Array(bytes[3...]), advances: bytes[0] == 0x62) }
        switch bytes[0] {
        case 0x07: return .kick(1)
        case 0x09: return .tab
        case 0x0A, 0x0B: return .lineFeed
        case 0x0C: return .formFeed
        case 0x0E: return .style(.wide(2))
        case 0x0F: return .style(.upsideDown(true))
        case 0x12: return .style(.upsideDown(false))
        case 0x14: return .style(.wide(1))
        case 0x17: return .printCheck
        case 0x18: return .cancel
        case 0x1A: return .kick(2)
        case 0x00..<0x20, 0x7F: return nil
        default: return inRaster ? nil : .character(bytes[0])
        }
    }

    private static func times(_ bytes: [UInt8]) -> StarOrder {
        guard (1...127).contains(bytes[2]), (1...127).contains(bytes[3]) else { return .nothing }
        return .pulseTimes(on: Int(bytes[2]) * 10, off: Int(bytes[3]) * 10)
    }

    private static func cut(_ mode: UInt8) -> StarOrder {
        switch mode {
        case 0, 0x30: .cut(.full, feeds: false)
        case 1, 0x31: .cut(.partial, feeds: false)
        case 2, 0x32: .cut(.full, feeds: true)
        case 3, 0x33: .cut(.partial, feeds: true)
        default: .nothing
        }
    }

    private static func record(_ bytes: [UInt8]) -> StarOrder {
        switch bytes[2] {
        case 0x46: .style(.small(digit(bytes[3], 1) == 1))
        case 0x61: .push(bytes[3] & 1 == 1)
        case 0x45: .clearCheck
        default: .nothing
        }
    }

    private static func group(_ bytes: [UInt8]) -> StarOrder {
        switch bytes[2] {
        case 0x41: .moveTo(StarGrammar.word(bytes, 3))
        case 0x52: .moveBy(Int(Int16(bitPattern: UInt16(StarGrammar.word(bytes, 3)))))
        case 0x61: .align(digit(bytes[3], 2))
        case 0x74: .page(bytes[3])
        case 0x29: bytes[3] == 0x49 && bytes.count == 7 && bytes[6] == 0x31 ? .tellIdentity : .nothing
        case 0x79: qr(bytes)
        default: .nothing
        }
    }

    private static func qr(_ bytes: [UInt8]) -> StarOrder {
        switch bytes[3] {
        case 0x49: .tellSymbolSize
        case 0x50: .qrPrint
        case 0x44: .qrData(Array(bytes[8...]))
        default:
            switch (bytes[4], bytes[5]) {
            case (0x30, 1...2): .qrModel(Int(bytes[5]))
            case (0x31, 0...3): .qrLevel(Int(bytes[5]))
            case (0x32, 1...8): .qrCell(Int(bytes[5]))
            default: .nothing
            }
        }
    }

    private static func barcode(_ bytes: [UInt8]) -> StarOrder {
        .barcode(
            kind: digit(bytes[2], 8), text: digit(bytes[3], 4), width: digit(bytes[4], 9), height: Int(bytes[5]),
            Array(bytes[6..<(bytes.count - 1)]))
    }

    private static func raster(_ bytes: [UInt8]) -> StarOrder {
        let number = StarGrammar.number(bytes.dropFirst(4))
        switch bytes[3] {
        case 0x41: return .raster(.enter)
        case 0x42: return .raster(.quit)
        case 0x43: return .raster(.clear)
        case 0x45: return .raster(.end(document: true, mode: number))
        case 0x46: return .raster(.end(document: false, mode: number))
        case 0x59: return .raster(.down(number))
        default: return .nothing
        }
    }
}
