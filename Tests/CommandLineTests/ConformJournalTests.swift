import Custody
import DeviceKit
import Foundation
import Journal
import JournalStore
import Money
import Testing

@testable import tillkeeper

/// Another program at the acceptor of a station whose service is dead, with a note in the books that nothing has settled.
@Suite struct ConformJournalTests {
    private static let device = DeviceID(known: "BV-1")
    private static let unit = CashUnitID(known: "C-8841")
    private static let visit = VisitID(known: "v-3")
    private static let amount = Money(minorUnits: 2_000, .usd)

    private static let intent = NoteIntended(
        note: NoteID(known: "n-4"), visit: visit, device: device, cashUnit: unit, amount: amount, baseline: nil)
    private static let began: [Fact] = [
        .stationStarted(
            StationStarted(station: StationID(known: "K-12"), office: OfficeID(known: "N"), epoch: 1, program: "t")),
        .cashUnitInstalled(
            CashUnitInstalled(cashUnit: unit, seal: "S-1", by: ["a", "b"].map { PersonID(known: $0) })),
        .visitOpened(VisitOpened(visit: visit, language: "en")), .noteIntended(intent),
    ]

    /// A settings file whose acceptor is at a port where nobody is, and the station's journal beside it.
    private static func office(_ facts: [Fact], _ folder: Folder) throws -> String {
        let store = folder.url.appending(path: "k12.sqlite").path
        if !facts.isEmpty {
            let journal = try JournalStore.open(
                StoreSettings(path: store, station: SampleJournal.station, reserveBytes: 0))
            try SampleJournal.commit(facts, journal)
            try journal.close()
        }
        let text = try String(contentsOfFile: Repository.path("packaging/practice.yaml"), encoding: .utf8)
            .replacing("port: validator", with: "port: tcp 127.0.0.1:9")
            .replacing("path: journal.sqlite", with: "path: \(store)")
            .replacing("service:\n", with: "service:\n  port: 9\n")
        return try folder.file("office.yaml", text)
    }

    private static func conform(_ file: String, _ folder: Folder) async -> Run {
        await Run(
            "device", "conform", "validator", "--config", file, "--key", folder.url.appending(path: "k").path)
    }

    @Test("A stacked note that the unit still tells is acknowledged, and the next start of the service writes it off")
    func openIntents() async throws {
        let folder = try Folder()
        let run = await Self.conform(try Self.office(Self.began, folder), folder)
        #expect(run.code == 2)
        #expect(run.err.contains("$20.00") && run.err.contains("Start the service"), "\(run.err)")
        #expect(!run.err.contains("refuses the connection"), "the port was touched")
    }

    @Test("A doubt is settled as stacked by the technician's own note")
    func doubts() async throws {
        let folder = try Folder()
        let doubt = NoteInDoubt(
            note: Self.intent.note, visit: Self.visit, device: Self.device, cashUnit: Self.unit, amount: Self.amount,
            reason: .deviceUnreachable, baseline: nil)
        let run = await Self.conform(try Self.office(Self.began + [.noteInDoubt(doubt)], folder), folder)
        #expect(run.code == 2)
        #expect(run.err.contains("$20.00") && run.err.contains("in doubt"), "\(run.err)")
    }

    @Test("A unit whose notes are all settled must be checked, or nobody can; so must one that has no journal yet")
    func settled() async throws {
        let returned = NoteReturned(note: Self.intent.note, visit: Self.visit, device: Self.device, evidence: .reported)
        for facts in [Self.began + [.noteReturned(returned)], []] {
            let folder = try Folder()
            let run = await Self.conform(try Self.office(facts, folder), folder)
            #expect(run.code == 2)
            #expect(run.err.contains("127.0.0.1:9 refuses the connection"), "\(run.err)")
        }
    }

    @Test("A journal that nobody can read may hold an open note")
    func unreadable() async throws {
        let folder = try Folder()
        let file = try Self.office([], folder)
        _ = try folder.file("k12.sqlite", "no journal at all, but something lies there")
        let run = await Self.conform(file, folder)
        #expect(run.code != 0)
        #expect(run.err.contains("journal") && !run.err.contains("refuses the connection"), "\(run.err)")
    }

    @Test("The station's own acceptor is spoken to past its journal when its port is typed by hand")
    func portsNamedByHand() throws {
        let folder = try Folder()
        let file = try Self.office([], folder)
        let journal = try StationOfPort.journal(at: .tcp(host: "127.0.0.1", port: 9), settings: file)
        #expect(journal?.store == folder.url.appending(path: "k12.sqlite").path)
        #expect(try StationOfPort.journal(at: .tcp(host: "127.0.0.1", port: 10), settings: file) == nil)
        #expect(try StationOfPort.journal(at: .tcp(host: "127.0.0.1", port: 9), settings: file + "-none") == nil)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let (node, link) = (folder.url.appending(path: "node").path, folder.url.appending(path: "by-id").path)
        _ = try folder.file("node", "")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: node)
        let serial = try folder.file("serial.yaml", text.replacing("tcp 127.0.0.1:9", with: link))
        #expect(try StationOfPort.journal(at: .serial(path: node, LineSettings(.baud9600)), settings: serial) != nil)
    }

    @Test("The station's own acceptor is spoken to past its journal because its settings cannot be read")
    func settingsThatCannotBeRead() throws {
        let folder = try Folder()
        let broken = try folder.file("broken.yaml", "devices: [")
        #expect(throws: tillkeeper.Refusal.self) {
            try StationOfPort.journal(at: .tcp(host: "127.0.0.1", port: 9), settings: broken)
        }
    }
}
