import CoreLedger
import Custody
import EBDSSimulator
import Money
import SimulatorKit

/// Truth beside books, to the cent.
struct Comparison {
    /// Notes that lie in the cash unit.
    let notes: Int
    /// What they are worth.
    let cents: Int64
    /// Cash in the books minus cash in the unit.
    let difference: Int64
    let payments: Int
    let recovered: Int
    let starts: Int
    /// Doubts that the count settled, and those that it left to people.
    let settled: Int
    let doubts: Int
    /// Everything that does not agree, one sentence each.
    private(set) var faults: [String] = []

    /// - Parameter isCounted: the unit was pulled and counted; its money lies in the vault by now, and doubts are over.
    init(books: Books, ledger: LedgerBooks, validator: EBDSDevice, feeding: Feeding, isCounted: Bool) {
        let unit = CashUnitID(known: Office.cashUnit)
        let inside = validator.contents(of: Office.cashUnit)
        notes = inside.count
        cents = validator.total(of: Office.cashUnit)
        payments = books.payments.count
        recovered = books.payments.filter { $0.reason == .recovered || $0.reason == .doubtSettled }.count
        starts = books.starts
        settled = books.settled.reduce(0) { $0 + $1.stacked.count + $1.returned.count }
        doubts = books.doubts.count
        difference = books.cents(isCounted ? .vaultHoldCash : .cashUnit(unit)) - cents

        same("cash in the books", books.cents(isCounted ? .vaultHoldCash : .cashUnit(unit)), "in the cash unit", cents)
        if isCounted {
            compareFaces(books, inside, feeding)
        } else {
            same("doubts left", Int64(books.doubts.count), "none", 0)
            same("money nobody knows", unidentified(books), "none", 0)
            compareNotes(books, inside, feeding)
        }
        compareCredits(books, isCounted)
        compareReceipts(books)
        compareLedger(books, ledger)
    }

    private mutating func same(_ what: String, _ value: Int64, _ than: String, _ other: Int64) {
        if value != other { faults.append("\(what): \(value), \(than): \(other)") }
    }

    /// Each note that lies inside is booked once, with its value, to the visit in which it was fed.
    private mutating func compareNotes(_ books: Books, _ inside: [SimulatedNote], _ feeding: Feeding) {
        let booked = books.stacked.map { "\($0.visit) \($0.amount.minorUnits)" }
        let ids = Set(inside.map(\.id))
        let fed = feeding.visits.filter { ids.contains($0.note) }.map { "\($0.visit) \($0.minorUnits)" }
        for note in Set(booked + fed).sorted() {
            let (books, truth) = (booked.count { $0 == note }, fed.count { $0 == note })
            if books != truth { faults.append("note \(note): booked \(books) times, inside \(truth) times") }
        }
        same("notes fed and inside", Int64(fed.count), "notes inside", Int64(inside.count))
        for found in books.unclaimed { faults.append("\(found.count) notes are inside that nobody ordered: \(found)") }
        for incident in books.incidents where incident.kind == .counterWentBack || incident.kind == .valueDiffers {
            faults.append("an incident: \(incident)")
        }
    }

    /// A count tells values, not whose notes they are: of equal doubts all or none are settled. Where only some of them
    /// were inside, exactly these are money with a case, and the doubts stay for people.
    private mutating func compareFaces(_ books: Books, _ inside: [SimulatedNote], _ feeding: Feeding) {
        var booked = books.stacked.map(\.amount.minorUnits)
        for count in books.settled { booked += count.stacked.map(\.amount.minorUnits) }
        var undecided: Int64 = 0
        let values = inside.compactMap(\.paper.minorUnits)
        for face in Set(values + booked + books.doubts.map(\.amount.minorUnits)).sorted() {
            let surplus = values.count { $0 == face } - booked.count { $0 == face }
            let doubts = books.doubts.count { $0.amount.minorUnits == face }
            let isRight = doubts == 0 ? surplus == 0 : (1..<doubts).contains(surplus)
            if !isRight { faults.append("\(face): \(surplus) more inside than booked, \(doubts) doubts left") }
            undecided += Int64(surplus) * face
        }
        same("money with a case", unidentified(books), "undecided", undecided)
        same("settled counts", Int64(books.settled.count), "wanted", 1)
    }

    private func unidentified(_ books: Books) -> Int64 {
        books.owed { if case .unidentified = $0 { true } else { false } }
    }

    /// What is inside belongs to accounts, to visits, or to nobody yet; nothing else.
    private mutating func compareCredits(_ books: Books, _ isCounted: Bool) {
        let owed = books.owed { $0.kind == .receivable || $0.kind == .liability }
        same("owed to somebody", owed, "in the cash unit", cents)
        let held = books.owed { if case .held = $0 { true } else { false } }
        let paid = books.payments.reduce(0) { $0 + $1.amount.minorUnits }
        same("paid, held and unidentified", paid + held + unidentified(books), "in the cash unit", cents)
        if isCounted { same("held", held, "nothing", 0) }
    }

    private mutating func compareReceipts(_ books: Books) {
        for (place, payment) in books.payments.enumerated() {
            let number = String(place + 1)
            let wanted = "K07-" + String(repeating: "0", count: 6 - number.count) + number
            if payment.receipt != wanted { faults.append("receipt \(payment.receipt) stands where \(wanted) should") }
        }
        let visits = books.payments.filter { $0.reason != .doubtSettled }.map(\.visit)
        for visit in Set(visits).sorted() where visits.count(where: { $0 == visit }) > 1 {
            faults.append("visit \(visit) was paid twice")
        }
    }

    /// Every payment stands in the ledger once, with its own bytes, and moved its accounts by its own amounts.
    private mutating func compareLedger(_ books: Books, _ ledger: LedgerBooks) {
        for payment in books.payments {
            let items = ledger.items.filter { $0.key.description == payment.key }
            same("postings of \(payment.receipt)", Int64(items.count), "wanted", 1)
            for item in items where item.sealed?.bytes != Array(payment.body.utf8) {
                faults.append("the ledger has another body for \(payment.receipt)")
            }
            same("answers to \(payment.receipt)", Int64(books.posted[payment.key] ?? 0), "wanted", 1)
        }
        same("postings in the ledger", Int64(ledger.items.count), "payments", Int64(books.payments.count))
        for answer in books.notPosted { faults.append("not posted: \(answer)") }
        let credited = books.credited
        for account in Set(credited.keys).union(ledger.paid.keys).sorted() {
            same("account \(account) in the books", credited[account] ?? 0, "in the ledger", ledger.paid[account] ?? 0)
        }
    }
}
