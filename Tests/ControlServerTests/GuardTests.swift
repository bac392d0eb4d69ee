import ControlAPI
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ControlServer

@Suite struct GuardTests {
    static let bench = "http://127.0.0.1:8081"

    @Test func noAnswerLetsABrowserGuessOrFrame() async throws {
        for path in ["/kiosk/K-07", "/assets/kiosk.js", "/v1/status", "/healthz", "/nothing", "/openapi.yaml", "/"] {
            let headers = try await Counter().ask(.get, path).headers
            #expect(headers[.contentSecurityPolicy]?.hasPrefix("default-src 'self';") == true, "\(path)")
            #expect(headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(path)")
            #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
            #expect(headers[.init("Referrer-Policy")!] == "no-referrer", "\(path)")
        }
    }

    @Test(
        arguments: [
            "http://evil.example", "http://127.0.0.1:8081", "null", "http://localhost:8081", "http://localhost.evil",
            "ftp://localhost", "",
        ])
    func noPageElsewhereCanEndAVisit(origin: String) async throws {
        let counter = Counter()
        let problem = try await counter.refusal(
            .post, "/v1/kiosks/K-07/visit/finish", "{}", [.origin: origin])
        #expect(problem.code == .foreignOrigin)
        #expect(counter.desk.calls == [])
    }

    @Test func theOwnPageAndProgramsOrderFreely() async throws {
        let counter = Counter()
        let own: HTTPFields = [.origin: "http://localhost"]
        #expect(try await counter.ask(.post, "/v1/kiosks/K-07/visit/finish", "{}", own).status == .ok)
        #expect(try await counter.ask(.post, "/v1/kiosks/K-07/visit/finish", "{}").status == .ok)
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true), ("http://[::1]:8080", "[::1]:8080", true),
            ("https://kiosk-07.office:8443", "KIOSK-07.office:8443", true), ("http://localhost", "localhost", true),
            ("http://evil.example:8080", "evil.example:8080", false),  // its name was pointed at this machine
            ("http://1.2.3.4.evil", "1.2.3.4.evil", false), ("http://127.0.0.1:8081", "127.0.0.1:8080", false),
            ("http://300.1.1.1", "300.1.1.1", false),
        ])
    func aNameThatSomebodyPointsHereIsNotOurs(origin: String, authority: String, ours: Bool) {
        let own = OwnHosts(ControlServerSettings(defaultKiosk: "K-07", ownNames: ["kiosk-07.office"]))
        #expect(own.sent(origin, to: authority) == ours)
    }

    @Test func theBenchReadsViewsAndNothingElse() async throws {
        let counter = Counter()
        let from: HTTPFields = [.origin: Self.bench]
        let view = try await counter.ask(.get, "/v1/kiosks/K-07", nil, from)
        #expect(view.headers[.accessControlAllowOrigin] == Self.bench)
        #expect(view.headers[.vary] == "Origin")
        #expect(view.headers[.accessControlAllowCredentials] == nil)
        #expect(try await counter.ask(.get, "/kiosk/K-07", nil, from).headers[.accessControlAllowOrigin] == nil)
        let stranger = try await counter.ask(.get, "/v1/kiosks/K-07", nil, [.origin: "http://evil.example"])
        #expect(stranger.headers[.accessControlAllowOrigin] == nil)
        let before = counter.desk.calls
        let preflight = try await counter.ask(.options, "/v1/kiosks/K-07/visit/finish", nil, from)
        #expect(preflight.headers[.accessControlAllowOrigin] == nil)
        #expect(preflight.status.code >= 400)
        #expect(counter.desk.calls == before)
    }

    @Test func whatFailsInsideIsNotToldOutside() async throws {
        let table = RouteTable([])
        struct Secret: Error { let password = "open sesame" }
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: Problems(table: table))
        router.get("/x") { _, _ -> Response in throw Secret() }
        router.get("/y") { _, _ -> Response in throw HTTPError(.badRequest, message: "inner words") }
        let app = Application(router: router, logger: Counter.quiet)
        for path in ["/x", "/y"] {
            let answer = try await app.test(.router) { try await $0.execute(uri: path, method: .get) }
            #expect(answer.status == .internalServerError)
            let problem = try ControlJSON.decode(Problem.self, answer.data)
            #expect(problem.code == .unexpected)
            #expect(!answer.text.contains("sesame") && !answer.text.contains("inner"))
            #expect(problem.title.contains("log"))
        }
    }
}
