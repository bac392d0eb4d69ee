import ControlAPI
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ControlServer

@Suite struct RouteTests {
    /// Method, path, body, and what the desk hears.
    static let orders: [(HTTPRequest.Method, String, String, String)] = [
        (.post, "/v1/kiosks/K-07/visit", #"{"language":"en"}"#, "openVisit K-07 english"),
        (.put, "/v1/kiosks/K-07/visit/language", #"{"language":"es"}"#, "chooseLanguage K-07 spanish"),
        (.post, "/v1/kiosks/K-07/lookups", #"{"text":"10000017"}"#, "lookUp K-07 10000017"),
        (
            .put, "/v1/kiosks/K-07/visit/accounts",
            #"{"accounts":[{"account":"10000017","wanted":{"minorUnits":5,"currency":"USD"}},"#
                + #"{"account":"2","wanted":null}]}"#,
            "chooseAccounts K-07 10000017=5,2=owed"
        ),
        (.post, "/v1/kiosks/K-07/visit/cash", "{}", "cash K-07"),
        (.post, "/v1/kiosks/K-07/visit/return", "{}", "giveBack K-07"),
        (.post, "/v1/kiosks/K-07/visit/finish", "{}", "finish K-07"),
        (.post, "/v1/kiosks/K-07/visit/cancel", "{}", "cancel K-07"),
        (.post, "/v1/kiosks/K-07/visit/more-time", "{}", "moreTime K-07"),
        (.post, "/v1/kiosks/K-07/visit/copy", "{}", "copy K-07"),
        (.post, "/v1/kiosks/K-07/visit/close", "{}", "close K-07"),
        (
            .post, "/v1/kiosks/K-07/cash-unit/install", #"{"serial":"C-2","seal":"S-1","by":["p","m"]}"#,
            #"install K-07 C-2 S-1 ["p", "m"]"#
        ),
        (.post, "/v1/kiosks/K-07/cash-unit/pull", #"{"seal":"S-2","by":["p","m"]}"#, #"pull K-07 S-2 ["p", "m"]"#),
        (.post, "/v1/kiosks/K-07/acceptor/adopt", #"{"by":["p","m"]}"#, #"adoptCounter K-07 ["p", "m"]"#),
        (
            .post, "/v1/kiosks/K-07/drawer/open", #"{"drawer":"D-1","request":"r-1","reason":"test","by":"a"}"#,
            "openDrawer K-07 D-1 r-1"
        ),
        (.post, "/v1/devices/D-1/try", #"{"request":"r-1","by":"a"}"#, "tryDevice D-1 r-1 a"),
        (.post, "/v1/cash-units/C%2F8/offer", #"{"to":["a"],"purpose":"count"}"#, #"offer C/8 ["a"] count"#),
        (.post, "/v1/cash-units/C-8/withdraw", "{}", "withdraw C-8"),
        (.post, "/v1/cash-units/C-8/accept", #"{"by":["a"],"seal":"S"}"#, #"accept C-8 ["a"] S"#),
        (.post, "/v1/cash-units/C-8/count", #"{"by":["a","b"]}"#, #"beginCount C-8 ["a", "b"]"#),
        (
            .post, "/v1/cash-units/C-8/counts", #"{"by":"a","counts":[{"face":2000,"pieces":124}]}"#,
            "submitCount C-8 a [124]"
        ),
        (.post, "/v1/cash-units/C-8/settle", "{}", "settle C-8"),
        (.post, "/v1/notes/n-1-77/found", #"{"by":["a","b"]}"#, #"foundNote n-1-77 ["a", "b"]"#),
        (.post, "/v1/business-day", #"{"date":"2026-03-03","by":["a"]}"#, "openBusinessDay 2026-03-03"),
        (
            .put, "/v1/policy/visitCashLimit", #"{"value":50000,"by":"a","approvedBy":null}"#,
            "setPolicy visitCashLimit 50000"
        ),
        (
            .post, "/v1/devices/D%2F1/quarantine", #"{"words":"It smells.","by":"a"}"#, "setAside D/1 It smells. a"
        ),
        (.post, "/v1/devices/validator/release", #"{"by":"a"}"#, "release validator a"),
        (.post, "/v1/devices/D-1/claim", #"{"owner":"a","seconds":60}"#, "claim device D-1 a 60"),
        (.post, "/v1/devices/D-1/claim/end", #"{"owner":"a"}"#, "endClaim D-1 a"),
        (.post, "/v1/devices/printer/paper", #"{"metres":80,"by":"a"}"#, "fitPaper printer 80 a"),
        (
            .post, "/v1/passports",
            #"{"passport":{"kind":"billAcceptor","serial":"0042","model":null,"faultsPerThousandNotes":null,"#
                + #""counts":[],"stints":[]}}"#, "takePassport 0042"
        ),
        (.post, "/v1/visits/v-1-7/claim", #"{"account":"1","by":"a"}"#, "claim v-1-7 1"),
    ]

    @Test(arguments: orders.indices)
    func everyOrderReachesTheDeskAsItWasSent(index: Int) async throws {
        let (method, path, body, heard) = Self.orders[index]
        let counter = Counter()
        let answer = try await counter.ask(method, path, body)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(counter.desk.calls == [heard])
    }

    @Test(arguments: orders.indices)
    func noOrderIsDoneOnABodyThatCannotBeRead(index: Int) async throws {
        let (method, path, body, _) = Self.orders[index]
        let counter = Counter()
        let extra = body == "{}" ? #"{"pin":1}"# : String(body.dropLast()) + #","pin":1}"#
        #expect(try await counter.refusal(method, path, extra).code == .unknownField)
        #expect(try await counter.refusal(method, path, String(body.dropLast())).code == .badRequest)
        #expect(try await counter.refusal(method, path, body, [.contentType: "text/plain"]).code == .unsupportedType)
        #expect(try await counter.refusal(method, path, nil).code == .unsupportedType)
        let large = String(body.dropLast()) + String(repeating: " ", count: 65_536) + "}"
        #expect(try await counter.refusal(method, path, large).code == .tooLarge)
        #expect(counter.desk.calls == [])
    }

    @Test func everyOrderOfTheTableIsAmongTheseTests() throws {
        let routes = try Counter().server().router().routes.filter { $0.method == .post || $0.method == .put }
        #expect(routes.count == Self.orders.count)
    }

    @Test func whatTheDeskRefusesIsToldWithCodeAndSentence() async throws {
        let counter = Counter()
        counter.desk.refuse(Problem(.moneyInside, "20.00 is counted already."))
        let problem = try await counter.refusal(.post, "/v1/kiosks/K-07/visit/cancel", "{}")
        #expect(problem == Problem(.moneyInside, "20.00 is counted already."))
        #expect(problem.status == 409)
    }

    @Test func anAddressThatIsNoneIsAProblemDocumentToo() async throws {
        #expect(try await Counter().refusal(.get, "/v1/nothing").code == .notFound)
        #expect(try await Counter().refusal(.get, "/assets/no.js").code == .notFound)
        #expect(try await Counter().refusal(.get, "/v1/events").code == .badRequest)
        #expect(try await Counter().refusal(.get, "/v1/explain").code == .badRequest)
    }

    @Test func aWrongMethodIsToldWhichMethodsThereAre() async throws {
        let counter = Counter()
        #expect(try await counter.refusal(.delete, "/v1/kiosks/K-07").code == .methodNotAllowed)
        let answer = try await counter.ask(.delete, "/v1/policy")
        #expect(answer.headers[.allow] == "GET, HEAD")
        #expect(try await counter.ask(.get, "/v1/business-day").headers[.allow] == "POST")
        #expect(counter.desk.calls == [])
    }

    @Test func thePlainWordsOfMachinesArePlain() async throws {
        let counter = Counter()
        #expect(try await counter.ask(.get, "/healthz").text == "ok")
        let metrics = try await counter.ask(.get, "/metrics")
        #expect(metrics.text == "tillkeeper_notes_total 4\n")
        #expect(metrics.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try await counter.ask(.head, "/healthz").status == .ok)
        _ = try await counter.ask(.get, "/v1/explain?subject=visit%3Av-1-7")
        #expect(counter.desk.calls.last == "explain visit:v-1-7")
    }

    @Test func fieldsWithoutAValueAreNullAndNotAbsent() async throws {
        let counter = Counter()
        counter.desk.show(Samples.view(visit: nil, receipt: nil))
        let text = try await counter.ask(.get, "/v1/kiosks/K-07").text
        #expect(text.contains(#""visit":null"#) && text.contains(#""receipt":null"#))
    }
}
