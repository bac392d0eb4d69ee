import ConformKit
import Foundation
import Synchronization

/// The person at the terminal: reads what is asked, does it, and presses Enter; `n` and a reason when it cannot be done.
final class TerminalPerson: Person {
    private typealias Answer = @Sendable (HandAnswer) -> Void

    private let console: Console
    private let pending = Mutex<Answer?>(nil)

    /// Begins to listen to the terminal. `read` gives the next line, `nil` at the end of the input.
    init(_ console: Console, read: @escaping @Sendable () -> String? = { readLine() }) {
        self.console = console
        let thread = Thread { [weak self] in
            while let line = read() {
                guard let self else { return }
                hear(line)
            }
            self?.hear("n nobody is at the terminal")
        }
        thread.start()
    }

    func ask(_ hand: Hand, _ answer: @escaping @Sendable (HandAnswer) -> Void) {
        console.remark("  > \(hand.sentence) Then press Enter; n and the reason if you cannot.")
        pending.withLock { $0 = answer }
    }

    func thank() {
        if pending.withLock({ $0.take() }) != nil { console.remark("    seen.") }
    }

    /// Lines that nobody asked for are dropped.
    private func hear(_ line: String) {
        guard let answer = pending.withLock({ $0.take() }) else { return }
        answer(Self.meaning(of: line))
    }

    static func meaning(of line: String) -> HandAnswer {
        let words = line.split(separator: " ", maxSplits: 1)
        guard let first = words.first, ["n", "no"].contains(first.lowercased()) else { return .done }
        return .notDone(words.count == 2 ? Words.line(String(words[1])) : "the person said no")
    }
}

/// Says yes to everything at once, and tells on the console what was asked: for runs without a person.
struct YesPerson: Person {
    let console: Console

    func ask(_ hand: Hand, _ answer: @escaping @Sendable (HandAnswer) -> Void) {
        console.remark("  > \(hand.sentence) (--yes)")
        answer(.done)
    }

    func thank() {}
}

/// A program that does what a person would: a rig with motors, or a simulator's other side. It is run once for each act
/// with the act's words; 0 is done, anything else not, with its first line of output as the reason.
struct ProgramPerson: Person {
    let program: String
    let console: Console

    func ask(_ hand: Hand, _ answer: @escaping @Sendable (HandAnswer) -> Void) {
        console.remark("  > \(hand.sentence) (\(program))")
        let (program, words) = (program, hand.words)
        let thread = Thread {
            let (process, pipe) = (Process(), Pipe())
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = words
            process.standardOutput = pipe
            do { try process.run() } catch { return answer(.notDone("\(program) does not start: \(error)")) }
            let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let line = said.split(separator: "\n").first.map { Words.line(String($0)) }
            answer(process.terminationStatus == 0 ? .done : .notDone(line ?? "\(program) could not do it"))
        }
        thread.start()
    }

    func thank() {}
}
