import Checks
import DeviceKit
import MiniMICRDriver
import Testing

let goodLine = "T122000661T 123456789U 0101"

/// Drives a dialogue in virtual time; the test plays the unit.
struct Rig {
    var dialogue: MiniMICRDialogue
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var reports: [CheckScannerReport] = []
    var faults: [WireFault] = []

    init(_ configuration: MiniMICRConfiguration = MiniMICRConfiguration()) {
        dialogue = MiniMICRDialogue(configuration)
    }

    mutating func give(_ event: DialogueEvent<CheckScannerCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): sent.append(bytes)
            case .discardInput: break
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    mutating func say(_ text: String) { give(.received(Array(text.utf8))) }

    /// Lets time go by, from deadline to deadline.
    mutating func pass(_ span: Duration) {
        let end = now + span
        var steps = 0
        while let due = dialogue.deadline, due <= end {
            now = max(now, due)
            give(.time)
            steps += 1
            #expect(steps < 10_000, "the dialogue asks for time and does nothing with it")
            if steps >= 10_000 { break }
        }
        now = end
    }

    /// Opened, asked, known.
    mutating func start() {
        give(.opened)
        say("Version 21042813C01\r")
        say("SE = 4711008\r")
        reports = []
        sent = []
    }

    /// `settles`: so long passes that the next line can be this check's.
    mutating func scan(_ item: String = "c-1", patience: Duration = .seconds(30), settles: Bool = true) {
        give(.command(.beginInsertion(CheckScan(item: item, patience: patience))))
        if settles { pass(MiniMICRConfiguration().shortestPass) }
    }

    var read: CheckReading? {
        reports.compactMap { if case .read(let reading) = $0 { reading } else { nil } }.last
    }
    var failure: CheckFailure? {
        reports.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }.last
    }
    /// Last words: each order has exactly one.
    var endings: Int {
        reports.count {
            switch $0 {
            case .read, .failed, .printed: true
            case .identified, .broken, .status, .waitingForCheck, .documentInserted, .removed: false
            }
        }
    }
    /// The newest state.
    var activity: CheckScannerStatus.Activity? {
        reports.compactMap { if case .status(let status) = $0 { status.activity } else { nil } }.last
    }
}
