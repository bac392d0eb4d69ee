import DeviceKit
import SimulatorKit
import Testing

/// What every driver's dialogue has to keep, whatever its device.
enum Rule: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// Before the port is open, and after it is closed, not a byte is sent, whatever is asked.
    case closedIsSilent
    /// With nobody at the other end a dialogue is quiet or asks now and then; it neither floods nor fills the memory.
    case nobodyThere
    /// A device that answers is understood: the dialogue gets where it can work.
    case aDeviceIsUnderstood
    /// Bytes are bytes, however the system has cut them.
    case everyCut
    /// Noise never traps, never grows without bound, and a fresh link puts everything right.
    case anyBytes
    /// True bytes with faults in them, likewise.
    case tornBytes
    /// The link is lost at any step; reopened, the dialogue works again.
    case lossAtEveryStep
    /// Somebody who looks in before the deadline changes nothing.
    case earlyLooks
    /// The same bad night twice is the same night, and ends well.
    case badNight
    /// What comes twice or out of turn (opened, closed, commands) is borne.
    case outOfTurn

    var testDescription: String { rawValue }
}

/// A driver and its simulator, so that the rules need not know which.
struct Contract: Sendable, CustomTestStringConvertible {
    let name: String
    let breaches: @Sendable (Rule) -> [String]

    var testDescription: String { name }

    /// One line of the table.
    /// - Parameters:
    ///   - host: a dialogue before `.opened`.
    ///   - device: a simulated device that is on and well.
    ///   - commands: what a controller may ask, each kind once at least.
    ///   - levers: what people may do at the device.
    ///   - heal: levers that put the device in order again after any of `levers`.
    ///   - isPacketed: each `.received` is one packet of its own (USB reports): cutting them is another message.
    ///   - remembersAtMost: characters of the dialogue's description that it may come to.
    ///   - replies: what a polite controller says to a report at once.
    ///   - works: the report that says: opened, understood, ready to be used.
    static func of<Host: Dialogue, Device: SimulatedDevice>(
        _ name: String, _ host: Host, _ device: Device, commands: [Host.Command], levers: [Device.Lever] = [],
        heal: [Device.Lever] = [], isPacketed: Bool = false, remembersAtMost: Int = 60_000,
        replies: @escaping @Sendable (Host.Report) -> [Host.Command] = { _ in [] },
        works: @escaping @Sendable (Host.Report) -> Bool
    ) -> Contract {
        let pair = Pair(
            host: host, device: device, commands: commands, levers: levers, heal: heal, isPacketed: isPacketed,
            remembersAtMost: remembersAtMost, replies: replies, works: works)
        return Contract(name: name) { rule in pair.breaches(of: rule) }
    }
}

@Suite struct ContractTests {
    @Test(
        "A driver that breaks the contract takes its device, or the whole station, with it", arguments: Contract.all,
        Rule.allCases)
    func holds(_ contract: Contract, _ rule: Rule) {
        let breaches = contract.breaches(rule)
        #expect(breaches.isEmpty, "\(contract.name), \(rule): \(breaches.joined(separator: "; "))")
    }

    @Test("A contract that cannot be broken protects nobody", arguments: BadDriver.Vice.allCases)
    func badDriversAreFound(_ vice: BadDriver.Vice) {
        let contract = Contract.of("bad", BadDriver(vice: vice), BadDriver.Nobody(), commands: [0, 1]) { $0 == 1 }
        let found = Rule.allCases.filter { !contract.breaches($0).isEmpty }
        #expect(found.isEmpty == (vice == .none), "\(vice): \(found)")
    }
}
