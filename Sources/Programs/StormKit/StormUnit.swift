import DeviceKit
import SimulatorKit

/// The unit that a seed puts into the kiosk: a device of some wire, and the driver for it.
struct StormUnit {
    /// What the device is without its notes, ready to be started.
    let device: any SimulatedAcceptor
    /// What its count proves; the driver was told the truth about it.
    let counter: CounterTrust
    /// For the report of a failure.
    let words: String
    private let makeDialogue: () -> any AcceptorDialogue
    private let read: (_ fromHost: Bool, _ bytes: [UInt8]) -> String

    init(
        device: any SimulatedAcceptor, counter: CounterTrust, words: String,
        dialogue: @escaping () -> any AcceptorDialogue,
        read: @escaping (_ fromHost: Bool, _ bytes: [UInt8]) -> String
    ) {
        (self.device, self.counter, self.words) = (device, counter, words)
        (makeDialogue, self.read) = (dialogue, read)
    }

    /// A driver that was just started.
    func dialogue() -> any AcceptorDialogue { makeDialogue() }

    /// A frame in words, for the trace.
    func words(of bytes: [UInt8], fromHost: Bool) -> String { read(fromHost, bytes) }
}

extension StormUnit {
    /// One wire of those that there are.
    static func draw(_ dice: inout Dice) -> StormUnit { ebds(&dice) }
}

/// The host's side of any note acceptor.
typealias AcceptorDialogue = Dialogue<BillAcceptorCommand, BillAcceptorReport>
