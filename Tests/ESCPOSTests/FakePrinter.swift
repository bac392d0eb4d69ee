import DeviceKit
import ESCPOSDriver
import Receipts

/// The far end for the dialogue's tests: just enough printer to answer, stall and die on demand. It is no simulator; the
/// simulator is written from the document by itself and lives elsewhere.
struct FakePrinter {
    var answers = true
    var answersRealTime = true
    var knowsProcessIDs = true
    var knowsMarker = true
    var knowsIdentity = true
    var keepsPictures = true
    var paper = true
    var cover = false
    var cutterStuck = false
    var drawerHigh = true
    /// Runs commands and tells nothing of process ids.
    var forgetsIDs = false
    /// On line, and so slow that what is sent waits in its buffer.
    var busy = false
    /// What the answer to GS r 1 looks like.
    var markerAnswer: UInt8 = 0x00
    var pushes = false

    /// One entry a cut: the texts on that piece of paper.
    var sheets: [[String]] = []
    var open: [String] = []
    var pulses = 0
    var kept: [PictureKey] = []
    var definitions = 0
    var buffer: [ESCPOSCommand] = []
    var seen: [ESCPOSCommand] = []

    var offline: Bool { !paper || cover || cutterStuck }

    var status: [UInt8] {
        [
            0x10 | (drawerHigh ? 0x04 : 0) | (offline ? 0x08 : 0) | (cover ? 0x20 : 0), cutterStuck ? 0x08 : 0,
            paper ? 0 : 0x0C, 0x0F,
        ]
    }

    mutating func receive(_ bytes: [UInt8]) throws -> [[UInt8]] {
        guard answers else { return [] }
        var replies: [[UInt8]] = []
        for command in try ESCPOSCommandDecoder.commands(bytes) {
            seen.append(command)
            if case .realTime(let realTime) = command {
                replies += obey(realTime)
            } else {
                buffer.append(command)
            }
        }
        return replies + drain()
    }

    /// Runs what waits, as far as the printer is able.
    mutating func drain() -> [[UInt8]] {
        var replies: [[UInt8]] = []
        while !offline, !busy, !buffer.isEmpty { replies += run(buffer.removeFirst()) }
        return replies
    }

    /// A slow printer comes as far as its next answer to GS r 1, and stops there again.
    mutating func runToMarker() -> [[UInt8]] {
        var replies: [[UInt8]] = []
        while replies.last != [markerAnswer], !buffer.isEmpty { replies += run(buffer.removeFirst()) }
        return replies
    }

    /// The operator did something: pushes it, then goes on.
    mutating func changed() -> [[UInt8]] { (pushes && answers ? [status] : []) + drain() }

    mutating func powerCycle() {
        (buffer, open, pushes) = ([], [], false)
    }

    private mutating func obey(_ realTime: ESCPOSRealTime) -> [[UInt8]] {
        switch realTime {
        case .status(let number, _):
            guard answersRealTime else { return [] }
            switch number {
            case 1: return [[0x12 | (drawerHigh ? 0x04 : 0) | (offline ? 0x08 : 0)]]
            case 2: return [[0x12 | (cover ? 0x04 : 0) | (paper ? 0 : 0x20) | (cutterStuck ? 0x40 : 0)]]
            case 3: return [[0x12 | (cutterStuck ? 0x08 : 0)]]
            default: return [[paper ? 0x12 : 0x72]]
            }
        case .enquiry(2):
            (buffer, cutterStuck) = ([], false)
            return []
        case .enquiry: cutterStuck = false; return changed()
        case .pulse: pulses += 1; return []
        case .clear:
            buffer = []
            return [[0x37, 0x25, 0x00]]
        case .powerOff, .buzzer, .sendStatus: return []
        }
    }

