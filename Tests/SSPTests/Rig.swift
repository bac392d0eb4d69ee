import DeviceKit
import Money
import SSPDriver
import Testing

/// A frame built here, from the document, with nothing of the driver.
func wire(_ sequence: UInt8, _ data: [UInt8], address: UInt8 = 0) -> [UInt8] {
    let body = [address | sequence << 7, UInt8(data.count)] + data
    var crc: UInt16 = 0xFFFF
    for byte in body {
        crc ^= UInt16(byte) << 8
        for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x8005 : crc << 1 }
    }
    var frame: [UInt8] = [0x7F]
    for byte in body + [UInt8(crc & 0xFF), UInt8(crc >> 8)] { frame += byte == 0x7F ? [0x7F, 0x7F] : [byte] }
    return frame
}

/// Sequence bit and data of a frame of the host; no check, the driver's frames are checked by the vectors.
func unwire(_ frame: [UInt8]) -> (sequence: UInt8, data: [UInt8]) {
    var body: [UInt8] = []
    var isDoubled = false
    for byte in frame.dropFirst() {
        if byte == 0x7F, !isDoubled {
            isDoubled = true
            continue
        }
        isDoubled = false
        body.append(byte)
    }
    return (body[0] >> 7, Array(body[2..<(body.count - 2)]))
}

/// Drives a dialogue in virtual time; the test plays the unit.
struct Rig {
    var dialogue: SSPDialogue
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    var faults: [WireFault] = []
    /// A frame is on the line and not answered.
    var open = false
    /// Notes stacked; `nil`: the unit does not know the question.
    var counter: UInt8? = 7
    var serial: UInt8 = 1
    var knowsAck = true

    init(_ configuration: SSPConfiguration = SSPConfiguration()) { dialogue = SSPDialogue(configuration) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                open = true
            case .discardInput: break
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

    var last: (sequence: UInt8, data: [UInt8]) { sent.last.map(unwire) ?? (0, [0]) }
    var lastCode: UInt8 { last.data.first ?? 0 }
    var codes: [UInt8] { sent.map { unwire($0).data[0] } }

    /// Waits for the next frame when none is on the line.
    mutating func awaitFrame() {
        for _ in 0..<100 where !open {
            guard let due = dialogue.deadline else { return }
            now = max(now, due)
            give(.time)
        }
    }

    /// Answers the frame on the line (or the next one) after 10 ms.
    mutating func answer(_ data: [UInt8]) {
        awaitFrame()
        now += .milliseconds(10)
        open = false
        give(.received(wire(last.sequence, data)))
    }

    /// The frame on the line is lost until it is repeated, or given up.
    mutating func lose() {
        awaitFrame()
        open = false
        let before = sent.count
        while sent.count == before, let due = dialogue.deadline {
            now = max(now, due)
            give(.time)
        }
    }

    static let setup: [UInt8] =
        [0xF0, 0] + Array("0411USD".utf8) + [0, 0, 0, 7] + [1, 2, 5, 10, 20, 50, 100] + [2, 2, 2, 2, 2, 2, 2]
        + [0, 0, 1, 6] + Array("USDUSDUSDUSDUSDUSDUSD".utf8)
        + [100, 200, 500, 1000, 2000, 5000, 10000].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8), 0, 0] }

    /// Plays a cooperative unit for one exchange; polls are answered with these events.
    mutating func serve(_ events: [UInt8] = []) {
        awaitFrame()
        switch lastCode {
        case 0x05: answer(Rig.setup)
        case 0x0C: answer([0xF0, 0, 0, 0, serial])
        case 0x20: answer([0xF0] + Array("NV02".utf8))
        case 0x21: answer([0xF0] + Array("USD01".utf8))
        case 0x58: answer(counter.map { [0xF0, 5, $0, 0, 0, 0] + [UInt8](repeating: 0, count: 16) } ?? [0xF2])
        case 0x56: answer(knowsAck ? [0xF0] + events : [0xF2])
        case 0x07: answer([0xF0] + events)
        default: answer([0xF0])
        }
    }

    /// Serves until the report is there; at most 200 exchanges.
    mutating func serve(_ events: [UInt8] = [], until found: (BillAcceptorReport) -> Bool) {
        let start = reports.count
        for _ in 0..<200 where !reports[start...].contains(where: found) { serve(events) }
        let came = reports[start...].contains(where: found)
        #expect(came, "the report never came")
    }

    /// Serves whatever is asked until a poll is on the line, and answers that with these events.
    mutating func servePoll(_ events: [UInt8]) {
        awaitFrame()
        for _ in 0..<20 where lastCode != 0x56 && lastCode != 0x07 {
            serve()
            awaitFrame()
        }
        serve(events)
    }

    /// Opened, identified, settled.
    static func settled(_ configuration: SSPConfiguration = SSPConfiguration(), _ shape: (inout Rig) -> Void = { _ in })
        -> Rig
    {
        var rig = Rig(configuration)
        shape(&rig)
        rig.give(.opened)
        rig.serve([0xE8]) { if case .atRest = $0 { true } else { false } }
        return rig
    }

    /// Settled and accepting all notes; the reports so far are forgotten.
    static func accepting(
        _ configuration: SSPConfiguration = SSPConfiguration(), _ shape: (inout Rig) -> Void = { _ in }
    ) -> Rig {
        var rig = settled(configuration, shape)
        rig.command(.enable(Denomination.usNotes))
        for _ in 0..<20 where !rig.codes.contains(0x0A) { rig.serve() }
        rig.serve()
        rig.servePoll([])
        rig.reports = []
        rig.sent = []
        return rig
    }

    /// Accepting, a 20 (channel 5) in escrow and reported.
    static func holding(
        _ configuration: SSPConfiguration = SSPConfiguration(), _ shape: (inout Rig) -> Void = { _ in }
    ) -> Rig {
        var rig = accepting(configuration, shape)
        rig.servePoll([0xEF, 0])
        rig.servePoll([0xEF, 5])
        return rig
    }

    /// Holding, and the order to stack went out and was answered with "stacking".
    static func stacking(
        _ configuration: SSPConfiguration = SSPConfiguration(), _ shape: (inout Rig) -> Void = { _ in }
    ) throws -> Rig {
        var rig = holding(configuration, shape)
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.servePoll([0xCC])
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

let plain = SSPConfiguration(acknowledgedPolls: .never)
let proven = SSPBehaviour(creditIsFinal: true, clearsUnordered: .never, repeatsDisabled: true)
