import ControlAPI
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging

@testable import ControlServer

/// A server with a paper desk behind it, asked without a socket.
struct Counter: Sendable {
    let desk = PaperDesk()
    var settings = ControlServerSettings(defaultKiosk: "K-07", allowedOrigins: ["http://127.0.0.1:8081"])

    func server() throws -> ControlServer {
        try ControlServer(desk: desk, settings: settings, logger: Counter.quiet)
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// One request and its answer.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let (sent, text) = (headers, body)
        return try await server().application().test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: sent, body: text.map { ByteBuffer(string: $0) })
        }
    }

    /// One request that is refused: the problem, checked for what every problem has.
    func refusal(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ headers: HTTPFields = [:]
    ) async throws -> Problem {
        let answer = try await ask(method, path, body, headers)
        guard answer.headers[.contentType] == "application/problem+json" else { throw NoProblem(answer: "\(answer)") }
        let problem = try ControlJSON.decode(Problem.self, answer.data)
        guard problem.status == answer.status.code, problem.type == "about:blank", problem.title.hasSuffix(".") else {
            throw NoProblem(answer: "\(problem)")
        }
        return problem
    }

    struct NoProblem: Error { let answer: String }
}

extension TestResponse {
    var text: String { String(buffer: body) }
    var data: Data { Data(body.readableBytesView) }
}
