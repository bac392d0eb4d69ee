import ControlAPI
import Hummingbird
import Logging

/// Tells browsers what this server never does: run foreign code, be framed, guess a type.
struct SecurityHeaders: RouterMiddleware {
    static let policy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.init("Referrer-Policy")!] = "no-referrer"
        return response
    }
}

/// Lets named pages elsewhere read views and events, and nothing else.
struct ReadersElsewhere: RouterMiddleware {
    let origins: [String]

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.method == .get, request.uri.path.hasPrefix("/v1/"), !origins.isEmpty else { return response }
        response.headers[.vary] = "Origin"
        if let origin = request.headers[.origin], origins.contains(origin) {
            response.headers[.accessControlAllowOrigin] = origin
        }
        return response
    }
}

/// Refuses orders that a page of another origin makes a browser send: nobody's web page may end a customer's visit.
/// Programs that are no browsers send no origin and pass.
struct ForeignOrders: RouterMiddleware {
    let own: OwnHosts

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let reads = request.method == .get || request.method == .head
        if !reads, let origin = request.headers[.origin], !own.sent(origin, to: request.head.authority) {
            throw Problem(.foreignOrigin, "A page of another origin may not order anything here.")
        }
        return try await next(request, context)
    }
}

/// Knows under which names this server is itself. A name that somebody else points at this machine is not its own.
struct OwnHosts: Sendable {
    private let names: [String]

    init(_ settings: ControlServerSettings) {
        names = (["localhost", settings.host] + settings.ownNames).map { $0.lowercased() }
    }

    /// Whether the page that sent the request came from here: same host and port, and the host is ours.
    func sent(_ origin: String, to authority: String?) -> Bool {
        guard let authority = authority?.lowercased() else { return false }
        let origin = origin.lowercased()
        guard origin == "http://" + authority || origin == "https://" + authority else { return false }
        return isOurs(authority)
    }

    private func isOurs(_ authority: String) -> Bool {
        if authority.hasPrefix("[") { return true }  // a plain IPv6 address: no name service stands between
        let host = authority.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let plainAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return plainAddress || names.contains(host)
    }
}

/// Turns everything that went wrong into a problem document; what is inside stays inside.
struct Problems: RouterMiddleware {
    let table: RouteTable

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return Answer.problem(problem)
        } catch let error as HTTPError where error.status == .notFound {
            return noRoute(request)
        } catch let error as CancellationError {
            throw error  // the connection is gone or the service stops: there is nobody to answer
        } catch {
            let reference = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
            context.logger.error(
                "unexpected error",
                metadata: ["reference": "\(reference)", "path": "\(request.uri.path)", "error": "\(error)"])
            return Answer.problem(
                Problem(.unexpected, "Something failed inside the service. Its log has it under \(reference)."))
        }
    }

    private func noRoute(_ request: Request) -> Response {
        let methods = table.methods(at: request.uri.path).map(\.rawValue)
        guard !methods.isEmpty else { return Answer.problem(Problem(.notFound, "There is nothing at this address.")) }
        var response = Answer.problem(
            Problem(.methodNotAllowed, "This address takes \(methods.joined(separator: ", ")) only."))
        response.headers[.allow] = (methods + (methods.contains("GET") ? ["HEAD"] : [])).joined(separator: ", ")
        return response
    }
}
