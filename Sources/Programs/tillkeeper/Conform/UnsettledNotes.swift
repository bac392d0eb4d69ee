import Custody
import Glibc
import Journal
import JournalStore
import Money

/// Notes that a station's journal has not settled, read without the service.
///
/// A program that speaks to the acceptor then acknowledges its last word, or moves its count: the service would write off
/// a note that lies in the box, or credit one that nobody put in.
enum UnsettledNotes {
    /// Refuses while there is one. A journal that was never begun holds none; one that cannot be read may.
    static func refuse(in store: String, _ currency: Currency) throws(Refusal) {
        guard access(store, F_OK) == 0 || errno != ENOENT else { return }
        let books = try OpenedJournal.read(store) { reader throws(JournalFailure) -> StationState? in
            do throws(FoldFault) { return try BookFolding.fold(reader, currency) } catch {
                switch error {
                case .journal(let error): throw .journal(error)
                case .contradiction: return nil
                }
            }
        }
        guard let books else {
            throw Refusal(
                "The journal \(store) cannot be followed; it may hold a note that is not settled. Ask tillkeeper journal "
                    + "verify.", .unusable)
        }
        guard let note = books.awaited(of: nil).first else { return }
        let amount = note.amount.display
        throw Refusal(
            note.isInDoubt
                ? "A note of \(amount) is in doubt in the journal \(store), and what is done to the acceptor now could settle "
                    + "it falsely. Start the service and let the acceptor come to rest, or pull the cash unit and count it."
                : "Nobody knows yet where a note of \(amount) is (journal \(store)), and the acceptor would tell it to this "
                    + "program instead. Start the service, and let it settle the note.",
            .unusable)
    }
}
