/// Reads decisions from the bytes that a fuzzer chose.
struct Script {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isOver: Bool { place >= bytes.count }

    /// The next decision; zero when the script is over.
    mutating func byte() -> UInt8 {
        guard place < bytes.count else { return 0 }
        defer { place += 1 }
        return bytes[place]
    }

    /// As many bytes as are left, at most `count`.
    mutating func bytes(_ count: Int) -> [UInt8] {
        let end = min(bytes.count, place + count)
        defer { place = end }
        return Array(bytes[place..<end])
    }
}
