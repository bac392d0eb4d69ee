import Foundation
import Hummingbird
import NIOCore

/// An answer that says no: a status, a word for programs and a sentence for people.
struct Problem: Error, Hashable {
    let status: HTTPResponse.Status
    let code: String
    let title: String

    private struct Body: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let code: String
    }

    /// As `application/problem+json`.
    func response() throws -> Response {
        var response = try Self.json(Body(title: title, status: status.code, code: code))
        response.status = status
        response.headers[.contentType] = "application/problem+json"
        return response
    }

    /// Any error as a problem; what was not foreseen says so and nothing more.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case is NIOTooManyBytesError: self = Self.tooLarge
        case let error as any HTTPResponseError where error.status == .notFound: self = Self.notFound
        case let error as any HTTPResponseError where error.status == .contentTooLarge: self = Self.tooLarge
        case let error as any HTTPResponseError:
            self.init(error.status, "badRequest", "The bench does not understand this call.")
        default: self.init(.internalServerError, "internal", "The bench could not answer.")
        }
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ title: String) {
        (self.status, self.code, self.title) = (status, code, title)
    }

    static let notFound = Problem(.notFound, "notFound", "The bench has nothing at this address.")
    static let tooLarge = Problem(.contentTooLarge, "tooLarge", "The call is larger than 64 KiB.")

    /// A value as JSON that nobody keeps.
    static func json(_ value: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder.bench.encode(value))))
    }
}

extension JSONEncoder {
    /// The same bytes for the same value.
    static var bench: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

/// Turns errors into problems and puts the headers on every answer that keep the pages to themselves.
struct HouseRules: RouterMiddleware {
    typealias Context = BasicRequestContext
    /// Where the page may ask besides here.
    let service: String

    var policy: String {
        let others = service.isEmpty ? "" : " \(service)"
        return "default-src 'self'; connect-src 'self'\(others); "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = try Problem(error).response()
        }
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}
