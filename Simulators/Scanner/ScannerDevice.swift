public import SimulatorKit

/// A reader of barcodes or scan lines as a value: somebody holds it over paper, and it types.
public struct ScannerDevice: SimulatedDevice {
    /// What a person can do with it.
    public typealias Lever = ScannerLever
    /// What a person can hear of it.
    public typealias Notice = ScannerNotice

    /// How it is set up.
    public let setup: ScannerSetup
    /// Reads that were typed to their end.
    public private(set) var reads = 0
    /// What is still to be typed, one press of a key or one byte each.
    private var waiting: [[UInt8]] = []
    private var nextAt: Duration = .zero
    /// The next read stops after so many.
    private var tearsAfter: Int?
    /// So many reads are kept waiting; a person cannot pull the trigger faster.
    private static let longestQueue = 4_096

    /// A reader that has read nothing yet.
    public init(_ setup: ScannerSetup) { self.setup = setup }

    /// When the next key is pressed.
    public var deadline: Duration? { waiting.isEmpty ? nil : nextAt }

    public func on(
        _ event: SimulatorEvent<ScannerLever>, now: Duration
    ) -> (next: ScannerDevice, effects: [SimulatorEffect<ScannerNotice>]) {
        var next = self
        var effects: [SimulatorEffect<ScannerNotice>] = []
        switch event {
        // It is not built to listen.
        case .received: break
        case .time: break
        case .lever(let lever): next.obey(lever, now, &effects)
        }
        next.type(now, &effects)
        return (next, effects)
    }

    private mutating func obey(
        _ lever: ScannerLever, _ now: Duration, _ effects: inout [SimulatorEffect<ScannerNotice>]
    ) {
        switch lever {
        case .read(let paper):
            guard waiting.count < Self.longestQueue else { return effects.append(.notice(.tooFast)) }
            guard var strokes = setup.strokes(for: paper) else { return effects.append(.notice(.cannotRead)) }
            effects.append(.notice(.beep))
            if let count = tearsAfter { strokes = Array(strokes.prefix(count)) }
            if tearsAfter == nil { reads &+= 1 }
            tearsAfter = nil
            if waiting.isEmpty { nextAt = now }
            waiting += strokes
        case .tearNext(let count): tearsAfter = max(0, count)
        case .pullPlug: waiting = []
        case .loseKeys:
            if let lost = setup.lossOfKeys { waiting.insert(lost, at: min(1, waiting.count)) }
            if waiting.count == 1 { nextAt = now }
        case .leanOn(let key, let times):
            if let strokes = setup.held(key, times: min(times, 100)) { waiting += strokes }
            nextAt = max(nextAt, now)
        }
    }

    private mutating func type(_ now: Duration, _ effects: inout [SimulatorEffect<ScannerNotice>]) {
        while let first = waiting.first, now >= nextAt {
            waiting.removeFirst()
            nextAt += max(setup.strokeEvery, .microseconds(10))
            effects.append(.send(first))
        }
    }
}

/// What a person with a reader in hand can do.
public enum ScannerLever: Hashable, Sendable {
    /// Holds it over paper and pulls the trigger.
    case read(SimulatedCode)
    /// The next read stops after so many characters: the cable was moved.
    case tearNext(after: Int)
    /// The plug is pulled: what was not typed is gone.
    case pullPlug
    /// The host's system loses keys (wedge only).
    case loseKeys
    /// Somebody leans on a key of the wedge's own keyboard, so that it repeats itself.
    case leanOn(key: UInt16, times: Int)
}

/// What a person with a reader in hand can hear.
public enum ScannerNotice: Hashable, Sendable {
    /// Read.
    case beep
    /// It is still typing a hundred others.
    case tooFast
    /// A character of this code has no key.
    case cannotRead
}

/// What is under the reader.
public struct SimulatedCode: Hashable, Sendable {
    /// What it says.
    public var characters: [UInt8]
    /// The two characters after `]`, where the reader names the kind of code.
    public var kind: [UInt8]

    /// A code of a kind, `C0` for Code 128.
    public init(_ text: String, kind: String = "C0") { (characters, self.kind) = (Array(text.utf8), Array(kind.utf8)) }
}
