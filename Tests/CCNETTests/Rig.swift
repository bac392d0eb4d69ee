import CCNETDriver
import DeviceKit
import Money
import Testing

/// A frame built here, from the document, with nothing of the driver.
func wire(_ data: [UInt8], address: UInt8 = 3) -> [UInt8] {
    let body = [0x02, address, UInt8(data.count + 5)] + data
    return body + check(body)
}

/// The check, bit by bit as the document prints it, low byte first.
func check(_ bytes: [UInt8]) -> [UInt8] {
    var register: UInt16 = 0
    for byte in bytes {
        register ^= UInt16(byte)
        for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0x8408 : register >> 1 }
    }
    return [UInt8(register & 0xFF), UInt8(register >> 8)]
}

/// Answers to a poll.
enum Seen {
    static let powerUp: [UInt8] = [0x10]
    static let powerUpInValidator: [UInt8] = [0x11]
    static let powerUpInStacker: [UInt8] = [0x12]
    static let starting: [UInt8] = [0x13]
    static let idle: [UInt8] = [0x14]
    static let accepting: [UInt8] = [0x15]
    static let stacking: [UInt8] = [0x17]
    static let returning: [UInt8] = [0x18]
    static let off: [UInt8] = [0x19]
    static let holding: [UInt8] = [0x1A]
    static func escrow(_ type: UInt8) -> [UInt8] { [0x80, type] }
    static func stacked(_ type: UInt8) -> [UInt8] { [0x81, type] }
    static func returned(_ type: UInt8) -> [UInt8] { [0x82, type] }
}

/// Drives a dialogue in virtual time; the test plays the unit.
struct Rig {
    static let poll: UInt8 = 0x33
    static let stack: UInt8 = 0x35
    static let giveBack: UInt8 = 0x36
    static let reset: UInt8 = 0x30

    var dialogue: CCNETDialogue
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    var faults: [WireFault] = []
    var discards = 0
    /// Orders to stack that went out.
    var orders = 0
    /// A command is on the line and not answered.
    var open = false
    var serial = "00K505021811"
    /// Answer to 5B; `nil`: illegal.
    var counter: [UInt8]?
    var table = Rig.table
    var refusesIdentification = false
    /// The host acknowledges each report in the same turn.
    var acknowledges = true

