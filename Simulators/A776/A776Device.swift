public import CheckPaper
public import SimulatorKit

/// A CognitiveTPG A776 as a value: the way of the paper, the head, two cameras, a print head over the upper face.
///
/// Physics is the truth (`papers`); the wire tells only what the firmware would tell. Nothing here knows a driver.
/// - Source: shared dossier `check-scanners.md` 2.
public struct A776Device: SimulatedCheckScanner {
    /// What a person can do to it.
    public typealias Lever = CheckScannerLever
    /// What a person sees of it.
    public typealias Notice = CheckScannerNotice
    typealias Effects = [SimulatorEffect<CheckScannerNotice>]

    /// As it was bought.
    public let configuration: A776SimulatorConfiguration
    /// The mouth, the path and the exit.
    var track = CheckTrack()
    var isOn = true
    var isOpen = false
    var isMute = false
    var hasFailed = false
    /// Bytes not obeyed yet: commands wait while something moves.
    var inbox: [UInt8] = []
    /// The beginning of a real-time command.
    var urgent: [UInt8] = []
    var motion: Motion?
    var lastAnswer: [UInt8] = []
    var faceUp = CheckFace.back
    /// Letters of a line that is not printed yet.
    var line: [UInt8] = []
    var printsOnCheck = false
    var stored: [Picture] = []
    var nextIndex: UInt16 = 1
    var sendsPicture = true

    /// A picture in the unit's memory.
    struct Picture: Hashable, Sendable {
        let index: UInt16
        let isTop: Bool
        let page: TIFFWriter.Page
    }

    /// What it is busy with.
    struct Motion: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// Waits for paper, for the head or for the cameras.
            case awaitRead
            case awaitScan(send: Bool, sides: UInt8)
            /// Paper moves.
            case read
            case scan(send: Bool, sides: UInt8)
            case flip(answers: Bool)
            case print([String])
            case release
        }
        let kind: Kind
        /// When it ends by itself; `nil`: never.
        let ends: Duration?
    }

    /// Switched on, nothing in its path.
    public init(_ configuration: A776SimulatorConfiguration = A776SimulatorConfiguration()) {
        self.configuration = configuration
        faceUp = configuration.readings.topFace
    }

    /// Every paper that was ever put in, in that order.
    public var papers: [SimulatedCheckPaper] { track.papers }
    /// False without power.
    public var isPowered: Bool { isOn }
    /// A paper is stuck.
    public var isJammed: Bool { track.isJammed }
    /// The imager's cover is open.
    public var isCoverOpen: Bool { isOpen }
    /// The light at the mouth: put a check in.
    public var isWaiting: Bool {
        switch motion?.kind {
        case .awaitRead, .awaitScan: true
        case .read, .scan, .flip, .print, .release, nil: false
        }
    }

    /// When the motion or the wait at hand ends by itself.
    public var deadline: Duration? { isOn ? motion?.ends : nil }

    /// One step; answers to what needs no motion come within it.
    public func on(
        _ event: SimulatorEvent<CheckScannerLever>, now: Duration
    ) -> (next: A776Device, effects: [SimulatorEffect<CheckScannerNotice>]) {
        var next = self
        var out: Effects = []
        let lit = isWaiting
        switch event {
        case .time: break
        case .lever(let lever): next.pull(lever, now, &out)
        case .received(let bytes): if isOn { next.hear(bytes, now, &out) }
        }
        next.run(now, &out)
        if next.isWaiting != lit { out.append(.notice(.waiting(next.isWaiting))) }
        return (next, out)
    }

    private mutating func pull(_ lever: CheckScannerLever, _ now: Duration, _ out: inout Effects) {
        guard track.pull(lever, { out.append(.notice($0)) }) else {
            out.append(.notice(.impossible(lever)))
            return
        }
        switch lever {
        case .openCover(let open): isOpen = open
        case .mute(let mute): isMute = mute
        case .fail(let fails): hasFailed = fails
        case .powerOff:
            isOn = false
            (inbox, urgent, line, stored, motion) = ([], [], [], [], nil)
            lastAnswer = []
            printsOnCheck = false
            out.append(.notice(.power(false)))
        case .powerOn:
            isOn = true
            out.append(.notice(.power(true)))
        case .clearPath: if track.papers(.moving).isEmpty, !isWaiting { motion = nil }
        case .insert, .takeChecks, .jamNext, .ink: break
        }
    }

    mutating func say(_ bytes: [UInt8], _ out: inout Effects) {
        if !isMute, isOn { out.append(.send(bytes)) }
    }
}
