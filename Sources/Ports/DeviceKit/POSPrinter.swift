public import Receipts

/// What a controller asks of a receipt printer (UnifiedPOS `POSPrinter`), and of the drawer on its kick-out connector.
public enum POSPrinterCommand: Hashable, Sendable {
    /// Print one document as one job. A job that is already known by this id is not printed again: its state is told.
    case print(PrintJob)
    /// Forget a job that stands in `stalled` (staff decided); it ends `unknown`.
    case abandon(id: String)
    /// Kick the drawer on connector 1 or 2 once (UnifiedPOS `openDrawer`). `request` is the authorised act.
    case openDrawer(connector: Int, request: String)
    /// Separate torn paper and go on, after staff cleared an error (cutter, cover).
    case recover
}

/// A receipt on its way to paper.
public struct PrintJob: Hashable, Sendable {
    /// The id of the act that wants this paper; the same on every retry.
    public let id: String
    /// What is to stand on the paper; the driver lays it out for its model.
    public let document: ReceiptDocument

    /// A document under the name of its act.
    public init(id: String, document: ReceiptDocument) {
        self.id = id
        self.document = document
    }
}

/// How a print job stands. It ends printed, failed or unknown, never guessed.
public enum PrintOutcome: Hashable, Sendable {
    /// The printer itself confirmed that everything up to the cut is done.
    case printed
    /// Not a dot of it is on paper, and never will be from this attempt.
    case failed(String)
    /// It may be on paper in part or whole. Only a person may decide on a copy.
    case unknown(String)
}

/// What a receipt printer was seen to do.
public enum POSPrinterReport: Hashable, Sendable {
    /// The printer answers, and who it is; fields it cannot tell are empty.
    case identified(model: String, firmware: String, serial: String)
    /// No valid answer any more, and why: what it does now is not known.
    case broken(String)
    /// The last word on a job, told once.
    case jobEnded(id: String, PrintOutcome)
    /// The job waits in the printer (paper, cover, cutter): it goes on by itself after the repair; nothing is sent again.
    case jobStalled(id: String, String)
    /// The newest state; latest wins.
    case status(POSPrinterStatus)
    /// What the drawer on its connector did.
    case drawer(DrawerReport)
}

/// The newest state of a printer. `nil` is "not known since the link broke", never rounded to a known one.
public struct POSPrinterStatus: Hashable, Sendable {
    /// `false`: it takes no data now, for whatever reason.
    public var online: Bool?
    /// The cover over the paper; an open one stops the job.
    public var coverOpen: Bool?
    /// What is left of the roll.
    public var paper: Paper
    /// `nil`: none that it reports.
    public var error: PrinterError?
    /// What became of the newest receipt; `nil` at a printer without a presenter, or while nothing is known.
    public var presenter: Presenter?

    /// `nearEnd`: enough for a receipt, not for the day; `end`: printing has stopped.
    public enum Paper: String, Hashable, Sendable { case unknown, enough, nearEnd, end }
    /// `recoverable` goes on after a `recover`; `headHot` goes on by itself.
    public enum PrinterError: String, Hashable, Sendable { case cutter, recoverable, unrecoverable, headHot }

    /// A kiosk printer's output, and the newest receipt there. The last three stand until the next receipt comes, so that
    /// none of them is missed by who looks late.
    public enum Presenter: Hashable, Sendable {
        /// Nothing lies there, and nothing is known of an earlier receipt.
        case empty
        /// A receipt waits for a hand; `nil` when it is from before our time.
        case holding(job: String?)
        /// It was taken out of the machine.
        case taken(job: String)
        /// It was drawn back into the machine: void, nobody has it.
        case retracted(job: String?)
        /// It was thrown forward, into a hand or onto the floor.
        case ejected(job: String?)
        /// It moves neither way: the next receipt has to wait for staff.
        case stuck(job: String?)
    }

    /// A state; nothing is known where nothing is said.
    public init(
        online: Bool? = nil, coverOpen: Bool? = nil, paper: Paper = .unknown, error: PrinterError? = nil,
        presenter: Presenter? = nil
    ) {
        self.online = online
        self.coverOpen = coverOpen
        self.paper = paper
        self.error = error
        self.presenter = presenter
    }

    /// Ready for a receipt now, as far as is known.
    public var ready: Bool {
        online == true && coverOpen == false && (paper == .enough || paper == .nearEnd) && error == nil && isOutputFree
    }

    /// No receipt stands in the way of the next one.
    public var isOutputFree: Bool {
        switch presenter {
        case .holding, .stuck: false
        case .empty, .taken, .retracted, .ejected, nil: true
        }
    }
}
