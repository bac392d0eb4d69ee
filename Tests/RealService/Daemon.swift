import Foundation
import Glibc
import Synchronization

/// One life of a real program that says `ready`, `tillkeeperd` mostly, from its start to its end.
public final class Daemon: Sendable {
    /// How it ended: by a signal, or with a code.
    public enum End: Hashable, Sendable {
        /// The signal's number.
        case killed(Int32)
        /// The status.
        case exited(Int32)
    }

    /// The service says that its page can be used; `false`: it ended without a word of that.
    public let ready = Signal<Bool>()
    /// How it ended.
    public let ended = Signal<End>()

    private struct State {
        var isReaped = false
        var lines: [String] = []
    }
    private let pid: pid_t
    private let state = Mutex(State())
    private static let linesKept = 60

    /// Starts the service with a settings file.
    public convenience init(program: String, settings: String) throws {
        try self.init(program: program, arguments: ["--config", settings])
    }

    /// Starts a program that says `ready`. The caller's thread must outlive it: where `setpriv` exists the program dies
    /// with that thread, so that a test that is itself killed leaves nothing behind.
    public init(program: String, arguments: [String]) throws {
        // Closed in every child from the start: a run beside this one starts programs too.
        var pipe: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &pipe) == 0 else { throw Trouble("no pipe: error \(errno)") }
        var command = [program] + arguments
        if access(Self.setpriv, X_OK) == 0 { command = [Self.setpriv, "--pdeathsig", "KILL"] + command }
        var started: pid_t = 0
        let result = Self.spawn(command, output: pipe[1], &started)
        close(pipe[1])
        guard result == 0 else {
            close(pipe[0])
            throw Trouble("\(program) does not start: error \(result)")
        }
        pid = started
        let output = pipe[0]
        Thread { [self] in follow(output) }.start()
    }

    /// Ends it now, at whatever it does. Nothing happens when it has ended.
    public func kill() { send(SIGKILL) }

    /// Asks it to stop in good order.
    public func stop() { send(SIGTERM) }

    /// The last things it said.
    public var lastWords: [String] { state.withLock { $0.lines } }

    private func send(_ signal: Int32) {
        // Under the lock the number cannot yet belong to another process.
        state.withLock { if !$0.isReaped { _ = Glibc.kill(pid, signal) } }
    }

    /// The thread of this life: what the program says until nobody can say more, then how it ended.
    private func follow(_ output: Int32) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                hear(String(decoding: rest[..<end], as: UTF8.self))
                rest.removeSubrange(...end)
            }
        }
        close(output)
        var about = siginfo_t()
        while waitid(P_PID, id_t(pid), &about, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        var status: Int32 = 0
        state.withLock { state in
            state.isReaped = true
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
        ready.give(false)
        let signal = status & 0x7F
        ended.give(signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal))
    }

    private func hear(_ line: String) {
        state.withLock { state in
            state.lines.append(line)
            if state.lines.count > Self.linesKept { state.lines.removeFirst() }
        }
        if line == "ready" { ready.give(true) }
    }

    private static let setpriv = "/usr/bin/setpriv"

    private static func spawn(_ command: [String], output: Int32, _ pid: inout pid_t) -> Int32 {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, 1)
        posix_spawn_file_actions_adddup2(&files, output, 2)
        // The thread of a port loop may hold signals back, and a child would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        return posix_spawn(&pid, command[0], &files, &attributes, arguments, environ)
    }

    /// Where SwiftPM puts the programs of this package: beside the test bundle that runs now.
    public static func builtProgram(_ name: String = "tillkeeperd") throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Trouble("\(program) is not there. Build it first: swift build --product \(name)")
        }
        return program
    }
}

/// Why a run cannot go on.
public struct Trouble: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words.
    public let description: String
    /// With the reason.
    public init(_ description: String) { self.description = description }
}
