import Foundation
import Glibc

/// A program that runs beside this one: started, listened to, weighed, ended.
final class ChildProgram {
    private let process = Process()
    private let pipe = Pipe()
    private var buffer = Data()
    /// When it was started, on the monotonic clock of the ports.
    let startedAt: Duration

    /// Starts `command`; what it says as errors goes to the file `log`.
    init(_ command: [String], log: String) throws {
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = pipe
        guard FileManager.default.createFile(atPath: log, contents: nil) else {
            throw Stuck("\(log) cannot be written")
        }
        process.standardError = FileHandle(forWritingAtPath: log)
        startedAt = Clock.now()
        try process.run()
    }

    /// The next line of its output, or `nil` at its end. Waits.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeSubrange(buffer.startIndex...end) }
                return String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
            }
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer.append(more)
        }
    }

    /// Reads lines up to one that begins like this; throws when the program ended before.
    func wait(for beginning: String) throws -> String {
        while let line = line() {
            if line.hasPrefix(beginning) { return line }
        }
        throw Stuck("\(process.executableURL?.lastPathComponent ?? "a program") ended before it said \"\(beginning)\"")
    }

    /// Processor time of all its threads so far, ended ones included.
    var processorTime: Duration {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(process.processIdentifier, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            return .zero
        }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// What it holds of memory now, in KiB (VmRSS).
    var residentKiB: Int {
        let path = "/proc/\(process.processIdentifier)/status"
        guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let number = line.split(separator: " ").dropFirst().first
        else { return 0 }
        return Int(number) ?? 0
    }

    /// Waits until it ends by itself.
    func wait() { process.waitUntilExit() }

    /// Kills it and waits until it is gone. Not a polite signal: a child inherits which signals the thread that started it
    /// has blocked, and Python would never hear of it.
    func end() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}

/// The clocks of measurements.
enum Clock {
    /// CLOCK_MONOTONIC, as a port loop has it.
    static func now() -> Duration { read(CLOCK_MONOTONIC) }

    /// Processor time of this program, all threads.
    static func processor() -> Duration { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
