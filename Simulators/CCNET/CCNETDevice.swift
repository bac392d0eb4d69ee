import CCNETFrame
public import SimulatorKit

/// A CCNET bill validator as a value: the physics of its notes and the firmware that speaks about them.
///
/// Physics is the truth (`notes`, `contents(of:)`); the wire tells only what the firmware of this make would tell.
/// Nothing here knows a driver; only framing is shared with one.
/// - Source: shared dossier `bill-acceptors.md` 3; models `note-ccnet.pml`, process Device.
public struct CCNETDevice: SimulatedAcceptor {
    /// What a person can do to it.
    public typealias Lever = AcceptorLever
    /// What a person sees of it.
    public typealias Notice = AcceptorNotice
    typealias Effects = [SimulatorEffect<AcceptorNotice>]

    /// As it was bought; a swap changes `serialNumber` only.
    public let configuration: CCNETConfiguration
    /// Every piece of paper that was ever pushed in, in that order, and where it is now.
    public internal(set) var notes: [SimulatedNote] = []
    /// The cash unit in the device now.
    public internal(set) var cashUnit: String?
    /// Every cash unit that was ever in this device, the first one first.
    public internal(set) var cashUnits: [String]
    /// Notes that were pulled out of the box by their string, though counted.
    public internal(set) var fished: [Int] = []
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
    var parser = CCNETFrameParser(.host)
    var lastByte: Duration = .zero

    /// Waiting for its first RESET, if it has power.
    public init(_ configuration: CCNETConfiguration = CCNETConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        memory = Memory(serialNumber: configuration.serialNumber)
        cashUnit = configuration.cashUnit
        cashUnits = configuration.cashUnit.map { [$0] } ?? []
        power = configuration.isPowered ? (configuration.beginsAtPowerUp ? .waitingForReset : .running) : .off
        clock = now
    }

    /// One step; bytes from the host are answered within it.
    public func on(_ event: SimulatorEvent<AcceptorLever>, now: Duration)
        -> (next: CCNETDevice, effects: [SimulatorEffect<AcceptorNotice>])
    {
        var next = self
        var out: Effects = []
        next.advance(to: now, &out)
        switch event {
        case .time: break
        case .lever(let lever):
            next.pull(lever, &out)
            next.advance(to: now, &out)
        case .received(let bytes):
            next.receive(bytes, &out)
            next.advance(to: now, &out)
        }
        return (next, out)
    }

    /// The next end of a motion or of somebody's patience; `nil` without power and at rest.
    public var deadline: Duration? { nextDue()?.at }
}

extension CCNETDevice {
    /// Survives a power cut.
    struct Memory: Hashable, Sendable {
        var serialNumber: String
        var countedNotes = 0
        /// The note whose "stacked" was not acknowledged: the credit is not handed over yet.
        var pending: Int?

        init(serialNumber: String) { self.serialNumber = serialNumber }
    }

    /// Forgotten at a power cut.
    struct Mind: Hashable, Sendable {
        /// Bit k is bill type k.
        var enabled: UInt64 = 0
        var escrowed: UInt64 = 0
        var secured: UInt64 = 0
        var escrowSince: Duration = .zero
        var isHeld = false
        /// A note that went back and was not acknowledged.
        var returned: Int?
        var cheated = false
        /// The answer that waits for an acknowledgement: an acknowledgement has no number and means the last one.
        var told: Told?
        var toldAt: Duration = .zero
        var jamShown: NoteSection?
        var counting: Counting?
        var paused: Paused?
        var coupon: String?
    }

    enum Told: Hashable, Sendable { case stacked, returned, cheated }

    /// A note in the box that the counter's memory does not hold yet.
    struct Counting: Hashable, Sendable {
        let note: Int
        let ends: Duration
    }

    /// A second note lies in the mouth; the first one stands still.
    struct Paused: Hashable, Sendable {
        let since: Duration
        let left: Duration?
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
        /// After a power cut: nothing moves, and the state at power-up is told, until RESET.
        case waitingForReset
        case initialising(until: Duration)
        case running
    }

    /// A note on its way; at most one at a time.
    struct Motion: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case drawIn, reject(UInt8), giveBack, stackLag, stack }
        let kind: Kind
        let note: Int
        var ends: Duration
        /// "Returned" is told when it ends.
        let tells: Bool
        /// It ends half way, stuck.
        let jams: Bool
    }
}
