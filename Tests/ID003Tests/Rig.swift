import DeviceKit
import ID003Driver
import Money
import Testing

/// What the test lets the unit say to a poll.
struct Seen {
    var code: UInt8
    var data: [UInt8] = []

    static let idling = Seen(code: 0x11)
    static let accepting = Seen(code: 0x12)
    static func escrow(_ note: UInt8) -> Seen { Seen(code: 0x13, data: [note]) }
    static let stacking = Seen(code: 0x14)
    static let vendValid = Seen(code: 0x15)
    static let stacked = Seen(code: 0x16)
    static let rejecting = Seen(code: 0x17, data: [0x77])
    static let returning = Seen(code: 0x18)
    static let holding = Seen(code: 0x19)
    static let disabled = Seen(code: 0x1A)
    static let starting = Seen(code: 0x1B)
    static let powerUp = Seen(code: 0x40)
    static let inAcceptor = Seen(code: 0x41)
    static let inStacker = Seen(code: 0x42)
    static let jam = Seen(code: 0x46)
}

/// Drives a dialogue in virtual time; the test plays the unit.
struct Rig {
    var dialogue: ID003Dialogue
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    var faults: [WireFault] = []
    var discards = 0
    /// A frame that wants an answer is on the line.
    var isOpen = false
    var version: [UInt8]? = Array("U(USA)-10-SS  ID003-05V201".utf8)
    var table: [UInt8]? = Rig.dollars
    /// The unit obeys "inhibit": what it shows at rest.
    var inhibited = false

    /// 1, 2, 5, 10, 20, 50, 100 dollars; 68 unused.
    static let dollars: [UInt8] = [
        0x61, 1, 1, 0, 0x62, 1, 2, 0, 0x63, 1, 5, 0, 0x64, 1, 1, 1, 0x65, 1, 2, 1, 0x66, 1, 5, 1, 0x67, 1, 1, 2, 0x68,
        1, 0, 0,
    ]

    init(_ configuration: ID003Configuration = ID003Configuration()) { dialogue = ID003Dialogue(configuration) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                if bytes[2] != 0x50 { isOpen = true }
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

    var last: UInt8 { sent.last(where: { $0[2] != 0x50 })?[2] ?? 0 }
    var lastData: [UInt8] { sent.last.map { Array($0[3..<($0.count - 2)]) } ?? [] }
    func sentCount(_ code: UInt8) -> Int { sent.count { $0[2] == code } }
    var acks: Int { sentCount(0x50) }
    var stackOrders: Int { sentCount(0x42) + sentCount(0x41) }

    /// Waits for the next frame when none is on the line.
    mutating func awaitFrame() {
        for _ in 0..<100 where !isOpen {
            guard let due = dialogue.deadline else { return }
            now = max(now, due)
            give(.time)
        }
    }

    /// Answers the frame on the line (or the next one) after 10 ms.
    mutating func answer(_ code: UInt8, _ data: [UInt8] = []) {
        awaitFrame()
        now += .milliseconds(10)
        isOpen = false
        give(.received(wire(code, data)))
    }

    /// The frame on the line is lost: time passes until the next.
    mutating func lose() {
        awaitFrame()
        isOpen = false
        awaitFrame()
    }

    /// Plays a cooperative unit for one exchange; a poll is answered with `seen`.
    mutating func serve(_ seen: Seen? = nil) {
        awaitFrame()
        let code = last
        switch code {
        case 0x11:
            let rest = inhibited ? Seen.disabled : .idling
            answer((seen ?? rest).code, (seen ?? rest).data)
        case 0x88: if let version { answer(0x88, version) } else { answer(0x4B) }
        case 0x8A: if let table { answer(0x8A, table) } else { answer(0x4B) }
        case 0xC0...0xC7:
            if code == 0xC3 { inhibited = lastData == [1] }
            answer(code, lastData)
        default: answer(0x50)
        }
    }

    /// Serves until the poll was answered with it.
    mutating func show(_ seen: Seen) {
        for _ in 0..<40 {
            awaitFrame()
            let isPoll = last == 0x11
            serve(seen)
            if isPoll { return }
        }
        Issue.record("no poll came")
    }

    mutating func serve(_ seen: Seen? = nil, until found: (BillAcceptorReport) -> Bool) {
        let start = reports.count
        for _ in 0..<200 where !reports[start...].contains(where: found) { serve(seen) }
        let came = reports[start...].contains(where: found)
        #expect(came, "the report never came")
    }

    /// Serves some exchanges.
    mutating func serve(_ times: Int, _ seen: Seen? = nil) { for _ in 0..<times { serve(seen) } }

    static func isRest(_ report: BillAcceptorReport) -> Bool { if case .atRest = report { true } else { false } }

    /// Opened, identified, settled.
    static func settled(_ configuration: ID003Configuration = ID003Configuration()) -> Rig {
        var rig = Rig(configuration)
        rig.give(.opened)
        rig.serve(until: isRest)
        return rig
    }

    /// Settled and accepting all notes; what was said so far is forgotten.
    static func accepting(_ configuration: ID003Configuration = ID003Configuration()) -> Rig {
        var rig = settled(configuration)
        rig.command(.enable(Denomination.usNotes))
        rig.serve(8)
        #expect(!rig.inhibited)
        rig.reports = []
        rig.sent = []
        return rig
    }

    /// Accepting, a 20 in escrow and reported.
    static func holding(_ configuration: ID003Configuration = ID003Configuration()) -> Rig {
        var rig = accepting(configuration)
        rig.show(.accepting)
        rig.show(.escrow(0x65))
        return rig
    }

    /// The order went out and was heard.
    static func stacking(_ configuration: ID003Configuration = ID003Configuration()) -> Rig {
        var rig = holding(configuration)
        rig.command(.stack(seenAt: rig.seenAt))
        rig.awaitFrame()
        #expect(rig.last == 0x42)
        rig.answer(0x50)
        return rig
    }

    var seenAt: Duration {
        for report in reports.reversed() { if case .escrowed(_, let seenAt) = report { return seenAt } }
        return .zero
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

let twenty = Denomination.usd(2000)
