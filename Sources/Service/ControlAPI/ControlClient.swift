import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Talks to a running service: for the command line and for tests. Every call ends in a value or in a `ClientFault`
/// that has a sentence for the person at the keyboard.
public struct ControlClient: Sendable {
    private let base: String
    private let session: URLSession

    /// A client for the service at an address like `http://127.0.0.1:8080`; `timeoutSeconds` bounds each call.
    public init(_ address: String, timeoutSeconds: Int = 20) throws(ClientFault) {
        let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard let url = URL(string: trimmed), url.scheme == "http" || url.scheme == "https", url.host != nil else {
            throw .noAddress(address)
        }
        base = trimmed
        let settings = URLSessionConfiguration.ephemeral
        settings.timeoutIntervalForRequest = TimeInterval(timeoutSeconds)
        session = URLSession(configuration: settings)
    }

    /// Asks for a value.
    func get<Answer: Decodable>(
        _ path: String, query: String? = nil, as type: Answer.Type = Answer.self
    ) async throws(ClientFault) -> Answer {
        try read(await send("GET", path, query: query, body: nil))
    }

    /// Asks for a text.
    func text(_ path: String) async throws(ClientFault) -> String {
        String(decoding: try await send("GET", path, query: nil, body: nil), as: UTF8.self)
    }

    /// Orders an act and returns what the service says to it.
    func order<Answer: Decodable>(
        _ method: String, _ path: String, _ body: some Encodable, as type: Answer.Type = Answer.self
    ) async throws(ClientFault) -> Answer {
        let bytes: Data
        do { bytes = try ControlJSON.encode(body) } catch { throw .notOurs(address: base, status: 0) }
        return try read(await send(method, path, query: nil, body: bytes))
    }

    private func read<Answer: Decodable>(_ bytes: Data) throws(ClientFault) -> Answer {
        do { return try ControlJSON.decode(Answer.self, bytes) } catch { throw .notOurs(address: base, status: 200) }
    }

    private func send(
        _ method: String, _ path: String, query: String?, body: Data?
    ) async throws(ClientFault) -> Data {
        guard let url = URL(string: base + path + (query.map { "?" + $0 } ?? "")) else { throw .noAddress(base + path) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (bytes, status) = try await exchange(request)
        guard (200..<300).contains(status) else {
            let problem: Problem
            do { problem = try ControlJSON.decode(Problem.self, bytes) } catch {
                throw .notOurs(address: base, status: status)
            }
            throw .refused(problem)
        }
        return bytes
    }

    private func exchange(_ request: URLRequest) async throws(ClientFault) -> (Data, Int) {
        do {
            let (bytes, response) = try await session.data(for: request)
            return (bytes, (response as? HTTPURLResponse)?.statusCode ?? 0)
        } catch {
            throw .noAnswer(address: base, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? URLError)?.code {
        case .cannotConnectToHost?: "the connection was refused"
        case .cannotFindHost?, .dnsLookupFailed?: "the name is not known"
        case .timedOut?: "it took too long"
        case .networkConnectionLost?: "the connection was cut"
        default: "no connection"
        }
    }

    /// One part of a path, with everything escaped that has a meaning there.
    static func part(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
    }
}
