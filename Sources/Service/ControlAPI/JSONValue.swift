/// Any JSON without fractions: what a fact of the journal looks like outside.
///
/// Members keep their order where a reader knows it; `Decoder` does not, so there they are sorted by name.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`: known to be absent.
    case null
    /// `true` or `false`.
    case truth(Bool)
    /// A whole number; money is such a number of minor units.
    case integer(Int64)
    /// A string.
    case text(String)
    /// An array, in its order.
    case list([JSONValue])
    /// An object; no name occurs twice in what we write.
    case object([Member])

    /// One named value of an object.
    public struct Member: Hashable, Sendable {
        /// As it stands between the quotes.
        public let name: String
        /// What it is.
        public let value: JSONValue

        /// A member to be written at its place.
        public init(name: String, value: JSONValue) { (self.name, self.value) = (name, value) }
    }

    /// The value under a name; `nil` where this is no object or has no such member.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

extension JSONValue: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        if let box = try? decoder.container(keyedBy: Name.self) {
            let names = box.allKeys.sorted { $0.stringValue < $1.stringValue }
            self = .object(
                try names.map { Member(name: $0.stringValue, value: try box.decode(JSONValue.self, forKey: $0)) })
        } else if var box = try? decoder.unkeyedContainer() {
            var list: [JSONValue] = []
            while !box.isAtEnd { list.append(try box.decode(JSONValue.self)) }
            self = .list(list)
        } else {
            self = try Self.single(decoder.singleValueContainer())
        }
    }

    private static func single(_ box: any SingleValueDecodingContainer) throws -> JSONValue {
        if box.decodeNil() { return .null }
        if let truth = try? box.decode(Bool.self) { return .truth(truth) }
        if let integer = try? box.decode(Int64.self) { return .integer(integer) }
        return .text(try box.decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var box = encoder.container(keyedBy: Name.self)
            for member in members { try box.encode(member.value, forKey: Name(stringValue: member.name)) }
        case .list(let list):
            var box = encoder.unkeyedContainer()
            for value in list { try box.encode(value) }
        case .null:
            var box = encoder.singleValueContainer()
            try box.encodeNil()
        case .truth(let truth):
            var box = encoder.singleValueContainer()
            try box.encode(truth)
        case .integer(let integer):
            var box = encoder.singleValueContainer()
            try box.encode(integer)
        case .text(let text):
            var box = encoder.singleValueContainer()
            try box.encode(text)
        }
    }
}
