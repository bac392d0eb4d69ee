import Foundation
import Journal
import JournalStore
import Money
import Testing

@testable import tillkeeper

@Suite struct JournalTests {
    @Test func aWholeJournalIsToldWithItsHead() async throws {
        let sample = try SampleJournal.filled(visits: 4)
        let run = await Run("journal", "verify", sample.path)
        #expect(run.code == 0 && run.err.isEmpty, "\(run.err)")
        #expect(run.lines[0].hasPrefix("The journal of station K-12 is whole: 21 entries, epoch 1, head "))
        #expect(run.lines.contains { $0.hasPrefix("cassette:C-1 ") && $0.hasSuffix(" $160.00") })
        let json = try await Run("journal", "verify", sample.path, "--json").json()
        #expect(json["entries"] as? Int == 21 && json["station"] as? String == "K-12")
    }

    @Test func aJournalIsVerifiedWhileTheServiceHoldsIt() async throws {
        let sample = try SampleJournal.filled(visits: 2)
        let store = try sample.open()
        try SampleJournal.commit(SampleJournal.visit(3), store)
        let run = await Run("journal", "verify", sample.path)
        #expect(run.code == 0 && run.lines[0].contains(": 16 entries") && run.lines[0].contains(store.head.text))
        try SampleJournal.commit(SampleJournal.visit(4), store)
        #expect(await Run("journal", "export", sample.path).out.contains("receipt: K12-4"))
        try store.close()
    }

    @Test func aChangedByteIsFoundAndNamed() async throws {
        let sample = try SampleJournal.filled(visits: 4)
        // SQLite would read the unchanged pages from the log that stays beside a closed store
        for log in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: sample.path + log) {
            try FileManager.default.removeItem(atPath: sample.path + log)
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: sample.path))
        let changed = Data(Array(bytes).replacing(Array("K12-3".utf8), with: Array("K12-4".utf8)))
        try changed.write(to: URL(fileURLWithPath: sample.path))
        let run = await Run("journal", "verify", sample.path)
        #expect(run.code == 1 && run.out.isEmpty)
        #expect(run.err.contains("damaged at entry 15"), "\(run.err)")
    }

    @Test func whatIsNoJournalIsAWrongCommand() async throws {
        let folder = try Folder()
        for verb in ["verify", "export"] {
            let missing = await Run("journal", verb, "/nowhere/j.sqlite")
            #expect(missing.code == 2 && missing.err.contains("There is no journal at /nowhere/j.sqlite."))
            let text = try folder.file("t.sqlite", String(repeating: "text ", count: 2_000))
            let run = await Run("journal", verb, text)
            #expect(run.code != 0 && !run.err.isEmpty && run.out.isEmpty)
            #expect(await Run("journal", verb, folder.url.path).code != 0)
        }
    }

    @Test func everyEntryIsOneLineOfJSON() async throws {
        let sample = try SampleJournal.filled(visits: 2)
        let run = await Run("journal", "export", sample.path, "--json")
        #expect(run.code == 0 && run.lines.count == 11)
        let last = try #require(JSONSerialization.jsonObject(with: Data(run.lines[10].utf8)) as? [String: Any])
        #expect(last["id"] as? String == "K-12/1/11")
    }

    /// Another program than ours comes to the same cent in every place.
    @Test func theExportBalancesInHledger() async throws {
        let hledger = try #require(
            Hledger.find(), "hledger is missing and nobody checked the export: install Debian's package hledger")
        let sample = try SampleJournal.filled(visits: 40)
        let text = await Run("journal", "export", sample.path)
        #expect(text.code == 0)
        let check = try hledger.run(["-f", "-", "check"], input: text.out)
        #expect(check.status == 0, "\(check.text)")
        let balance = try hledger.run(
            ["-f", "-", "balance", "--flat", "--no-total", "--output-format", "csv"], input: text.out)
        #expect(balance.status == 0, "\(balance.text)")
        let theirs = balance.text.split(separator: "\n").dropFirst().map { String($0).replacing("\"", with: "") }
            .sorted()
        let reader = try JournalReader(path: sample.path)
        let ours = try reader.prove().balances.sorted.map { "\($0.place),\($0.amount.bare) \($0.amount.currency)" }
        try reader.close()
        #expect(theirs == ours.sorted() && ours.contains("cassette:C-1,1600.00 USD"))
    }

    @Test func longWorkIsToldAndShortWorkIsSilent() {
        let told = Run.remarks { console in
            var patient = Progress(console)
            patient.tell { "too early" }
            var hasty = Progress(console, patience: .zero)
            hasty.tell { "first" }
            hasty.tell { "within a second" }
        }
        #expect(told == ["first"])
    }
}

/// Debian's hledger, wherever the path finds it.
struct Hledger {
    let path: String

    static func find() -> Hledger? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/hledger" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }.map(Hledger.init)
    }

    func run(_ arguments: [String], input: String) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let (from, to) = (Pipe(), Pipe())
        process.standardInput = to
        process.standardOutput = from
        process.standardError = from
        try process.run()
        try to.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try to.fileHandleForWriting.close()
        let text = try from.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }
}
