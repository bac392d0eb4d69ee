import ControlAPI
import Foundation
import Hummingbird
import HummingbirdTesting
import Money
import Testing

@testable import ControlServer

@Suite struct ClientTests {
    private func live<Value: Sendable>(
        _ desk: PaperDesk, _ work: @escaping @Sendable (ControlClient) async throws -> Value
    ) async throws -> Value {
        let settings = ControlServerSettings(port: 0, defaultKiosk: "K-07")
        let server = try ControlServer(desk: desk, settings: settings, logger: Counter.quiet)
        return try await server.application().test(.live) { client in
            try await work(try ControlClient("http://127.0.0.1:\(client.port ?? 0)/"))
        }
    }

    /// Values awaited first: the macro cannot await typed errors inside a closure.
    private func same<Value: Equatable>(
        _ found: Value, _ wanted: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(found == wanted, sourceLocation: sourceLocation)
    }

    @Test func everyCallReachesItsRouteAndReadsItsAnswer() async throws {
        let desk = PaperDesk()
        try await live(desk) { client in
            same(try await client.status(), Samples.status)
            same(try await client.devices(), [Samples.device])
            same(try await client.balances(), Samples.balances)
            same(try await client.recording("D/1"), "tillkeeper recording 1\n")
            same(try await client.explain("receipt:K07 / 1&x=2"), Samples.explanation)
            same(try await client.device("D/1"), Samples.detail)
            same(try await client.passport("D/1"), Samples.passport)
            same(try await client.policy(), [Samples.policy])
            same(try await client.cashUnits(), [Samples.unit])
            same(try await client.kiosk("K-07"), Samples.view())
            same(try await client.metrics().prefix(11), "tillkeeper_")
            same(try await client.document().prefix(8), "openapi:")
        }
        #expect(desk.calls[3] == "recording D/1")
        #expect(desk.calls[4] == "explain receipt:K07 / 1&x=2")
    }

    @Test func everyOrderReachesItsRouteAndReadsItsAnswer() async throws {
        let desk = PaperDesk()
        let people = ActOfPeople(by: ["a", "b"])
        try await live(desk) { client in
            same(try await client.openVisit("K-07", OpenVisit(language: .english)), Samples.view())
            same(try await client.chooseLanguage("K-07", ChooseLanguage(language: .spanish)), Samples.view())
            same(try await client.lookUp("K-07", LookUpAccount(text: "1")), Samples.account)
            same(try await client.chooseAccounts("K-07", ChooseAccounts(accounts: [])), Samples.view())
            for act in VisitAct.allCases {
                let view = try await client.act("K-07", act)
                #expect(view == Samples.view())
            }
            let install = InstallCashUnit(serial: "C", seal: "S", by: [])
            same(try await client.install("K-07", install), Samples.kioskStatus)
            same(try await client.pull("K-07", PullCashUnit(seal: "S", by: [])), Samples.kioskStatus)
            same(try await client.adoptCounter("K-07", people), Samples.kioskStatus)
            let open = OpenDrawer(drawer: "D", request: "r", reason: .turnIn, by: "a")
            same(try await client.openDrawer("K-07", open), Samples.drawer)
            same(try await client.tryDevice("D-1", TryDevice(request: "r", by: "a")), Samples.tried)
            same(try await client.offer("C/8", OfferCashUnit(to: ["a"], purpose: .transport)), Samples.unit)
            same(try await client.withdraw("C/8"), Samples.unit)
            same(try await client.accept("C/8", AcceptCashUnit(by: ["a"], seal: "S")), Samples.unit)
            same(try await client.beginCount("C/8", people), Samples.unit)
            same(try await client.submitCount("C/8", SubmitCount(by: "a", counts: [])), Samples.unit)
            same(try await client.settle("C/8"), Samples.result)
            same(try await client.foundNote("n-1", people), Samples.kioskStatus)
            same(try await client.setAside("D/1", SetDeviceAside(words: "w", by: "a")), Samples.detail)
            same(try await client.release("D/1", ReleaseDevice(by: "a")), Samples.detail)
            same(try await client.fitPaper("D/1", FitPaper(metres: 80, by: "a")), Samples.detail)
            same(try await client.claimDevice("D/1", ClaimDevice(owner: "a", seconds: 60)), Samples.detail)
            same(try await client.endClaim("D/1", EndClaim(owner: "a")), Samples.detail)
            same(try await client.takePassport(TakePassport(passport: Samples.passport)), Samples.passport)
            same(try await client.openBusinessDay(OpenBusinessDay(date: "2026-03-03", by: [])), Samples.status)
            same(try await client.setPolicy("k", SetPolicy(value: 1, by: "a", approvedBy: nil)), Samples.policy)
            same(try await client.claim("v", ClaimVisit(account: "1", by: "a")), Samples.claim)
        }
        #expect(desk.calls.contains("settle C/8"))
        #expect(desk.calls.count == 32)
    }

    @Test func aRefusalArrivesWithItsCodeAndSentence() async throws {
        let desk = PaperDesk()
        let problem = Problem(.sealDiffers, "The seal is S-3, not S-2.")
        desk.refuse(problem)
        let fault = try await live(desk) { client in
            await #expect(throws: ClientFault.self) { try await client.status() }
        }
        #expect(fault == .refused(problem))
        #expect(fault?.sentence == "The seal is S-3, not S-2.")
    }

    @Test func aServiceThatDoesNotAnswerIsSaidInASentence() async throws {
        let client = try ControlClient("http://127.0.0.1:1")
        let fault = await #expect(throws: ClientFault.self) { try await client.status() }
        #expect(
            fault?.sentence
                == "tillkeeperd does not answer at http://127.0.0.1:1: the connection was refused. "
                + "Check that it runs, and the address."
        )
        for text in ["", "127.0.0.1:8080", "ftp://x", "http://", "http:// x"] {
            #expect(throws: ClientFault.noAddress(text)) { try ControlClient(text) }
        }
    }

    @Test func aStrangerAtTheAddressIsNotTakenForTheService() async throws {
        let router = Router(context: BasicRequestContext.self)
        router.get("/v1/status") { _, _ in "<html>welcome</html>" }
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: Counter.quiet)
        try await app.test(.live) { server in
            let client = try ControlClient("http://127.0.0.1:\(server.port ?? 0)")
            let fault = await #expect(throws: ClientFault.self) { try await client.status() }
            guard case .notOurs(_, 200) = fault else { throw Counter.NoProblem(answer: "\(String(describing: fault))") }
            let other = await #expect(throws: ClientFault.self) { try await client.devices() }
            guard case .notOurs(_, 404) = other else { throw Counter.NoProblem(answer: "\(String(describing: other))") }
        }
    }

    @Test func amountsSurviveTheWayThere() throws {
        let money = Money(minorUnits: .min, .usd)
        let text = try ControlJSON.encode(money.view)
        #expect(String(decoding: text, as: UTF8.self) == #"{"currency":"USD","minorUnits":-9223372036854775808}"#)
        #expect(try ControlJSON.decode(MoneyView.self, text).money() == money)
        #expect(throws: MoneyError.self) { try MoneyView(minorUnits: 1, currency: "usd").money() }
    }

    @Test func aCodeOfANewerServiceKeepsItsSentence() throws {
        let text = Data(#"{"type":"about:blank","title":"Moon too bright.","status":409,"code":"moon"}"#.utf8)
        let problem = try ControlJSON.decode(Problem.self, text)
        #expect(problem.code == .unexpected && problem.title == "Moon too bright." && problem.status == 409)
    }
}
