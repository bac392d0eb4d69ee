/// Hides what must not be kept of a wire: keys, enciphered words, the numbers on somebody's check.
///
/// A mask reads one line from where it is put on, both directions in the order of the wire. It never changes what goes
/// over the wire, only what is kept of it.
public protocol WireMask: Sendable {
    /// The bytes as they may be kept, one for one; `nil` stands for a hidden one.
    mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?]
}

/// Who sent bytes.
public enum WireSide: String, Hashable, Sendable { case host, device }

/// Hides nothing: a wire without secrets.
public struct OpenMask: WireMask, Hashable, Sendable {
    /// A mask that lets everything be seen.
    public init() {}

    public mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] { bytes }
}

/// Hides every figure, and everything that is long: readers of checks send the numbers of an account, and pictures of them.
///
/// What says how the unit is (status words, short answers) stays to be seen but for its figures.
public struct FigureMask: WireMask, Hashable, Sendable {
    /// So many bytes in one direction without a word of the other side are an answer; what follows may be a picture.
    public static let longestAnswer = 256

    private var run = 0
    private var last: WireSide?

    /// A mask for a reader of numbers.
    public init() {}

    public mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] {
        if side != last { (run, last) = (0, side) }
        return bytes.map { byte in
            run += 1
            return run > Self.longestAnswer || (0x30...0x39).contains(byte) ? nil : byte
        }
    }
}

/// Hides everything that the device sends: a scanner says nothing but what it has read.
public struct HiddenMask: WireMask, Hashable, Sendable {
    /// A mask that leaves lengths and times.
    public init() {}

    public mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] {
        switch side {
        case .host: bytes
        case .device: bytes.map { _ in nil }
        }
    }
}
