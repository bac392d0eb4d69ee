public import DeviceKit

/// Keeps one device's conversation alive over one port: opens the port, hands what happens to the dialogue in order,
/// does what the dialogue asks in order, keeps its deadline, and opens again when the link is lost.
///
/// It lives on the thread of its loop and is not `Sendable`: make it inside the actor that runs on that loop and call it
/// from there. The callbacks run on the same thread, synchronously, before the next effect: what `onReport` makes durable
/// is durable before the dialogue's following bytes go out. They may call back into the line; that waits its turn.
public final class DeviceLine<D: Dialogue> {
    /// The shell's own numbers.
    public struct Options: Hashable, Sendable {
        /// How long to wait between tries to open the port.
        public var backOff = BackOff.standard
        /// A link that stood this long was a good one: the next loss starts the back-off anew. Shorter ones count as
        /// failures, so that a port that opens and falls shut again is not tried twice a second for ever.
        public var steadyAfter: Duration = .seconds(10)
        /// The far end may hang up after each answer: that is no news of its health as long as the port opens again. The
        /// dialogue says when the device is gone.
        public var hangsUpByItself = false
        /// Bytes of flight recorder: more than ten minutes of an acceptor that is polled ten times a second (53 bytes a
        /// poll and its answer, with their two headers).
        public var recorderCapacity = 393_216

        /// The numbers the service runs with.
        public init() {}
    }

    private enum Link {
        case stopped
        case waiting(ScheduledJob)
        case opening(any ByteTransport)
        case open(any ByteTransport, since: Duration)
        case closing(wasOpen: Bool, again: Bool)
    }

    /// The device's name in settings and logs; also spreads the back-off.
    public let name: String
    /// Where the device is looked for, on every try.
    public let address: PortAddress
    /// The conversation as it stands; it survives the loss of a link.
    public private(set) var dialogue: D
    /// Counts since the line was made; a lost link does not clear them.
    public private(set) var statistics = LineStatistics()
    /// The last bytes in both directions.
    public private(set) var recorder: FlightRecorder

    private let options: Options
    private let opener: any PortOpening
    private let loop: any EventLoopScheduling
    private let judge: (D.Report) -> DeviceVerdict
    private let onReport: (D.Report) -> Void
    private let onHealth: (DeviceHealth) -> Void

    private var link = Link.stopped
    private var generation = 0
    private var failures = 0
    /// The link is gone because the far end hung up as it does; the port has not been tried again yet.
    private var hungUpWell = false
    private var record: HealthRecord
    private var lastWords: String?
    private var inbox: [DialogueEvent<D.Command>] = []
    private var draining = false
    private var timer: (job: ScheduledJob, deadline: Duration)?
    private var toldDeadline: Duration?
    /// A deadline that was told, and marked as late.
    private var markedDeadline: Duration?
    private var onStopped: [() -> Void] = []

    /// A line that is not opened yet.
    ///
    /// `judge` says what a report means for the device's health (`\.verdict` of acceptors and printers); `onReport` gets
    /// every report, in order; `onHealth` each new answer about the health.
    public init(
        name: String, address: PortAddress, dialogue: D, opener: any PortOpening, loop: any EventLoopScheduling,
        options: Options = Options(), judge: @escaping (D.Report) -> DeviceVerdict,
        onHealth: @escaping (DeviceHealth) -> Void = { _ in }, onReport: @escaping (D.Report) -> Void
    ) {
        self.name = name
        self.address = address
        self.dialogue = dialogue
        self.opener = opener
        self.loop = loop
        self.options = options
        self.judge = judge
        self.onReport = onReport
        self.onHealth = onHealth
        recorder = FlightRecorder(capacity: options.recorderCapacity)
        record = HealthRecord(now: loop.now())
    }

    // MARK: The controller's side

    /// Opens the port, and keeps it open until `stop`. Again after `stop`.
    public func start() {
        switch link {
        case .stopped: attempt()
        case .closing(let wasOpen, again: false): link = .closing(wasOpen: wasOpen, again: true)
        case .waiting, .opening, .open, .closing: break
        }
    }

