/// Black dots on white; rows packed into bytes, most significant bit left, spare bits of a row always white.
public struct Bitmap: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public private(set) var height: Int
    /// `stride * height` bytes, 1 = black.
    public private(set) var bytes: [UInt8]

    /// Bytes per row.
    public var stride: Int { (width + 7) / 8 }

    /// A white bitmap; negative sizes count as zero.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
        bytes = [UInt8](repeating: 0, count: (self.width + 7) / 8 * self.height)
    }

    /// Rows packed like ours; missing bytes are white, surplus bytes and spare bits are dropped.
    init(width: Int, height: Int, packed: some Collection<UInt8>) {
        self.init(width: width, height: height)
        let spare = spareMask
        for (index, byte) in packed.prefix(bytes.count).enumerated() {
            bytes[index] = index % stride == stride - 1 ? byte & spare : byte
        }
    }

    private var spareMask: UInt8 { width % 8 == 0 ? 0xFF : ~(0xFF >> UInt8(width % 8)) }

    /// The dot at a place; outside the bitmap everything is white.
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

    /// Blackens dots of row `y` from `x` on by packed bytes; what falls outside is clipped.
    mutating func ink(_ packed: some Collection<UInt8>, x: Int, y: Int) {
        guard y >= 0, y < height, width > 0 else { return }
        let start = y * stride
        let shift = UInt8(((x % 8) + 8) % 8)
        var column = (x - Int(shift)) / 8
        for byte in packed {
            if column >= 0, column < stride { bytes[start + column] |= byte >> shift }
            if shift > 0, column + 1 >= 0, column + 1 < stride { bytes[start + column + 1] |= byte << (8 - shift) }
            column += 1
        }
        bytes[start + stride - 1] &= spareMask
    }

    /// Blackens dots by another bitmap whose upper left corner comes to `x`, `y`.
    mutating func ink(_ other: Bitmap, x: Int, y: Int) {
        for line in max(0, -y)..<max(max(0, -y), min(other.height, height - y)) {
            ink(other.row(line), x: x, y: y + line)
        }
    }

    /// A black box.
    mutating func fill(x: Int, y: Int, width boxWidth: Int, height boxHeight: Int) {
        for line in max(0, y)..<max(max(0, y), min(height, y + boxHeight)) {
            for column in max(0, x)..<max(max(0, x), min(width, x + boxWidth)) { self[column, line] = true }
        }
    }

    /// Whitens a box.
    mutating func erase(x: Int, y: Int, width boxWidth: Int, height boxHeight: Int) {
        var mask = Bitmap(width: width, height: 1)
        mask.fill(x: x, y: 0, width: boxWidth, height: 1)
        for line in max(0, y)..<max(max(0, y), min(height, y + boxHeight)) {
            for (column, cover) in mask.bytes.enumerated() { bytes[line * stride + column] &= ~cover }
        }
    }

    /// Rows `range`, clipped.
    func rows(_ range: Range<Int>) -> Bitmap {
        let clipped = range.clamped(to: 0..<height)
        // Our own rows are clean already: no byte needs to be looked at.
        var part = Bitmap(width: width, height: 0)
        part.bytes = Array(bytes[(clipped.lowerBound * stride)..<(clipped.upperBound * stride)])
        part.height = clipped.count
        return part
    }

    /// Every dot as a box of `across` by `down` dots.
    func scaled(across: Int, down: Int) -> Bitmap {
        guard across != 1 || down != 1 else { return self }
        var result = Bitmap(width: width * across, height: height * down)
        for y in 0..<height {
            for x in 0..<width where self[x, y] {
                result.fill(x: x * across, y: y * down, width: across, height: 1)
            }
            let done = result.row(y * down)
            for copy in 1..<max(1, down) { result.ink(done, x: 0, y: y * down + copy) }
        }
        return result
    }

    /// Turned clockwise by quarters.
    func turned(quarters: Int) -> Bitmap {
        let turns = ((quarters % 4) + 4) % 4
        guard turns > 0 else { return self }
        var result = turns == 2 ? Bitmap(width: width, height: height) : Bitmap(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width where self[x, y] {
                switch turns {
                case 1: result[height - 1 - y, x] = true
                case 2: result[width - 1 - x, height - 1 - y] = true
                case _: result[y, width - 1 - x] = true
                }
            }
        }
        return result
    }

    /// White becomes black and the other way round.
    func inverted() -> Bitmap { Bitmap(width: width, height: height, packed: bytes.map { ~$0 }) }
}

extension Bitmap: CustomStringConvertible {
    /// Size and amount of ink: the dots themselves would fill a screen.
    public var description: String {
        "\(width)x\(height) dots, \(bytes.reduce(0) { $0 + $1.nonzeroBitCount }) black"
    }
}
