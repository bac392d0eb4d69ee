import DeviceKit
import SimulatorKit

/// The unit that a seed puts into the kiosk: a device of some wire, and the driver for it.
struct StormUnit {
    /// What they speak.
    let wire: StormWire
    /// What the device is without its notes, ready to be started.
    let device: any SimulatedAcceptor
    /// What its count proves; the driver was told the truth about it.
    let counter: CounterTrust
    /// The wire tells a nameplate: a unit that was exchanged is seen to be another one.
    let tellsSerial: Bool
    /// How late its wire's bytes may be.
    let lateness: StormLateness
    /// For the report of a failure.
    let words: String
    private let makeDialogue: () -> any AcceptorDialogue
    private let read: (_ fromHost: Bool, _ bytes: [UInt8]) -> String

    init(
        wire: StormWire, device: any SimulatedAcceptor, counter: CounterTrust, tellsSerial: Bool = true,
        lateness: StormLateness = .numbered, words: String,
        dialogue: @escaping () -> any AcceptorDialogue,
        read: @escaping (_ fromHost: Bool, _ bytes: [UInt8]) -> String
    ) {
        (self.wire, self.device, self.counter, self.words) = (wire, device, counter, words)
        (self.tellsSerial, self.lateness) = (tellsSerial, lateness)
        (makeDialogue, self.read) = (dialogue, read)
    }

    /// A driver that was just started.
    func dialogue() -> any AcceptorDialogue { makeDialogue() }

    /// A frame in words, for the trace.
    func words(of bytes: [UInt8], fromHost: Bool) -> String { read(fromHost, bytes) }
}

extension StormUnit {
    /// The unit of a world: of the wanted wire, or of one that is drawn.
    static func draw(_ dice: inout Dice, wire: StormWire?) -> StormUnit {
        // Drawn in any case, so that a wanted wire is the same world as the drawn one.
        let drawn = dice.pick(StormWire.drawn)
        switch wire ?? drawn {
        case .ebds: return ebds(&dice)
        case .id003: return id003(&dice)
        case .ccnet: return ccnet(&dice)
        case .ssp: return ssp(&dice)
        }
    }
}

/// The host's side of any note acceptor.
typealias AcceptorDialogue = Dialogue<BillAcceptorCommand, BillAcceptorReport>

/// The wires that a storm can play.
public enum StormWire: String, Hashable, Sendable, CaseIterable {
    /// By the names of their drivers in the settings.
    case ebds, id003, ccnet, ssp

    /// Those that a seed draws.
    static let drawn: [StormWire] = allCases
}
