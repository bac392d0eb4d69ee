/// Black dots on white; rows packed into bytes, most significant bit left.
public struct StarDots: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public private(set) var height = 0
    /// `stride * height` bytes, 1 = black.
    public private(set) var bytes: [UInt8] = []

    /// Bytes per row.
    public var stride: Int { (width + 7) / 8 }

    /// A white picture.
    init(width: Int, height: Int = 0) {
        self.width = max(1, width)
        extend(by: height)
    }

    /// The dot at a place; outside everything is white.
    public subscript(x: Int, y: Int) -> Bool {
        get {
            guard x >= 0, x < width, y >= 0, y < height else { return false }
            return bytes[y * stride + x / 8] & (0x80 >> UInt8(x % 8)) != 0
        }
        set {
            guard x >= 0, x < width, y >= 0, y < height else { return }
            let mask: UInt8 = 0x80 >> UInt8(x % 8)
            if newValue { bytes[y * stride + x / 8] |= mask } else { bytes[y * stride + x / 8] &= ~mask }
        }
    }

    /// The packed bytes of one row, empty outside.
    public func row(_ y: Int) -> ArraySlice<UInt8> {
        y >= 0 && y < height ? bytes[(y * stride)..<((y + 1) * stride)] : []
    }

    /// More white rows below.
    mutating func extend(by rows: Int) {
        guard rows > 0 else { return }
        bytes.append(contentsOf: repeatElement(0, count: rows * stride))
        height += rows
    }

    /// Blackens dots of a row by packed bytes from the left edge on; what falls outside is clipped.
    mutating func ink(_ packed: some Collection<UInt8>, y: Int) {
        guard y >= 0, y < height else { return }
        for (column, byte) in packed.prefix(stride).enumerated() { bytes[y * stride + column] |= byte }
        let spare = width % 8
        if spare > 0 { bytes[(y + 1) * stride - 1] &= ~(0xFF >> UInt8(spare)) }
    }

    /// A black box.
    mutating func fill(x: Int, y: Int, width boxWidth: Int, height boxHeight: Int) {
        for line in y..<max(y, y + boxHeight) { for column in x..<max(x, x + boxWidth) { self[column, line] = true } }
    }

    /// Dots turned over in a box.
    mutating func invert(x: Int, y: Int, width boxWidth: Int, height boxHeight: Int) {
        for line in y..<max(y, y + boxHeight) {
            for column in x..<max(x, x + boxWidth) { self[column, line].toggle() }
        }
    }

    /// Rows `range`, clipped.
    func rows(_ range: Range<Int>) -> StarDots {
        let clipped = range.clamped(to: 0..<height)
        var part = StarDots(width: width)
        part.bytes = Array(bytes[(clipped.lowerBound * stride)..<(clipped.upperBound * stride)])
        part.height = clipped.count
        return part
    }
}
