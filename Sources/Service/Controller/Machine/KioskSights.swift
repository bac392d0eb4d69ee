public import Custody
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

/// What is known of a cash drawer, newest word. Open, closed and unknown are three different answers.
public struct DrawerSight: Hashable, Sendable {
    /// Its name in the settings.
    public let id: DrawerID
    /// Where it is, as far as its sense line tells.
    public internal(set) var position = DrawerPosition.unknown
    /// Since when it stands open, on the elapsed clock; `nil` while it is not known to be open.
    public internal(set) var openSince: Duration?
    /// It has stood open for longer than the office allows.
    public internal(set) var isLeftOpen = false
    /// The board of a drawer with a line of its own; `nil`: it has not said, or it hangs on the printer.
    public internal(set) var board: CashDrawerIdentity?
    /// Why a drawer with a line of its own cannot be talked to; `nil` while it can.
    public internal(set) var broken: String?
    /// Why the last order moved nothing, in words; `nil` when it did.
    public internal(set) var refusal: String?
    /// When the alarm was told last.
    var lastAlarm: Duration?

    init(id: DrawerID) { self.id = id }
}

/// What is known of the check scanner, newest word. Nothing of a check is kept here.
public struct CheckScannerSight: Hashable, Sendable {
    /// Who it is and what it can do; `nil`: it has not said since the service started.
    public internal(set) var identity: CheckScannerIdentity?
    /// The newest state; `nil`: none since the dialogue began.
    public internal(set) var status: CheckScannerStatus?
    /// Why there is no dialogue; `nil` while there is one.
    public internal(set) var broken: String?
    /// The newest try of a technician; `nil`: none in this life.
    public internal(set) var trial: Trial?

    /// A check that was read to see that the scanner works. Its number and pictures are not kept.
    public struct Trial: Hashable, Sendable {
        /// Named by its request.
        public let item: String
        /// How it went; `nil`: it is under way.
        public internal(set) var end: End?
    }

    /// How a try went.
    public enum End: Hashable, Sendable {
        /// The line as it may be shown, `nil`: no magnetic ink; the pictures as words with their length; where the paper is.
        case read(line: String?, images: [String], paper: CheckPlace)
        /// Why not, and where the paper is.
        case failed(CheckFailureReason, paper: CheckPlace)
    }
}

/// What is known of the reader of bills and stubs, newest word.
public struct ScannerSight: Hashable, Sendable {
    /// Its line stands.
    public internal(set) var isReady = false
    /// Why there is no dialogue; `nil` while there is one.
    public internal(set) var broken: String?
    /// What was read last and belongs to whoever stands at the kiosk now; `nil`: nothing.
    public internal(set) var read: Read?
    /// It was told to read, or not to; `nil`: it was told nothing since its link stands.
    var told: Bool?

    /// One read: either names an account, or has a sentence for the customer.
    public struct Read: Hashable, Sendable {
        /// Rises with each read of this life: the same paper may be read twice.
        public let number: Int64
        /// How it went.
        public let outcome: Outcome
        /// When, on the elapsed clock.
        let at: Duration
    }

    /// What a read came to.
    public enum Outcome: Hashable, Sendable {
        /// The digits of the account number; its check digits are right.
        case account(String)
        /// A check digit is wrong, or something is missing: read it again, or type.
        case unreadable
        /// Read well, and no paper of this office.
        case notOurs
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
