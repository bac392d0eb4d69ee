/// First in, first out, of fixed size.
struct ReceiveBuffer: Hashable, Sendable {
    let capacity: Int
    private var bytes: [UInt8] = []
    private var start = 0

    init(capacity: Int) { self.capacity = max(16, capacity) }

    static func == (left: ReceiveBuffer, right: ReceiveBuffer) -> Bool { left.waiting == right.waiting }
    func hash(into hasher: inout Hasher) { hasher.combine(waiting) }

    private var waiting: ArraySlice<UInt8> { bytes[start...] }
    var count: Int { bytes.count - start }
    var room: Int { capacity - count }
    var isEmpty: Bool { count == 0 }

    /// False if there is no room.
    mutating func put(_ byte: UInt8) -> Bool {
        guard room > 0 else { return false }
        bytes.append(byte)
        return true
    }

    /// Up to so many of the oldest bytes.
    mutating func take(_ most: Int) -> ArraySlice<UInt8> {
        let end = min(bytes.count, start + max(0, most))
        let taken = bytes[start..<end]
        start = end
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        } else if start > capacity {
            bytes.removeFirst(start)
            start = 0
        }
        return taken
    }
}
