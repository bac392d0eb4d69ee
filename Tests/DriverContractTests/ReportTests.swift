import ConformKit
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Foundation
import Money
import SimulatorKit
import Supervision
import Testing

@Suite struct ReportTests {
    private static let key = ReportKey([UInt8](repeating: 7, count: 32))

    private static let report = ConformReport(
        driver: "ebds", kind: "billAcceptor", device: "validator", port: "/dev/ttyS0 (9600 7E1)", against: .simulator,
        hands: .person, program: "tests", date: "2026-11-21T12:00:00Z", settings: [Fact("powerUpPolicy", "b")],
        unit: [Fact("model", "SC66"), Fact("serial", "1\n2")],
        checks: [
            ConformCheck("rest", "It rests.", .passed), ConformCheck("stack", "It stacks.", .failed("no word")),
            ConformCheck("power", "It comes back.", .notDone("no switch")),
        ])

    @Test("A report that cannot be read back proves nothing to the next person")
    func readsBack() throws {
        let signed = try #require(Self.key).sign(Self.report)
        let read = try SignedReport(text: signed.text)
        #expect(read.text == signed.text)
        #expect(read.report.checks == Self.report.checks)
        #expect(read.report.fact("serial") == "1 2")
    }

    @Test(
        "A report that can be changed after it was signed is an opinion",
        arguments: [
            ("against simulator", "against hardware"), ("hands person", "hands bench"),
            ("failed stack", "passed stack"), ("2026-11-21", "2026-11-22"), ("1 failed", "0 failed"),
            ("signature ", "signature 0"), ("model SC66", "model SC83"),
        ])
    func changesAreSeen(_ before: String, _ after: String) throws {
        let text = try #require(Self.key).sign(Self.report).text
        #expect(text.contains(before))
        #expect(throws: ReportFault.self) { try SignedReport(text: text.replacingOccurrences(of: before, with: after)) }
    }

    @Test(
        "A text that is no report must not read as one",
        arguments: ["", "\n", "key 00\nsignature 00\n", "a\nb\nc\nd\n"])
    func otherTexts(_ text: String) {
        #expect(throws: ReportFault.self) { try SignedReport(text: text) }
    }
}

