/// A black and white picture: one bit a dot, 1 is black, the first dot is the highest bit of the first byte.
public struct Bilevel: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public let height: Int
    /// Bytes of one row; the last one is filled up with white.
    public let rowBytes: Int
    /// All rows, the upper one first.
    public private(set) var bytes: [UInt8]

    /// A white sheet; neither side is shorter than one dot.
    public init(width: Int, height: Int) {
        (self.width, self.height) = (max(1, width), max(1, height))
        rowBytes = (self.width + 7) / 8
        bytes = [UInt8](repeating: 0, count: rowBytes * self.height)
    }

    /// Whether a dot is black; dots beyond the sheet are white.
    public func isBlack(_ x: Int, _ y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return bytes[y * rowBytes + x >> 3] >> UInt8(7 - x & 7) & 1 == 1
    }

    /// Blackens a dot; beyond the sheet nothing happens.
    public mutating func blacken(_ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        bytes[y * rowBytes + x >> 3] |= 0x80 >> UInt8(x & 7)
    }

    /// Blackens what of a rectangle lies on the sheet.
    public mutating func fill(x: Int, y: Int, width: Int, height: Int) {
        let (left, right) = (max(0, x), min(self.width, x + width))
        let (top, bottom) = (max(0, y), min(self.height, y + height))
        guard left < right, top < bottom else { return }
        for row in top..<bottom {
            for column in left..<right { bytes[row * rowBytes + column >> 3] |= 0x80 >> UInt8(column & 7) }
        }
    }

    /// The four sides of a rectangle.
    public mutating func frame(x: Int, y: Int, width: Int, height: Int, thickness: Int) {
        fill(x: x, y: y, width: width, height: thickness)
        fill(x: x, y: y + height - thickness, width: width, height: thickness)
        fill(x: x, y: y, width: thickness, height: height)
        fill(x: x + width - thickness, y: y, width: thickness, height: height)
    }

    /// A stroke of a pen, after Bresenham.
    public mutating func stroke(from start: (x: Int, y: Int), to end: (x: Int, y: Int), thickness: Int) {
        var (x, y) = start
        let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
        let (sx, sy) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
        var rest = dx + dy
        while true {
            fill(x: x, y: y, width: thickness, height: thickness)
            if x == end.x, y == end.y { return }
            let twice = 2 * rest
            if twice >= dy {
                rest += dy
                x += sx
            }
            if twice <= dx {
                rest += dx
                y += sy
            }
        }
    }

    /// Where a row changes its colour, from white on: the first place is the first black dot.
    func changes(inRow row: Int) -> [Int] {
        var found: [Int] = []
        var isBlack = false
        let start = row * rowBytes
        for place in 0..<rowBytes {
            let byte = bytes[start + place]
            if byte == (isBlack ? 0xFF : 0x00) { continue }
            for bit in 0..<8 where (byte >> UInt8(7 - bit) & 1 == 1) != isBlack {
                let x = place * 8 + bit
                if x >= width { break }
                found.append(x)
                isBlack.toggle()
            }
        }
        return found
    }
}

extension Bilevel {
    /// Two sheets that overlap: longer than each, the ink of both on it.
    public func beside(_ other: Bilevel, overlap: Int) -> Bilevel {
        var sheet = Bilevel(width: width + other.width - overlap, height: max(height, other.height))
        for y in 0..<height { for x in 0..<width where isBlack(x, y) { sheet.blacken(x, y) } }
        for y in 0..<other.height {
            for x in 0..<other.width where other.isBlack(x, y) { sheet.blacken(x + width - overlap, y) }
        }
        return sheet
    }
}

extension Bilevel {
    /// Takes the ink off a dot; beyond the sheet nothing happens.
    public mutating func whiten(_ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        bytes[y * rowBytes + x >> 3] &= ~(0x80 >> UInt8(x & 7))
    }
}
