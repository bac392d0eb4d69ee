public import DeviceKit

/// The host's side of the conversation with one Star printer and the drawers on its connector.
///
/// One job is in flight at a time; it ends printed, failed (nothing of it was sent) or unknown. Nothing is ever sent
/// twice: a stalled job goes on in the printer by itself, an unknown one waits for a person's decision.
///
/// A job is proved by the counter of the print check (ETB). Before a job the counter is brought to a number that a
/// printer which was switched off and on cannot reach with what is left of the job: see `StarCheck`.
/// - Source: shared dossier `receipt-printers.md` 3.4 (states of a job) and 4.2 (print check).
public struct StarPrinterDialogue: Dialogue {
    /// What may be asked of it.
    public typealias Command = POSPrinterCommand
    /// What it was seen to do.
    public typealias Report = POSPrinterReport
    typealias Effect = DialogueEffect<POSPrinterReport>

    /// The settings it was made with.
    public let configuration: StarConfiguration
    /// How this printer tells that a job is done; `nil` until it was heard.
    public internal(set) var completion: StarCompletion?
    /// Line Mode or StarPRNT, by the profile or as the printer says; `automatic` until it was heard.
    public internal(set) var language: StarProfile.Language
    /// The newest state, as it was last reported.
    public internal(set) var status = POSPrinterStatus()

    var phase = Phase.closed
    var scanner = StarReplyScanner()
    var encoder: StarEncoder
    /// The one request that waits for its answer.
    var outstanding: Outstanding?
    /// A look at the printer is wanted before anything else.
    var wantsLook = false
    var nextLook: Duration?
    var missed = 0
    /// Looks by switching automatic status on again, for a printer that does not answer ESC ACK SOH while it is on.
    var looksByEnabling = false
    /// Bytes sent since the last request: the line carries them before the answer can come.
    var backlog = 0
    /// The counter of the print check as it was last told.
    var counter: Int?
    /// An answer came that only another family of printers gives.
    var soundsForeign = false

    var identity = Identity()
    var queue: [PrintJob] = []
    var current: RunningJob?
    var outcomes: [Ended] = []
    /// Remains of an unknown job may lie in the printer: torn paper, or half a picture in its parser.
    var fragment = Fragment.none

    var drawer: DrawerMachine?
    /// Kicks that wait behind a job because the pulse travels in the data.
    var heldKicks: [HeldKick] = []

    enum Phase: Hashable, Sendable {
        case closed
        case greeting(Greeting, doubted: Bool)
        /// The greeting stands because the printer is off line and would not run a command.
        case offline
        /// Nothing answers, or a reset runs; greeted again at this time.
        case silent(until: Duration)
        case ready
    }

    enum Greeting: Hashable, Sendable, CaseIterable { case look, lookHarder, initialize, name, serial, finish }

    enum Request: Hashable, Sendable { case status, name, serial }

    struct Outstanding: Hashable, Sendable {
        let request: Request
        let due: Duration
    }

    struct Identity: Hashable, Sendable {
        var model: String?
        var firmware: String?
        var serial: String?
    }

    struct RunningJob: Hashable, Sendable {
        let job: PrintJob
        var stage: Stage
    }

    enum Stage: Hashable, Sendable {
        /// The printer is looked at; nothing was sent.
        case preflight
        /// Print checks are on their way, nothing of the receipt: the counter has to come to `target`.
        case checking(target: Int, due: Duration, attempts: Int)
        case printing(Printing)
    }

    struct Printing: Hashable, Sendable {
        /// `nil` where the printer does not count.
        var check: StarCheck?
        let hasRaster: Bool
        /// What the job may take without any news.
        let allowance: Duration
        /// When it ends unknown unless something is heard.
        var due: Duration?
        var stall: String?
        /// Bytes were lost in the printer: whatever it counts, the receipt has a hole.
        var isDamaged = false
    }

    struct Ended: Hashable, Sendable {
        let id: String
        let outcome: PrintOutcome
    }

    struct HeldKick: Hashable, Sendable {
        let connector: Int
        let request: String
    }

    enum Fragment: Hashable, Sendable { case none, paper, picture }

    /// Outcomes kept for repeated requests.
    static let rememberedJobs = 64
    /// Jobs that may wait.
    static let longestQueue = 32

    /// A dialogue before its link is open.
    public init(_ configuration: StarConfiguration) {
        self.configuration = configuration
        language = configuration.profile.language
        encoder = StarEncoder(configuration.profile)
        drawer = configuration.profile.drawerConnectors > 0 ? configuration.drawer.map(DrawerMachine.init) : nil
    }

    /// Which level of the sense line means open (high is a closed contact), set or learned at a kick.
    public var drawerOpenIsHigh: Bool? { drawer?.openIsHigh }

