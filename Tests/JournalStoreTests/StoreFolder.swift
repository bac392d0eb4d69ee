import Custody
import Foundation
import GRDB
import Journal
import JournalStore

/// A folder of its own for one test, gone when the test ends.
final class StoreFolder {
    let url: URL
    var wasRestored = false
    var path: String { url.appending(path: "k12.journal").path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path): \(error)") }
    }

    func settings(_ expectation: StoreSettings.Expectation = .any, snapshotEvery: Int = 1_000) -> StoreSettings {
        StoreSettings(
            path: path, station: Samples.station, expectation: expectation, snapshotEvery: snapshotEvery,
            reserveBytes: 0)
    }

    func open(
        _ expectation: StoreSettings.Expectation = .any, snapshotEvery: Int = 1_000
    ) throws -> JournalStore { try JournalStore.open(settings(expectation, snapshotEvery: snapshotEvery)) }

    /// A closed store with the start of the station and so many visits of six facts, one commit each.
    func filled(visits: Int) throws {
        let store = try open()
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        for number in 0..<visits {
            _ = try store.commit(
                Samples.visit(number + 1), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        try store.close()
    }

    /// What somebody with the file and a database tool can do.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: "DROP TRIGGER IF EXISTS journal_keeps; DROP TRIGGER IF EXISTS journal_holds; \(sql)")
        }
        try queue.close()
    }

    /// What the store says when it is opened and, if it can be, verified; `nil` when it finds nothing wrong.
    func complaint(witness: Checkpoint? = nil, proving: Bool = false) -> JournalError? {
        do throws(JournalError) {
            var settings = settings(.existing)
            settings.witness = witness
            let store = try JournalStore.open(settings)
            defer { do { try store.close() } catch { print("close: \(error)") } }
            if proving { _ = try store.prove() } else { _ = try store.verify { _ in true } }
            return nil
        } catch { return error }
    }
}
