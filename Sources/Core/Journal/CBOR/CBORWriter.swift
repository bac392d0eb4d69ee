/// The encoder of one value: remembers what the value turned out to be, and closes it.
final class CBORWriter: Encoder {
    enum Shape { case nothing, single, list, map }

    struct Entry {
        let key: Range<Int>
        var end: Int
        /// A nested container that may still be written to; its bytes come in when the map is closed.
        var late: CBORWriter?
    }

    let sink: CBORSink
    let depth: Int
    /// Where this value's first byte stands in the sink.
    let start: Int
    private(set) var shape = Shape.nothing
    var entries: [Entry] = []
    var count = 0
    private var lateItems: [(offset: Int, writer: CBORWriter)] = []
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var fault: CBORFault?

    init(_ sink: CBORSink, depth: Int) {
        self.sink = sink
        self.depth = depth
        start = sink.bytes.count
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        become(.map)
        return KeyedEncodingContainer(CBORKeyedWriter<Key>(writer: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        become(.list)
        return CBORListWriter(writer: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        become(.single)
        return CBORSingleWriter(writer: self)
    }

    /// Containers cannot throw when they are made; the fault is thrown when the value is closed.
    func become(_ wanted: Shape) {
        if shape == .nothing {
            shape = wanted
            if wanted == .map || wanted == .list {
                sink.bytes.append(0)  // the head, for up to 23 entries
                if depth >= CanonicalCBOR.maximumDepth { fault = .tooDeep(offset: start) }
            }
        } else if shape != wanted {
            fault = .misuse("a value asked for two kinds of container")
        }
    }

    func key(_ name: String, _ write: () throws -> Void) throws {
        if let fault { throw fault }
        let begin = sink.bytes.count
        sink.text(name)
        let end = sink.bytes.count
        try write()
        entries.append(Entry(key: begin..<end, end: sink.bytes.count))
    }

    func item(_ write: () throws -> Void) throws {
        if let fault { throw fault }
        try write()
        count += 1
    }

    func lateEntry(_ name: String) -> CBORWriter {
        let begin = sink.bytes.count
        sink.text(name)
        let writer = CBORWriter(CBORSink(), depth: depth + 1)
        entries.append(Entry(key: begin..<sink.bytes.count, end: sink.bytes.count, late: writer))
        return writer
    }

    func lateItem() -> CBORWriter {
        let writer = CBORWriter(CBORSink(), depth: depth + 1)
        lateItems.append((sink.bytes.count, writer))
        count += 1
        return writer
    }

    /// Completes the value's bytes: head, order of keys, nested containers.
    func seal() throws {
        if let fault { throw fault }
        switch shape {
        case .nothing: sink.head(5, 0)
        case .single: if count != 1 { throw CBORFault.misuse("a single value was given \(count) times") }
        case .list: try sealList()
        case .map: try sealMap()
        }
    }

    private func sealList() throws {
        for late in lateItems.reversed() {
            try late.writer.seal()
            sink.bytes.insert(contentsOf: late.writer.sink.bytes, at: late.offset)
        }
        putHead(4, count)
    }

    private func sealMap() throws {
        var sorted = true
        for place in entries.indices {
            if let late = entries[place].late {
                try late.seal()
                sorted = false
            }
            if place > 0 {
                switch compare(entries[place - 1].key, entries[place].key) {
                case 0: throw CBORFault.doubleKey(name(entries[place].key))
                case let order where order > 0: sorted = false
                default: break
                }
            }
        }
        if !sorted { try reorder() }
        putHead(5, entries.count)
    }

    private func reorder() throws {
        let order = entries.sorted { compare($0.key, $1.key) < 0 }
        for place in order.indices.dropFirst() where compare(order[place - 1].key, order[place].key) == 0 {
            throw CBORFault.doubleKey(name(order[place].key))
        }
        var body: [UInt8] = []
        body.reserveCapacity(sink.bytes.count - start)
        for entry in order {
            body.append(contentsOf: sink.bytes[entry.key.lowerBound..<entry.end])
            if let late = entry.late { body.append(contentsOf: late.sink.bytes) }
        }
        sink.bytes.replaceSubrange((start + 1)..., with: body)
    }

    private func putHead(_ major: UInt8, _ count: Int) {
        if count < 24 {
            sink.bytes[start] = major << 5 | UInt8(count)
        } else {
            var head: [UInt8] = []
            CBORSink.head(major, UInt64(count), into: &head)
            sink.bytes.replaceSubrange(start...start, with: head)
        }
    }

    private func compare(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        sink.bytes.withUnsafeBufferPointer { bytes in
            for (one, other) in zip(bytes[left], bytes[right]) where one != other { return Int(one) - Int(other) }
            return left.count - right.count
        }
    }

    private func name(_ key: Range<Int>) -> String {
        let encoded = sink.bytes[key]
        let head = key.count <= 24 ? 1 : key.count <= 257 ? 2 : 3
        return String(decoding: encoded.dropFirst(head), as: UTF8.self)
    }
}
