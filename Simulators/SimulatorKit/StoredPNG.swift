/// A PNG file in black and white: one bit a dot, stored (uncompressed) blocks. Every simulator that shows paper has one.
///
/// - Source: PNG specification 1.2, sections 2.3, 3, 4.1; RFC 1950 section 2.2; RFC 1951 section 3.2.4.
public enum StoredPNG {
    /// The file of a picture whose rows stand one behind the other in `dots`, each filled up to whole bytes; ink is 1.
    public static func file(width: Int, height: Int, ink dots: some Collection<UInt8>) -> [UInt8] {
        let rowBytes = (width + 7) / 8
        var (rows, rest) = ([UInt8](), dots[...])
        rows.reserveCapacity(height * (rowBytes + 1))
        for _ in 0..<height {
            rows.append(0)
            // White is 1 in a PNG.
            for byte in rest.prefix(rowBytes) { rows.append(~byte) }
            rest = rest.dropFirst(rowBytes)
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(UInt32(width)) + number(UInt32(height)) + [1, 0, 0, 0, 0])
            + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return number(UInt32(data.count)) + body + number(crc(body))
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    private static func stored(_ body: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = body[...]
        repeat {
            let part = rest.prefix(0xFFFF)
            rest = rest.dropFirst(part.count)
            let length = UInt16(part.count)
            stream += [rest.isEmpty ? 1 : 0, UInt8(length & 0xFF), UInt8(length >> 8)]
            stream += [UInt8(~length & 0xFF), UInt8(~length >> 8)] + part
        } while !rest.isEmpty
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in body {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + number(high << 16 | low)
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }
}
