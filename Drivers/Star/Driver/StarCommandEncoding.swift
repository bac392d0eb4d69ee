import StarFrame

extension StarCommand {
    /// The command on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .text(let bytes): return bytes
        case .single(let single): return [single.rawValue]
        case .null(let count): return Array(repeating: 0, count: max(0, count))
        case .control(let byte): return [byte]
        case .set(let setting, let value): return setting.opcode + [value]
        case .pair(let pair, let first, let second): return pair.opcode + [first, second]
        case .action(let action): return action.bytes
        case .tabStops(let vertical, let stops): return [0x1B, vertical ? 0x42 : 0x44] + stops + [0x00]
        case .pageInches(let inches): return [0x1B, 0x43, 0x00, inches]
        case .cut(let mode): return [0x1B, 0x64, mode]
        case .pulseTimes(let on, let off): return [0x1B, 0x07, on, off]
        case .bitImage(let kind, let count, let data): return [0x1B, kind.rawValue] + Self.word(count) + data
        case .raster(let stride, let rows, let tone, let data):
            return [0x1B, 0x1D, 0x53, 0x01] + Self.word(stride) + Self.word(rows) + [tone] + data
        case .rasterMode(let mode): return mode.encoded()
        case .barcode(let type, let text, let width, let height, let data):
            return [0x1B, 0x62, type, text, width, height] + data + [0x1E]
        case .qr(let qr): return [0x1B, 0x1D, 0x79] + qr.encoded()
        case .defineStoredImages(let images):
            let body = images.flatMap { Self.word($0.x) + Self.word($0.y) + $0.columns }
            return [0x1B, 0x1C, 0x71, UInt8(truncatingIfNeeded: images.count)] + body
        case .documentCounter(let first, let second, let third): return [0x1B, 0x1D, 0x03, first, second, third]
        case .switches(let bytes): return [0x1B, 0x23] + bytes + [0x0A, 0x00]
        case .functionBlock(let letter, let body):
            return [0x1B, 0x1D, 0x29, letter] + StarFrame.lowHigh(body.count) + body
        case .external(let bytes): return [0x1B, 0x1D, 0x19] + bytes
        }
    }

    private static func word(_ value: UInt16) -> [UInt8] { StarFrame.lowHigh(Int(value)) }
}

extension StarRasterMode {
    func encoded() -> [UInt8] {
        let head: [UInt8] = [0x1B, 0x2A, 0x72]
        switch self {
        case .enter: return head + [0x41]
        case .quit: return head + [0x42]
        case .clear: return head + [0x43]
        case .initialize: return head + [0x52]
        case .parameter(let letters, let digits): return head + letters + digits + [0x00]
        case .discard(let digits, let bytes): return head + [0x4E] + digits + [0x00] + bytes
        case .row(let advances, let dots): return [advances ? 0x62 : 0x6B] + StarFrame.lowHigh(dots.count) + dots
        }
    }
}

extension StarQR {
    func encoded() -> [UInt8] {
        switch self {
        case .model(let value): [0x53, 0x30, value]
        case .level(let value): [0x53, 0x31, value]
        case .cell(let value): [0x53, 0x32, value]
        case .data(let mode, let data): [0x44, 0x31, mode] + StarFrame.lowHigh(data.count) + data
        case .print: [0x50]
        case .askSize: [0x49]
        }
    }
}
