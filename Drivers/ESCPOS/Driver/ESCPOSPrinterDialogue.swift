public import DeviceKit
import ESCPOSFrame

/// The host's side of the conversation with one ESC/POS receipt printer and its drawer.
///
/// One job is in flight at a time; it ends printed, failed (nothing of it was sent) or unknown. Nothing is ever sent
/// twice: a stalled job goes on in the printer by itself, an unknown one waits for a person's decision.
/// - Source: shared dossier `receipt-printers.md` 3.4 (completion state machine).
public struct ESCPOSPrinterDialogue: Dialogue {
    /// What may be asked of it.
    public typealias Command = POSPrinterCommand
    /// What it was seen to do.
    public typealias Report = POSPrinterReport
    typealias Effect = DialogueEffect<POSPrinterReport>

    /// The settings it was made with.
    public let configuration: ESCPOSConfiguration
    /// How this printer tells that a job is done; `nil` until it was probed.
    public internal(set) var completion: ESCPOSCompletion?
    /// The newest state, as it was last reported.
    public internal(set) var status = POSPrinterStatus()

    var phase = Phase.closed
    var scanner = ESCPOSReplyScanner()
    var encoder: ESCPOSEncoder
    /// The one request that waits for its answer.
    var outstanding: Outstanding?
    /// Real-time status requests (DLE EOT n) still to be sent, one after the other.
    var looks: [UInt8] = []
    var nextLook: Duration?
    var missed = 0
    /// DLE EOT has answered on this link.
    var answersRealTime = false
    /// Automatic status has come on this link.
    var pushesStatus = false
    /// Anything has come on this link.
    var heard = false
    /// Zeros were sent in this greeting.
    var flushed = false
    /// Bytes sent since the last request: the line carries them before the answer can come.
    var backlog = 0
    /// Drawer and off-line bits of the newest pushed status, and whether a look has contradicted them.
    var pushed: UInt8?
    var pushDoubted = false
    /// After noise on the line one-byte answers are not believed before this time.
    var distrustUntil = Duration.zero

    var identity = Identity()
    /// The device whose completion is known, so that it is probed once.
    var probed: Identity?
    /// The id of the newest probe, whose answer may come late.
    var probeID: [UInt8]?
    var nextID: Int

    var queue: [PrintJob] = []
    var current: RunningJob?
    var outcomes: [Ended] = []
    /// Remains of an unknown job may lie in the printer: torn paper, or half a picture in its parser.
    var fragment = Fragment.none
    /// The process id of the last job that ended unknown: its late arrival shows that no fragment is left.
    var lateID: [UInt8]?
    /// GS r 1 asked and not answered. The answers have no name and come in order, on whatever link: as long as one is
    /// owed, the next one proves nothing of a later job.
    var owedMarkers = 0

    /// Keys of pictures the printer holds; `nil` when it was not asked or does not keep any.
    var stored: [PictureKey]?
    var refusedKeys: [PictureKey] = []
    var writesLeft: Int

    var drawer: DrawerMachine?
    var presenter: PresenterMachine?
    /// Kicks that wait behind a job because the pulse travels in the data.
    var heldKicks: [HeldKick] = []

    enum Phase: Hashable, Sendable {
        case closed
        case greeting(Greeting, doubted: Bool)
        /// The greeting stands because the printer is off line and would not run a command.
        case offline
        /// Nothing answers; greeted again at this time.
        case silent(until: Duration)
        case ready
    }

    enum Greeting: Hashable, Sendable, CaseIterable {
        case look, initialize, model, firmware, serial, processID, marker, keys
    }