    init(_ configuration: CCNETConfiguration = CCNETConfiguration()) { dialogue = CCNETDialogue(configuration) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        var due = 0
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                orders += bytes[3] == Rig.stack ? 1 : 0
                if bytes[3] != 0x00, bytes[3] != 0xFF { open = true }
            case .discardInput: discards += 1
            case .report(let report):
                reports.append(report)
                switch report {
                case .stacked, .returned, .remembered: due += 1
                case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .rejected,
                    .outcomeMissing, .atRest, .status, .cheated:
                    break
                }
            case .fault(let fault): faults.append(fault)
            }
        }
        if acknowledges { for _ in 0..<due { command(.acknowledge) } }
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

    /// The last command, without ACK and NAK.
    var last: [UInt8] { sent.last { $0[3] != 0x00 && $0[3] != 0xFF } ?? [0, 0, 0, 0] }
    var code: UInt8 { last[3] }
    var data: [UInt8] { Array(last[4..<(last.count - 2)]) }
    /// Commands in order, without ACK and NAK.
    var codes: [UInt8] { sent.map { $0[3] }.filter { $0 != 0x00 && $0 != 0xFF } }
    var acks: Int { sent.count { $0[3] == 0x00 } }

    /// Waits for the next command when none is on the line.
    mutating func awaitFrame() {
        for _ in 0..<100 where !open {
            guard let due = dialogue.deadline else { return }
            now = max(now, due)
            give(.time)
        }
    }

    /// Answers the command on the line (or the next one) after 10 ms.
    mutating func reply(_ payload: [UInt8]) {
        awaitFrame()
        now += .milliseconds(10)
        open = false
        give(.received(wire(payload)))
    }

    /// Serves whatever comes until a poll in step was answered with this state.
    mutating func answer(_ state: [UInt8]) {
        for _ in 0..<60 {
            awaitFrame()
            let before = dialogue
            let isPoll = code == Rig.poll
            serve(state)
            if isPoll, before != dialogue, isBelieved { return }
        }
    }

    /// The last poll was no sounding: the next command is not the question for the status.
    private var isBelieved: Bool {
        var copy = self
        copy.awaitFrame()
        return copy.code != 0x31
    }

    /// The command on the line is lost until the next one.
    mutating func lose() {
        awaitFrame()
        open = false
        awaitFrame()
    }

    /// Plays a cooperative unit for one exchange: questions and orders from the script, polls with `state`.
    mutating func serve(_ state: [UInt8] = Seen.off) {
        awaitFrame()
        switch code {
        case 0x33: reply(state)
        case 0x31: reply([0, 0, 0, 0, 0, 0])
        case 0x37: reply(refusesIdentification ? [0x30] : Rig.identification(serial))
        case 0x41: reply(table)
        case 0x5B: reply(counter ?? [0x30])
        default: reply([0x00])
        }
    }

    static func identification(_ serial: String) -> [UInt8] {
        Array("VU-UA1837AF    ".utf8) + Array(serial.utf8) + [0x41, 0x10, 0x00, 0x00, 0x00, 0xC9, 0xFF]
    }

    /// 1, 2, 5, none, 10, 20, 50, 100 dollars.
    static let table: [UInt8] = {
        let usa = Array("USA".utf8)
        let rows: [[UInt8]] = [
            [1] + usa + [0], [2] + usa + [0], [5] + usa + [0], [0, 0, 0, 0, 0], [1] + usa + [1], [2] + usa + [1],
            [5] + usa + [1], [1] + usa + [2],
        ]
        return rows.flatMap(\.self) + [UInt8](repeating: 0, count: 80)
    }()

    /// Serves until the report is there; at most 300 exchanges.
    mutating func serve(_ state: [UInt8] = Seen.off, until found: (BillAcceptorReport) -> Bool) {
        let start = reports.count
        for _ in 0..<300 where !reports[start...].contains(where: found) { serve(state) }
        let came = reports[start...].contains(where: found)
        #expect(came, "the report never came")
    }

    /// Opened, identified, settled.
    static func settled(_ configuration: CCNETConfiguration = CCNETConfiguration()) -> Rig {
        var rig = Rig(configuration)
        rig.give(.opened)
        rig.serve(until: isRest)
        return rig
    }

    /// Settled and accepting all notes; the reports so far are forgotten.
    static func accepting(_ configuration: CCNETConfiguration = CCNETConfiguration()) -> Rig {
        var rig = settled(configuration)
        rig.command(.enable(Denomination.usNotes))
        for _ in 0..<3 { rig.serve(Seen.idle) }
        rig.reports = []
        rig.sent = []
        return rig
    }

    /// Accepting, a 20 in escrow and reported.
    static func holding(_ configuration: CCNETConfiguration = CCNETConfiguration()) -> Rig {
        var rig = accepting(configuration)
        rig.answer(Seen.accepting)
        rig.answer(Seen.escrow(5))
        return rig
    }

    /// The order to stack the 20 went out and was taken.
    static func stacking(_ configuration: CCNETConfiguration = CCNETConfiguration()) throws -> Rig {
        var rig = holding(configuration)
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.awaitFrame()
        #expect(rig.code == Rig.stack)
        rig.reply([0x00])
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

func isRest(_ report: BillAcceptorReport) -> Bool { if case .atRest = report { true } else { false } }

/// A unit that keeps a note in process, as the specification says.
let specified = CCNETConfiguration(keepsInProcess: true)

/// What an installer says; the unit's own configuration has the same name in the other module.
typealias Setup = CCNETConfiguration
