import Custody
import Journal

/// What one caller wants written, and what became of it.
///
/// `@unchecked Sendable` is true because only two threads touch a ticket and never at once: its caller before it is
/// queued and after it is done, its leader in between; the gate's lock stands between both.
final class Ticket: @unchecked Sendable {
    let facts: [Fact]
    let moment: Moment
    let businessDate: BusinessDate
    let snapshot: [UInt8]?
    var sealed: [SealedEntry] = []
    var outcome: Result<[JournalEntry], JournalError>?
    /// Set and read inside the gate: the outcome is the caller's from here on.
    var done = false

    init(_ facts: [Fact], _ moment: Moment, _ businessDate: BusinessDate, _ snapshot: [UInt8]?) {
        (self.facts, self.moment, self.businessDate, self.snapshot) = (facts, moment, businessDate, snapshot)
    }

    /// Makes the entries that continue a chain; all of them or, with the outcome set, none.
    func seal(onto chain: inout Chain) {
        let before = chain
        for fact in facts {
            do { sealed.append(try chain.append(fact, at: moment, businessDate: businessDate)) } catch {
                chain = before
                sealed = []
                outcome = .failure(.refused(reason: error.asCorruption.words))
                return
            }
        }
    }
}
