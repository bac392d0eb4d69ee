import ControlAPI

/// The members of one object.
struct StrictObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: StrictDecoder
    let members: [JSONValue.Member]

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { members.contains { $0.name == key.stringValue } }

    func decodeNil(forKey key: Key) throws -> Bool { try at(key).value == .null }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try at(key).decoded(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try at(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try at(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }

    func superDecoder(forKey key: Key) throws -> any Decoder { try at(key) }

    private func at(_ key: Key) throws(Problem) -> StrictDecoder {
        let path = codingPath + [key]
        guard let member = members.first(where: { $0.name == key.stringValue }) else {
            throw Problem(.badRequest, "The field \(StrictDecoder.name(path)) is missing.")
        }
        return StrictDecoder(value: member.value, codingPath: path)
    }
}

/// The values of one list.
struct StrictList: UnkeyedDecodingContainer {
    let decoder: StrictDecoder
    let values: [JSONValue]
    private(set) var currentIndex = 0

    init(decoder: StrictDecoder, values: [JSONValue]) { (self.decoder, self.values) = (decoder, values) }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    mutating func decodeNil() throws -> Bool {
        guard try peek().value == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decoded(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private func peek() throws(Problem) -> StrictDecoder {
        guard !isAtEnd else { throw decoder.mismatch("a longer list") }
        return StrictDecoder(
            value: values[currentIndex], codingPath: codingPath + [StrictKey(intValue: currentIndex)])
    }

    private mutating func next() throws(Problem) -> StrictDecoder {
        let found = try peek()
        currentIndex += 1
        return found
    }
}

/// One value that is neither object nor list. Fractions do not exist here.
struct StrictSingle: SingleValueDecodingContainer {
    let decoder: StrictDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.value == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .truth(let truth) = decoder.value else { throw decoder.mismatch("true or false") }
        return truth
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .text(let text) = decoder.value else { throw decoder.mismatch("a text") }
        return text
    }

    func decode(_ type: Double.Type) throws -> Double { throw decoder.mismatch("a whole number") }
    func decode(_ type: Float.Type) throws -> Float { throw decoder.mismatch("a whole number") }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decoded(type) }

    private func integer<Number: FixedWidthInteger>() throws(Problem) -> Number {
        guard case .integer(let value) = decoder.value, let number = Number(exactly: value) else {
            throw decoder.mismatch("a whole number")
        }
        return number
    }
}
