import ControlAPI
import Foundation
import Hummingbird
import NIOCore

/// One line of the interface: method, path as in `openapi.yaml`, and who answers.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let answer: @Sendable (Call) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ answer: @escaping @Sendable (Call) async throws -> Response
    ) {
        (self.method, self.path, self.answer) = (method, path, answer)
    }
}

/// All routes, also asked which methods a path has when the asked one is not among them.
struct RouteTable: Sendable {
    let routes: [Route]

    init(_ routes: [Route]) { self.routes = routes }

    /// The methods of a path, in the order of the table; empty for a path that is none.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return routes.filter { Self.fits(parts, $0.path.split(separator: "/")) }.map(\.method)
    }

    private static func fits(_ parts: [Substring], _ pattern: [Substring]) -> Bool {
        parts.count == pattern.count && zip(parts, pattern).allSatisfy { $0 == $1 || $1.first == "{" }
    }
}

/// One request, as a route reads it.
struct Call: Sendable {
    let request: Request
    let parameters: Parameters

    /// So much may a body hold; the largest honest one, a count by face value, has about 2 KiB.
    static let bodyLimit = 64 * 1024

    /// A part of the path, its escapes undone.
    func part(_ name: String) throws(Problem) -> String {
        guard let raw = parameters.get(name), let text = raw.removingPercentEncoding, !text.isEmpty else {
            throw Problem(.badRequest, "The path has a part that cannot be read: \(name).")
        }
        return text
    }

    /// A parameter of the query.
    func query(_ name: String) throws(Problem) -> String {
        guard let text = request.uri.queryParameters.get(name), !text.isEmpty else {
            throw Problem(.badRequest, "The address needs ?\(name)=… with a value.")
        }
        return text
    }

    /// The body, read strictly.
    func body<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        let kind = request.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        guard kind.trimmingCharacters(in: .whitespaces).lowercased() == "application/json" else {
            throw Problem(.unsupportedType, "The body has to be sent as application/json.")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.bodyLimit {
            throw Self.tooLarge
        }
        do {
            let buffer = try await request.body.collect(upTo: Self.bodyLimit)
            return try StrictDecoder.read(type, Array(buffer.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge
        }
    }

    private static let tooLarge = Problem(.tooLarge, "The body is larger than 64 KiB.")
}

/// Answers that are no page.
enum Answer {
    /// A value of the interface; never kept by caches, because it is about now.
    static func json(_ value: some Encodable) throws -> Response {
        bytes(ByteBuffer(bytes: try ControlJSON.encode(value)), "application/json", more: [.cacheControl: "no-store"])
    }

    /// Bytes of some kind.
    static func bytes(
        _ buffer: ByteBuffer, _ type: String, status: HTTPResponse.Status = .ok, more: HTTPFields = [:]
    ) -> Response {
        var headers = more
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }

    /// A refusal.
    static func problem(_ problem: Problem) -> Response {
        let text: Data
        do { text = try ControlJSON.encode(problem) } catch { text = Data() }
        return bytes(
            ByteBuffer(bytes: text), "application/problem+json", status: .init(code: problem.status),
            more: [.cacheControl: "no-store"])
    }
}