    /// Closes the port and leaves it closed. What was given to `send` before goes out first, within half a second; then
    /// the dialogue is told `.closed(.closedByUs)`, and `done` is called; at once when the port is shut already.
    public func stop(_ done: @escaping () -> Void = {}) {
        onStopped.append(done)
        close(again: false)
        if case .stopped = link { tellStopped() }
    }

    private func tellStopped() {
        let waiting = onStopped
        onStopped = []
        for done in waiting { done() }
    }

    /// Closes the port and opens it again after the back-off: when the dialogue is broken and the link pretends to live.
    public func reopen() { close(again: true) }

    /// Tries to open now what would be tried later: the system says that something was plugged in. Nothing happens unless
    /// the line is waiting; the back-off goes on where it stood when this try fails, too.
    public func tryNow() {
        guard case .waiting(let job) = link else { return }
        loop.cancel(job)
        attempt()
    }

    /// Hands a command to the dialogue, which decides, open link or not.
    public func send(_ command: D.Command) {
        markLateness(isTold: false)
        // A shell looks at modem lines four times a second: only a change is news.
        if let words = CommandWords.words(command), words != lastWords || !words.hasPrefix("lines") {
            lastWords = words
            recorder.mark(CommandWords.prefix + words, at: loop.now())
        }
        deliver(.command(command))
    }

    /// How the device is, as of now.
    public var health: DeviceHealth {
        var record = record
        record.note(.time, now: loop.now())
        return record.health
    }

    /// What hides the line's secrets in a recording.
    public var mask: any WireMask { dialogue.mask }

    /// Whether the port is open.
    public var isOpen: Bool { transport != nil }

    /// The modem lines of the open port.
    public var modemLines: ModemLines { transport?.modemLines() ?? .unknown }

    /// What the system keeps of the line settings; `nil` while the port is shut.
    public var lineTruth: LineTruth? {
        guard let transport else { return nil }
        return (transport as? any LineTruthTelling)?.lineTruth ?? .notALine
    }

    private var transport: (any ByteTransport)? {
        if case .open(let transport, _) = link { transport } else { nil }
    }

    // MARK: The link

    private func attempt() {
        generation += 1
        let mine = generation
        do throws(OpenFault) {
            let transport = try opener.open(address) { [weak self] event in self?.hear(event, of: mine) }
            link = .opening(transport)
        } catch {
            refused(error)
        }
    }

    private func hear(_ event: TransportEvent, of generation: Int) {
        guard generation == self.generation else { return }
        switch event {
        case .opened:
            guard case .opening(let transport) = link else { return }
            link = .open(transport, since: loop.now())
            statistics.opens += 1
            recorder.mark("opened \(address)", at: loop.now())
            if hungUpWell { hungUpWell = false } else { note(.opened) }
            deliver(.opened)
        case .received(let bytes):
            guard case .open = link else { return }
            statistics.bytesReceived += bytes.count
            markLateness(isTold: false)
            recorder.record(.received, bytes, at: loop.now())
            note(.time)
            deliver(.received(bytes))
        case .lost(let loss): lost(loss)
        }
    }

    private func lost(_ loss: LinkLoss) {
        generation += 1
        switch link {
        case .stopped, .waiting: return
        case .opening: refused(OpenFault(connecting: address, loss: loss))
        case .open(_, let since):
            statistics.losses += 1
            statistics.lastLoss = loss
            failures = loop.now() - since >= options.steadyAfter ? 0 : failures
            gone(loss, again: true)
        case .closing(let wasOpen, let again):
            if wasOpen { gone(loss, again: again) } else { rest(again: again) }
            tellStopped()
        }
    }

