public import DeviceKit
import Money

/// What is known of the acceptor, newest word.
public struct AcceptorSight: Hashable, Sendable {
    public internal(set) var identity: BillAcceptorIdentity?
    public internal(set) var status: BillAcceptorStatus?
    /// Why there is no dialogue; `nil` while there is one.
    public internal(set) var broken: String?
    /// Since when there is no dialogue.
    public internal(set) var silentSince: Duration?
    /// What it was last told to accept; empty: nothing. `nil`: it was told nothing since its dialogue began.
    var told: [Denomination]?
}

/// What is known of the receipt printer, newest word.
public struct PrinterSight: Hashable, Sendable {
    public internal(set) var model: String?
    public internal(set) var status: POSPrinterStatus?
    public internal(set) var broken: String?
    public internal(set) var drawer: DrawerPosition = .unknown
    /// Paper on its way, oldest first.
    public internal(set) var jobs: [Job] = []
    /// The paper that comes next.
    public var job: Job? { jobs.first }

    /// One job and how it stands.
    public struct Job: Hashable, Sendable {
        public let id: String
        public let receipt: String?
        public let copy: Int
        public internal(set) var stalled: String?
        public internal(set) var since: Duration
        var abandoned = false
    }

    /// How the paper of a receipt ended, for the page.
    public internal(set) var lastOutcome: Outcome?

    public struct Outcome: Hashable, Sendable {
        public let id: String
        public let outcome: PrintOutcome
    }
}

/// Whether the journal can be written.
public enum StoreSight: Hashable, Sendable {
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