    private mutating func run(_ command: ESCPOSCommand) -> [[UInt8]] {
        switch command {
        case .text(let bytes): open.append(String(decoding: bytes, as: UTF8.self))
        case .cut:
            sheets.append(open)
            open = []
        case .set(.automaticStatus, let mask):
            pushes = mask != 0
            return pushes ? [status] : []
        case .action(.initialize): pushes = false
        case .set(.transmitIdentity, let number):
            guard knowsIdentity else { return [] }
            return [[0x5F] + Array("\(number == 67 ? "TM-T88V" : number == 68 ? "SN1" : "1.0")".utf8) + [0]]
        case .processID(let id): return knowsProcessIDs && !forgetsIDs ? [[0x37, 0x22] + id + [0]] : []
        case .set(.transmitStatus, _): return knowsMarker && !forgetsIDs ? [[markerAnswer]] : []
        case .graphics(.listKeys, _):
            return keepsPictures ? [[0x37, 0x72, 0x40] + kept.flatMap { [$0.first, $0.second] } + [0]] : []
        case .graphics(.defineStored(let key, _, _, _, _), _):
            definitions += 1
            kept.append(key)
        case .drawerKick: pulses += 1
        default: break
        }
        return []
    }
}

/// A dialogue and a fake printer back to back in virtual time.
struct Bench {
    var dialogue: ESCPOSPrinterDialogue
    var printer = FakePrinter()
    var now = Duration.zero
    var reports: [POSPrinterReport] = []
    var faults: [WireFault] = []
    var sends: [[UInt8]] = []
    /// Replies delivered so far, and after which of them the link is pulled.
    var delivered = 0
    var pullAfter: Int?
    var linked = false

    init(_ profile: ESCPOSProfile = .tmT88V, drawer: DrawerSettings? = DrawerSettings(openLevel: .low)) {
        dialogue = ESCPOSPrinterDialogue(ESCPOSConfiguration(profile: profile, drawer: drawer))
    }

    mutating func step(_ event: DialogueEvent<POSPrinterCommand>) {
        var events = [event]
        while !events.isEmpty {
            let result = dialogue.on(events.removeFirst(), now: now)
            dialogue = result.next
            for effect in result.effects {
                switch effect {
                case .send(let bytes):
                    sends.append(bytes)
                    guard linked else { continue }
                    do {
                        for reply in try printer.receive(bytes) {
                            guard linked else { break }
                            events.append(.received(reply))
                            delivered += 1
                            if delivered == pullAfter {
                                linked = false
                                events.append(.closed(.hungUp))
                            }
                        }
                    } catch { faults.append(WireFault("host sent rubbish", bytes)) }
                case .report(let report): reports.append(report)
                case .fault(let fault): faults.append(fault)
                case .discardInput: break
                }
            }
        }
    }

    mutating func open() {
        linked = true
        step(.opened)
    }

    mutating func pull() {
        linked = false
        step(.closed(.hungUp))
    }

    /// Lets so much time go by, keeping every deadline.
    mutating func wait(_ span: Duration) {
        let goal = now + span
        var turns = 0
        while let due = dialogue.deadline, due <= goal, turns < 10_000 {
            now = max(now, due)
            step(.time)
            turns += 1
        }
        now = goal
        step(.time)
    }

    /// The operator does something to the printer.
    mutating func operate(_ change: (inout FakePrinter) -> Void) {
        change(&printer)
        for reply in printer.changed() where linked { step(.received(reply)) }
    }

    /// A slow printer comes as far as its next answer to GS r 1.
    mutating func runToMarker() {
        for reply in printer.runToMarker() where linked { step(.received(reply)) }
    }

    mutating func print(_ id: String, _ text: String = "BODY") {
        let document = ReceiptDocument(language: .english, blocks: [.text(text)])
        step(.command(.print(PrintJob(id: id, document: document))))
    }

    func ends(_ id: String) -> [PrintOutcome] {
        reports.compactMap { if case .jobEnded(id, let outcome) = $0 { outcome } else { nil } }
    }

    func stalls(_ id: String) -> [String] {
        reports.compactMap { if case .jobStalled(id, let reason) = $0 { reason } else { nil } }
    }

    var drawer: [DrawerReport] { reports.compactMap { if case .drawer(let report) = $0 { report } else { nil } } }

    /// How often this text lies on paper, cut or not.
    func onPaper(_ text: String = "BODY") -> Int {
        (printer.sheets + [printer.open]).reduce(0) { $0 + $1.filter { $0 == text }.count }
    }
}

extension PrintOutcome {
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
    var isFailed: Bool { if case .failed = self { true } else { false } }
}
