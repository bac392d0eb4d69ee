import Custody
import Money

/// When the acceptor may be given to another program: whoever speaks to it takes what it still has to tell.
extension KioskMachine {
    /// Why it stays with the service, and what a person can do about it; `nil`: it may go.
    public var whyAcceptorStays: String? {
        if case .returning = lane.phase {
            return "A note is on its way back to the customer. Wait until it is out, or clear the jam, and ask again."
        }
        // After the line broke another unit may stand there.
        guard let note = books.awaited(of: lane.isNamed ? lane.device : nil).first else { return nil }
        let amount = note.amount.display
        if note.isInDoubt {
            return "A note of \(amount) is in doubt, and another program at the acceptor could settle it falsely. Let "
                + "the acceptor come to rest, or pull the cash unit and count it, and ask again."
        }
        return "Nobody knows yet where a note of \(amount) is. Wait until the acceptor has told it, and ask again."
    }
}