    private func gone(_ loss: LinkLoss, again: Bool) {
        markLateness(isTold: false)
        recorder.mark("lost: \(loss)", at: loop.now())
        rest(again: again)
        hungUpWell = options.hangsUpByItself && again && loss == .hungUp
        if !hungUpWell { note(.lost(loss)) }
        deliver(.closed(loss))
    }

    private func refused(_ fault: OpenFault) {
        generation += 1
        statistics.refusals += 1
        statistics.lastRefusal = fault
        recorder.mark("refused: \(fault.sentence)", at: loop.now())
        rest(again: true)
        hungUpWell = false
        note(.refused(fault))
    }

    private func rest(again: Bool) {
        guard again else {
            link = .stopped
            failures = 0
            disarm()
            return
        }
        let wait = options.backOff.wait(failures: failures, device: name)
        failures += 1
        link = .waiting(
            loop.schedule(at: loop.now() + wait) { [weak self] in
                guard let self, case .waiting = link else { return }
                attempt()
            })
    }

    private func close(again: Bool) {
        switch link {
        case .stopped: break
        case .waiting(let job):
            if again { return }
            loop.cancel(job)
            rest(again: false)
        case .opening(let transport):
            link = .closing(wasOpen: false, again: again)
            transport.close()
        case .open(let transport, _):
            link = .closing(wasOpen: true, again: again)
            transport.close()
        case .closing(let wasOpen, _): link = .closing(wasOpen: wasOpen, again: again)
        }
    }

    private func note(_ event: HealthRecord.Event) {
        let before = record.health
        record.note(event, now: loop.now())
        statistics.storms = record.storms
        if record.health != before { onHealth(record.health) }
    }

    // MARK: The dialogue

    /// One event after the other: what a callback sets off waits until the effects of the present event are done.
    private func deliver(_ event: DialogueEvent<D.Command>) {
        inbox.append(event)
        guard !draining else { return }
        draining = true
        var next = 0
        while next < inbox.count {
            let event = inbox[next]
            next += 1
            let step = dialogue.on(event, now: loop.now())
            dialogue = step.next
            for effect in step.effects { perform(effect) }
        }
        inbox.removeAll(keepingCapacity: true)
        draining = false
        arm()
    }

    private func perform(_ effect: DialogueEffect<D.Report>) {
        switch effect {
        case .send(let bytes):
            guard let transport else {
                statistics.bytesWithoutLink += bytes.count
                return
            }
            statistics.bytesSent += bytes.count
            recorder.record(.sent, bytes, at: loop.now())
            transport.send(bytes)
        case .discardInput: transport?.discardInput()
        case .report(let report):
            note(.verdict(judge(report)))
            onReport(report)
        case .fault(let fault):
            statistics.wireFaults += 1
            statistics.lastWireFault = fault
            recorder.mark("fault: \(fault.reason)", at: loop.now())
            note(.wireFault(fault))
        }
    }

    // MARK: The deadline

    private func arm() {
        if case .stopped = link { return disarm() }
        guard let wanted = dialogue.deadline else { return disarm() }
        var deadline = wanted
        if toldDeadline == wanted, wanted <= loop.now() {
            statistics.stuckDeadlines += 1
            deadline = loop.now() + .milliseconds(10)
        }
        if timer?.deadline == deadline { return }
        disarm()
        let job = loop.schedule(at: deadline) { [weak self] in self?.deadlineReached() }
        timer = (job, deadline)
    }

    /// Once for each deadline: one that stands still would fill the ring.
    private func markLateness(isTold: Bool) {
        let due = dialogue.deadline
        guard due != markedDeadline, let words = LateMark.words(due, now: loop.now(), isTold: isTold) else { return }
        if isTold { markedDeadline = due }
        recorder.mark(words, at: loop.now())
    }

    private func disarm() {
        if let timer { loop.cancel(timer.job) }
        timer = nil
    }

    private func deadlineReached() {
        timer = nil
        statistics.deadlines += 1
        toldDeadline = dialogue.deadline
        markLateness(isTold: true)
        deliver(.time)
        toldDeadline = nil
    }
}
