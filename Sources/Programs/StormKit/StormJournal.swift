import Custody
import Journal

/// The journal as a host of this world sees it: it takes time, the power goes in the middle of it, the disk refuses.
///
/// The bytes are those of `MemoryJournal`. Two of the planted faults live here.
final class StormJournal: JournalKeeping {
    private var front: MemoryJournal
    /// What is really on the disk when commits are acknowledged early (planted fault).
    private var behind: MemoryJournal?
    private var held: (facts: [Fact], moment: Moment, day: BusinessDate)?
    private unowned let world: StormWorld
    private let life: Int
    private let hidesOpenNotes: Bool

    init(_ journal: MemoryJournal, world: StormWorld, life: Int) throws(JournalError) {
        (front, self.world, self.life) = (journal, world, life)
        hidesOpenNotes = world.fault == .forgetOpenNotes
        if world.fault == .stackBeforeIntent { behind = try journal.reopened() }
    }

    /// What the next life finds.
    func reopened() throws(JournalError) -> MemoryJournal { try (behind ?? front).reopened() }

    /// What lies on the disk, for the oracle.
    var disk: MemoryJournal { behind ?? front }

    var epoch: Int { front.epoch }
    var head: ChainHead { front.head }

    func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry] {
        guard world.isUp(life) else { throw .powerLost }
        world.willCommit(facts)
        let cut = world.drawCut()
        if behind != nil {
            if cut != nil {
                world.powerFails(cut: nil)
                throw .powerLost
            }
            try writeBehind(facts, moment, businessDate)
        } else {
            front.cut = cut
        }
        world.spendCommit()
        guard world.isUp(life) else { throw .powerLost }
        do throws(JournalError) {
            let entries = try front.commit(facts, at: moment, businessDate: businessDate, snapshot: snapshot)
            world.didCommit(entries)
            return entries
        } catch {
            if let cut { world.powerFails(cut: cut) }
            throw error
        }
    }

    private func writeBehind(_ facts: [Fact], _ moment: Moment, _ day: BusinessDate) throws(JournalError) {
        if let held, let behind {
            _ = try behind.commit(held.facts, at: held.moment, businessDate: held.day, snapshot: nil)
        }
        held = (facts, moment, day)
    }

    func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        guard hidesOpenNotes else { return try front.entries(from: sequence, limit: limit) }
        // Whole, for an outcome may stand pages behind its intent.
        return Self.forgetful(try front.entries(from: 1, limit: .max)).filter { $0.id.sequence >= sequence }
    }

    /// Open intents and doubts are not there (planted fault).
    private static func forgetful(_ page: [JournalEntry]) -> [JournalEntry] {
        var settled: Set<NoteID> = []
        for entry in page {
            switch entry.fact {
            case .noteStacked(let note): settled.insert(note.note)
            case .noteReturned(let note): settled.insert(note.note)
            case .noteFoundInPath(let note): settled.insert(note.note)
            case .countSettled(let count): settled.formUnion(count.stacked.map(\.note) + count.returned)
            default: break
            }
        }
        return page.filter { entry in
            switch entry.fact {
            case .noteIntended(let note): settled.contains(note.note)
            case .noteInDoubt(let note): settled.contains(note.note)
            default: true
            }
        }
    }

    func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry] {
        try front.entries(about: subject, limit: limit)
    }

    func latestSnapshot() throws(JournalError) -> Snapshot? { hidesOpenNotes ? nil : try front.latestSnapshot() }
    func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead { try front.verify(progress: progress) }
    func checkpoint(at moment: Moment) -> Checkpoint { front.checkpoint(at: moment) }
    func keep(_ checkpoint: SignedCheckpoint) throws(JournalError) { try front.keep(checkpoint) }
    func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? { try front.latestCheckpoint() }
}
