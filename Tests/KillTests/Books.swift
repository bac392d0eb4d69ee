import CoreLedger
import Custody
import Journal
import JournalStore
import LedgerSQLite
import Money
import RealService

/// The journal of the run, read after the service is gone and proven from its first entry on.
struct Books {
    var head: ChainHead
    var balances = Balances()
    var stacked: [NoteStacked] = []
    var unclaimed: [NotesUnclaimed] = []
    var doubts: [NoteInDoubt] = []
    var payments: [PaymentCommitted] = []
    var settled: [CountSettled] = []
    var posted: [String: Int] = [:]
    var notPosted: [PostingAnswered] = []
    var incidents: [DeviceIncident] = []
    var starts = 0

    /// Opens the store as the service would: nobody else may hold it, and it must prove itself.
    init(path: String, station: StationID) throws {
        let store = try JournalStore.open(StoreSettings(path: path, station: station, expectation: .existing))
        head = try store.verify { _ in true }
        guard head == store.head else { throw Trouble("verified to \(head), the store ends at \(store.head)") }
        var found = self
        var fault: LineFault?
        try store.forEach { (entry: JournalEntry) throws(JournalError) in
            do throws(LineFault) { try found.balances.apply(entry.lines) } catch { fault = fault ?? error }
            found.take(entry.fact)
        }
        if let fault { throw Trouble("the lines do not balance: \(fault)") }
        try found.balances.balanced()
        self = found
        try store.close()
    }

    private mutating func take(_ fact: Fact) {
        switch fact {
        case .stationStarted: starts += 1
        case .noteStacked(let note):
            stacked.append(note)
            doubts.removeAll { $0.note == note.note }
        case .noteReturned(let note): doubts.removeAll { $0.note == note.note }
        case .noteFoundInPath(let note): doubts.removeAll { $0.note == note.note }
        case .noteInDoubt(let doubt): doubts.append(doubt)
        case .notesUnclaimed(let found): unclaimed.append(found)
        case .countSettled(let count):
            settled.append(count)
            doubts.removeAll { doubt in
                count.returned.contains(doubt.note) || count.stacked.contains { $0.note == doubt.note }
            }
        case .paymentCommitted(let payment): payments.append(payment)
        case .postingAnswered(let answer):
            if answer.answer == .posted { posted[answer.key, default: 0] += 1 } else { notPosted.append(answer) }
        case .deviceIncident(let incident): incidents.append(incident)
        case .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded, .noteIntended,
            .noteGivenBack, .counterAdopted, .heldBecameUnidentified, .postingTakenOver, .receiptEnded,
            .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
            .countStarted, .countSubmitted, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident,
            .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    /// What lies in a place, in cents; debits positive.
    func cents(_ place: Place) -> Int64 { balances[place, .usd].minorUnits }

    /// The sum over all places that pass a test, credits positive.
    func owed(_ isMeant: (Place) -> Bool) -> Int64 {
        balances.all.filter { isMeant($0.place) }.reduce(0) { $0 - $1.amount.minorUnits }
    }

    /// What the books say accounts were credited with.
    var credited: [String: Int64] {
        var sums: [String: Int64] = [:]
        for allocation in payments.flatMap(\.allocations) {
            sums[allocation.account.text, default: 0] +=
                allocation.toBill.minorUnits + allocation.toCredit.minorUnits
        }
        return sums
    }
}

/// The core ledger of the run, read after the service is gone.
struct LedgerBooks {
    /// In the order of booking.
    var items: [CoreItem] = []
    /// Owed before minus owed now, by account, where that is not zero.
    var paid: [String: Int64] = [:]

    init(path: String, station: LedgerStation, customers: [LedgerCustomer]) async throws {
        let ledger = try LedgerSQLite(path: path)
        var cursor: ItemsCursor?
        repeat {
            let page = try await ledger.items(ItemsQuery(station: station), cursor: cursor)
            items += page.items
            cursor = page.next
        } while cursor != nil
        for customer in customers {
            guard
                case .account(let standing) = try await ledger.inquire(
                    .account(customer.account), purpose: .information)
            else { throw Trouble("account \(customer.account) is gone from the ledger") }
            let change = customer.balanceCents - standing.due.minorUnits + standing.credit.minorUnits
            if change != 0 { paid[customer.account] = change }
        }
        try await ledger.close()
    }
}
