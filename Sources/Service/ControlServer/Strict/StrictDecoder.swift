import ControlAPI

/// Reads a request's type from JSON and refuses every field that the type does not name: a misspelt amount must not
/// pass as an absent one. Failures are `badRequest` or `unknownField` and name the field.
struct StrictDecoder: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The whole of a body.
    static func read<Body: Decodable>(_ type: Body.Type, _ bytes: [UInt8]) throws(Problem) -> Body {
        let value = try StrictReader.read(bytes)
        return try StrictDecoder(value: value, codingPath: []).decoded(type)
    }

    /// One value, whatever its type; a type's own complaint is put into our words.
    func decoded<Value: Decodable>(_ type: Value.Type) throws(Problem) -> Value {
        do {
            return try Value(from: self)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.badRequest, "\(Self.name(codingPath)) has a value that is not taken here.")
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch("an object") }
        for member in members where Key(stringValue: member.name) == nil {
            let field = Self.name(codingPath + [StrictKey(stringValue: member.name)])
            throw Problem(.unknownField, "There is no field \(field).")
        }
        return KeyedDecodingContainer(StrictObject(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let values) = value else { throw mismatch("a list") }
        return StrictList(decoder: self, values: values)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { StrictSingle(decoder: self) }

    func mismatch(_ wanted: String) -> Problem {
        Problem(.badRequest, "\(Self.name(codingPath)) has to be \(wanted).")
    }

    /// `accounts[0].wanted.minorUnits`; the whole body where the path is empty.
    static func name(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "The body" }
        return path.reduce("") { text, key in
            if let place = key.intValue { return "\(text)[\(place)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
    }
}

/// A name or a place in a list.
struct StrictKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }

    init(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
}
