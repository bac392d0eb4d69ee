/// A field that is always there and may be `null`: not known, or not applicable.
///
/// Swift's own coding leaves an absent optional out; the pages and the document of this interface promise the field.
/// Reading accepts an absent field as `null`.
@propertyWrapper
public struct OrNull<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// The value; `nil` is written as `null`.
    public var wrappedValue: Value?

    /// A field with its value, or `null`.
    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        wrappedValue = box.decodeNil() ? nil : try box.decode(Value.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        if let wrappedValue { try box.encode(wrappedValue) } else { try box.encodeNil() }
    }
}

extension KeyedDecodingContainer {
    /// Stands in for the compiler's choice when a field of this kind is read, so that it may be absent.
    public func decode<Value>(_ type: OrNull<Value>.Type, forKey key: Key) throws -> OrNull<Value> {
        try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
    }
}
