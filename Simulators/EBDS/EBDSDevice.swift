import EBDSFrame
public import SimulatorKit

/// An EBDS bill acceptor as a value: the physics of its notes and the firmware that speaks about them.
///
/// Physics is the truth (`notes`, `contents(of:)`); the wire tells only what the firmware of this make would tell.
/// Nothing here knows a driver; only framing is shared with one.
/// - Source: shared dossier `bill-acceptors.md` 1; models `note-ebds.pml`, process Device.
public struct EBDSDevice: SimulatedAcceptor {
    /// What a person can do to it.
    public typealias Lever = AcceptorLever
    /// What a person sees of it.
    public typealias Notice = AcceptorNotice
    typealias Effects = [SimulatorEffect<AcceptorNotice>]

    /// As it was bought; a swap changes `serialNumber` only.
    public let configuration: EBDSConfiguration
    /// Every piece of paper that was ever pushed in, in that order, and where it is now.
    public internal(set) var notes: [SimulatedNote] = []
    /// The cash unit in the device now.
    public internal(set) var cashUnit: String?
    /// Every cash unit that was ever in this device, the first one first.
    public internal(set) var cashUnits: [String]
    /// Notes that were pulled out of the box by their string, though counted.
    public internal(set) var fished: [Int] = []
    /// The last frame that was executed, not merely repeated; soft resets included.
    public internal(set) var lastExecuted: EBDSExecuted?
    /// Light at the mouth: come and pay.
    public internal(set) var isLit = false

    var memory: Memory
    var mind = Mind()
    var armed = Armed()
    var motion: Motion?
    var presented: Presented?
    /// Places in `notes` of the one inside and the one waiting at the mouth; how many lie in the present cash unit.
    var inside: Int?
    var waiting: Int?
    var boxed = 0
    var power: Power
    var clock: Duration = .zero
    var parser = EBDSFrameParser()
    var lastByte: Duration = .zero

    /// Starting up from `now` on, if it has power.
    public init(_ configuration: EBDSConfiguration = EBDSConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        memory = Memory(serialNumber: configuration.serialNumber)
        cashUnit = configuration.cashUnit
        cashUnits = configuration.cashUnit.map { [$0] } ?? []
        power = .off
        clock = now
        if configuration.isPowered { startUp() }
    }

    /// One step; bytes from the host are answered within it.
    public func on(_ event: SimulatorEvent<AcceptorLever>, now: Duration)
        -> (next: EBDSDevice, effects: [SimulatorEffect<AcceptorNotice>])
    {
        var next = self
        var out: Effects = []
        let before = next.enquiryMark
        next.advance(to: now, &out)
        switch event {
        case .time: next.enquire(since: before, &out)
        case .lever(let lever):
            next.pull(lever, &out)
            next.advance(to: now, &out)
            next.enquire(since: before, &out)
        case .received(let bytes):
            next.enquire(since: before, &out)
            next.receive(bytes, &out)
            next.advance(to: now, &out)
        }
        return (next, out)
    }

    /// The next end of a motion or of somebody's patience; `nil` without power and at rest.
    public var deadline: Duration? { nextDue()?.at }
}

/// A command the firmware carried out: control byte and data of its frame.
public struct EBDSExecuted: Hashable, Sendable {
    /// Control byte, ack bit included.
    public let control: UInt8
    /// Everything between control byte and ETX.
    public let data: [UInt8]
}

extension EBDSDevice {
    /// Survives a power cut.
    struct Memory: Hashable, Sendable {
        var serialNumber: String
        var policy: EBDSPolicy = .a
        var countedNotes = 0
        var countedMinorUnits: Int64 = 0
        var starts = 0
        var motorStarts = 0
        var escrowed = 0
        var recognised = 0
        var validated = 0
        var returned = 0
        var rejected = 0
        var jams = 0
        var cheats = 0
        /// The note in the path was on its way out when the power went.
        var wasReturning = false

        init(serialNumber: String) { self.serialNumber = serialNumber }
    }

    /// Forgotten at a power cut and at a reset.
    struct Mind: Hashable, Sendable {
        var bits = EBDSPollBits()
        var latched = Latched()
        var lastFrame: EBDSFrame?
        var lastReply: [UInt8]?
        var lastHeard: Duration?
        var isSilent = false
        var escrowSince: Duration = .zero
        var noteSeconds: UInt8 = 0
        var couponSeconds: UInt8 = 0
        var inhibits: [UInt8]?
        var reportsRetrieved = false
        var outOfService = false
        var blankAtReadiness = false
        /// A note held over a power cut whose value the firmware no longer knows.
        var unvalued: Int?
        var counting: Counting?
    }

    /// Events, each told in exactly one reply. A latch is a bit: a second event before the reply leaves one.
    struct Latched: Hashable, Sendable {
        enum Stacked: Hashable, Sendable {
            case blank
            case valued(Int)
        }
        var powerUp = false
        var stacked: Stacked?
        var returned = false
        var rejected = false
        var cheated = false
        var invalid = false
        var retrieved = false
    }

    /// A note in the box that the counter's memory does not hold yet.
    struct Counting: Hashable, Sendable {
        let note: Int
        let ends: Duration
        let report: Motion.Report
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
        case resetting(until: Duration)
        case startingUp(until: Duration)
        case running
    }

    /// A note on its way; at most one at a time.
    struct Motion: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case drawIn, reject, giveBack, stackLag, stack }
        /// The event latched when the motion ends.
        enum Report: Hashable, Sendable { case nothing, rejected, returned, stacked, stackedBlank }
        let kind: Kind
        let note: Int
        let ends: Duration
        let report: Report
        /// It ends half way, stuck.
        let jams: Bool
    }
}
