/// A map under decoding. Keys are compared as bytes.
struct CBORKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let source: CBORSource
    /// Index of each key's item; the value's item is the next one.
    private let keys: [Int]
    var codingPath: [any CodingKey] { [] }

    init(source: CBORSource, index: Int) throws(CBORFault) {
        let item = source.map.items[index]
        guard item.major == 5 else { throw .wrongKind(offset: item.offset, needed: "a map") }
        var keys: [Int] = []
        keys.reserveCapacity(Int(item.argument))
        var place = index + 1
        while place < item.next {
            let key = source.map.items[place]
            guard key.major == 3 else { throw .wrongKind(offset: key.offset, needed: "a text key") }
            keys.append(place)
            place = source.map.items[key.next].next
        }
        source.use(index)
        self.source = source
        self.keys = keys
    }

    var allKeys: [Key] {
        keys.compactMap { Key(stringValue: String(decoding: source.map.content(source.map.items[$0]), as: UTF8.self)) }
    }

    private func find(_ key: Key) -> Int? {
        var name = key.stringValue
        return name.withUTF8 { wanted in
            keys.first { place in
                let item = source.map.items[place]
                guard Int(item.argument) == wanted.count else { return false }
                return source.map.bytes.withUnsafeBufferPointer { bytes in
                    for offset in 0..<wanted.count where bytes[item.content + offset] != wanted[offset] { return false }
                    return true
                }
            }
        }
    }

    private func place(_ key: Key) throws -> Int {
        guard let found = find(key) else { throw CBORFault.missing(key: key.stringValue) }
        source.use(found)
        return found + 1
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        guard let found = find(key) else { throw CBORFault.missing(key: key.stringValue) }
        guard source.isNull(found + 1) else { return false }
        source.use(found)
        source.use(found + 1)
        return true
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try source.value(type, at: place(key)) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try CBORReader(source: source, index: place(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try CBORReader(source: source, index: place(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let key = Key(stringValue: "super") else { throw CBORFault.missing(key: "super") }
        return CBORReader(source: source, index: try place(key))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { CBORReader(source: source, index: try place(key)) }
}

/// A list under decoding.
struct CBORListReader: UnkeyedDecodingContainer {
    private let source: CBORSource
    private let total: Int
    private var place: Int
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { total }
    var isAtEnd: Bool { currentIndex == total }

    init(source: CBORSource, index: Int) throws(CBORFault) {
        let item = source.map.items[index]
        guard item.major == 4 else { throw .wrongKind(offset: item.offset, needed: "a list") }
        source.use(index)
        self.source = source
        total = Int(item.argument)
        place = index + 1
    }

    private mutating func take() throws(CBORFault) -> Int {
        guard !isAtEnd else { throw .missing(key: "item \(currentIndex)") }
        let taken = place
        place = source.map.items[taken].next
        currentIndex += 1
        return taken
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, source.isNull(place) else { return false }
        source.use(try take())
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try source.value(type, at: take()) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try CBORReader(source: source, index: take()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try CBORReader(source: source, index: take()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { CBORReader(source: source, index: try take()) }
}

/// A value that is one item.
struct CBORSingleReader: SingleValueDecodingContainer {
    let source: CBORSource
    let index: Int
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool {
        guard source.isNull(index) else { return false }
        source.use(index)
        return true
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try source.value(type, at: index) }
}
