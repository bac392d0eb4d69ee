/// On the wire an amount is `{"minorUnits": 2000, "currency": "USD"}`; a fraction or another type is refused.
extension Money: Codable {
    private enum Key: String, CodingKey { case minorUnits, currency }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        let currency = try Currency(box.decode(String.self, forKey: .currency))
        self.init(minorUnits: try box.decode(Int64.self, forKey: .minorUnits), currency)
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(minorUnits, forKey: .minorUnits)
        try box.encode(currency.code, forKey: .currency)
    }
}
