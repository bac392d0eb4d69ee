import Custody
import Foundation
import GRDB
import Journal
import JournalStore
import Testing

@Suite struct TamperTests {
    /// 601 entries, so two marks (at 258 or so and later) and a tail.
    private func folder() throws -> StoreFolder {
        let folder = try StoreFolder()
        try folder.filled(visits: 100)
        return folder
    }

    @Test(arguments: [1, 2, 100, 300, 599, 600, 601])
    func aFlippedBitInAnyEntryIsFound(_ sequence: Int64) throws {
        let folder = try folder()
        #expect(folder.complaint() == nil)
        try folder.tamper(
            "UPDATE journal SET bytes = CAST(replace(CAST(bytes AS TEXT), 'K-12', 'K-13') AS BLOB) WHERE sequence = \(sequence)"
        )
        #expect(folder.complaint()?.sequence == sequence)
        #expect(folder.complaint(proving: true)?.sequence == sequence)
    }

    @Test(arguments: [1, 300, 601])
    func aChangedLinkIsFound(_ sequence: Int64) throws {
        let folder = try folder()
        try folder.tamper("UPDATE journal SET link = zeroblob(32) WHERE sequence = \(sequence)")
        #expect(folder.complaint()?.sequence == sequence)
    }

    @Test func swappedEntriesAreFound() throws {
        let folder = try folder()
        try folder.tamper(
            """
            UPDATE journal SET sequence = 100000 WHERE sequence = 200;
            UPDATE journal SET sequence = 200 WHERE sequence = 201;
            UPDATE journal SET sequence = 201 WHERE sequence = 100000
            """)
        #expect(folder.complaint()?.sequence == 200)
    }

    @Test func aDeletedEntryIsFound() throws {
        let folder = try folder()
        try folder.tamper("DELETE FROM journal WHERE sequence = 250")
        #expect(folder.complaint()?.sequence == 250)
        #expect(folder.complaint(proving: true)?.sequence == 250)
    }

    @Test func aForgedEpochColumnIsFound() throws {
        let folder = try folder()
        try folder.tamper("UPDATE journal SET epoch = 2 WHERE sequence = 77")
        #expect(folder.complaint()?.sequence == 77)
    }

    @Test func aCutTailIsFoundByTheCheckpointInTheStoreOrByTheWitness() throws {
        let folder = try folder()
        let store = try folder.open()
        let key = try #require(CheckpointKey(Array(repeating: 7, count: 32)))
        let statement = store.checkpoint(at: Samples.moment)
        try store.keep(key.sign(statement))
        try store.close()
        try folder.tamper("DELETE FROM journal WHERE sequence > 590; DELETE FROM marks WHERE size > 590")
        #expect(folder.complaint() == .tailMissing(has: 590, vouched: 601))
        try folder.tamper("DELETE FROM checkpoints")
        #expect(folder.complaint() == nil, "whoever holds only this file cannot know")
        #expect(folder.complaint(witness: statement) == .tailMissing(has: 590, vouched: 601))
    }

    @Test func aTailCutBelowTheMarkIsFoundWithoutAnyCheckpoint() throws {
        let folder = try folder()
        try folder.tamper("DELETE FROM journal WHERE sequence > 100")
        #expect(folder.complaint() != nil)
    }

    @Test func ourOwnProgramCannotChangeOrDeleteAnEntryByMistake() throws {
        let folder = try folder()
        let queue = try DatabaseQueue(path: folder.path)
        for sql in ["UPDATE journal SET epoch = 2 WHERE sequence = 5", "DELETE FROM journal WHERE sequence = 5"] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
        try queue.close()
        #expect(folder.complaint() == nil)
    }

    @Test func damagedPagesOfTheFileAreAnErrorAndNoTrap() throws {
        let folder = try folder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path))
        #expect(whole.count > 200_000)
        var state: UInt64 = 7
        var found = 0
        for _ in 0..<60 {
            var damaged = whole
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(state >> 33) % damaged.count] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
            }
            try damaged.write(to: URL(fileURLWithPath: folder.path))
            for name in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: folder.path + name) {
                try FileManager.default.removeItem(atPath: folder.path + name)
            }
            if folder.complaint() != nil { found += 1 }
        }
        #expect(found > 30)
    }
}

extension JournalError {
    /// The entry an error names.
    var sequence: Int64? {
        if case .corrupt(let sequence, _) = self { return sequence }
        return nil
    }
}
