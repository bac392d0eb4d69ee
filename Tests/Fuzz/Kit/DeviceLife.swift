import DeviceKit
import SimulatorKit

/// Any driver's dialogue and its simulated device, with a script that decides what happens between them; see
/// `AcceptorLife`, which knows more of note acceptors.
struct DeviceLife<Host: Dialogue, Device: SimulatedDevice>: Life {
    var host: Host
    var device: Device
    private let commands: [Host.Command]
    private let levers: [Device.Lever]

    var now = Duration.zero
    var said: [[UInt8]] = []
    static var mostLooks: Int { 4_000 }
    private var isOpen = false

    init(_ host: Host, _ device: Device, commands: [Host.Command], levers: [Device.Lever]) {
        (self.host, self.device, self.commands, self.levers) = (host, device, commands, levers)
    }

    mutating func play(_ bytes: [UInt8]) throws(Broken) {
        var script = Script(bytes)
        try give(.opened)
        var steps = 0
        while !script.isOver, steps < 200 {
            steps += 1
            try step(&script)
        }
    }

    private mutating func step(_ script: inout Script) throws(Broken) {
        let order = script.byte()
        let more = Int(order >> 4)
        switch order & 15 {
        case 0: try pass(.milliseconds(20 * (more + 1)))
        case 1: try pass(.milliseconds(700 * (more + 1)))
        case 2, 3: try talk(rounds: 3 * (more + 1))
        case 4, 5: if !commands.isEmpty { try give(.command(commands[Int(script.byte()) % commands.count])) }
        case 6: if !levers.isEmpty { tell(.lever(levers[Int(script.byte()) % levers.count])) }
        case 7: if !said.isEmpty { said.removeFirst() }
        case 8: if let first = said.first { said.append(first) }
        case 9, 10:
            guard !said.isEmpty else { return }
            var first = said.removeFirst()
            let place = Int(script.byte()) % max(1, first.count)
            if !first.isEmpty { first[place] = script.byte() }
            try give(.received(first))
        case 11:
            guard !said.isEmpty else { return }
            let (first, cut) = (said.removeFirst(), Int(script.byte()))
            try give(.received(Array(first.prefix(cut))))
            try give(.received(Array(first.dropFirst(cut + (more & 1)))))
        case 12, 13: try give(.received(script.bytes(2 * more + 1)))
        case 14: if !said.isEmpty { try give(.received(said.removeFirst())) }
        default:
            if more & 1 == 0 { try give(.closed(more & 2 == 0 ? .hungUp : .failed(errno: 5))) }
            if more < 12 { try give(.opened) }
        }
    }

    private mutating func talk(rounds: Int) throws(Broken) {
        for _ in 0..<rounds {
            try pass(.milliseconds(100))
            while !said.isEmpty { try give(.received(said.removeFirst())) }
        }
    }

    mutating func give(_ event: DialogueEvent<Host.Command>) throws(Broken) {
        let wasOpen = isOpen
        switch event {
        case .opened: isOpen = true
        case .closed: isOpen = false
        case .received, .time, .command: break
        }
        // Bytes of a link that is gone do not reach a dialogue.
        if case .received = event, !isOpen { return }
        let step = host.on(event, now: now)
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                try promise(isOpen, "bytes on a closed line")
                tell(.received(bytes))
            case .discardInput: said = []
            case .fault(let fault):
                try promise(!fault.reason.isEmpty, "a fault without a reason")
                try promise(isOpen || wasOpen, "a fault of a closed line")
            case .report: break
            }
        }
    }
}
