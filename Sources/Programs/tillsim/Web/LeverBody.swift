import Foundation

/// The body of a call: one JSON object whose values are texts, numbers or truths.
extension LeverCall: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        fields = [:]
        for name in container.allKeys { fields[name.stringValue] = try container.decode(LeverField.self, forKey: name) }
    }

    /// Any bytes give a call or a fault.
    static func decode(_ bytes: Data) throws(LeverFault) -> LeverCall {
        do {
            return try JSONDecoder().decode(LeverCall.self, from: bytes)
        } catch {
            throw LeverFault(
                code: "badRequest", sentence: "A call is a JSON object of texts, whole numbers, true and false.")
        }
    }
}

extension LeverField: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .number(try container.decode(Int64.self))
        }
    }
}
