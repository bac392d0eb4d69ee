import DeviceKit
import Supervision

/// A driver that is played a recording.
struct Player<Host: Dialogue> {
    private var host: Host
    private let isPrinter: Bool
    private(set) var reports: [String] = []
    private(set) var sent: [(milliseconds: Int64, bytes: [UInt8])] = []
    private(set) var recorded: [(milliseconds: Int64, bytes: Recording.Bytes)] = []
    /// Commands that could not be made again.
    private(set) var unreadable = 0
    /// Messages of receipts, recorded or sent.
    private(set) var unjudged = 0
    private var now: Duration = .zero
    private var isOpen = false
    /// The moment of the note that was seen last.
    private var seenAt: Duration?
    private var isPrinting = false

    /// The recorded host may have spoken so much later than its deadline: a thread was busy.
    private static var patience: Duration { .milliseconds(20) }

    init(_ host: Host, isPrinter: Bool) { (self.host, self.isPrinter) = (host, isPrinter) }

    static func isOpening(_ event: Recording.Event) -> Bool {
        if case .mark(let words) = event { words == "opened" || words.hasPrefix("opened ") } else { false }
    }
}

/// For questions that need no dialogue.
struct NoDialogue: Dialogue {
    typealias Command = Int
    typealias Report = Int
    var deadline: Duration? { nil }
    func on(_ event: DialogueEvent<Int>, now: Duration) -> (next: NoDialogue, effects: [DialogueEffect<Int>]) {
        (self, [])
    }
}

extension Player where Host.Command: ReadableCommand {
    /// From the first opening on; without one, from the beginning.
    mutating func play(_ recording: Recording) {
        let start = recording.chunks.firstIndex { Self.isOpening($0.event) }
        isOpen = start == nil
        if isOpen { give(.opened) }
        for chunk in recording.chunks[(start ?? 0)...] {
            let time = Duration.milliseconds(chunk.milliseconds)
            switch chunk.event {
            case .sent(let bytes):
                if isPrinting { unjudged += 1 } else { recorded.append((chunk.milliseconds, bytes)) }
                speak(by: time)
            case .received(let bytes):
                catchUp(to: time)
                if isOpen { give(.received(bytes.played)) }
            case .mark(let words):
                if let isTold = LateMark.isTold(words) {
                    // Nothing was seen between the deadline and now; what was seen first now stands here.
                    now = max(now, time)
                    if isTold { look(at: now) }
                    continue
                }
                catchUp(to: time)
                hear(words)
            }
        }
    }

    private mutating func hear(_ words: String) {
        if words == "opened" || words.hasPrefix("opened ") {
            isOpen = true
            give(.opened)
        } else if words.hasPrefix("lost") {
            isOpen = false
            give(.closed(.hungUp))
        } else if words.hasPrefix(CommandWords.prefix) {
            let parts = words.dropFirst(CommandWords.prefix.count).split(separator: " ")
            guard let command = Host.Command.read(parts) else { return unreadable += 1 }
            order(command)
        }
    }

    private mutating func order(_ command: Host.Command) {
        if isPrinter, case .print = command as? POSPrinterCommand { isPrinting = true }
        // The very moment that the report named: a clock of its own goes here.
        if case .stack = command as? BillAcceptorCommand,
            let stack = BillAcceptorCommand.stack(seenAt: seenAt ?? now) as? Host.Command
        {
            return give(.command(stack))
        }
        give(.command(command))
    }

    // A recording says when the recorded host spoke, and not when a deadline passed in silence. A dialogue is a value:
    // asked what it would do at its deadline, it tells which of the two this one is. One that passes in silence has
    // passed on its instant; one at which it speaks is held until the recorded host has spoken.

    /// The recorded host spoke at this time: this one looks at its clock until it has spoken as often.
    private mutating func speak(by time: Duration) {
        // A stand-in's receipt is spoken in other pieces: they cannot be counted.
        if isPrinting { return catchUp(to: time) }
        var looks = 0
        while sent.count < recorded.count, looks < Self.most, let due, due <= time {
            look(at: speaks(at: due) ? time : due)
            looks += 1
        }
        now = max(now, time)
    }

    /// Deadlines that the recorded host must have seen before this time.
    private mutating func catchUp(to time: Duration) {
        var looks = 0
        while looks < Self.most, let due, speaks(at: due) ? due + Self.patience <= time : due < time {
            look(at: due)
            looks += 1
        }
        now = max(now, time)
    }

    /// A driver whose deadlines go round in a circle must not be played for ever.
    private static var most: Int { 100_000 }

    /// The deadline, or now when it has passed.
    private var due: Duration? { host.deadline.map { max(now, $0) } }

    private func speaks(at due: Duration) -> Bool {
        host.on(.time, now: due).effects.contains { if case .send = $0 { true } else { false } }
    }

    private mutating func look(at time: Duration) {
        let deadline = host.deadline
        now = time
        give(.time)
        // A deadline that does not move: the shell would look again a little later.
        if host.deadline == deadline { now += .milliseconds(10) }
    }

    private mutating func give(_ event: DialogueEvent<Host.Command>) {
        let step = host.on(event, now: now)
        host = step.next
        let milliseconds = now.components.seconds * 1_000 + now.components.attoseconds / 1_000_000_000_000_000
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard isOpen else { break }
                if isPrinting { unjudged += 1 } else { sent.append((milliseconds, bytes)) }
            case .report(let report):
                if case .escrowed(_, let seen) = report as? BillAcceptorReport { seenAt = seen }
                if case .escrowedUnknown(let seen) = report as? BillAcceptorReport { seenAt = seen }
                if case .jobEnded = report as? POSPrinterReport { isPrinting = false }
                let words = String(describing: report)
                reports.append("\(milliseconds) \(words.count > 240 ? String(words.prefix(240)) + " ..." : words)")
            case .fault(let fault): reports.append("\(milliseconds) fault: \(fault.reason)")
            case .discardInput: break
            }
        }
    }
}
