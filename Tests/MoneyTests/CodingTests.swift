import Foundation
import Money
import Testing

struct CodingTests {
    private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    private func written(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("The one form of an amount on the wire: others would not be understood")
    func amountHasOneForm() throws {
        let text = "{\"currency\":\"USD\",\"minorUnits\":2000}"
        #expect(try written(Money(minorUnits: 2000, .usd)) == text)
        #expect(try read(Money.self, text) == Money(minorUnits: 2000, .usd))
        #expect(try written(Denomination.usd(2000)) == text)
    }

    @Test(
        "A fraction, a text or half an amount must be refused, not bent to fit",
        arguments: [
            "{\"currency\":\"USD\",\"minorUnits\":20.5}", "{\"currency\":\"USD\",\"minorUnits\":\"2000\"}",
            "{\"currency\":\"USD\"}", "{\"minorUnits\":2000}", "{\"currency\":\"usd\",\"minorUnits\":2000}",
            "{\"currency\":\"USD\",\"minorUnits\":9223372036854775808}", "{\"currency\":\"USD\",\"minorUnits\":null}",
            "2000", "\"20.00\"", "[]",
        ])
    func badAmountIsRefused(_ text: String) { #expect(throws: (any Error).self) { try read(Money.self, text) } }

    @Test("A face value of zero must not come in by the wire either")
    func badFaceValueIsRefused() {
        #expect(throws: (any Error).self) { try read(Denomination.self, "{\"currency\":\"USD\",\"minorUnits\":0}") }
    }

    @Test("Counts must come back as they were, in their one order, and never below zero")
    func countsComeBack() throws {
        let counts = try DenominationCounts([(.usd(2000), 3), (.usd(500), 1)])
        #expect(try read(DenominationCounts.self, written(counts)) == counts)
        let row = "{\"count\":-1,\"denomination\":{\"currency\":\"USD\",\"minorUnits\":500}}"
        #expect(throws: (any Error).self) { try read(DenominationCounts.self, "[\(row)]") }
    }
}
