import Foundation
import Glibc
import Journal
import JournalStore
import Testing

/// The test program started once more, to do one thing in a process of its own: to be killed, to be counted, to run
/// into a limit. What it does is in `StoreChild`; it answers in lines on its standard output.
final class Child {
    static let role = "TILLKEEPER_JOURNAL_CHILD"
    private let process = Process()
    private let pipe = Pipe()
    private var buffer = Data()

    /// - Parameter wrapper: a program and its arguments that start the child, for example strace.
    init(_ role: String, path: String, wrapper: [String] = []) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let command = wrapper + [own, "--testing-library", "swift-testing", "--filter", "StoreChild"]
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        var environment = ProcessInfo.processInfo.environment
        environment[Self.role] = "\(role) \(path)"
        process.environment = environment
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// The next line that the child said to us, or `nil` at its end.
    func line() -> String? {
        while true {
            while let end = buffer.firstIndex(of: 0x0A) {
                let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
                buffer.removeSubrange(buffer.startIndex...end)
                if let mark = line.range(of: "child: ") { return String(line[mark.upperBound...]) }
            }
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer.append(more)
        }
    }

    func lines() -> [String] {
        var all: [String] = []
        while let next = line() { all.append(next) }
        process.waitUntilExit()
        return all
    }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    static var task: [String]? {
        ProcessInfo.processInfo.environment[role].map { $0.split(separator: " ").map(String.init) }
    }
}

/// Does nothing in an ordinary run.
@Suite(.enabled(if: Child.task != nil, "only inside a child process of another test"))
struct StoreChild {
    private func say(_ text: String) {
        let line = Array("child: \(text)\n".utf8)
        _ = write(1, line, line.count)
    }

    @Test func work() throws {
        let task = try #require(Child.task)
        let settings = StoreSettings(path: task[1], station: Samples.station, snapshotEvery: 40)
        do throws(JournalError) {
            switch task[0] {
            case "writeForever": try writeForever(settings)
            case "writeSome": try writeSome(settings)
            case "intoTheLimit": try intoTheLimit(settings)
            case "untilFull": try untilFull(settings)
            case "asNobody":
                _ = setgid(65_534)
                _ = setuid(65_534)
                _ = try JournalStore.open(settings)
                say("opened")
            default: _ = try JournalStore.open(settings)
            }
        } catch { say("\(error)") }
    }

    private func writeForever(_ settings: StoreSettings) throws(JournalError) {
        let store = try JournalStore.open(settings)
        if store.head.size == 0 {
            _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        }
        var number = 1
        while true {
            let made = try store.commit(
                Samples.visit(number), at: Samples.moment, businessDate: Samples.date, snapshot: { [1, 2, 3] })
            say("\(made.last?.id.sequence ?? 0)")
            if number % 50 == 0 { store.tend() }
            number += 1
        }
    }

    private func writeSome(_ settings: StoreSettings) throws(JournalError) {
        let store = try JournalStore.open(settings)
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        say("go")
        for number in 1...500 {
            _ = try store.commit(Samples.visitOpened(number), at: Samples.moment, businessDate: Samples.date)
        }
        say("done")
        _exit(0)
    }

    /// A limit on the size of files stands in for a disk that refuses to take more.
    private func intoTheLimit(_ settings: StoreSettings) throws(JournalError) {
        let store = try JournalStore.open(settings)
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 300_000, rlim_max: 300_000)
        setrlimit(__rlimit_resource_t(1), &limit)
        writeUntilRefused(store)
    }

    private func untilFull(_ settings: StoreSettings) throws(JournalError) {
        var settings = settings
        settings.reserveBytes = 512 << 10
        let store = try JournalStore.open(settings)
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        writeUntilRefused(store)
        try store.close()
        try JournalStore.releaseReserve(path: settings.path)
        settings.reserveBytes = 0
        let again = try JournalStore.open(settings)
        _ = try again.verify { _ in true }
        _ = try again.commit(Samples.ended(1), at: Samples.moment, businessDate: Samples.date)
        say("closing record written")
    }

    private func writeUntilRefused(_ store: JournalStore) {
        for number in 1... {
            do throws(JournalError) {
                let made = try store.commit(
                    Samples.visit(number), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
                say("\(made.last?.id.sequence ?? 0)")
            } catch {
                say("first: \(error)")
                break
            }
        }
        for _ in 0..<3 {
            do throws(JournalError) {
                _ = try store.commit(Samples.visitOpened(0), at: Samples.moment, businessDate: Samples.date)
                say("taken")
            } catch { say("later: \(error)") }
        }
    }
}
