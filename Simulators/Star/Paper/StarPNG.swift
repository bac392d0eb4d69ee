/// Paper as a PNG file: one bit a dot, white paper left and right, stored (uncompressed) blocks.
///
/// - Source: PNG specification 1.2, sections 3 and 4.1; RFC 1950 section 2.2; RFC 1951 section 3.2.4.
enum StarPNG {
    static func file(_ dots: StarDots, margin: Int) -> [UInt8] {
        let left = max(0, margin) / 8
        let width = dots.stride * 8 + 2 * left * 8
        var body: [UInt8] = []
        for y in 0..<max(1, dots.height) {
            let side = [UInt8](repeating: 0xFF, count: left)
            // Black is 0 in a grey picture; no filter.
            let row = dots.height > 0 ? dots.row(y).map { ~$0 } : [UInt8](repeating: 0xFF, count: dots.stride)
            body += [0] + side + row + side
        }
        let head = word(width) + word(max(1, dots.height)) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head) + chunk("IDAT", stored(body))
            + chunk("IEND", [])
    }

    private static func word(_ value: Int) -> [UInt8] {
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return word(data.count) + body + word(Int(crc(body)))
    }

    private static func stored(_ body: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = body[...]
        repeat {
            let part = rest.prefix(0xFFFF)
            rest = rest.dropFirst(part.count)
            let count = UInt16(part.count)
            stream.append(rest.isEmpty ? 1 : 0)
            for half in [count, ~count] { stream += [UInt8(half & 0xFF), UInt8(half >> 8)] }
            stream += part
        } while !rest.isEmpty
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in body {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + word(Int(high << 16 | low))
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { part, _ in part & 1 == 1 ? 0xEDB8_8320 ^ part >> 1 : part >> 1 }
        }
    }
}
