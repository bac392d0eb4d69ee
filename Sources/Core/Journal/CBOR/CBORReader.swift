/// One decode call: the checked items and which of them the type has asked for.
final class CBORSource {
    let map: CBORMap
    private var used: [Bool]

    init(_ map: CBORMap) {
        self.map = map
        used = Array(repeating: false, count: map.items.count)
    }

    func use(_ index: Int) { used[index] = true }

    /// An item that nobody asked for makes the value another one than the type can hold.
    func everythingUsed() throws(CBORFault) {
        if let index = used.firstIndex(of: false) { throw .unknown(offset: map.items[index].offset) }
    }

    func isNull(_ index: Int) -> Bool { map.items[index].major == 7 && map.items[index].argument == 22 }

    func text(at index: Int) throws(CBORFault) -> String {
        let item = map.items[index]
        guard item.major == 3 else { throw .wrongKind(offset: item.offset, needed: "text") }
        use(index)
        return String(decoding: map.content(item), as: UTF8.self)
    }

    func bytes(at index: Int) throws(CBORFault) -> [UInt8] {
        let item = map.items[index]
        guard item.major == 2 else { throw .wrongKind(offset: item.offset, needed: "bytes") }
        use(index)
        return Array(map.content(item))
    }

    func bool(at index: Int) throws(CBORFault) -> Bool {
        let item = map.items[index]
        guard item.major == 7, item.argument != 22 else {
            throw .wrongKind(offset: item.offset, needed: "true or false")
        }
        use(index)
        return item.argument == 21
    }

    func number<N: FixedWidthInteger>(_ type: N.Type, at index: Int) throws(CBORFault) -> N {
        let item = map.items[index]
        guard item.major < 2 else { throw .wrongKind(offset: item.offset, needed: "a whole number") }
        use(index)
        if item.major == 0 {
            guard let value = N(exactly: item.argument) else { throw .outOfRange(offset: item.offset) }
            return value
        }
        guard item.argument <= UInt64(Int64.max), let value = N(exactly: ~Int64(item.argument)) else {
            throw .outOfRange(offset: item.offset)
        }
        return value
    }

    func value<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
        if T.self == String.self { return try text(at: index) as! T }
        if T.self == Int64.self { return try number(Int64.self, at: index) as! T }
        if T.self == Int.self { return try number(Int.self, at: index) as! T }
        if T.self == Bool.self { return try bool(at: index) as! T }
        if T.self == [UInt8].self { return try bytes(at: index) as! T }
        if T.self == UInt8.self { return try number(UInt8.self, at: index) as! T }
        if T.self == UInt16.self { return try number(UInt16.self, at: index) as! T }
        if T.self == UInt32.self { return try number(UInt32.self, at: index) as! T }
        if T.self == UInt64.self { return try number(UInt64.self, at: index) as! T }
        if T.self == UInt.self { return try number(UInt.self, at: index) as! T }
        if T.self == Int8.self { return try number(Int8.self, at: index) as! T }
        if T.self == Int16.self { return try number(Int16.self, at: index) as! T }
        if T.self == Int32.self { return try number(Int32.self, at: index) as! T }
        if T.self == Double.self || T.self == Float.self { throw CBORFault.floatValue }
        return try T(from: CBORReader(source: self, index: index))
    }
}

/// The decoder of one item.
struct CBORReader: Decoder {
    let source: CBORSource
    let index: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try CBORKeyedReader<Key>(source: source, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try CBORListReader(source: source, index: index) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        CBORSingleReader(source: source, index: index)
    }
}
