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

/// A face value is written as its amount.
extension Denomination: Codable {
    public init(from decoder: any Decoder) throws { try self.init(Money(from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

/// Counts are a list of `{"denomination": …, "count": …}` in ascending order.
extension DenominationCounts: Codable {
    private struct Row: Codable {
        let denomination: Denomination
        let count: Int64
    }

    public init(from decoder: any Decoder) throws {
        let rows = try [Row](from: decoder)
        try self.init(rows.map { ($0.denomination, $0.count) })
    }

    public func encode(to encoder: any Encoder) throws {
        try entries.map { Row(denomination: $0.denomination, count: $0.count) }.encode(to: encoder)
    }
}
