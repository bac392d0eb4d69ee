import Custody
import Journal
import Testing

@Suite struct MemoryJournalTests {
    private func journal(visits: Int, snapshotEvery: Int = 1_000) throws -> MemoryJournal {
        let journal = MemoryJournal(station: Samples.station, snapshotEvery: snapshotEvery)
        _ = try journal.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        for number in 0..<visits {
            _ = try journal.commit(
                Samples.visit(number + 1), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        return journal
    }

    @Test(arguments: [
        (MemoryJournal.Cut.beforeAppend, false), (.appendedUnsynced(survives: false), false),
        (.appendedUnsynced(survives: true), true), (.syncedUnacknowledged, true), (.torn(bytes: 0), false),
        (.torn(bytes: 31), false), (.torn(bytes: 40), false), (.torn(bytes: 100_000), false), (.full, false),
        (.flushFails(survives: false), false), (.flushFails(survives: true), true),
    ])
    func aCutLeavesAllOrNothingAndNothingOlderIsLost(_ cut: MemoryJournal.Cut, _ survives: Bool) throws {
        let journal = try journal(visits: 2)
        let before = journal.head
        journal.cut = cut
        #expect(throws: JournalError.self) {
            try journal.commit(Samples.visit(3), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        #expect(journal.head == before)
        #expect(throws: JournalError.self) {
            try journal.commit(Samples.visit(4), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        let next = try journal.reopened()
        #expect(next.head.size == before.size + (survives ? 6 : 0))
        #expect(try next.verify { _ in true } == next.head)
        let facts = try next.entries(from: 1, limit: 100).map(\.fact)
        #expect(facts == Samples.day(visits: survives ? 3 : 2))
        _ = try next.commit(Samples.visitOpened(9), at: Samples.moment, businessDate: Samples.date)
        #expect(try next.reopened().head == next.head)
    }

    @Test func aFactThatCannotBeBookedChangesNothing() throws {
        let journal = try journal(visits: 1)
        let before = journal.head
        let unbalanced = Samples.fact(
            #"""
            {"heldBecameUnidentified":{"visit":"V-1","reference":"CASE-1","amount":{"minorUnits":-5,"currency":"USD"}}}
            """#)
        #expect(throws: JournalError.self) {
            try journal.commit(
                [Samples.visitOpened(7), unbalanced], at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        #expect(journal.head == before)
        _ = try journal.commit(Samples.visitOpened(7), at: Samples.moment, businessDate: Samples.date)
    }

    @Test func aRestoreBeginsANewEpochAndRepeatsNoIdentity() throws {
        let journal = try journal(visits: 3)
        let restored = try journal.restored(upTo: 7)
        #expect(restored.head.size == 7)
        #expect(throws: JournalError.self) {
            try restored.commit(Samples.visitOpened(5), at: Samples.moment, businessDate: Samples.date)
        }
        let entry = try restored.commit(
            Samples.started(epoch: restored.epoch), at: Samples.moment, businessDate: Samples.date)
        #expect(entry.id == EntryID(station: Samples.station, epoch: 2, sequence: 8))
    }

    @Test func theSnapshotIsAskedForWhenDueAndBelongsToItsEntry() throws {
        let journal = MemoryJournal(station: Samples.station, snapshotEvery: 4)
        var asked = 0
        for fact in Samples.day(visits: 2) {
            _ = try journal.commit([fact], at: Samples.moment, businessDate: Samples.date) {
                asked += 1
                return [UInt8(asked)]
            }
        }
        #expect(asked == 3)
        #expect(try journal.latestSnapshot() == Snapshot(sequence: 12, bytes: [3]))
        #expect(try journal.reopened().latestSnapshot() == Snapshot(sequence: 12, bytes: [3]))
    }

    @Test func everyThingAFactNamesLeadsBackToIt() throws {
        let journal = try journal(visits: 3)
        for (text, count) in [
            ("visit:V-2", 6), ("note:N-4", 2), ("receipt:K12-2", 1), ("account:A-2", 1), ("cashUnit:C-1", 9),
            ("device:BV-1", 9), ("key:pay/K-12/2", 1), ("claim:CLAIM2", 1), ("payment:P-2", 1), ("visit:V-9", 0),
        ] {
            let subject = try #require(Subject(text))
            #expect(subject.description == text)
            #expect(try journal.entries(about: subject, limit: 100).count == count, "\(text)")
        }
        #expect(Subject("person:P-1") == nil && Subject("visit:") == nil && Subject("nothing") == nil)
    }

    @Test func aCheckpointOfALostOrOtherHistoryIsNotKept() throws {
        let journal = try journal(visits: 2)
        let key = try #require(CheckpointKey(Array(repeating: 7, count: 32)))
        let signed = try key.sign(journal.checkpoint(at: Samples.moment))
        try journal.keep(signed)
        #expect(try journal.latestCheckpoint() == signed)
        let shorter = try journal.restored(upTo: 5)
        #expect(throws: JournalError.tailMissing(has: 5, vouched: 13)) { try shorter.keep(signed) }
        let other = MemoryJournal(station: Samples.station)
        for fact in Samples.day(visits: 2).dropLast() + [Samples.visitOpened(77)] {
            _ = try other.commit(fact, at: Samples.moment, businessDate: Samples.date)
        }
        #expect(throws: JournalError.contradiction(size: 13)) { try other.keep(signed) }
    }

    @Test func readingHasNoEdgesToFallOff() throws {
        let journal = try journal(visits: 1)
        #expect(try journal.entries(from: -5, limit: 2).map(\.id.sequence) == [1, 2])
        #expect(try journal.entries(from: 8, limit: 2).isEmpty)
        #expect(try journal.entries(from: 1, limit: -1).isEmpty)
        var seen: [Int64] = []
        try journal.forEach(from: 3) { seen.append($0.id.sequence) }
        #expect(seen == Array(3...7))
    }
}
