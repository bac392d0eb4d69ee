public import CheckPaper
public import SimulatorKit

/// A reader of MICR lines as a value: a path with a head, a mouth, an exit, and firmware that tells each line once.
///
/// It knows no driver; only framing is shared with one.
/// - Source: shared dossier `check-scanners.md` 5, 6.
public struct MiniMICRDevice: SimulatedCheckScanner {
    /// What a person can do to it.
    public typealias Lever = CheckScannerLever
    /// What a person sees of it.
    public typealias Notice = CheckScannerNotice
    typealias Effects = [SimulatorEffect<CheckScannerNotice>]

    /// As it was bought and set.
    public let configuration: MiniMICRConfiguration
    /// The check went past the head this many times.
    public internal(set) var passes = 0
    /// False without power.
    public internal(set) var isPowered: Bool

    var track = CheckTrack()
    /// Until then the firmware starts up.
    var startUntil: Duration?
    var motion: Motion?
    var isMuted = false
    var clock: Duration
    /// A command in the making.
    var heard: [UInt8] = []
    /// The last packet, for a host that asks for it again.
    var lastSent: [UInt8] = []

    /// Paper on its way out; whether the head reads it.
    struct Motion: Hashable, Sendable {
        let ends: Duration
        let reads: Bool
    }

    /// Starting up from `now` on, if it has power.
    public init(_ configuration: MiniMICRConfiguration = MiniMICRConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        clock = now
        isPowered = configuration.isPowered
        if isPowered { startUntil = now + configuration.startTime }
    }

    /// Every paper that was ever put in.
    public var papers: [SimulatedCheckPaper] { track.papers }
    /// A paper is stuck.
    public var isJammed: Bool { track.isJammed }
    /// It has no cover.
    public var isCoverOpen: Bool { false }
    /// It takes a check at any time when nothing is in its path.
    public var isWaiting: Bool { isPowered && startUntil == nil && motion == nil && isFree }

    private var isFree: Bool { track.papers(.moving).isEmpty && !isJammed }

    /// One step; bytes from the host are answered within it.
    public func on(
        _ event: SimulatorEvent<CheckScannerLever>, now: Duration
    ) -> (next: MiniMICRDevice, effects: [SimulatorEffect<CheckScannerNotice>]) {
        var next = self
        var out: Effects = []
        next.advance(to: now, &out)
        switch event {
        case .time: break
        case .received(let bytes): next.hear(bytes, &out)
        case .lever(let lever): next.pull(lever, &out)
        }
        next.advance(to: now, &out)
        return (next, out)
    }

    /// The end of a start-up or of a pass.
    public var deadline: Duration? { [startUntil, motion?.ends].compactMap { $0 }.min() }

    /// Everything that happened up to now, in its order.
    private mutating func advance(to now: Duration, _ out: inout Effects) {
        let now = max(now, clock)
        while let due = deadline, due <= now {
            clock = due
            if startUntil == due {
                startUntil = nil
            } else if let ended = motion {
                motion = nil
                arrive(reads: ended.reads, &out)
            }
            drawIn(&out)
        }
        clock = now
        drawIn(&out)
    }

    private mutating func drawIn(_ out: inout Effects) {
        guard isWaiting, track.drawIn({ out.append(.notice($0)) }) else { return }
        motion = Motion(ends: clock + configuration.passTime, reads: true)
    }

    private mutating func arrive(reads: Bool, _ out: inout Effects) {
        let lines = track.papers(.moving).map(\.check.heard)
        guard track.arrive(at: .exit, { out.append(.notice($0)) }) else { return }  // stuck: it says nothing
        guard reads, !lines.isEmpty else { return }
        passes += 1
        tell(MiniMICRHead(lines), &out)
    }

    private mutating func pull(_ lever: CheckScannerLever, _ out: inout Effects) {
        var isPossible = true
        switch lever {
        case .insert, .takeChecks, .jamNext:
            isPossible = track.pull(lever) { out.append(.notice($0)) }
        case .clearPath:
            isPossible = track.pull(lever) { out.append(.notice($0)) }
            motion = nil
        case .mute(let isMuted): self.isMuted = isMuted
        case .powerOff:
            isPossible = isPowered
            (isPowered, motion, startUntil, heard, lastSent) = (false, nil, nil, [], [])
            if isPossible { out.append(.notice(.power(false))) }
        case .powerOn:
            isPossible = !isPowered
            guard isPossible else { break }
            (isPowered, startUntil) = (true, clock + configuration.startTime)
            out.append(.notice(.power(true)))
            // What lay in the path runs out unread.
            if !track.papers(.moving).isEmpty {
                motion = Motion(ends: clock + configuration.startTime + configuration.passTime, reads: false)
            }
        case .openCover, .ink, .fail: isPossible = false
        }
        if !isPossible { out.append(.notice(.impossible(lever))) }
    }
}
