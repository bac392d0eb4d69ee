import DeviceKit
import EBDSDriver
import Money
import Testing

/// A frame built here, from the document, with nothing of the driver.
func wire(_ control: UInt8, _ data: [UInt8]) -> [UInt8] {
    let body = [UInt8(data.count + 5), control] + data
    return [0x02] + body + [0x03, body.reduce(0, ^)]
}

/// Six status bytes of an SC66 with its cassette.
struct Seen {
    var motion: UInt8 = 0x01
    var condition: UInt8 = 0x10
    var detail: UInt8 = 0
    var extra: UInt8 = 0
    var bytes: [UInt8] { [motion, condition, detail, extra, 0x55, 0x12] }

    static let idle = Seen()
    static let off = Seen(motion: 0)
    static let accepting = Seen(motion: 0x02)
    static func escrow(_ index: UInt8) -> Seen { Seen(motion: 0x04, detail: index << 3) }
    static let stacking = Seen(motion: 0x08)
    static func stacked(_ index: UInt8) -> Seen { Seen(motion: 0x11, detail: index << 3) }
    static let returning = Seen(motion: 0x20)
    static let returned = Seen(motion: 0x41)
    static let rejected = Seen(motion: 0x01, condition: 0x12)
    static let blank = Seen(motion: 0x11)
    static let powerUp = Seen(motion: 0x00, detail: 0x01)
}

/// Drives a dialogue in virtual time; the test plays the unit.
struct Rig {
    var dialogue: EBDSDialogue
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    var faults: [WireFault] = []
    var discards = 0
    /// A frame is on the line and not answered.
    var open = false
    /// Cash box total, as digits; `nil`: the unit does not know the question.
    var counter: [UInt8]? = [0, 0, 0, 7]
    var serial = "SC12345"
    var answersValueTable = true

    init(_ configuration: EBDSConfiguration = EBDSConfiguration()) { dialogue = EBDSDialogue(configuration) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                open = true
            case .discardInput: discards += 1
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    mutating func command(_ command: BillAcceptorCommand) { give(.command(command)) }

    /// Lets time pass, every deadline on its instant.
    mutating func pass(_ time: Duration) {
        let end = now + time
        while let due = dialogue.deadline, due <= end {
            now = max(now, due)
            give(.time)
        }
        now = end
    }

    var last: [UInt8] { sent.last ?? [] }
    var lastAck: UInt8 { last.count > 2 ? last[2] & 1 : 0 }
    var lastData: [UInt8] { last.count > 5 ? Array(last[3..<(last.count - 2)]) : [] }
    var lastType: UInt8 { last.count > 2 ? last[2] >> 4 : 0 }
    /// The poll inside the last frame.
    var lastPoll: [UInt8] { lastType == 7 ? Array(lastData[1...3]) : lastData }
    var ordersStack: Bool { lastType == 1 && lastData[1] & 0x20 != 0 }
    var ordersReturn: Bool { lastType == 1 && lastData[1] & 0x40 != 0 }

    /// Waits for the next frame when none is on the line.
    mutating func awaitFrame() {
        for _ in 0..<100 where !open {
            guard let due = dialogue.deadline else { return }
            now = max(now, due)
            give(.time)
        }
    }

    /// Answers the frame on the line (or the next one) after 10 ms.
    mutating func answer(_ control: UInt8, _ data: [UInt8]) {
        awaitFrame()
        now += .milliseconds(10)
        open = false
        give(.received(wire(control | lastAck, data)))
    }

    mutating func answer(_ seen: Seen) { answer(0x20, seen.bytes) }

    /// The frame on the line and whatever it is repeated as is lost until the next repetition.
    mutating func lose() {
        awaitFrame()
        let before = sent.count
        while sent.count == before, let due = dialogue.deadline {
            now = max(now, due)
            give(.time)
        }
    }

    /// Plays a cooperative unit for one exchange: queries from the script, polls with `seen`.
    mutating func serve(_ seen: Seen = .idle) {
        awaitFrame()
        switch lastType {
        case 6:
            switch lastData.last {
            case 0x01: answer(counter.map { (0x60, $0) } ?? (0x20, refusing(seen)))
            case 0x04: answer(0x60, Array("SC66".utf8))
            case 0x05: answer(0x60, Array(serial.utf8))
            case 0x07: answer(0x60, Array("286001103".utf8))
            case 0x08: answer(0x60, Array("USD\0\0".utf8))
            default: answer(0x20, refusing(seen))
            }
        case 7 where lastData.first == 0x06 && answersValueTable:
            answer(0x70, [0x06] + seen.bytes + Rig.valueTable)
        case 7: answer(0x20, refusing(seen))
        default: answer(seen)
        }
    }

    private mutating func answer(_ reply: (UInt8, [UInt8])) { answer(reply.0, reply.1) }
    private func refusing(_ seen: Seen) -> [UInt8] {
        var refusal = seen
        refusal.detail |= 0x02
        return refusal.bytes
    }

    static let valueTable: [UInt8] = [
        "1USD001+00", "2USD002+00", "3USD005+00", "4USD001+01", "5USD002+01", "6USD005+01",
        "7USD001+02",
    ].flatMap { [$0.utf8.first! - 0x30] + Array($0.utf8.dropFirst()) }

    /// Serves until the report is there; at most 200 exchanges.
    mutating func serve(_ seen: Seen = .idle, until found: (BillAcceptorReport) -> Bool) {
        let start = reports.count
        for _ in 0..<200 where !reports[start...].contains(where: found) { serve(seen) }
        let came = reports[start...].contains(where: found)
        #expect(came, "the report never came")
    }

    /// Opened, identified, settled.
    static func settled(_ configuration: EBDSConfiguration = EBDSConfiguration()) -> Rig {
        var rig = Rig(configuration)
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        return rig
    }

    /// Settled and accepting all notes; the reports so far are forgotten.
    static func accepting(_ configuration: EBDSConfiguration = EBDSConfiguration()) -> Rig {
        var rig = settled(configuration)
        rig.command(.enable(Denomination.usNotes))
        for _ in 0..<3 { rig.serve() }
        rig.reports = []
        rig.sent = []
        return rig
    }

    /// Accepting, a 20 in escrow and reported.
    static func holding(_ configuration: EBDSConfiguration = EBDSConfiguration()) -> Rig {
        var rig = accepting(configuration)
        rig.answer(.accepting)
        rig.answer(.escrow(5))
        return rig
    }

    var seenAt: Duration? {
        for report in reports.reversed() { if case .escrowed(_, let seenAt) = report { return seenAt } }
        return nil
    }

    /// Reports about money and recovery, without status and "accepting".
    var facts: [BillAcceptorReport] {
        reports.filter {
            switch $0 {
            case .status, .accepting: false
            default: true
            }
        }
    }
}
