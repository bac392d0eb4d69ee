public import Foundation
import FoundationNetworking
import Glibc
public import Transports

/// What a page gets for a call.
public struct Answer: Sendable {
    /// Of HTTP.
    public let status: Int
    /// The body.
    public let data: Data
    let headers: [String: String]

    /// The body as text.
    public var text: String { String(decoding: data, as: UTF8.self) }
    /// The word for programs in a problem.
    public var code: String? { ((try? JSONSerialization.jsonObject(with: data)) as? [String: Any])?["code"] as? String }
    /// A header, by its name in small letters.
    public func header(_ name: String) -> String? { headers.first { $0.key.lowercased() == name }?.value }
}

/// A page of the bench, without a browser.
public struct Caller: Sendable {
    /// `http://127.0.0.1:8081`
    public let base: String

    /// For the bench, or any program, at an address without a path.
    public init(base: String) { self.base = base }

    /// Asks for a path.
    public func get(_ path: String) async throws -> Answer {
        guard let url = URL(string: base + path) else { throw URLError(.badURL) }
        return try await call(URLRequest(url: url))
    }

    /// Pulls a lever of the bench.
    public func lever(_ body: String, origin: String? = nil) async throws -> Answer {
        guard let url = URL(string: base + "/v1/bench/levers") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        if let origin { request.setValue(origin, forHTTPHeaderField: "Origin") }
        return try await call(request)
    }

    /// The whole bench.
    public func view() async throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: try await get("/v1/bench").data) as? [String: Any] ?? [:]
    }

    /// One device of it.
    public func device(_ index: Int) async throws -> [String: Any] {
        (try await view()["devices"] as? [[String: Any]])?[index] ?? [:]
    }

    /// The mouth of a device that takes paper, `open`; empty: it has none.
    public func mouth(_ id: String) async throws -> String {
        let devices = try await view()["devices"] as? [[String: Any]] ?? []
        return devices.first { $0["id"] as? String == id }?["mouth"] as? String ?? ""
    }

    /// Begins to hear events.
    public func follow(_ path: String) async throws -> Follower {
        guard let port = base.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw URLError(.badURL) }
        return await Follower(port: port, path: path)
    }

    private func call(_ request: URLRequest) async throws -> Answer {
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = response as? HTTPURLResponse
        var headers: [String: String] = [:]
        for (name, value) in http?.allHeaderFields ?? [:] { headers["\(name)"] = "\(value)" }
        return Answer(status: http?.statusCode ?? 0, data: data, headers: headers)
    }
}

/// One connection that stays open and hears events; on a thread of its own, so that it may wait.
public actor Follower {
    /// To be stopped when it is not needed any more.
    public nonisolated let loop: PortLoop
    /// That loop's thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let socket: Int32
    private var heard = ""

    /// Connects and asks for the path.
    public init(port: UInt16, path: String) async {
        loop = PortLoop(name: "follower")
        loop.run()
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let request = Array("GET \(path) HTTP/1.1\r\nhost: bench\r\n\r\n".utf8)
        _ = request.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
    }

    deinit { close(socket) }

    /// The next event that begins so, up to its empty line; what came by then if none comes within five seconds.
    public func next(_ start: String) -> String {
        while true {
            if let begin = heard.range(of: start),
                let end = heard.range(of: "\n\n", range: begin.upperBound..<heard.endIndex)
            {
                let event = String(heard[begin.upperBound..<end.lowerBound])
                heard = String(heard[end.upperBound...])
                return event
            }
            var state = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 5_000) == 1 else { return heard }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let got = read(socket, &buffer, buffer.count)
            guard got > 0 else { return heard }
            heard += String(decoding: buffer[..<got], as: UTF8.self)
        }
    }
}