@Suite struct DevicesPageTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs")

    @Test("A page that says more than the reports is advertising")
    func pageIsWhatTheReportsGive() throws {
        let folder = Self.docs.appending(path: "devices")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let reports = try files.filter { $0.hasSuffix(".report") }.map { file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return (file: file, signed: try SignedReport(text: text))
        }
        let keys = try String(contentsOf: folder.appending(path: "keys"), encoding: .utf8).split(separator: "\n")
        let (taken, leftOut) = DevicesPage.chosen(reports, by: keys.map(String.init))
        let page = try String(contentsOf: Self.docs.appending(path: "devices.md"), encoding: .utf8)
        #expect(page == DevicesPage.text(taken, leftOut: leftOut))
        for entry in DriverEntry.all { #expect(taken.contains { $0.report.driver == entry.name }, "\(entry.name)") }
    }

    private static let seen = ConformReport(
        driver: "ebds", kind: "billAcceptor", device: "v", port: "p", against: .hardware, hands: .person, program: "t",
        date: "d", unit: [Fact("model", "SC66")],
        checks: [
            ConformCheck(Rule.aDeviceIsUnderstood.rawValue, "It is.", .passed),
            ConformCheck("nobodyThere", "It is.", .passed),
        ])

    private func line(_ report: ConformReport) -> String {
        DevicesPage.text([("a.report", report)]).split(separator: "\n").first { $0.hasPrefix("| `ebds`") }
            .map(String.init) ?? ""
    }

    @Test("A driver that nobody has seen on hardware must not be called seen: it would be sent into the field")
    func onlyHardwareIsHardware() {
        #expect(!line(Self.seen).contains("not seen on hardware"))
        let changes: [(inout ConformReport) -> Void] = [
            { $0.against = .simulator }, { $0.against = .notSaid }, { $0.hands = .assumed }, { $0.unit = [] },
            { $0.checks = [] }, { $0.checks[0].end = .failed("no answer") }, { $0.checks[0].end = .notDone("asleep") },
        ]
        for (number, change) in changes.enumerated() {
            var report = Self.seen
            change(&report)
            #expect(line(report).contains("not seen on hardware"), "change \(number)")
            #expect(!DevicesPage.text([("a.report", report)]).contains("Seen: SC66"), "change \(number)")
        }
        var rig = Self.seen
        rig.hands = .bench
        #expect(!line(rig).contains("not seen on hardware"), "a rig with motors has hands")
    }

    @Test("A note of the technician's in the box is a difference that the next count lays at somebody's door")
    func notesThatWereLeftInside() {
        func words(_ checks: [ConformCheck], kind: String = "billAcceptor") -> String? {
            var report = Self.seen
            (report.kind, report.checks) = (kind, checks)
            return report.text.split(separator: "\n").first { $0.hasPrefix("left ") }.map(String.init)
        }
        let stacked = ConformCheck("stack", "It stacks.", .passed)
        #expect(words([stacked]) == "left one note that no journal ordered is in the cash box")
        #expect(words([]) == "left no note is in the cash box")
        #expect(
            words([stacked, ConformCheck("refuse", "It refuses.", .failed("it took it"))])
                == "left notes that no journal ordered may be in the cash box: count them")
        #expect(words([stacked], kind: "posPrinter") == nil)
    }

    /// Writes the reports of our simulators: `CONFORM_REPORTS=docs/devices swift test --filter writesReports`.
    @Test(
        "The simulators' reports, written when they are asked for",
        .enabled(if: ProcessInfo.processInfo.environment["CONFORM_REPORTS"] != nil))
    func writesReports() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["CONFORM_REPORTS"])
        var chance = SystemRandomNumberGenerator()
        let key = try #require(ReportKey((0..<32).map { _ in UInt8.random(in: 0...255, using: &chance) }))
        try Data((key.publicKey + "\n").utf8).write(to: URL(fileURLWithPath: folder).appending(path: "keys"))
        for contract in Contract.all {
            if contract.driverName == "ebds" {
                // The known recording of ReplayTests: a note is stacked.
                let header = Recording.Header(
                    kind: "billAcceptor", device: "validator", driver: "ebds", port: "simulator in virtual time",
                    settings: [.init("powerUpPolicy", "b")], program: "DriverContractTests")
                let recording = LifeRecorder.record(
                    header, EBDSDialogue(), SimulatedFarEnd(EBDSDevice()),
                    script: [
                        .command(.settle), .command(.enable(Denomination.usNotes)),
                        .lever(.insert(id: 1, .note(minorUnits: 2_000))), .command(.disable),
                    ],
                    replies: { report in
                        if case .escrowed(_, let seenAt) = report { return [.stack(seenAt: seenAt)] }
                        if case .stacked = report { return [.acknowledge] }
                        return []
                    })
                try Data(recording.text.utf8).write(
                    to: URL(fileURLWithPath: folder).appending(path: "NoteStacked.rec"))
            }
            guard let conform = contract.conform, let entry = DriverEntry.named(contract.driverName) else { continue }
            let found = conform()
            let report = ConformReport(
                driver: entry.name, kind: entry.kind, device: contract.name, port: "simulator in virtual time",
                against: .simulator, hands: .bench, program: "DriverContractTests", date: Date.now.formatted(.iso8601),
                unit: found.unit.filter { !$0.value.isEmpty }, checks: found.checks)
            let name = contract.name.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
            try Data(key.sign(report).text.utf8).write(
                to: URL(fileURLWithPath: folder).appending(path: "\(entry.name)-\(name).report"))
        }
    }
}
