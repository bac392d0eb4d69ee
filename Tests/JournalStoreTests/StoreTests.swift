import Custody
import Foundation
import GRDB
import Journal
import JournalStore
import Testing

@Suite struct StoreTests {
    @Test func whatWasCommittedIsThereAfterAReopening() throws {
        let folder = try StoreFolder()
        let store = try folder.open(.new)
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        for number in 1...100 {
            let made = try store.commit(
                Samples.visit(number), at: Samples.moment, businessDate: Samples.date, snapshot: nil)
            #expect(made.map(\.fact) == Samples.visit(number))
            #expect(store.head.size == made.last?.id.sequence)
        }
        let head = store.head
        try store.close()
        let again = try folder.open(.existing)
        #expect(again.head == head)
        #expect(try again.entries(from: 1, limit: 1_000).map(\.fact) == Samples.day(visits: 100))
        #expect(try again.verify { _ in true } == head)
        #expect(again.checkpoint(at: Samples.moment).size == 601)
        var balances = Balances()
        try again.forEach { entry throws(JournalError) in
            do { try balances.apply(entry.lines) } catch { throw .refused(reason: "\(error)") }
        }
        for threads in 1...3 {
            let books = try again.prove(threads: threads)
            #expect(books.head == head && books.balances == balances)
        }
        var text = PlainText()
        for entry in try again.entries(from: 1, limit: 1_000) { try text.add(entry) }
        var exported: [UInt8] = []
        try again.export { exported += $0 }
        #expect(exported == text.take())
        try again.close()
    }

