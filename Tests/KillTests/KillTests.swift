import Foundation
import Testing

/// The real `tillkeeperd`, killed without warning at the moments that matter, on real ptys with devices that live on.
///
/// `KILL_SEED` replays the dice of a run (time does not replay), `KILL_COUNT` sets the number of kills.
@Suite struct KillTests {
    @Test(.timeLimit(.minutes(8)))
    func killedAtAnyMomentEveryCentIsExplained() async throws {
        try await run(.exact, kills: Self.number("KILL_COUNT") ?? 54)
    }

    @Test(.timeLimit(.minutes(8)), arguments: [KillRun.Counter.mayLoseLast, .none])
    func killedWithADeviceThatCannotTellTheCountOfTwoPeopleExplainsEveryCent(_ counter: KillRun.Counter) async throws {
        try await run(counter, kills: Self.number("KILL_COUNT") ?? 18)
    }

    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    /// At once, whatever becomes of this process.
    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    private func run(_ counter: KillRun.Counter, kills: Int) async throws {
        let seed = Self.number("KILL_SEED").map(UInt64.init) ?? UInt64.random(in: 1...999_999)
        let begin = ContinuousClock.now
        say("kill test (\(counter.rawValue)): seed \(seed)")
        let trace = Trace()
        var run = try await KillRun(counter: counter, kills: kills, seed: seed, trace: trace)
        do {
            try await run.live()
        } catch {
            trace.fault("\(error)")
        }
        await run.end()
        do {
            let books = try await run.compare()
            for fault in books.faults { trace.fault(fault) }
            let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
            say(
                "kill test: \(kills) kills, \(books.notes) notes, \(books.cents) cents inside, "
                    + "\(books.difference) cents difference")
            say(
                "kill test (\(counter.rawValue)): \(books.payments) payments, \(books.recovered) of them recovered, "
                    + "\(books.settled) doubts settled by the count, \(books.doubts) left to people, "
                    + "\(books.starts) starts in the journal, \(run.late) kills late, \(seconds) s")
        } catch {
            trace.fault("the books cannot be read: \(error)")
        }
        let log = await run.lastWords.map { "    " + $0 }.joined(separator: "\n")
        await run.close()
        guard trace.found.isEmpty else {
            let whole = trace.all.joined(separator: "\n")
            try whole.write(to: run.folder.appending(path: "trace.txt"), atomically: true, encoding: .utf8)
            Issue.record(
                """
                kill test, counter \(counter.rawValue), seed \(seed); store and trace.txt kept in \(run.folder.path)
                \(trace.found.joined(separator: "\n"))
                --- the end of the trace
                \(trace.all.suffix(80).joined(separator: "\n"))
                --- the service said last
                \(log)
                """)
            return
        }
        try FileManager.default.removeItem(at: run.folder)
    }
}
