import ControlAPI
import Custody
import Foundation
import Journal
import JournalStore
import Money
import RealService
import Testing

/// The real service over books in which a note is not settled, asked for its acceptor.
@Suite(.serialized) struct ClaimedNoteTests {
    @Test("A technician's note moves the count that settles a customer's doubt: the doubt is credited with it")
    func anAcceptorWithADoubtStays() async throws {
        let office = try WholeOffice()
        try Self.doubt(in: office.folder + "/journal.sqlite")
        for name in ["validator", "scanner"] { try await office.plug(name) }
        let client = try await office.start(devices: DeviceCareTests.devices)
        do throws(ClientFault) {
            _ = try await client.claimDevice("validator", ClaimDevice(owner: "a run by p.ruiz", seconds: 60))
            Issue.record("the acceptor was given away")
        } catch {
            guard case .refused(let problem) = error else { throw error }
            #expect(problem.code == .notNow && problem.title.contains("$20.00"), "\(problem.title)")
        }
        // Other devices know nothing of notes.
        let scanner = try await client.claimDevice("scanner", ClaimDevice(owner: "a run by p.ruiz", seconds: 60))
        #expect(scanner.claim != nil)
        #expect(await office.stop() == .exited(0))
    }

    /// Books of a kiosk whose acceptor fell silent with a note on its way.
    private static func doubt(in path: String) throws {
        let (unit, visit) = (CashUnitID(known: "C-8841"), VisitID(known: "v-3"))
        let intent = NoteIntended(
            note: NoteID(known: "n-4"), visit: visit, device: DeviceID(known: "BV-1"), cashUnit: unit,
            amount: Money(minorUnits: 2_000, .usd), baseline: nil)
        let started = StationStarted(
            station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), epoch: 1, program: "t")
        let people = ["p.ruiz", "m.chen"].map { PersonID(known: $0) }
        let facts: [Fact] = [
            .stationStarted(started), .cashUnitInstalled(CashUnitInstalled(cashUnit: unit, seal: "S-1", by: people)),
            .visitOpened(VisitOpened(visit: visit, language: "en")), .noteIntended(intent),
            .noteInDoubt(
                NoteInDoubt(
                    note: intent.note, visit: visit, device: intent.device, cashUnit: unit, amount: intent.amount,
                    reason: .deviceUnreachable, baseline: nil)),
        ]
        let moment = Moment(utcMilliseconds: 1_772_444_800_000, offsetMinutes: -480, quality: .synced)
        let store = try JournalStore.open(
            StoreSettings(path: path, station: StationID(known: "K-07"), reserveBytes: 0))
        _ = try store.commit(facts, at: moment, businessDate: BusinessDate(of: moment), snapshot: nil)
        try store.close()
    }
}