    @Test func theStoreAndTheJournalInMemoryMakeTheSameBytes() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        let memory = MemoryJournal(station: Samples.station)
        for fact in Samples.day(visits: 60) {
            _ = try store.commit(fact, at: Samples.moment, businessDate: Samples.date)
            _ = try memory.commit(fact, at: Samples.moment, businessDate: Samples.date)
        }
        #expect(store.head == memory.head)
        #expect(store.checkpoint(at: Samples.moment) == memory.checkpoint(at: Samples.moment))
        try store.close()
        let again = try folder.open()
        #expect(again.checkpoint(at: Samples.moment) == memory.checkpoint(at: Samples.moment))
        try again.close()
    }

    @Test func explainFindsEveryEntryBeforeAndAfterTheIndexIsWritten() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 100)
        let store = try folder.open()
        for number in [1, 43, 44, 99, 100] {
            let found = try store.entries(about: .of(VisitID(known: "V-\(number)")), limit: 100)
            #expect(found.map(\.fact) == Samples.visit(number), "visit \(number)")
        }
        #expect(try store.entries(about: .of(CashUnitID(known: "C-1")), limit: 1_000).count == 300)
        #expect(try store.entries(about: .of(CashUnitID(known: "C-1")), limit: 7).count == 7)
        #expect(try store.entries(about: .of(CashUnitID(known: "C-2")), limit: 7).isEmpty)
        store.tend()
        #expect(try store.entries(about: .of(VisitID(known: "V-100")), limit: 100).count == 6)
        try store.close()
    }

    @Test func aSnapshotIsKeptWithItsEntryAndADamagedOneIsPassedOver() throws {
        let folder = try StoreFolder()
        let store = try folder.open(snapshotEvery: 10)
        var asked: [Int64] = []
        for fact in Samples.day(visits: 5) {
            _ = try store.commit([fact], at: Samples.moment, businessDate: Samples.date) {
                asked.append(store.head.size + 1)
                return Array("state \(store.head.size + 1)".utf8)
            }
        }
        #expect(asked == [10, 20, 30])
        #expect(try store.latestSnapshot() == Snapshot(sequence: 30, bytes: Array("state 30".utf8)))
        try store.close()
        try folder.tamper("UPDATE snapshots SET bytes = x'00' WHERE sequence = 30")
        let again = try folder.open(snapshotEvery: 10)
        #expect(try again.latestSnapshot() == Snapshot(sequence: 20, bytes: Array("state 20".utf8)))
        try again.close()
    }

    @Test func aRefusedFactHurtsNobodyElse() throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        let wrong = Samples.fact(
            #"{"heldBecameUnidentified":{"visit":"V-1","reference":"X","amount":{"minorUnits":-5,"currency":"USD"}}}"#)
        #expect(throws: JournalError.self) {
            try store.commit(
                [Samples.visitOpened(1), wrong], at: Samples.moment, businessDate: Samples.date, snapshot: nil)
        }
        #expect(store.head.size == 1 && store.refusal == nil)
        _ = try store.commit(Samples.visitOpened(1), at: Samples.moment, businessDate: Samples.date)
        #expect(try store.commit([], at: Samples.moment, businessDate: Samples.date, snapshot: nil).isEmpty)
        try store.close()
        #expect(throws: JournalError.self) {
            try store.commit(Samples.visitOpened(2), at: Samples.moment, businessDate: Samples.date)
        }
    }

    @Test func eightThreadsLoseNothingAndMixNothing() throws {
        let folder = try StoreFolder()
        let store = try folder.open(snapshotEvery: 50)
        _ = try store.commit(Samples.started(), at: Samples.moment, businessDate: Samples.date)
        let problems = Problems()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<40 {
                let number = thread * 1_000 + round
                do {
                    let made = try store.commit(
                        Samples.visit(number), at: Samples.moment, businessDate: Samples.date
                    ) { [UInt8(thread)] }
                    let sequences = made.map(\.id.sequence)
                    if sequences != Array((sequences.first ?? 0)..<((sequences.first ?? 0) + 6)) {
                        problems.add("\(number): \(sequences)")
                    }
                    if try store.entries(from: sequences[0], limit: 6) != made {
                        problems.add("\(number) is not there when its caller goes on")
                    }
                    if round % 10 == 0 { store.tend() }
                } catch { problems.add("\(number): \(error)") }
            }
        }
        #expect(problems.all == [])
        #expect(store.head.size == 1 + 8 * 40 * 6)
        let all = try store.entries(from: 2, limit: 10_000)
        let visits = stride(from: 0, to: all.count, by: 6).map { Array(all[$0..<$0 + 6].map(\.fact)) }
        for thread in 0..<8 {
            for round in 0..<40 { #expect(visits.contains(Samples.visit(thread * 1_000 + round))) }
        }
        #expect(try store.verify { _ in true } == store.head)
        try store.close()
        #expect(folder.complaint() == nil)
    }

    @Test func aRestoredCopyBeginsANewEpochThatSurvivesAPowerCut() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 2)
        for expected in [2, 2] {
            let store = try folder.open(expected == 2 && !folder.wasRestored ? .restored : .existing)
            folder.wasRestored = true
            #expect(store.epoch == expected)
            #expect(throws: JournalError.self) {
                try store.commit(Samples.visitOpened(8), at: Samples.moment, businessDate: Samples.date)
            }
            try store.close()
        }
        let store = try folder.open()
        let entry = try store.commit(Samples.started(epoch: 2), at: Samples.moment, businessDate: Samples.date)
        #expect(entry.id == EntryID(station: Samples.station, epoch: 2, sequence: 14))
        try store.close()
        #expect(folder.complaint() == nil)
    }

    @Test func checkpointsAreKeptOncePerSizeAndNeverContradict() throws {
        let folder = try StoreFolder()
        try folder.filled(visits: 3)
        let store = try folder.open()
        let key = try #require(CheckpointKey(Array(repeating: 7, count: 32)))
        let signed = try key.sign(store.checkpoint(at: Samples.moment))
        try store.keep(signed)
        try store.keep(signed)
        #expect(try store.latestCheckpoint() == signed)
        let real = signed.checkpoint
        let forged = Checkpoint(
            station: real.station, epoch: real.epoch, size: real.size, link: .zero, root: real.root,
            moment: real.moment)
        #expect(throws: JournalError.contradiction(size: 19)) { try store.keep(key.sign(forged)) }
        try store.close()
        #expect(folder.complaint(witness: real) == nil)
        #expect(folder.complaint(witness: forged) == .contradiction(size: 19))
    }
}

/// What threads found wrong.
final class Problems: @unchecked Sendable {
    private let lock = NSLock()
    private var found: [String] = []
    var all: [String] { lock.withLock { found } }
    func add(_ text: String) { lock.withLock { found.append(text) } }
}
