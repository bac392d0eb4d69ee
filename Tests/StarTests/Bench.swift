import DeviceKit
import Receipts
import SimulatorKit
import StarDriver
import StarSimulator

/// A dialogue and the simulated printer back to back in virtual time, with a line between them that can be bad.
struct Bench {
    var dialogue: StarPrinterDialogue
    var printer: StarDevice
    var now = Duration.zero
    var reports: [POSPrinterReport] = []
    var faults: [WireFault] = []
    var notices: [StarNotice] = []
    var sends: [[UInt8]] = []
    var linked = false
    /// Bytes of the host so far, and which of them the line loses.
    var sent = 0
    var lost: Range<Int> = 0..<0
    /// After so many bytes of the host this happens at the printer.
    var trap: (after: Int, lever: StarLever)?
    /// At the moment a job was called printed, a receipt with its last line was cut off.
    var wasCutWhenPrinted = true
    /// The power comes back at once.
    var blinks = false

    init(
        _ configuration: StarSimulator.StarConfiguration = .init(), profile: StarProfile = .tsp650,
        drawer: DrawerSettings? = DrawerSettings(openLevel: .high), mayReset: Bool = true
    ) {
        dialogue = StarPrinterDialogue(.init(profile: profile, drawer: drawer, mayReset: mayReset))
        printer = StarDevice(configuration)
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
                    if linked { events += carry(bytes) }
                case .report(let report):
                    reports.append(report)
                    guard case .jobEnded(let id, .printed) = report else { continue }
                    let name = id == "next" ? "LAST B" : "LAST"
                    wasCutWhenPrinted = printer.paper.contains { piece in
                        guard case .cut = piece.ending else { return false }
                        return piece.lines.contains { $0.hasPrefix(name) }
                    }
                case .fault(let fault): faults.append(fault)
                case .discardInput: break
                }
            }
        }
    }

    private mutating func carry(_ bytes: [UInt8]) -> [DialogueEvent<POSPrinterCommand>] {
        var events: [DialogueEvent<POSPrinterCommand>] = []
        var run: [UInt8] = []
        func isTrap(_ place: Int) -> Bool { trap?.after == place }
        for byte in bytes {
            if isTrap(sent), let lever = trap?.lever {
                events += device(.received(run))
                run = []
                trap = nil
                events += device(.lever(lever))
                if blinks { events += device(.lever(.powerOn)) }
            }
            if !lost.contains(sent) { run.append(byte) }
            sent += 1
        }
        return events + device(.received(run))
    }

    private mutating func device(_ event: SimulatorEvent<StarLever>) -> [DialogueEvent<POSPrinterCommand>] {
        let result = printer.on(event, now: now)
        printer = result.next
        return result.effects.compactMap { effect in
            switch effect {
            case .send(let bytes): return linked ? .received(bytes) : nil
            case .notice(let notice):
                notices.append(notice)
                return nil
            }
        }
    }

    mutating func open() {
        linked = true
        step(.opened)
    }

    mutating func pullCable() {
        linked = false
        step(.closed(.hungUp))
    }

    mutating func pull(_ lever: StarLever) { for event in device(.lever(lever)) { step(event) } }

    /// Lets so much time go by, keeping every deadline of both sides.
    mutating func wait(_ span: Duration) {
        let goal = now + span
        var turns = 0
        while let due = [dialogue.deadline, printer.deadline].compactMap({ $0 }).min(), due <= goal, turns < 200_000 {
            now = max(now, due)
            for event in device(.time) { step(event) }
            step(.time)
            turns += 1
        }
        now = goal
        for event in device(.time) { step(event) }
        step(.time)
    }

    /// Up to this moment nothing was printed, and the greeting is over.
    static func ready(
        _ configuration: StarSimulator.StarConfiguration = .init(), profile: StarProfile = .tsp650,
        drawer: DrawerSettings? = DrawerSettings(openLevel: .high)
    ) -> Bench {
        var bench = Bench(configuration, profile: profile, drawer: drawer)
        bench.open()
        bench.wait(.seconds(5))
        return bench
    }

    mutating func print(_ id: String, _ document: ReceiptDocument = .sample) {
        step(.command(.print(PrintJob(id: id, document: document))))
    }

    func ends(_ id: String) -> [PrintOutcome] {
        reports.compactMap { if case .jobEnded(id, let outcome) = $0 { outcome } else { nil } }
    }

    func stalls(_ id: String) -> [String] {
        reports.compactMap { if case .jobStalled(id, let reason) = $0 { reason } else { nil } }
    }

    var drawer: [DrawerReport] { reports.compactMap { if case .drawer(let report) = $0 { report } else { nil } } }
    var broken: [String] { reports.compactMap { if case .broken(let reason) = $0 { reason } else { nil } } }

    /// How often this line lies on paper, cut off or not.
    func onPaper(_ line: String) -> Int {
        printer.paper.reduce(0) { sum, piece in sum + piece.lines.count { $0.contains(line) } }
    }

    /// Whole receipts: pieces that were cut off and carry first and last line.
    func receipts(_ name: String = "A") -> Int {
        printer.paper.filter { piece in
            guard case .cut = piece.ending else { return false }
            return piece.lines.contains { $0.contains("FIRST \(name)") }
                && piece.lines.contains { $0.contains("LAST \(name)") }
        }.count
    }
}

extension ReceiptDocument {
    static let sample = receipt("A")

    /// A receipt with a first and a last line of its own, and twenty between them.
    static func receipt(_ name: String, picture: Bool = false) -> ReceiptDocument {
        var blocks: [ReceiptBlock] = [.text("FIRST \(name)", style: .large, align: .center)]
        if picture, let bitmap = Bitmap(width: 64, height: 200, rows: [UInt8](repeating: 0x17, count: 1_600)) {
            blocks.append(.picture(bitmap))
        }
        for number in 1...20 { blocks.append(.pair("Line \(number)", "\(number).00")) }
        blocks.append(.qr("https://pay.example/\(name)"))
        blocks.append(.text("LAST \(name)"))
        return ReceiptDocument(language: .english, blocks: blocks)
    }
}

extension PrintOutcome {
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
    var isFailed: Bool { if case .failed = self { true } else { false } }
}
