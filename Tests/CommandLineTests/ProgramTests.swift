import ArgumentParser
import Foundation
import Testing

@testable import tillkeeper

@Suite struct ProgramTests {
    /// Every leaf of the command tree.
    static func leaves(_ type: any ParsableCommand.Type = Tillkeeper.self) -> [any ParsableCommand.Type] {
        let below = type.configuration.subcommands
        return below.isEmpty ? [type] : below.flatMap { leaves($0) }
    }

    @Test func everyCommandSpeaksJSONAndSaysWhatItDoes() {
        #expect(Self.leaves().count == 22)
        for leaf in Self.leaves() {
            #expect(leaf is any ConsoleCommand.Type, "\(leaf)")
            #expect(Tillkeeper.helpMessage(for: leaf).contains("--json"), "\(leaf)")
            #expect(!leaf.configuration.abstract.isEmpty)
        }
    }

    @Test(arguments: [
        ["journal", "verify"], ["wire", "check", "ebds"], ["config", "check"], ["nonsense"], ["status", "x"],
    ])
    func aWrongLineIsAnErrorOfUse(_ arguments: [String]) async { #expect(await Run(arguments).code == 64) }

    /// The program itself: what the shell sees.
    @Test func theShellSeesOutcomeAndChannels() throws {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "tillkeeper")
        for (arguments, code, word) in [
            (["config", "check", Repository.path("packaging/practice.yaml")], Int32(0), ""),
            (["wire", "check", "mdb", "x"], 2, "Known are"),
            (["status", "--service", "http://127.0.0.1:1"], 3, "answer"),
            (["journal", "verify", "/nowhere"], 2, "no journal"),
        ] {
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            let (out, err) = (Pipe(), Pipe())
            (process.standardOutput, process.standardError) = (out, err)
            try process.run()
            let complaint = String(decoding: try err.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            let result = try out.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(
                process.terminationStatus == code && (word.isEmpty || complaint.contains(word)),
                "\(arguments): \(complaint)")
            #expect(result.isEmpty == (code != 0) && complaint.isEmpty == (code == 0))
        }
    }

    @Test func columnsAreAsWideAsTheirWidestCell() {
        var table = Table([.left, .right], head: ["A", "B"])
        table.add(["long", "1"])
        table.add(["x"])
        #expect(table.text == "A     B\nlong  1\nx")
        #expect(Words.number(-1_234_567) == "-1,234,567" && Words.number(0) == "0" && Words.number(.min).count == 26)
        #expect(Words.span(0) == "0 s" && Words.span(3_600) == "1 h 0 min" && Words.span(-5) == "0 s")
        #expect(Words.line("a\u{1B}[31m\n") == "a [31m ")
    }
}
