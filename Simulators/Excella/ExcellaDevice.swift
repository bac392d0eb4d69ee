public import CheckPaper
import ExcellaFrame
public import SimulatorKit

/// A MagTek Excella (STX) as a value: the way of the paper, two printers, two cameras, and a small HTTP server.
///
/// One request at a time; others wait. Nothing here knows a driver; only the framing of HTTP is shared with one.
/// - Source: shared dossier `check-scanners.md` 3.
public struct ExcellaDevice: SimulatedCheckScanner {
    /// What a person can do to it.
    public typealias Lever = CheckScannerLever
    /// What a person sees of it.
    public typealias Notice = CheckScannerNotice
    typealias Effects = [SimulatorEffect<CheckScannerNotice>]

    /// As it was bought.
    public let configuration: ExcellaSimulatorConfiguration
    var track = CheckTrack()
    var isOn = true
    var isOpen = false
    var isMute = false
    var hasFailed = false
    var backInk = CheckInk.ok
    var frontInk = CheckInk.ok
    var parser = HTTPParser(readsAnswers: false)
    var requests: [HTTPMessage] = []
    /// The scan at hand; its answer is owed to the connection it came from.
    var scan: Scan?
    /// Pictures of the last check, by the name they are asked for.
    var stored: [Stored] = []

    /// A picture that can be asked for.
    struct Stored: Hashable, Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// A scan: waiting for paper, or with the paper on its way.
    struct Scan: Hashable, Sendable {
        let order: ExcellaOrder
        var isMoving = false
        var ends: Duration
        /// The one who asked is still there.
        var isWanted = true
    }

    /// Switched on, nothing in its path.
    public init(_ configuration: ExcellaSimulatorConfiguration = ExcellaSimulatorConfiguration()) {
        self.configuration = configuration
    }

    /// Every paper that was ever put in, in that order.
    public var papers: [SimulatedCheckPaper] { track.papers }
    /// False without power.
    public var isPowered: Bool { isOn }
    /// A paper is stuck.
    public var isJammed: Bool { track.isJammed }
    /// The guide of the path is open.
    public var isCoverOpen: Bool { isOpen }
    /// The light at the mouth: put a check in.
    public var isWaiting: Bool { scan.map { !$0.isMoving } ?? false }
    /// When the wait or the motion at hand ends.
    public var deadline: Duration? { isOn ? scan?.ends : nil }

    /// A new connection: what was half heard is forgotten, and an answer that is owed goes nowhere.
    public func connected() -> ExcellaDevice {
        var next = self
        next.parser = HTTPParser(readsAnswers: false)
        next.requests = []
        next.scan?.isWanted = false
        return next
    }

    /// Whoever owns the wire ends the connection after each answer.
    public var closesAfterAnswer: Bool {
        configuration.readings.closesAfterAnswer || configuration.readings.ending == .connection
    }

    /// One step; answers to what needs no motion come within it.
    public func on(
        _ event: SimulatorEvent<CheckScannerLever>, now: Duration
    ) -> (next: ExcellaDevice, effects: [SimulatorEffect<CheckScannerNotice>]) {
        var next = self
        var out: Effects = []
        let lit = isWaiting
        switch event {
        case .time: break
        case .lever(let lever): next.pull(lever, &out)
        case .received(let bytes): if isOn { next.hear(bytes, &out) }
        }
        next.run(now, &out)
        if next.isWaiting != lit { out.append(.notice(.waiting(next.isWaiting))) }
        return (next, out)
    }

    private mutating func pull(_ lever: CheckScannerLever, _ out: inout Effects) {
        guard track.pull(lever, { out.append(.notice($0)) }) else {
            out.append(.notice(.impossible(lever)))
            return
        }
        switch lever {
        case .openCover(let open): isOpen = open
        case .mute(let mute): isMute = mute
        case .fail(let fails): hasFailed = fails
        case .ink(.back, let ink): backInk = ink
        case .ink(.front, let ink): frontInk = ink
        case .powerOff:
            isOn = false
            self = connected()
            (scan, stored) = (nil, [])
            out.append(.notice(.power(false)))
        case .powerOn:
            isOn = true
            out.append(.notice(.power(true)))
        case .insert, .takeChecks, .clearPath, .jamNext: break
        }
    }

    private mutating func hear(_ bytes: [UInt8], _ out: inout Effects) {
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .message(let message): if requests.count < 8 { requests.append(message) }
            case .fault: say(400, "text/plain", Array("Bad Request".utf8), &out)
            }
        }
    }

    /// Ends what is due, and takes requests until one needs paper.
    private mutating func run(_ now: Duration, _ out: inout Effects) {
        guard isOn else { return }
        while true {
            if var open = scan {
                if !open.isMoving, !isOpen, track.drawIn({ out.append(.notice($0)) }) {
                    open.isMoving = true
                    open.ends = now + configuration.passTime
                    scan = open
                    continue
                }
                guard now >= open.ends else { return }
                scan = nil
                let result = open.isMoving ? finish(open.order, &out) : waitedInVain()
                if open.isWanted { say(200, "text/xml", result, &out) }
            } else if !requests.isEmpty {
                take(requests.removeFirst(), now, &out)
            } else {
                return
            }
        }
    }

    /// Sends an answer, its end told as this unit tells it.
    mutating func say(_ status: Int, _ type: String, _ body: [UInt8], _ out: inout Effects) {
        guard isOn, !isMute else { return }
        let words = status == 200 ? "OK" : status == 404 ? "Not Found" : "Bad Request"
        var fields: [HTTPMessage.Field] = [.init("Server", "Excella"), .init("Content-Type", type)]
        var content = body
        switch configuration.readings.ending {
        case .length: fields.append(.init("Content-Length", String(body.count)))
        case .chunks:
            fields.append(.init("Transfer-Encoding", "chunked"))
            content = []
            for start in stride(from: 0, to: body.count, by: 1024) {
                let piece = body[start..<min(start + 1024, body.count)]
                content += Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + [0x0D, 0x0A]
            }
            content += Array("0\r\n\r\n".utf8)
        case .connection: break
        }
        if closesAfterAnswer { fields.append(.init("Connection", "close")) }
        out.append(.send(HTTPMessage("HTTP/1.1 \(status) \(words)", fields: fields, body: content).encoded()))
    }
}
