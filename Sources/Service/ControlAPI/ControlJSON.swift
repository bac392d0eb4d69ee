public import Foundation

/// The one way in which values of this interface become JSON text and come back.
public enum ControlJSON {
    /// Compact, members by name, so that the same view is the same text.
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// Reads an answer; fields that this build does not know are passed over.
    public static func decode<Value: Decodable>(_ type: Value.Type, _ text: Data) throws -> Value {
        try JSONDecoder().decode(type, from: text)
    }
}

extension JSONValue {
    /// Anything that can be written as JSON without fractions: a fact of the journal, for example.
    public init(encoding value: some Encodable) throws {
        self = try ControlJSON.decode(JSONValue.self, try ControlJSON.encode(value))
    }
}
