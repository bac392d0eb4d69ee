/// The last bytes of one line, with direction and time, in a ring of fixed size: what a technician looks at, and what is
/// played back in the workshop.
///
/// One flat buffer, so that recording costs no allocation and the bound is exact. An entry that would take more than a
/// quarter of the ring is cut, and says so.
public struct FlightRecorder: Hashable, Sendable {
    /// What an entry is about.
    public enum Kind: UInt8, Hashable, Sendable {
        /// Bytes from the device.
        case received = 1
        /// Bytes that were handed to the port.
        case sent = 2
        /// Something that happened to the link, in words (UTF-8).
        case mark = 3
    }

    /// One thing that was recorded.
    public struct Entry: Hashable, Sendable {
        /// Since the arbitrary start that the line's clock has.
        public let time: Duration
        /// Which way, or a mark.
        public let kind: Kind
        /// What is kept of them; a long run is cut.
        public let bytes: [UInt8]
        /// How many bytes there really were.
        public let length: Int
    }

    private static let headerSize = 17

    /// The ring's size in bytes, headers of 17 bytes per entry included.
    public let capacity: Int
    /// How many entries have been overwritten.
    public private(set) var overwritten = 0
    private var ring: [UInt8] = []
    private var start = 0
    private var used = 0

    /// At least 256 bytes; the memory is taken at the first entry.
    public init(capacity: Int) {
        self.capacity = max(256, capacity)
    }

    /// Adds an entry; the oldest make room.
    public mutating func record(_ kind: Kind, _ bytes: some RandomAccessCollection<UInt8>, at time: Duration) {
        if ring.isEmpty { ring = [UInt8](repeating: 0, count: capacity) }
        let kept = bytes.prefix(capacity / 4)
        while used + Self.headerSize + kept.count > capacity { dropOldest() }
        let parts = time.components
        let nanoseconds = parts.seconds &* 1_000_000_000 &+ parts.attoseconds / 1_000_000_000
        put(UInt64(bitPattern: nanoseconds), count: 8)
        put(UInt64(kind.rawValue), count: 1)
        put(UInt64(kept.count), count: 4)
        put(UInt64(clamping: bytes.count), count: 4)
        for byte in kept { put(byte) }
    }

    /// Adds words about the link.
    public mutating func mark(_ words: String, at time: Duration) {
        record(.mark, Array(words.utf8), at: time)
    }

    /// All entries, the oldest first.
    public var entries: [Entry] {
        var entries: [Entry] = []
        var offset = 0
        while offset < used {
            let size = Int(number(at: offset + 9, count: 4))
            let bytes = (0..<size).map { self[offset + Self.headerSize + $0] }
            entries.append(
                Entry(
                    time: .nanoseconds(Int64(bitPattern: number(at: offset, count: 8))),
                    kind: Kind(rawValue: self[offset + 8]) ?? .mark, bytes: bytes,
                    length: Int(number(at: offset + 13, count: 4))))
            offset += Self.headerSize + size
        }
        return entries
    }

    private subscript(offset: Int) -> UInt8 { ring[place(offset)] }

    /// Where the byte this far from the oldest lies. A division would be most of the cost of recording.
    private func place(_ offset: Int) -> Int {
        let straight = start + offset
        return straight < capacity ? straight : straight - capacity
    }

    private func number(at offset: Int, count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 << 8 | UInt64(self[offset + $1]) }
    }

    private mutating func put(_ byte: UInt8) {
        ring[place(used)] = byte
        used += 1
    }

    private mutating func put(_ number: UInt64, count: Int) {
        for place in (0..<count).reversed() { put(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
    }

    private mutating func dropOldest() {
        let size = Self.headerSize + Int(number(at: 9, count: 4))
        start = place(size)
        used -= size
        overwritten += 1
    }
}
