public import DeviceKit
import Money

/// What is known of the acceptor, newest word.
public struct AcceptorSight: Hashable, Sendable {
    /// Who it is; `nil`: it has not said since the service started.
    public internal(set) var identity: BillAcceptorIdentity?
    /// The newest state; `nil`: none since the dialogue began.
    public internal(set) var status: BillAcceptorStatus?
    /// Why there is no dialogue; `nil` while there is one.
    public internal(set) var broken: String?
    /// Since when a note that was ordered has no outcome: its acceptor is silent, starts, or is stuck.
    public internal(set) var waitingSince: Duration?
    /// What it was last told to accept; empty: nothing. `nil`: it was told nothing since its dialogue began.
    var told: [Denomination]?
}

/// What is known of the receipt printer, newest word.
public struct PrinterSight: Hashable, Sendable {
    /// Read from the printer, or named by its driver; `nil`: it has not said.
    public internal(set) var model: String?
    /// The newest state; `nil`: none since the dialogue began.
    public internal(set) var status: POSPrinterStatus?
    /// Why there is no dialogue; `nil` while there is one.
    public internal(set) var broken: String?
    /// Of the drawer on its connector.
    public internal(set) var drawer: DrawerPosition = .unknown
    /// Paper on its way, oldest first.
    public internal(set) var jobs: [Job] = []
    /// The paper that comes next.
    public var job: Job? { jobs.first }

    /// One job and how it stands.
    public struct Job: Hashable, Sendable {
        /// The order's name, `K07-004183/0`.
        public let id: String
        /// The receipt it prints; `nil`: a slip without a payment.
        public let receipt: String?
        /// 0 is the original.
        public let copy: Int
        /// What it waits for, in words; `nil`: it does not.
        public internal(set) var stalled: String?
        /// Since when it is on its way; on the elapsed clock.
        public internal(set) var since: Duration
        var abandoned = false
    }

    /// How the paper of a receipt ended, for the page.
    public internal(set) var lastOutcome: Outcome?

    /// One paper and how it ended.
    public struct Outcome: Hashable, Sendable {
        /// Name of the job.
        public let id: String
        /// As the printer, or the lack of its word, decided.
        public let outcome: PrintOutcome
    }
}

/// Whether the journal can be written.
public enum StoreSight: Hashable, Sendable {
    /// The last commit was durable.
    case writable
    /// Nothing is wrong yet; the next note might not find room.
    case warned(String)
    /// A commit failed: only a new start helps.
    case failed(String)

    /// Why not, in words.
    public var problem: String? {
        switch self {
        case .writable: nil
        case .warned(let words), .failed(let words): words
        }
    }
}
