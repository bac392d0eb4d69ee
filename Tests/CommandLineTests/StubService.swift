import Foundation
import Glibc

/// A service that has one answer for each path, on a port of the loopback that the system chooses. Requests come one
/// after the other, as the command line sends them.
///
/// `@unchecked Sendable` is true because nothing in it changes after the thread began; the thread ends with the socket.
final class StubService: @unchecked Sendable {
    private let socket: Int32
    let port: UInt16
    private let answers: [String: (status: Int, body: String)]

    var address: String { "http://127.0.0.1:\(port)" }

    init(_ answers: [String: (status: Int, body: String)]) throws {
        self.answers = answers
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let bound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        port = UInt16(bigEndian: place.sin_port)
        guard bound else { throw CocoaError(.fileReadUnknown) }
        Thread { [self] in serve() }.start()
    }

    private func serve() {
        while true {
            let client = accept(socket, nil, nil)
            guard client >= 0 else { return }
            var buffer = [UInt8](repeating: 0, count: 8_192)
            let count = read(client, &buffer, buffer.count)
            let words = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
            let answer = answers[words.count > 1 ? String(words[1]) : ""] ?? (500, "what?")
            let text = """
                HTTP/1.1 \(answer.status) X\r\nContent-Type: application/json\r\nConnection: close\r\n\
                Content-Length: \(answer.body.utf8.count)\r\n\r\n\(answer.body)
                """
            let bytes = Array(text.utf8)
            _ = write(client, bytes, bytes.count)
            close(client)
        }
    }

    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }
}
