import CLinux
import Glibc

/// Asks the system for the addresses of a name on a thread of its own: the answer may take seconds, and the loop's
/// thread has notes to watch.
enum NameQuestion {
    /// `answer` is called on the loop's thread, later; with nothing when nobody knows the name.
    static func ask(host: String, port: UInt16, loop: PortLoop, answer: @escaping ([SocketAddress]) -> Void) {
        let question = Question(host: host, port: port, loop: loop, answer: LoopConfined(answer))
        var thread = pthread_t()
        let context = Unmanaged.passRetained(question).toOpaque()
        let result = clinux_thread_start(&thread, 256 << 10, "tk-resolve", resolveEntry, context)
        if result == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<Question>.fromOpaque(context).release()
            loop.soon { answer([]) }
        }
    }

    fileprivate final class Question: Sendable {
        let host: String
        let port: UInt16
        let loop: PortLoop
        let answer: LoopConfined<([SocketAddress]) -> Void>

        init(host: String, port: UInt16, loop: PortLoop, answer: LoopConfined<([SocketAddress]) -> Void>) {
            self.host = host
            self.port = port
            self.loop = loop
            self.answer = answer
        }
    }
}

/// Carries something that belongs to a loop's thread past other threads.
///
/// `@unchecked Sendable` is true because only the loop's thread opens it: others pass it on to `PortLoop.execute`.
struct LoopConfined<Content>: @unchecked Sendable {
    private let content: Content

    init(_ content: Content) {
        self.content = content
    }

    /// The content, on the thread of its loop.
    func open(on loop: PortLoop) -> Content {
        loop.checkIsolated()
        return content
    }
}

/// The resolver thread's first function: global and nonisolated, because a foreign thread calls it.
private func resolveEntry(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    let question = Unmanaged<NameQuestion.Question>.fromOpaque(context).takeRetainedValue()
    let found = SocketAddress.resolve(host: question.host, port: question.port, numericOnly: false)
    let (loop, answer) = (question.loop, question.answer)
    loop.execute { answer.open(on: loop)(found) }
}
