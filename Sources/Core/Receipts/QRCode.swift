/// A QR code (model 2, byte mode, versions 1 to 10, levels L and M), for printers that cannot draw one themselves.
///
/// - Source: ISO/IEC 18004, sections 7 and 8, annexes C and D (formats, masks, penalties).
public struct QRCode: Hashable, Sendable {
    /// How much of the symbol may be unreadable: about 7 % or 15 %.
    public enum Level: Int, Hashable, Sendable { case low, medium }

    /// Modules across, 21 to 57.
    public let size: Int
    /// One word a row; bit `x` is the module in column `x`, set is dark.
    public let rows: [UInt64]

    /// The smallest symbol that holds these bytes; `nil` when version 10 does not.
    /// - Parameter mask: 0 to 7; left out, the mask with the least penalty is taken.
    public init?(_ bytes: [UInt8], level: Level = .medium, mask: Int? = nil) {
        guard let version = (1...10).first(where: { bytes.count <= QRVersion($0, level).payloadBytes }) else {
            return nil
        }
        let shape = QRVersion(version, level)
        let drawing = QRDrawing(shape, codewords: shape.interleaved(Self.dataCodewords(bytes, shape)))
        size = shape.size
        if let mask {
            rows = drawing.finished(mask: mask & 7)
            return
        }
        var best: (penalty: Int, rows: [UInt64]) = (.max, [])
        for mask in 0..<8 {
            let candidate = drawing.finished(mask: mask)
            let penalty = QRPenalty.of(candidate, size: shape.size)
            if penalty < best.penalty { best = (penalty, candidate) }
        }
        rows = best.rows
    }

    /// Whether the module is dark; outside the symbol everything is light.
    public subscript(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < size, y < size else { return false }
        return rows[y] >> UInt64(x) & 1 == 1
    }

    /// The symbol as a picture: `module` dots a module, with the quiet zone of four modules around it.
    public func bitmap(module: Int) -> Bitmap? {
        let across = size + 8
        let stride = (across + 7) / 8
        var packed = [UInt8](repeating: 0, count: stride * across)
        for y in 0..<size {
            for x in 0..<size where self[x, y] { packed[(y + 4) * stride + (x + 4) / 8] |= 0x80 >> UInt8((x + 4) % 8) }
        }
        return Bitmap(width: across, height: across, rows: packed)?.enlarged(max(1, module))
    }

    /// Mode, length, bytes, terminator and filling.
    private static func dataCodewords(_ bytes: [UInt8], _ shape: QRVersion) -> [UInt8] {
        var bits = QRBits()
        bits.append(4, count: 4)
        bits.append(bytes.count, count: shape.version < 10 ? 8 : 16)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        var words = bits.finished(capacity: shape.dataWords)
        var filler: UInt8 = 0xEC
        while words.count < shape.dataWords {
            words.append(filler)
            filler ^= 0xEC ^ 0x11
        }
        return words
    }
}

/// Bits to bytes, most significant first.
struct QRBits {
    private var words: [UInt8] = []
    private var held = 0
    private var heldCount = 0

    mutating func append(_ value: Int, count: Int) {
        for shift in (0..<count).reversed() {
            held = held << 1 | (value >> shift & 1)
            heldCount += 1
            if heldCount == 8 {
                words.append(UInt8(held))
                (held, heldCount) = (0, 0)
            }
        }
    }

    /// With the terminator of up to four zero bits, filled to a whole byte.
    func finished(capacity: Int) -> [UInt8] {
        var result = self
        let free = capacity * 8 - (words.count * 8 + heldCount)
        result.append(0, count: min(4, max(0, free)))
        if result.heldCount > 0 { result.append(0, count: 8 - result.heldCount) }
        return result.words
    }
}
