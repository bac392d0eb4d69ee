import DeviceKit
import Money
import SimulatorKit

/// What a frame of the host asks, in the words of the contract.
struct Asked: Hashable {
    /// Cash is to move into the box.
    var stacks = false
    /// Notes are to be taken in.
    var enables = false
}

/// A driver's dialogue and a simulated unit, with a script that decides what happens between them: what the unit says
/// arrives, is lost, doubled, cut, changed under a checksum that holds, or is said by nobody.
struct AcceptorLife<Host: Dialogue, Device: SimulatedAcceptor>: Life
where Host.Command == BillAcceptorCommand, Host.Report == BillAcceptorReport {
    var host: Host
    var device: Device
    let framing: Framing
    /// Whether a unit of this wire stacks by an order of its own, and what each frame of the host asks.
    let asked: @Sendable ([UInt8]) -> Asked

    var now = Duration.zero
    var said: [[UInt8]] = []
    static var mostLooks: Int { 2_000 }
    private var watch = AcceptorWatch()
    /// What a controller answers at once.
    private var answers: [BillAcceptorCommand] = []
    private var isPolite = false

    init(_ host: Host, _ device: Device, _ framing: Framing, asked: @escaping @Sendable ([UInt8]) -> Asked) {
        (self.host, self.device, self.framing, self.asked) = (host, device, framing, asked)
    }

    private static var levers: [AcceptorLever] {
        [
            .insert(id: 1, .note(minorUnits: 2_000)), .insert(id: 2, .note(minorUnits: 500)), .takeNote,
            .insert(id: 3, .forged(minorUnits: 500)), .jam(.acceptor), .jam(.stacker), .clearJam(.staff), .powerOff,
            .powerOn, .cashUnitFull(true), .cashUnitFull(false), .removeCashUnit, .insertCashUnit(serial: "CU-9"),
            .failNextStack, .stackUnordered, .mute(true), .mute(false), .swap(serial: "OTHER"), .clearCounter,
            .insert(id: 4, .barcode("ABC123")), .attendantRemovesNote,
        ]
    }

    /// Plays the whole script.
    mutating func play(_ bytes: [UInt8]) throws(Broken) {
        var script = Script(bytes)
        isPolite = script.byte() & 1 == 0
        try give(.opened)
        var steps = 0
        while !script.isOver, steps < 300 {
            steps += 1
            try step(&script)
        }
    }

    private mutating func step(_ script: inout Script) throws(Broken) {
        let order = script.byte()
        let more = Int(order >> 4)
        switch order & 15 {
        case 0: try pass(.milliseconds(20 * (more + 1)))
        case 1: try pass(.milliseconds(500 * (more + 1)))
        case 2, 3: try talk(rounds: 4 * (more + 1))
        case 4: try command(more, &script)
        case 5: tell(.lever(Self.levers[Int(script.byte()) % Self.levers.count]))
        case 6: if !said.isEmpty { said.removeFirst() }
        case 7: if let first = said.first { said.append(first) }
        case 8: if !said.isEmpty { try hear(said.removeFirst()) }
        case 9:
            guard !said.isEmpty else { return }
            let (first, cut) = (said.removeFirst(), Int(script.byte()))
            try hear(Array(first.prefix(cut)))
            if more & 1 == 0 { try pass(.milliseconds(10)) }
            try hear(Array(first.dropFirst(cut)))
        case 10: try hear(script.bytes(more + 1))
        case 11: if let frame = framing.sealed(script.bytes(more + 2)) { try hear(frame) }
        case 12, 13: try changed(more, &script)
        case 14: if let first = said.first { try hear(first) }
        default:
            switch more & 3 {
            case 0: try give(.closed(.hungUp))
            case 1: try give(.opened)
            case 2:
                try give(.closed(.failed(errno: 5)))
                try give(.opened)
            default: isPolite.toggle()
            }
        }
    }

    /// What the unit says arrives, with one byte of its meaning changed and a checksum that holds.
    private mutating func changed(_ more: Int, _ script: inout Script) throws(Broken) {
        guard !said.isEmpty else { return try talk(rounds: 1) }
        let first = said.removeFirst()
        for var content in framing.contents(first) {
            let place = Int(script.byte()) % max(1, content.count)
            switch more & 3 {
            case 0: content[place] = script.byte()
            case 1: content[place] ^= 1 << (script.byte() & 7)
            case 2: content.append(script.byte())
            default: content.removeSubrange(place...)
            }
            if let frame = framing.sealed(content) { try hear(frame) }
        }
    }

    private mutating func command(_ more: Int, _ script: inout Script) throws(Broken) {
        switch more % 8 {
        case 0: try give(.command(.settle))
        case 1: try give(.command(.enable(Denomination.usNotes)))
        case 2: try give(.command(.enable([])))
        case 3: try give(.command(.disable))
        case 4: try give(.command(.stack(seenAt: watch.lastEscrow ?? .zero)))
        case 5: try give(.command(.stack(seenAt: .milliseconds(Int(script.byte()) * 50))))
        case 6: try give(.command(.giveBack))
        default: try give(.command(.acknowledge))
        }
    }

    /// An undisturbed talk.
    private mutating func talk(rounds: Int) throws(Broken) {
        for _ in 0..<rounds {
            try pass(.milliseconds(50))
            while !said.isEmpty { try hear(said.removeFirst()) }
            if isPolite, !answers.isEmpty { try give(.command(answers.removeFirst())) }
        }
    }

    private mutating func hear(_ bytes: [UInt8]) throws(Broken) { try give(.received(bytes)) }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) throws(Broken) {
        watch.before(event)
        let step = host.on(event, now: now)
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                try watch.sent(asked(bytes))
                tell(.received(bytes))
            case .discardInput: said = []
            case .fault(let fault): try promise(!fault.reason.isEmpty, "a fault without a reason")
            case .report(let report):
                try watch.reported(report, at: now)
                answer(report)
            }
        }
    }

    /// A controller that keeps the contract.
    private mutating func answer(_ report: BillAcceptorReport) {
        switch report {
        case .identified, .poweredUp, .broken, .outcomeMissing: answers = [.settle]
        case .atRest: answers.append(.enable(Denomination.usNotes))
        case .escrowed(_, let seenAt): answers.append(.stack(seenAt: seenAt))
        case .escrowedUnknown: answers.append(.giveBack)
        case .stacked, .returned, .remembered: answers.append(.acknowledge)
        case .accepting, .rejected, .status, .cheated: break
        }
        if answers.count > 8 { answers.removeFirst() }
    }
}