    enum Request: Hashable, Sendable {
        case realTime(UInt8)
        case model, firmware, serial
        case processID([UInt8])
        case marker
        case keys
        /// Anything the printer answers in the order of the data, behind markers it still owes.
        case fence
    }

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
        /// An earlier marker is owed; nothing of this job was sent. Whether a marker was answered meanwhile, and how
        /// long the fence may take after that.
        case fencing(heard: Bool, wait: Duration)
        /// Pictures are being stored; no dot is on paper.
        case storing
        case printing(Printing)
    }

    struct Printing: Hashable, Sendable {
        /// `nil` with the marker.
        let processID: [UInt8]?
        let hasRaster: Bool
        /// What the job may take without any news.
        let allowance: Duration
        /// When it ends unknown unless something is heard.
        var due: Duration?
        var stall: String?
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
    public init(_ configuration: ESCPOSConfiguration) {
        self.configuration = configuration
        encoder = ESCPOSEncoder(configuration.profile)
        nextID = configuration.firstProcessID
        writesLeft = configuration.pictureWrites
        presenter = configuration.profile.presenter.map(PresenterMachine.init)
        scanner = ESCPOSReplyScanner(fullStatus: presenter != nil)
        drawer = configuration.profile.drawerConnectors > 0 ? configuration.drawer.map(DrawerMachine.init) : nil
    }

    /// Which level of the sense line means open, set or learned at a kick.
    public var drawerOpenIsHigh: Bool? { drawer?.openIsHigh }

    /// One step; see `Dialogue`.
    public func on(
        _ event: DialogueEvent<POSPrinterCommand>, now: Duration
    ) -> (next: ESCPOSPrinterDialogue, effects: [DialogueEffect<POSPrinterReport>]) {
        var next = self
        var effects: [Effect] = []
        next.pass(now, &effects)
        switch event {
        case .opened:
            // A link that opens twice was lost in between, told or not.
            next.close(.hungUp, now, &effects)
            next.open(now, &effects)
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
        if case .printing(let printing)? = current?.stage, let limit = printing.due { due.append(limit) }
        if let limit = drawer?.deadline { due.append(limit) }
        if let limit = presenter?.deadline { due.append(limit) }
        return due.min()
    }

    /// What is due by now.
    private mutating func pass(_ now: Duration, _ effects: inout [Effect]) {
        if let limit = drawer?.deadline, now >= limit { drive(.time, now, &effects) }
        if let limit = presenter?.deadline, now >= limit { present(.time, now, &effects) }
        if let waiting = outstanding, now >= waiting.due {
            outstanding = nil
            // Half a reply that never became whole must not swallow the next one.
            let torn = scanner.reset()
            if !torn.isEmpty { effects.append(.fault(WireFault("reply cut short", torn))) }
            unanswered(waiting.request, now, &effects)
        }
        if case .printing(let printing)? = current?.stage, let limit = printing.due, now >= limit {
            endJob(.unknown("no confirmation: nothing was heard of the job in time"), now, &effects)
        }
        if case .silent(let until) = phase, now >= until { greet(now, &effects) }
        if let due = nextLook, now >= due, outstanding == nil {
            if looks.isEmpty { looks = shortLook }
            scheduleLook(now)
        }
    }

    /// Does what can be done now; at most one request is left open.
    mutating func advance(_ now: Duration, _ effects: inout [Effect]) {
        // Each turn sends a request, ends a job or moves a phase on, and there are finitely many of each.
        while outstanding == nil {
            if let look = looks.first {
                looks.removeFirst()
                ask(.realTime(look), now, &effects)
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
            guard configuration.profile.answers, answersRealTime else { return nextLook = nil }
            let idle = current == nil ? configuration.timing.idlePoll : configuration.timing.busyPoll
            // A drawer that should open is looked at often: automatic status may be off without our knowing.
            nextLook = now + (drawer?.kick == nil ? idle : configuration.timing.drawerPoll)
        }
    }

    // MARK: Requests

    mutating func ask(_ request: Request, _ now: Duration, _ effects: inout [Effect]) {
        let bytes: [UInt8]
        var wait = configuration.timing.reply
        switch request {
        case .realTime(let number): bytes = ESCPOSRealTime.status(number, nil).encoded()
        case .model: bytes = ESCPOSCommand.set(.transmitIdentity, 67).encoded()
        case .firmware: bytes = ESCPOSCommand.set(.transmitIdentity, 65).encoded()
        case .serial: bytes = ESCPOSCommand.set(.transmitIdentity, 68).encoded()
        case .processID(let id):
            bytes = ESCPOSCommand.processID(id).encoded()
            wait = configuration.timing.probe
        case .marker:
            bytes = markerRequest()
            wait = configuration.timing.probe
        case .keys:
            bytes = ESCPOSCommand.graphics(.listKeys, long: false).encoded()
            wait = configuration.timing.probe
        case .fence:
            bytes = fenceRequest()
            wait = configuration.timing.baseline
        }
        effects.append(.send(bytes))
        outstanding = Outstanding(request: request, due: now + wait + transit(backlog))
        backlog = 0
    }

    /// Time the line needs for bytes that stand before an answer.
    func transit(_ count: Int) -> Duration {
        guard let rate = configuration.bytesPerSecond, rate > 0 else { return .zero }
        return .milliseconds(count * 1_000 / rate)
    }

    /// Four digits, ascending; starts again after 9999.
    mutating func takeProcessID() -> [UInt8] {
        let number = ((nextID % 10_000) + 10_000) % 10_000
        nextID = number + 1
        return [number / 1_000, number / 100 % 10, number / 10 % 10, number % 10].map { UInt8(0x30 + $0) }
    }
}
