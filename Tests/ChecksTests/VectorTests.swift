import Checks
import Foundation
import Testing

/// One published line or number, with the source's origin.
struct MICRVector: CustomTestStringConvertible, Sendable {
    private var texts: [String: String] = [:]
    private var lists: [String: [MICRVectors.Field]] = [:]

    init(_ record: [String: Any]) {
        for (name, value) in record {
            if let text = value as? String { texts[name] = text }
            guard let list = value as? [String: Any] else { continue }
            lists[name] = list.compactMap { name, value in
                if let text = value as? String { return MICRVectors.Field(name, .text(text)) }
                return (value as? Bool).map { MICRVectors.Field(name, .truth($0)) }
            }
        }
    }

    var testDescription: String { text("name") }
    func text(_ key: String) -> String { texts[key] ?? "" }
    func fields(_ key: String) -> [MICRVectors.Field] { lists[key] ?? [] }
    func answer(_ exceptions: MICRExceptionTable = MICRExceptionTable()) throws -> [MICRVectors.Field] {
        try MICRVectors.answer(
            kind: text("kind"), input: text("input"), encoding: texts["encoding"], exceptions: exceptions)
    }

    static let all: [MICRVector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/micr.json")
        do {
            let list = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]]
            return (list ?? []).map(MICRVector.init)
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()
}

@Suite struct VectorTests {
    @Test("Vectors that are not there prove nothing")
    func theVectorsAreThereAndNameTheirOrigin() {
        #expect(MICRVector.all.count >= 65)
        #expect(MICRVector.all.allSatisfy { !$0.text("source").isEmpty && !$0.fields("expected").isEmpty })
    }

    @Test("A line that is read unlike the papers puts a check on the wrong account", arguments: MICRVector.all)
    func everyPublishedLineIsReadAsPublished(_ vector: MICRVector) throws {
        let answer = try vector.answer()
        #expect(MICRVectors.disagreement(expected: vector.fields("expected"), answer: answer) == nil)
    }

    @Test(
        "A bank that prints its line against the rules needs its entry, or its checks have no number",
        arguments: MICRVector.all.filter { !$0.text("exception_bytes_hex").isEmpty })
    func anEntryOfTheTableChangesTheReading(_ vector: MICRVector) throws {
        let table = try MICRExceptionTable(bytes(vector.text("exception_bytes_hex")))
        let answer = try vector.answer(table)
        for field in vector.fields("expected_with_exception") { #expect(answer.contains(field)) }
        #expect(answer.contains(MICRVectors.Field("serial_rule", .text("exception"))))
        #expect(table.entries.flatMap { $0.encoded() } == bytes(vector.text("exception_bytes_hex")))
    }

    @Test("A check of vectors that passes whatever is expected finds nothing")
    func aWrongExpectationIsSeen() throws {
        let vector = try #require(MICRVector.all.first { $0.text("name") == "rock-6" })
        let (expected, answer) = (vector.fields("expected"), try vector.answer())
        for field in expected {
            let wrong: MICRVectors.Value =
                switch field.value {
                case .text(let text): .text(text + "9")
                case .truth(let truth): .truth(!truth)
                }
            let changed = expected.map { $0.name == field.name ? MICRVectors.Field(field.name, wrong) : $0 }
            #expect(MICRVectors.disagreement(expected: changed, answer: answer) != nil)
        }
        for name in ["amount", "process_control"] {
            let fewer = expected.filter { $0.name != name }
            #expect(MICRVectors.disagreement(expected: fewer, answer: answer)?.name == name)
        }
        #expect(throws: MICRVectors.Unanswerable.kind("cheque")) {
            try MICRVectors.answer(kind: "cheque", input: "", encoding: nil)
        }
        #expect(throws: MICRVectors.Unanswerable.encoding("morse")) {
            try MICRVectors.answer(kind: "line", input: "", encoding: "morse")
        }
    }
}

/// Pairs of digits.
func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.count - 1, by: 2).compactMap { place in
        let start = hex.index(hex.startIndex, offsetBy: place)
        return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
    }
}
