public import DeviceKit

/// How one kiosk printer's presenter is used.
public struct PresenterSettings: Hashable, Sendable {
    /// What becomes of a receipt that nobody takes: the site's rule.
    public enum Policy: String, Hashable, Sendable {
        /// Drawn back into the machine: void.
        case retract
        /// Thrown forward.
        case eject
        /// It stays, and the next receipt has to wait for a hand.
        case leave
    }

    /// What to do with a receipt that nobody takes.
    public var policy: Policy
    /// The n of GS e that draws a receipt back; the maker's own models differ.
    public var retractFunction: UInt8
    /// So long a receipt waits for a hand.
    public var takeWithin: Duration
    /// So long it may take to draw it back or throw it out.
    public var moveWithin: Duration
    /// So long after the last cut it may take to show at the output.
    public var showsWithin: Duration

    /// A presenter; receipts are drawn back after a minute unless told otherwise.
    public init(
        policy: Policy = .retract, retractFunction: UInt8 = 2, takeWithin: Duration = .seconds(60),
        moveWithin: Duration = .seconds(10), showsWithin: Duration = .seconds(3)
    ) {
        (self.policy, self.retractFunction, self.takeWithin) = (policy, retractFunction, takeWithin)
        (self.moveWithin, self.showsWithin) = (moveWithin, showsWithin)
    }

    /// As a model of the table is built; `nil` without a presenter.
    ///
    /// - Source: shared dossier `receipt-printers.md` 5.1 (GS e, "keep per-model tables").
    public init?(_ presenter: PrinterModel.Presenter) {
        switch presenter {
        case .none: return nil
        case .ejects: self.init(policy: .eject)
        case .retracts: self.init()
        case .catches: self.init(retractFunction: 4)
        }
    }
}

/// What can happen at a presenter.
public enum PresenterEvent: Hashable, Sendable {
    /// A receipt begins to come out.
    case began(job: String)
    /// It is all out, as far as is known.
    case printed(job: String)
    /// The sensor at the output, told as often as the printer likes.
    case occupied(Bool)
    /// The printer could not move paper now: what is due has to wait so long.
    case postponed(Duration)
    /// The printer cannot be heard any more.
    case linkLost
    /// The deadline is reached; may come early.
    case time
}

/// A presenter as a value: what became of the newest receipt.
///
/// - Source: shared dossier `receipt-printers.md` 5.6.
public struct PresenterMachine: Hashable, Sendable {
    /// As given.
    public let settings: PresenterSettings
    private var stage = Stage.unknown
    /// The newest receipt that came out.
    private var newest: String?

    private enum Stage: Hashable, Sendable {
        case unknown
        /// The output is free, and this became of the last receipt.
        case free(POSPrinterStatus.Presenter)
        /// It should show at the output.
        case expecting(job: String, due: Duration)
        /// No limit by the policy `leave`.
        case holding(job: String?, due: Duration?)
        case moving(job: String?, due: Duration)
        case stuck(job: String?)
    }

    /// A presenter nobody has looked at yet.
    public init(_ settings: PresenterSettings) { self.settings = settings }

    /// For the status; `nil` while nothing is known.
    public var state: POSPrinterStatus.Presenter? {
        switch stage {
        case .unknown: nil
        case .free(let state): state
        case .expecting: .empty
        case .holding(let job, _), .moving(let job, _): .holding(job: job)
        case .stuck(let job): .stuck(job: job)
        }
    }

    /// The output will be free without staff: the next receipt waits for that.
    public var isWaitedFor: Bool {
        switch stage {
        case .expecting, .moving: true
        case .holding(_, let due): due != nil
        case .unknown, .free, .stuck: false
        }
    }

    /// Its next deadline is an order to the printer.
    public var ordersNext: Bool {
        switch stage {
        case .holding(_, let due): due != nil
        case .unknown, .free, .expecting, .moving, .stuck: false
        }
    }

    /// Why the next receipt cannot come out, where only a hand helps.
    public var refusal: String? {
        switch stage {
        case .stuck: "a receipt is stuck in the presenter"
        case .holding(_, nil): "the last receipt was not taken"
        case .unknown, .free, .expecting, .holding, .moving: nil
        }
    }

    /// When `.time` is wanted at the latest.
    public var deadline: Duration? {
        switch stage {
        case .expecting(_, let due), .moving(_, let due): due
        case .holding(_, let due): due
        case .unknown, .free, .stuck: nil
        }
    }

    /// One step; `order` is the function of GS e to be sent.
    public func on(_ event: PresenterEvent, now: Duration) -> (next: PresenterMachine, order: UInt8?) {
        var next = self
        let order = next.step(event, now)
        return (next, order)
    }

    private mutating func step(_ event: PresenterEvent, _ now: Duration) -> UInt8? {
        switch event {
        case .began(let job): newest = job
        case .printed(let job):
            newest = job
            switch stage {
            // It may be there, or taken, before the printer says that it is done.
            case .holding, .moving, .stuck: break
            case .free(.taken(job)): break
            case .free, .unknown, .expecting: stage = .expecting(job: job, due: now + settings.showsWithin)
            }
        case .occupied(true): appear(now)
        case .occupied(false): vanish()
        case .postponed(let span):
            if case .holding(let job, _?) = stage { stage = .holding(job: job, due: now + span) }
        case .linkLost: stage = .unknown
        case .time: return due(now)
        }
        return nil
    }

    private mutating func appear(_ now: Duration) {
        switch stage {
        case .unknown, .free, .expecting:
            let due = settings.policy == .leave ? nil : now + settings.takeWithin
            stage = .holding(job: newest, due: due)
        case .holding, .moving, .stuck: break
        }
    }

    private mutating func vanish() {
        switch stage {
        case .unknown: stage = .free(.empty)
        case .holding(let job?, _): stage = .free(.taken(job: job))
        case .holding(nil, _), .stuck: stage = .free(.empty)
        case .moving(let job, _): stage = .free(settings.policy == .eject ? .ejected(job: job) : .retracted(job: job))
        case .free, .expecting: break
        }
    }

    private mutating func due(_ now: Duration) -> UInt8? {
        switch stage {
        case .expecting(_, let due) where now >= due:
            // It was never seen: taken at once, or not come. Neither is known.
            stage = .free(.empty)
        case .holding(let job, let due?) where now >= due:
            stage = .moving(job: job, due: now + settings.moveWithin)
            return settings.policy == .eject ? 5 : settings.retractFunction
        case .moving(let job, let due) where now >= due: stage = .stuck(job: job)
        case .unknown, .free, .expecting, .holding, .moving, .stuck: break
        }
        return nil
    }
}
