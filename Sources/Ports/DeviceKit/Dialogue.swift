/// The host's side of the conversation with one device, as a value: `(state, event, now) -> (state, effects)`.
///
/// No clock, no I/O, no chance inside. The same value runs in a unit test, in `storm` and in the service.
/// `now` is the time since an arbitrary start (monotonic); it never goes back.
public protocol Dialogue<Command, Report>: Hashable, Sendable {
    /// What may be asked of the device.
    associatedtype Command: Hashable & Sendable
    /// What the device was seen to do.
    associatedtype Report: Hashable & Sendable

    /// One step. The shell performs the effects in the order given before it delivers the next event.
    func on(_ event: DialogueEvent<Command>, now: Duration) -> (next: Self, effects: [DialogueEffect<Report>])

    /// When the dialogue wants `.time` at the latest; `nil` while only bytes or commands can move it.
    var deadline: Duration? { get }

    /// What hides this wire's secrets in recordings; a new one, for a line that is read from the beginning.
    var mask: any WireMask { get }
}

extension Dialogue {
    /// Most wires have no secrets.
    public var mask: any WireMask { OpenMask() }
}

/// What can happen to a dialogue.
public enum DialogueEvent<Command: Hashable & Sendable>: Hashable, Sendable {
    /// The transport is open; nothing was sent yet.
    case opened
    /// The transport is gone. What was asked and not answered is unknown.
    case closed(LinkLoss)
    /// Bytes in the order of the wire, cut anywhere.
    case received([UInt8])
    /// The deadline is reached (or somebody looked in early; both are harmless).
    case time
    /// The controller wants something; what is not possible now is ignored, and the reports say so.
    case command(Command)
}

/// What a dialogue asks of its shell.
public enum DialogueEffect<Report: Hashable & Sendable>: Hashable, Sendable {
    /// Write these bytes, all of them.
    case send([UInt8])
    /// Throw away input that arrived and was not delivered yet.
    case discardInput
    /// Something a controller must know, in order, never dropped.
    case report(Report)
    /// Bytes that no rule of the wire allows: counted and logged, never a trap.
    case fault(WireFault)
}

/// Why a transport went away.
public enum LinkLoss: Hashable, Sendable {
    /// The other end hung up, the cable was pulled, the node vanished.
    case hungUp
    /// The operating system refused a read or write (its error number).
    case failed(errno: Int32)
    /// We closed it on purpose.
    case closedByUs
    /// Bytes could not be written within the deadline.
    case writeTimedOut

    /// What became of a line, for a driver's `broken`; a thing with a plug of its own has better words for it.
    public var wordsOfLine: String {
        switch self {
        case .hungUp: "the line hung up"
        case .failed(let errno): "the line failed (error \(errno))"
        case .closedByUs: "the line was closed"
        case .writeTimedOut: "the line takes no bytes"
        }
    }
}

/// Bytes that do not parse, with the reason in words of the protocol.
public struct WireFault: Error, Hashable, Sendable {
    /// For a technician, in words of the protocol.
    public let reason: String
    /// The bytes as they came, for the log.
    public let bytes: [UInt8]

    /// A fault, with what caused it.
    public init(_ reason: String, _ bytes: [UInt8]) {
        self.reason = reason
        self.bytes = bytes
    }
}
