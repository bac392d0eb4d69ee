import DeviceKit
import ESCPOSDriver
import ESCPOSSimulator
import Receipts
import SimulatorKit

/// The dialogue and a simulated kiosk printer with its presenter back to back in virtual time.
struct KioskBench {
    var dialogue: ESCPOSPrinterDialogue
    var printer: ESCPOSDevice
    var now = Duration.zero
    var reports: [POSPrinterReport] = []
    var notices: [ESCPOSNotice] = []
    var sent: [[UInt8]] = []

    init(_ change: (inout ESCPOSProfile) -> Void = { _ in }) {
        var profile = ESCPOSProfile.customKPM
        change(&profile)
        dialogue = ESCPOSPrinterDialogue(ESCPOSDriver.ESCPOSConfiguration(profile: profile, drawer: nil))
        var configuration = ESCPOSSimulator.ESCPOSConfiguration(model: .customKPM)
        configuration.drawers = [:]
        printer = ESCPOSDevice(configuration)
        step(.opened)
        wait(.seconds(12))
    }

    mutating func step(_ event: DialogueEvent<POSPrinterCommand>) {
        var events = [event]
        while !events.isEmpty {
            let result = dialogue.on(events.removeFirst(), now: now)
            dialogue = result.next
            for effect in result.effects {
                switch effect {
                case .send(let bytes):
                    sent.append(bytes)
                    events += device(.received(bytes))
                case .report(let report): reports.append(report)
                case .fault, .discardInput: break
                }
            }
        }
    }

    private mutating func device(_ event: SimulatorEvent<ESCPOSLever>) -> [DialogueEvent<POSPrinterCommand>] {
        let result = printer.on(event, now: now)
        printer = result.next
        var events: [DialogueEvent<POSPrinterCommand>] = []
        for effect in result.effects {
            switch effect {
            case .send(let bytes): events.append(.received(bytes))
            case .notice(let notice): notices.append(notice)
            }
        }
        return events
    }

    mutating func pull(_ lever: ESCPOSLever) { for event in device(.lever(lever)) { step(event) } }

    mutating func wait(_ span: Duration) {
        let goal = now + span
        var turns = 0
        while let due = [dialogue.deadline, printer.deadline].compactMap({ $0 }).min(), due <= goal, turns < 50_000 {
            turns += 1
            now = max(now, due)
            for event in device(.time) { step(event) }
            step(.time)
        }
        now = goal
        for event in device(.time) { step(event) }
        step(.time)
    }

    mutating func print(_ id: String) {
        let blocks = (1...12).map { ReceiptBlock.pair("\(id) line \($0)", "1.00") }
        let document = ReceiptDocument(language: .english, blocks: blocks)
        step(.command(.print(PrintJob(id: id, document: document))))
    }

    func ends(_ id: String) -> [PrintOutcome] {
        reports.compactMap { if case .jobEnded(id, let outcome) = $0 { outcome } else { nil } }
    }

    /// What the status said of the presenter, each change once.
    var presenter: [POSPrinterStatus.Presenter?] {
        var list: [POSPrinterStatus.Presenter?] = []
        for case .status(let status) in reports where list.last != .some(status.presenter) {
            list.append(status.presenter)
        }
        return list
    }
}
