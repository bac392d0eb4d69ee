import ID003Frame
public import SimulatorKit

/// An ID-003 note acceptor as a value: the physics of its notes and the firmware that speaks about them.
///
/// Physics is the truth (`notes`, `contents(of:)`); the wire tells only what the firmware of this make would tell.
/// Nothing here knows a driver; only framing is shared with one.
/// - Source: shared dossier `bill-acceptors.md` 2; models `note-id003.pml`, process Device.
public struct ID003Device: SimulatedAcceptor {
    /// What a person can do to it.
    public typealias Lever = AcceptorLever
    /// What a person sees of it.
    public typealias Notice = AcceptorNotice
    typealias Effects = [SimulatorEffect<AcceptorNotice>]

    /// As it was bought; a swap changes `serialNumber` only.
    public let configuration: ID003Configuration
    /// Every piece of paper that was ever pushed in, in that order, and where it is now.
    public internal(set) var notes: [SimulatedNote] = []
    /// The cash unit in the device now.
    public internal(set) var cashUnit: String?
    /// Every cash unit that was ever in this device, the first one first.
    public internal(set) var cashUnits: [String]
    /// Notes that were pulled out of the box by their string, though credited.
    public internal(set) var fished: [Int] = []
    /// Light at the mouth: come and pay.
    public internal(set) var isLit = false
    /// On the plate; no frame tells it.
    public internal(set) var serialNumber: String

    /// Switch R42: survives a power cut as far as the readings say.
    var unacknowledged = false
    var mind = Mind()
    var armed = Armed()
    var motion: Motion?
    var presented: Presented?
    /// Places in `notes` of the one inside and the one waiting at the mouth; how many lie in the present cash unit.
    var inside: Int?
    var waiting: Int?
    var boxed = 0
    var power = Power.off
    var clock: Duration
    var parser = ID003FrameParser()
    var lastByte: Duration = .zero

    /// At power-up from `now` on, if it has power.
    public init(_ configuration: ID003Configuration = ID003Configuration(), now: Duration = .zero) {
        self.configuration = configuration
        serialNumber = configuration.serialNumber
        cashUnit = configuration.cashUnit
        cashUnits = configuration.cashUnit.map { [$0] } ?? []
        clock = now
        if configuration.isPowered { power = .booting(until: now + configuration.timing.boot) }
    }

    /// One step; bytes from the host are answered within it.
    public func on(_ event: SimulatorEvent<AcceptorLever>, now: Duration)
        -> (next: ID003Device, effects: [SimulatorEffect<AcceptorNotice>])
    {
        var next = self
        var out: Effects = []
        let before = next.statusFrame()
        next.advance(to: now, &out)
        switch event {
        case .time: next.interrupt(since: before, &out)
        case .lever(let lever):
            next.pull(lever, &out)
            next.advance(to: now, &out)
            next.interrupt(since: before, &out)
        case .received(let bytes):
            next.interrupt(since: before, &out)
            next.receive(bytes, &out)
            next.advance(to: now, &out)
        }
        return (next, out)
    }

    /// The next end of a motion or of somebody's patience; `nil` without power and at rest.
    public var deadline: Duration? { nextDue()?.at }
}

extension ID003Device {
    /// Forgotten at a power cut and at a start.
    struct Mind: Hashable, Sendable {
        /// C0 to C7 as they were set; inhibited until told otherwise.
        var settings: [[UInt8]] = [[0, 0], [0, 0], [0], [1], [0], [0, 0], [0, 0], [3]]
        /// VEND VALID waits for its ACK.
        var vendValid = false
        /// 16, told once.
        var stackedToTell = false
        var cheatToTell = false
        var rejectReason: UInt8 = 0x7A
        var escrowSince: Duration = .zero
        var isHeld = false
        var wasToldInhibit = false
        /// Trouble is over, but the unit shows it until a reset.
        var lingering: UInt8?

        var inhibited: Bool { settings[3].first != 0 }
        func refuses(_ code: UInt8) -> Bool {
            guard let mask = settings[0].first, (0x61...0x68).contains(code) else { return false }
            return mask >> (code - 0x61) & 1 == 1
        }
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
        /// Under power, without an answer yet.
        case booting(until: Duration)
        /// 40, 41 or 42, until the reset.
        case waitingForReset
        /// 1B.
        case initialising(until: Duration)
        case running
    }

    /// A note on its way; at most one at a time.
    struct Motion: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case drawIn, reject, giveBack
            /// The order was heard; nothing moves yet.
            case lag
            /// STACK-1: up to the lever, where VEND VALID comes.
            case toLever
            /// Into the box; whether VEND VALID follows.
            case stack(vend: Bool)
        }
        let kind: Kind
        let note: Int
        let ends: Duration
        /// It ends half way, stuck.
        let jams: Bool
        /// For `lag`: what follows it.
        var atLever = false
    }
}
