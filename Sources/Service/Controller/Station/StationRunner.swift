public import Custody
import DeviceKit
public import Journal

/// Obeys a kiosk machine: one event after the other, its effects in order, each commit durable before what follows.
///
/// Runs on one thread: the service's port loop, or the simulation. What an effect sets off (a device that answers at
/// once) waits until the effects before it are done.
public final class StationRunner {
    /// As of the last event; every fact in it is durable once `publish` was called with it.
    public private(set) var machine: KioskMachine
    /// May be exchanged while nothing is being heard, for devices that come later.
    public var hands: StationHands
    /// Commits that failed in this life: one at most, for after it nothing is taken.
    public private(set) var failure: JournalError?

    private let journal: any JournalKeeping
    private var waiting: [KioskEvent] = []
    private var isBusy = false

    /// A runner over a machine whose books were folded from this very journal.
    public init(machine: KioskMachine, journal: any JournalKeeping, hands: StationHands) {
        (self.machine, self.journal, self.hands) = (machine, journal, hands)
    }

    /// Takes an event. Returns why a command was not obeyed; `nil` for everything else, and for an event that was set off
    /// by an effect and waits for its turn.
    @discardableResult
    public func hear(_ event: KioskEvent) -> Refusal? {
        waiting.append(event)
        guard !isBusy else { return nil }
        isBusy = true
        defer { isBusy = false }
        var refusal: Refusal?
        var first = true
        while !waiting.isEmpty {
            let answer = take(waiting.removeFirst())
            if first { refusal = answer }
            first = false
        }
        hands.publish(machine)
        return refusal
    }

    private func take(_ event: KioskEvent) -> Refusal? {
        let before = machine
        let context = self.context()
        let effects = machine.on(event, context: context)
        var durable: [Fact] = []
        var refusal: Refusal?
        let lastCommit = effects.lastIndex { if case .commit = $0 { true } else { false } }
        for (place, effect) in effects.enumerated() {
            switch effect {
            case .commit(let facts):
                do throws(JournalError) {
                    try commit(facts, at: context.now.wall, isLast: place == lastCommit)
                    durable += facts
                } catch {
                    lose(error, before, durable, at: context.now.wall)
                    hands.witness(event, durable)
                    return .storeRefused
                }
            case .acceptor(let command): hands.acceptor(command)
            case .printer(let command): hands.printer(command)
            case .drawer(let drawer, let command): hands.drawer(drawer, command)
            case .scanner(let command): hands.scanner(command)
            case .checkScanner(let command): hands.checkScanner(command)
            case .print(let order):
                let document = order.document(chainHead: journal.head.text)
                hands.printer(.print(PrintJob(id: order.id, document: document)))
            case .post(let row): hands.post(row)
            case .refuse(let words): refusal = words
            }
        }
        hands.witness(event, durable)
        return refusal
    }

    /// A snapshot holds the books after the last commit of an event; an earlier one of the same event has none.
    private func commit(_ facts: [Fact], at moment: Moment, isLast: Bool) throws(JournalError) {
        let books = machine.books
        let day = books.businessDate ?? BusinessDate(of: moment)
        let snapshot: (() -> [UInt8])? = isLast ? { Self.snapshot(books) } : nil
        _ = try journal.commit(facts, at: moment, businessDate: day, snapshot: snapshot)
    }

    /// The bytes of a snapshot. Books that cannot be encoded give none that can be read: the next start folds the facts.
    private static func snapshot(_ books: StationState) -> [UInt8] {
        do throws(CBORFault) { return try CanonicalCBOR.encode(books) } catch { return [] }
    }

    /// Nothing of the failed commit happened, as far as anybody may believe: the books go back to what is durable, the
    /// rest of the effects is dropped, and the kiosk takes no more money in this life.
    private func lose(_ error: JournalError, _ before: KioskMachine, _ durable: [Fact], at moment: Moment) {
        failure = failure ?? error
        machine = before
        machine.adopt(durable: durable, at: moment)
        for effect in machine.on(.storeFailed(error.description), context: context()) {
            if case .acceptor(let command) = effect { hands.acceptor(command) }
        }
    }

    private func context() -> KioskContext {
        let head = journal.head
        return KioskContext(now: hands.now(), size: head.size, head: head.link.description)
    }
}
