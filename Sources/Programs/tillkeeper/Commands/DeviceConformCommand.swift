public import ArgumentParser
public import ConformKit
import Foundation

/// `tillkeeper device conform DEVICE --config FILE`
struct DeviceConformCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform",
        abstract: "Checks a driver and its device against the contract, and signs what was found.",
        discussion: """
            Speaks to the device itself, so the service must not hold its port. What only hands can do is asked on the \
            terminal. The report goes to standard output, or to --report. Some checks take a note into the cash box, print \
            receipts and open drawers. The note is in no journal: the service writes it down as unclaimed at its next start, \
            with a case, when the unit keeps a count; else the next count of the cash unit finds it over. An acceptor is not \
            spoken to while its station's journal holds a note that is not settled. Ends with 1 when a check failed.
            """)

    @OptionGroup var device: DeviceOption
    @Option(help: "What answers: hardware or simulator. Standard: not said, which counts as a simulator.")
    var against: ConformReport.Against?
    @Flag(help: "Ask nobody: every act counts as done at once.")
    var yes = false
    @Option(help: "A program that does what a person would; it is given each act as its arguments.")
    var hands: String?
    @Option(help: "The note that the person has in hand, in whole units of money.")
    var note: Int64 = 5
    @Option(help: "Only these checks, by name, with commas; the others count as not done.")
    var only: String?
    @Option(help: "Where the report goes.")
    var report: String?
    @Option(help: "The key that signs; made when there is none. Standard: conform.key beside the report.")
    var key: String?
    @Option(help: "Check the signature of this report instead.")
    var verify: String?
    @Option(help: "A public key that is trusted: with --verify it must have signed, --table takes no other's reports.")
    var by: [String] = []
    @Option(help: "Write the page of devices from the reports in this folder instead.")
    var table: String?
    @OptionGroup var form: ResultForm

    /// What `--json` writes: the sum, and the signed text where it goes to no file.
    private struct Sum: Encodable {
        let passed: Int
        let failed: Int
        let notDone: Int
        let signedBy: String
        var report: String?
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        if let verify { return try self.verify(verify, console) }
        if let table { return try page(table, console) }
        let choice = try device.choice()
        guard note > 0, note <= 100_000 else {
            throw Refusal("--note is the value of a note, for example 5.", .unusable)
        }
        let key = try KeyFile.open(keyPath)
        let (person, doers) = who(console)
        let run = ConformRun(
            choice: choice, person: person, hands: doers, against: against ?? .notSaid, note: note * 100,
            only: only.map { $0.split(separator: ",").map(String.init) } ?? [], console: console)
        let found = try await run.report()
        let signed: SignedReport
        do throws(ReportFault) { signed = try key.sign(found) } catch { throw Refusal(error.sentence, .wrong) }
        if let left = found.leftInside, left != ConformReport.nothingLeft {
            console.remark(Self.words(left))
        }
        let counts = found.counts
        if form.json {
            try console.say(
                json: Sum(
                    passed: counts.passed, failed: counts.failed, notDone: counts.notDone,
                    signedBy: "\(key.publicKey)", report: report == nil ? signed.text : nil))
        }
        if report != nil || !form.json { try Self.hand(over: signed.text, to: report, console) }
        console.remark(
            "\(counts.passed) passed, \(counts.failed) failed, \(counts.notDone) not done; signed by \(key.publicKey)")
        return counts.failed == 0 ? .well : .wrong
    }

    /// What becomes of a note that was stacked beside the service.
    private static func words(_ left: String) -> String {
        "\(left); the service writes such a note down as unclaimed, with a case, where the unit keeps a count, and the next "
            + "count of the cash unit finds it"
    }

    /// Who stands at the device, and as what the report names him.
    private func who(_ console: Console) -> (any Person, ConformReport.Hands) {
        if let hands { return (ProgramPerson(program: hands, console: console), .bench) }
        return yes ? (YesPerson(console: console), .assumed) : (TerminalPerson(console), .person)
    }

    private var keyPath: String {
        if let key { return key }
        guard let report else { return "conform.key" }
        return URL(fileURLWithPath: report).deletingLastPathComponent().appending(path: "conform.key").path
    }

    static func hand(over text: String, to file: String?, _ console: Console) throws(Refusal) {
        guard let file else { return try console.write(Array(text.utf8)) }
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic) } catch {
            throw Refusal("\(Words.line(file)) cannot be written (\(error.localizedDescription)).", .unusable)
        }
    }

    private func verify(_ file: String, _ console: Console) throws(Refusal) -> Outcome {
        let keys = by.map { $0.lowercased() }
        let text = try InputFile.text(file)
        let signed: SignedReport
        do throws(ReportFault) { signed = try SignedReport(text: text) } catch {
            try console.say("\(Words.line(file)): \(Words.line(error.sentence))")
            return .wrong
        }
        guard keys.isEmpty || keys.contains(signed.keyText) else {
            try console.say("\(Words.line(file)): signed, but by \(signed.keyText) and by no key that you named.")
            return .wrong
        }
        let report = signed.report
        let counts = report.counts
        if form.json {
            try console.say(
                json: Sum(
                    passed: counts.passed, failed: counts.failed, notDone: counts.notDone, signedBy: signed.keyText))
            return .well
        }
        try console.say(
            Words.lines(
                """
                \(file): the signature fits. \(report.driver) on \(report.port), \(report.against.rawValue), \(report.date): \
                \(counts.passed) passed, \(counts.failed) failed, \(counts.notDone) not done.
                Signed by \(signed.keyText)\(keys.isEmpty ? "; whether that is a key you trust is for you to say" : "").
                """))
        return .well
    }

    private func page(_ folder: String, _ console: Console) throws(Refusal) -> Outcome {
        guard !by.isEmpty else {
            throw Refusal("Name the keys that you trust with --by KEY: anybody can make a key and sign.", .unusable)
        }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw Refusal("\(Words.line(folder)) is no folder that can be read.", .unusable)
        }
        var reports: [(file: String, signed: SignedReport)] = []
        for name in names where name.hasSuffix(".report") {
            let text = try InputFile.text(URL(fileURLWithPath: folder).appending(path: name).path)
            do throws(ReportFault) { reports.append((name, try SignedReport(text: text))) } catch {
                throw Refusal("\(Words.line(name)): \(Words.line(error.sentence))", .wrong)
            }
        }
        let (taken, leftOut) = DevicesPage.chosen(reports, by: by.map { $0.lowercased() })
        for (file, why) in leftOut { console.remark("left out: \(Words.line(file)): \(Words.line(why)).") }
        try console.write(Array(DevicesPage.text(taken, leftOut: leftOut).utf8))
        return .well
    }
}

extension ConformReport.Against: ExpressibleByArgument {}
