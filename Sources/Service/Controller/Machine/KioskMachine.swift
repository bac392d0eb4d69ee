public import Custody
import DeviceKit
import Money
import OrderedCollections
import Receipts

/// A kiosk as a value: books, the note at the mouth, the visit on the screen, the printer, in one machine.
///
/// `(state, event, now) -> (state, effects)`. Facts are applied to the books as they are recorded; the shell makes them
/// durable before it begins the next effect, and shows a state only after that.
public struct KioskMachine: Hashable, Sendable {
    /// What the kiosk was started with; does not change.
    public let settings: KioskSettings
    /// What the facts say; the only part that outlives the process.
    public internal(set) var books: StationState
    /// The note at the mouth.
    public internal(set) var lane = NoteLane()
    /// What the acceptor told last.
    public internal(set) var acceptor = AcceptorSight()
    /// What the printer told last, and its jobs.
    public internal(set) var printer = PrinterSight()
    /// What the drawers told last, in the order of the settings.
    public internal(set) var drawers: [DrawerSight]
    /// What the reader of bills and stubs told last.
    public internal(set) var scanner = ScannerSight()
    /// What the check scanner told last.
    public internal(set) var checkScanner = CheckScannerSight()
    /// The visit on the screen.
    public internal(set) var session: KioskSession?
    /// Whether money can be written down.
    public internal(set) var store = StoreSight.writable
    /// The last word about the core; false before the first one.
    public internal(set) var ledgerOnline = false
    /// The relay has compared after a restore, or had nothing to compare.
    public internal(set) var moneyAllowed = false
    /// The service is going down: no further note.
    public internal(set) var stopping = false
    /// Devices that somebody else has for a time.
    public internal(set) var claimed: [DeviceID] = []
    /// Events taken in this life: rises with every state.
    public internal(set) var turns: Int64 = 0
    var lastTick: Duration = .zero
    /// The drawer that an order opened last: of two on one sense line it is the one that stands open.
    var lastOpened: DrawerID?
    /// Reads in this life.
    var scans: Int64 = 0

    /// How long the receipt stays on the screen.
    public static let doneSeconds: Int64 = 45
    /// How long a printer may be stuck before its job is given up.
    static let stallLimit: Duration = .seconds(120)
    static let tick: Duration = .seconds(60)

    /// A kiosk over books that were folded from its journal.
    public init(settings: KioskSettings, books: StationState) {
        (self.settings, self.books) = (settings, books)
        drawers = settings.drawers.map { DrawerSight(id: $0.id) }
    }

    /// Takes one event; the effects are to be done in order.
    public mutating func on(_ event: KioskEvent, context: KioskContext) -> [KioskEffect] {
        var turn = KioskTurn(context: context)
        turns += 1
        let before = session
        switch event {
        case .started(let epoch, let program): start(epoch, program, &turn)
        case .acceptor(let report): heard(report, &turn)
        case .printer(let report): heard(report, &turn)
        case .drawer(let drawer, let report): heard(report, from: drawer, &turn)
        case .scanner(let report): heard(report, &turn)
        case .checkScanner(let report): heard(report, &turn)
        case .customer(let command): obey(command, &turn)
        case .staff(let command): obey(command, &turn)
        case .posting(let word): heard(word, &turn)
        case .ledger(let online): ledgerOnline = online
        case .moneyAllowed(let allowed): moneyAllowed = allowed
        case .storeFailed(let words): storeFailed(words, &turn)
        case .storeWarning(let words): warn(words)
        case .quarantine(let fact): setAside(fact, &turn)
        case .claimed(let devices): claimed = devices
        case .stopping: stopping = true
        case .time: break
        }
        if turn.now.elapsed >= lastTick + Self.tick { lastTick = turn.now.elapsed }
        // Once a commit failed the books in memory are only good for looking at.
        if case .failed = store { return turn.finished() }
        passTime(&turn)
        sweep(.doubtSettled, &turn)
        steerAcceptor(&turn)
        steerScanner(before, &turn)
        return turn.finished()
    }

    /// When `time` must be told at the latest, on the elapsed clock.
    public var deadline: Duration {
        var deadline = lastTick + Self.tick
        // Nothing but the clock moves then; a time that is never kept would wake the thread without end.
        if case .failed = store { return deadline }
        if let since = acceptor.waitingSince {
            deadline = min(deadline, since + .seconds(books.policy[.unreachableSeconds]))
        }
        if let due = drawerDeadline { deadline = min(deadline, due) }
        for job in printer.jobs where !job.abandoned { deadline = min(deadline, job.since + Self.stallLimit) }
        if let session {
            switch session.step {
            case .accounts, .cash:
                let idle = session.touchedAt + .seconds(books.policy[.visitIdleSeconds])
                let end = idle + .seconds(books.policy[.visitWarningSeconds])
                deadline = min(deadline, session.asking ? end : idle)
            case .finishing: break
            case .done(let since):
                if printer.job == nil { deadline = min(deadline, since + .seconds(Self.doneSeconds)) }
            }
        }
        return deadline
    }

    // MARK: Recording

    /// Applies a fact to the books and puts it into the turn. A fact that does not fit is our own error: money stops.
    mutating func record(_ fact: Fact, _ turn: inout KioskTurn) {
        if case .failed = store { return }
        do throws(StateFault) {
            try books.apply(fact, at: turn.context.now.wall)
            turn.pending.append(fact)
        } catch {
            store = .failed("the books refuse \(fact.kind.rawValue): \(error)")
            turn.abandon()
        }
    }

    /// The books must show what was durable before; used by the shell when a commit failed.
    public mutating func adopt(durable facts: [Fact], at moment: Moment) {
        for fact in facts {
            do throws(StateFault) { try books.apply(fact, at: moment) } catch {
                store = .failed("the books refuse \(fact.kind.rawValue): \(error)")
            }
        }
    }

    private mutating func storeFailed(_ words: String, _ turn: inout KioskTurn) {
        store = .failed(words)
        // Whatever is in escrow has no durable intent: it goes back.
        turn.order(.acceptor(.giveBack))
        turn.order(.acceptor(.disable))
        acceptor.told = []
    }

    private mutating func warn(_ words: String?) {
        switch store {
        case .failed: break
        case .writable, .warned: store = words.map { .warned($0) } ?? .writable
        }
    }
}

/// One event's effects as they come together: facts are gathered until something must wait for them.
struct KioskTurn {
    let context: KioskContext
    var pending: [Fact] = []
    private var effects: [KioskEffect] = []
    private var committed: Int64 = 0

    init(context: KioskContext) { self.context = context }

    var now: Now { context.now }

    /// The place in the journal that the next fact will have: the root of its names.
    var sequence: Int64 { context.size + committed + Int64(pending.count) + 1 }

    /// Everything recorded before is durable before this begins.
    mutating func order(_ effect: KioskEffect) {
        flush()
        effects.append(effect)
    }

    /// Nothing of what is still pending may reach the journal.
    mutating func abandon() { pending = [] }

    mutating func finished() -> [KioskEffect] {
        flush()
        return effects
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        committed += Int64(pending.count)
        effects.append(.commit(pending))
        pending = []
    }
}
