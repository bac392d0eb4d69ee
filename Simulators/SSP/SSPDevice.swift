import SSPFrame
public import SimulatorKit

/// An SSP note validator as a value: the physics of its notes and the firmware that speaks about them.
///
/// Physics is the truth (`notes`, `contents(of:)`); the wire tells only what the firmware of this make would tell.
/// Nothing here knows a driver; only framing and the bare block cipher are shared with one.
/// - Source: shared dossier `bill-acceptors.md` 4; models `note-ssp.pml`, process Device.
public struct SSPDevice: SimulatedAcceptor {
    /// What a person can do to it.
    public typealias Lever = AcceptorLever
    /// What a person sees of it.
    public typealias Notice = AcceptorNotice
    typealias Effects = [SimulatorEffect<AcceptorNotice>]

    /// As it was bought; a swap changes `serialNumber` only.
    public let configuration: SSPDeviceConfiguration
    /// Every piece of paper that was ever pushed in, in that order, and where it is now.
    public internal(set) var notes: [SimulatedNote] = []
    /// The cash unit in the unit now.
    public internal(set) var cashUnit: String?
    /// Every cash unit that was ever in this unit, the first one first.
    public internal(set) var cashUnits: [String]
    /// Notes that were pulled out of the box by their string, though counted.
    public internal(set) var fished: [Int] = []
    /// The data of the last command that was executed, not merely repeated; in the clear.
    public internal(set) var lastExecuted: [UInt8]?
    /// Light at the mouth: come and pay.
    public internal(set) var isLit = false

    var memory: Memory
    var mind = Mind()
    var armed = Armed()
    var motion: Motion?
    var presented: Presented?
    /// The note inside is past the point from which it can be given back; a matter of place, so a cut keeps it.
    var isPastReturn = false
    var power: Power
    var clock: Duration = .zero
    var parser = SSPFrameParser()
    var lastByte: Duration = .zero

    /// Starting up from `now` on, if it has power.
    public init(_ configuration: SSPDeviceConfiguration = SSPDeviceConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        memory = Memory(serialNumber: configuration.serialNumber)
        cashUnit = configuration.cashUnit
        cashUnits = configuration.cashUnit.map { [$0] } ?? []
        power = .off
        clock = now
        if configuration.isPowered { startUp() }
    }

    /// One step; bytes from the host are answered within it.
    public func on(
        _ event: SimulatorEvent<AcceptorLever>, now: Duration
    ) -> (next: SSPDevice, effects: [SimulatorEffect<AcceptorNotice>]) {
        var next = self
        var out: Effects = []
        next.advance(to: now, &out)
        switch event {
        case .time: break
        case .lever(let lever): next.pull(lever, &out)
        case .received(let bytes): next.receive(bytes, &out)
        }
        next.advance(to: now, &out)
        return (next, out)
    }

    /// The next end of a motion or of somebody's patience; `nil` without power and at rest.
    public var deadline: Duration? { nextDue()?.at }
}

extension SSPDevice {
    /// Survives a power cut.
    struct Memory: Hashable, Sendable {
        var serialNumber: UInt32
        var fixedKey: UInt64?
        var stacked: UInt32 = 0
        var rejected: UInt32 = 0
        var exchanges: UInt64 = 0
        var rejectCode: UInt8 = 0
        /// The note in the path was on its way out when the power went.
        var wasReturning = false
    }

    /// Forgotten at a power cut and at a reset.
    struct Mind: Hashable, Sendable {
        var isEnabled = false
        var inhibits: [UInt8] = [0, 0]
        var protocolVersion: UInt8 = 5
        var latched = Latched()
        /// Bit of the last frame that was executed.
        var lastSequence = true
        var lastReply: [UInt8]?
        var lastHeard: Duration?
        /// The last poll was one with acknowledgement.
        var acknowledged = false
        /// The note in escrow, once a poll has told of it: the next one accepts it.
        var escrowTold: Int?
        var escrowSince: Duration = .zero
        var heldAt: Duration?
        var keys = Keys()
        var counting: Counting?
    }

    /// Events that wait to be told.
    struct Latched: Hashable, Sendable {
        var reset = false
        var credit: UInt8?
        /// The credit was told at least once.
        var creditTold = false
        var cleared: UInt8?
        var clearedFront: UInt8?
        var fraud: UInt8?
        var stacked = false
        var rejected = false
        var disabled = false
        var full = false
        var boxReplaced = false
        var allInhibited = false

        /// What poll-with-acknowledgement repeats; nothing new is taken before it is acknowledged.
        var waitsForAck: Bool { credit != nil || cleared != nil || fraud != nil }
    }

    /// The key exchange, as far as it has come.
    struct Keys: Hashable, Sendable {
        var generator: UInt64?
        var modulus: UInt64?
        var seal: SSPSeal?
    }

    /// A note in the box that the counter's memory does not hold yet.
    struct Counting: Hashable, Sendable {
        let ends: Duration
        let report: Motion.Report
        let channel: UInt8
    }

    /// What levers have prepared.
    struct Armed: Hashable, Sendable {
        var jams: [NoteSection] = []
        var failNextStack = false
        var stackUnordered = false
        var full = false
        var mute = false
    }

    struct Presented: Hashable, Sendable {
        let note: Int
        let since: Duration
    }

    enum Power: Hashable, Sendable {
        case off
        case startingUp(until: Duration)
        case running
    }

    /// A note on its way; at most one at a time.
    struct Motion: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case drawIn, reject, giveBack, stackLag, stack }
        /// The event latched when the motion ends.
        enum Report: Hashable, Sendable { case nothing, rejected, stacked, clearedFront, cleared }
        let kind: Kind
        let note: Int
        let ends: Duration
        let report: Report
        /// It ends half way, stuck.
        let jams: Bool
        /// When the note passes the point of no return, and EE is latched; `nil`: passed, or never.
        var creditAt: Duration?
    }
}
