/// A PNG writer for black and white paper: one bit per dot, stored (uncompressed) deflate blocks.
///
/// - Source: PNG specification 1.2, sections 2.3, 3, 4.1; RFC 1950 section 2.2; RFC 1951 section 3.2.4.
public enum PNG {
    /// The bitmap as a PNG file; every dot becomes `zoom` x `zoom` pixels, `margin` dots of white paper stand left and right.
    public static func file(_ bitmap: Bitmap, zoom: Int = 1, margin: Int = 0) -> [UInt8] {
        let zoom = min(max(1, zoom), 16)
        let margin = min(max(0, margin), 1_024)
        let width = max(1, (bitmap.width + 2 * margin) * zoom)
        let height = max(1, bitmap.height * zoom)
        var body: [UInt8] = []
        body.reserveCapacity(height * ((width + 7) / 8 + 1))
        for y in 0..<max(1, bitmap.height) {
            var line = Bitmap(width: bitmap.width + 2 * margin, height: 1)
            line.ink(bitmap.row(y), x: margin, y: 0)
            let wide = line.scaled(across: zoom, down: 1)
            for _ in 0..<zoom {
                body.append(0)
                body.append(contentsOf: wide.inverted().bytes)
            }
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [1, 0, 0, 0, 0])
        file += chunk("IDAT", stored(body))
        file += chunk("IEND", [])
        return file
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }

    private static func stored(_ body: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, body.count)
            let length = UInt16(end - start)
            stream.append(end == body.count ? 1 : 0)
            stream += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            stream += body[start..<end]
            start = end
        } while start < body.count
        return stream + bigEndian(adler32(body))
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in crcTable[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
    }
}
