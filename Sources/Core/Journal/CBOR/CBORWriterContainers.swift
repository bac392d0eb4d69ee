/// A map under encoding. Each value is complete before the next key, except nested containers asked for by hand.
struct CBORKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CBORWriter
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) throws { try writer.key(key.stringValue) { writer.sink.null() } }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try writer.key(key.stringValue) { try writer.sink.put(value, depth: writer.depth + 1) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        writer.lateEntry(key.stringValue).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        writer.lateEntry(key.stringValue).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { writer.lateEntry("super") }
    mutating func superEncoder(forKey key: Key) -> any Encoder { writer.lateEntry(key.stringValue) }
}

/// A list under encoding.
struct CBORListWriter: UnkeyedEncodingContainer {
    let writer: CBORWriter
    var codingPath: [any CodingKey] { [] }
    var count: Int { writer.count }

    mutating func encodeNil() throws { try writer.item { writer.sink.null() } }

    mutating func encode<T: Encodable>(_ value: T) throws {
        try writer.item { try writer.sink.put(value, depth: writer.depth + 1) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        writer.lateItem().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { writer.lateItem().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { writer.lateItem() }
}

/// A value that is one item.
struct CBORSingleWriter: SingleValueEncodingContainer {
    let writer: CBORWriter
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() throws { try writer.item { writer.sink.null() } }

    mutating func encode<T: Encodable>(_ value: T) throws {
        try writer.item { try writer.sink.put(value, depth: writer.depth) }
    }
}
