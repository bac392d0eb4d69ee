import ControlAPI
import Foundation
import Testing

@testable import ControlServer

@Suite struct StrictTests {
    private func read<Body: Decodable>(_ type: Body.Type, _ text: String) throws -> Body {
        try StrictDecoder.read(type, Array(text.utf8))
    }

    private func refusal<Body: Decodable>(_ type: Body.Type, _ text: String) -> Problem? {
        do throws(Problem) {
            _ = try StrictDecoder.read(type, Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func whatACustomerWantsToPayArrivesAsItWasMeant() throws {
        let body =
            #"{"accounts":[{"account":"1","wanted":{"minorUnits":2000,"currency":"USD"}},{"account":"2","wanted":null},{"account":"3"}]}"#
        let read = try read(ChooseAccounts.self, body)
        #expect(read.accounts.map(\.account) == ["1", "2", "3"])
        #expect(read.accounts.map(\.wanted) == [Samples.usd(2000), nil, nil])
    }

    @Test func aMisspeltAmountNeverPassesAsAnAbsentOne() {
        let problem = refusal(
            ChooseAccounts.self, #"{"accounts":[{"account":"1","wantd":{"minorUnits":1,"currency":"USD"}}]}"#)
        #expect(problem?.code == .unknownField)
        #expect(problem?.title == "There is no field accounts[0].wantd.")
        let deep = #"{"accounts":[{"account":"1","wanted":{"minorUnits":1,"currency":"USD","cents":0}}]}"#
        #expect(refusal(ChooseAccounts.self, deep)?.title == "There is no field accounts[0].wanted.cents.")
        #expect(refusal(NoDetails.self, #"{"by":"a"}"#)?.code == .unknownField)
    }

    @Test(
        arguments: [
            ("2000.0", "line 1, column 56: only whole"), ("2e3", "line 1, column 53: only whole"),
            ("9223372036854775808", "too large"),
            ("02000", "begins with 0"), ("\"2000\"", "accounts[0].wanted.minorUnits has to be a whole number"),
            ("true", "accounts[0].wanted.minorUnits has to be a whole number"), ("-", "figures"), ("+1", "no value"),
        ])
    func anAmountThatIsNoWholeNumberIsNeverRounded(figure: String, says: String) {
        let body = #"{"accounts":[{"account":"1","wanted":{"minorUnits":\#(figure),"currency":"USD"}}]}"#
        let problem = refusal(ChooseAccounts.self, body)
        #expect(problem?.code == .badRequest)
        #expect(problem?.title.contains(says) == true, "\(problem?.title ?? "was read")")
    }

    @Test func anAmountGivenTwiceIsNotChosenByChance() {
        let body = #"{"accounts":[{"account":"1","wanted":{"minorUnits":1,"minorUnits":2,"currency":"USD"}}]}"#
        #expect(refusal(ChooseAccounts.self, body)?.title.contains("minorUnits is there twice") == true)
    }

    @Test(
        arguments: [
            "", " ", "{", "{}x", "[", #"{"language"}"#, #"{"language":}"#, #"{language:"en"}"#, #"{"language":"en",}"#,
            "{\"language\":\"e\nn\"}", #"{"language":"\q"}"#, #"{"language":"\ud800"}"#, #"{"language":"\ud800A"}"#,
            #"{"language":"\u12"}"#, #"{"language":"en""#, "nul", "[1,2", String(repeating: "[", count: 5000),
            "\u{FEFF}{}",
            #"{"language":["en"]}"#, #"{"language":"fr"}"#, "{}", "null", "\"en\"", #"{"language":null}"#,
        ])
    func anyOtherTextIsRefusedWithASentence(text: String) {
        let problem = refusal(OpenVisit.self, text)
        #expect(problem?.code == .badRequest, "\(text.prefix(40))")
        #expect(problem?.title.hasSuffix(".") == true)
    }

    @Test func thePlaceOfAFaultIsNamed() {
        #expect(
            refusal(OpenVisit.self, "{\n  \"language\": en\n}")?.title
                == "The body cannot be read at line 2, column 15: no value begins like this.")
        #expect(refusal(OpenVisit.self, "{}")?.title == "The field language is missing.")
        #expect(refusal(OpenVisit.self, #"{"language":"fr"}"#)?.title == "language has a value that is not taken here.")
        #expect(refusal(ActOfPeople.self, #"{"by":["a",7]}"#)?.title == "by[1] has to be a text.")
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: Problem.self) { try StrictReader.read([0x22, 0xFF, 0x22]) }
        #expect(throws: Problem.self) { try StrictReader.read([0x22, 0xC0, 0x80, 0x22]) }
        #expect(throws: Problem.self) { try StrictReader.read([0x22, 0x5C]) }
        #expect(throws: Problem.self) { try StrictReader.read([0x22, 0x5C, 0x75, 0xFF, 0xFF]) }
    }

    @Test func escapesMeanTheSameAsPlainSigns() throws {
        #expect(
            try StrictReader.read(Array(#" [ "\u00e9\ud83d\ude00\n\/" , -0 , true,null ] "#.utf8))
                == .list([.text("é😀\n/"), .integer(0), .truth(true), .null]))
    }

    @Test func everyCutOfAHonestBodyIsRefusedAndNeverTraps() throws {
        for order in Samples.orders where order.name != "NoDetails" {
            let bytes = Array(try ControlJSON.encode(order.value))
            for end in bytes.indices { #expect(throws: Problem.self) { try StrictReader.read(Array(bytes[..<end])) } }
        }
    }
}