    /// One step; see `Dialogue`.
    public func on(
        _ event: DialogueEvent<POSPrinterCommand>, now: Duration
    ) -> (next: StarPrinterDialogue, effects: [DialogueEffect<POSPrinterReport>]) {
        var next = self
        var effects: [Effect] = []
        next.pass(now, &effects)
        switch event {
        case .opened:
            // A link that opens twice was lost in between, told or not.
            next.close(.hungUp, now, &effects)
            effects.append(.discardInput)
            next.greet(now, &effects)
        case .closed(let loss): next.close(loss, now, &effects)
        case .received(let bytes):
            guard next.phase != .closed else { break }
            for item in next.scanner.feed(bytes) { next.take(item, now, &effects) }
        case .time: break
        case .command(let command): next.obey(command, now, &effects)
        }
        next.advance(now, &effects)
        return (next, effects)
    }

    /// Claim codes stand on the paper.
    public var mask: any WireMask { CodeMask() }

    /// When `.time` is wanted at the latest; see `Dialogue`.
    public var deadline: Duration? {
        var due: [Duration] = []
        if let outstanding { due.append(outstanding.due) }
        if let nextLook, outstanding == nil { due.append(nextLook) }
        if case .silent(let until) = phase { due.append(until) }
        switch current?.stage {
        case .checking(_, let limit, _): due.append(limit)
        case .printing(let printing): if let limit = printing.due { due.append(limit) }
        case .preflight, nil: break
        }
        if let limit = drawer?.deadline { due.append(limit) }
        return due.min()
    }

    /// What is due by now.
    private mutating func pass(_ now: Duration, _ effects: inout [Effect]) {
        if let limit = drawer?.deadline, now >= limit { drive(.time, now, &effects) }
        if let waiting = outstanding, now >= waiting.due {
            outstanding = nil
            // Half a reply that never became whole must not swallow the next one.
            let torn = scanner.reset()
            if !torn.isEmpty { effects.append(.fault(WireFault("reply cut short", torn))) }
            unanswered(waiting.request, now, &effects)
        }
        switch current?.stage {
        case .checking(_, let limit, let attempts) where now >= limit: checkMissed(attempts, now, &effects)
        case .printing(let printing):
            if let limit = printing.due, now >= limit {
                endJob(.unknown("no confirmation: nothing was heard of the job in time"), now, &effects)
            }
        case .checking, .preflight, nil: break
        }
        if case .silent(let until) = phase, now >= until { greet(now, &effects) }
        if let due = nextLook, now >= due, outstanding == nil {
            wantsLook = true
            scheduleLook(now)
        }
    }

    /// Does what can be done now; at most one request is left open.
    mutating func advance(_ now: Duration, _ effects: inout [Effect]) {
        // Each turn sends a request, ends a job or moves a phase on, and there are finitely many of each.
        while outstanding == nil {
            if wantsLook {
                wantsLook = false
                ask(.status, now, &effects)
                return
            }
            let moved: Bool
            switch phase {
            case .closed, .silent: moved = false
            case .offline: moved = status.online != false && resumeGreeting()
            case .greeting(let step, let doubted): moved = greetingStep(step, doubted, now, &effects)
            case .ready: moved = jobStep(now, &effects)
            }
            guard moved else { return }
        }
    }

    mutating func scheduleLook(_ now: Duration) {
        switch phase {
        case .closed, .silent, .greeting: nextLook = nil
        case .offline: nextLook = now + configuration.timing.busyPoll
        case .ready:
            guard configuration.profile.answers else { return nextLook = nil }
            let idle = current == nil ? configuration.timing.idlePoll : configuration.timing.busyPoll
            // A drawer that should open is looked at often: automatic status may be off without our knowing.
            nextLook = now + (drawer?.kick == nil ? idle : configuration.timing.drawerPoll)
        }
    }

    mutating func ask(_ request: Request, _ now: Duration, _ effects: inout [Effect]) {
        let bytes: [UInt8]
        switch request {
        case .status where looksByEnabling: bytes = StarCommand.set(.automaticStatus, 1).encoded()
        case .status: bytes = StarAction.askStatus.bytes
        case .name: bytes = StarCommand.switches([0x2A]).encoded()
        case .serial: bytes = StarCommand.functionBlock(letter: 0x49, [0x31]).encoded()
        }
        effects.append(.send(bytes))
        outstanding = Outstanding(request: request, due: now + configuration.timing.reply + transit(backlog))
        backlog = 0
    }

    /// Time the line needs for bytes that stand before an answer.
    func transit(_ count: Int) -> Duration {
        guard let rate = configuration.bytesPerSecond, rate > 0 else { return .zero }
        return .milliseconds(count * 1_000 / rate)
    }
}
