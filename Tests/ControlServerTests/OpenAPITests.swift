import ControlAPI
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ControlServer

/// The interface document is true: nothing in it that is not, nothing that is not in it.
@Suite struct OpenAPITests {
    private static let verbs = ["get", "put", "post", "delete", "patch", "head", "options"]

    private func operations(_ check: SchemaCheck) -> [(method: String, path: String, operation: [String: Any])] {
        check.paths.keys.sorted().flatMap { path in
            Self.verbs.compactMap { verb in
                (check.paths[path]?[verb] as? [String: Any]).map { (verb.uppercased(), path, $0) }
            }
        }
    }

    @Test func everyRouteIsInTheDocumentAndEveryDocumentedRouteIsThere() throws {
        let documented = operations(try SchemaCheck()).map { "\($0.method) \($0.path)" }
        let routes = try Counter().server().router().routes.filter { $0.method != .head }
            .map { "\($0.method.rawValue) \($0.path.description)" }
        #expect(documented.sorted() == routes.sorted())
    }

    @Test func everyAnswerAndEveryOrderHasExactlyTheFieldsOfItsSchema() throws {
        let check = try SchemaCheck()
        for (name, value) in Samples.answers + Samples.orders {
            let schema = try #require(check.schemas[name], "\(name) is not in the document")
            let json = try JSONValue(encoding: value)
            #expect(check.faults(json, schema, at: name) == [])
            guard case .object(let members) = json else { continue }
            let properties = (schema["properties"] as? [String: Any] ?? [:]).keys.sorted()
            #expect(members.map(\.name) == properties, "\(name)")
        }
        for (name, _) in Samples.answers {
            let schema = check.schemas[name] ?? [:]
            let required = (schema["required"] as? [String] ?? []).sorted()
            #expect(required == (schema["properties"] as? [String: Any] ?? [:]).keys.sorted(), "\(name)")
        }
    }

    @Test func everyClosedListIsTheSameInBoth() throws {
        let check = try SchemaCheck()
        func words<Words: CaseIterable & RawRepresentable>(_: Words.Type) -> [String] where Words.RawValue == String {
            Words.allCases.map(\.rawValue)
        }
        let lists: [(String, [String])] = [
            ("ProblemCode", words(ProblemCode.self)), ("KioskPhase", words(KioskPhase.self)),
            ("KioskLanguage", words(KioskLanguage.self)), ("LedgerState", words(LedgerState.self)),
            ("Tender", words(Tender.self)), ("TenderReason", words(TenderReason.self)),
            ("MoneyKey", words(MoneyKey.self)), ("MoneyTone", words(MoneyTone.self)),
            ("NoteState", words(NoteState.self)), ("SlotState", words(SlotState.self)),
            ("ReceiptState", words(ReceiptState.self)), ("DeviceKind", words(DeviceKind.self)),
            ("HealthState", words(HealthState.self)), ("TrustGrade", words(TrustGrade.self)),
            ("CounterGrade", words(CounterGrade.self)), ("PlaceKind", words(PlaceKind.self)),
            ("BookSide", words(BookSide.self)), ("CashUnitStage", words(CashUnitStage.self)),
            ("DrawerOutcome", words(DrawerOutcome.self)), ("OfferPurpose", words(OfferPurpose.self)),
            ("DrawerReason", words(DrawerReason.self)), ("ScanState", words(ScanState.self)),
            ("TryOutcome", words(TryOutcome.self)),
            ("ReceiptMeans", words(ReceiptMeans.self)),
            ("QuarantineCause", words(QuarantineCause.self)), ("PaperSensor", words(PaperSensor.self)),
        ]
        for (name, words) in lists { #expect(check.schemas[name]?["enum"] as? [String] == words, "\(name)") }
        let known = (Samples.answers + Samples.orders).map(\.name) + lists.map(\.0)
        #expect(check.schemas.keys.sorted() == known.sorted(), "a schema that no type stands behind")
    }

    /// Every documented operation is called with a body of its documented schema and has to answer as documented.
    @Test func everyOperationTakesAndGivesWhatTheDocumentSays() async throws {
        let check = try SchemaCheck()
        for (method, path, operation) in operations(check) where path != "/v1/events" {
            let body = try Self.body(check.resolved(operation["requestBody"]), check)
            let place = path.replacing("{file}", with: "kiosk.js").replacing(/\{[a-z]+\}/, with: "X-1")
            let address = path == "/v1/explain" ? place + "?subject=visit%3Av-1" : place
            let verb = try #require(HTTPRequest.Method(method))
            let answer = try await Counter().ask(verb, address, body)
            let responses = operation["responses"] as? [String: Any] ?? [:]
            let documented = try #require(responses["\(answer.status.code)"], "\(method) \(path): \(answer.text)")
            guard let content = check.resolved(documented)["content"] as? [String: Any] else { continue }
            let kind = answer.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
            let media = try #require(content[kind] as? [String: Any], "\(path) answers with \(kind)")
            guard kind == "application/json" else { continue }
            let json = try ControlJSON.decode(JSONValue.self, answer.data)
            #expect(check.faults(json, media["schema"], at: path) == [])
        }
    }

    private static func body(_ request: [String: Any], _ check: SchemaCheck) throws -> String? {
        guard let content = request["content"] as? [String: Any], let media = content["application/json"],
            let schema = (media as? [String: Any])?["schema"] as? [String: Any], let name = schema["$ref"] as? String
        else { return nil }
        let sample = try #require(Samples.orders.first { name.hasSuffix("/" + $0.name) })
        return String(decoding: try ControlJSON.encode(sample.value), as: UTF8.self)
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let check = try SchemaCheck()
        func references(_ node: Any) -> [String] {
            if let map = node as? [String: Any] {
                return (map["$ref"] as? String).map { [$0] } ?? map.values.flatMap(references)
            }
            return (node as? [Any])?.flatMap(references) ?? []
        }
        let all = references(check.document)
        #expect(all.count > 100)
        for reference in all { #expect(!check.resolved(["$ref": reference]).isEmpty, "\(reference)") }
    }

    @Test func theDocumentIsServedAsItLies() async throws {
        let file = Repository.root.appending(path: "Sources/Service/ControlServer/openapi.yaml")
        let answer = try await Counter().ask(.get, "/openapi.yaml")
        #expect(answer.text == (try String(contentsOf: file, encoding: .utf8)))
    }
}
