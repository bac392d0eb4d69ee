import CCNETDriver
import CCNETSimulator
import DeviceKit
import EBDSDriver
import EBDSSimulator
import ID003Driver
import ID003Frame
import ID003Simulator
import SSPDriver
import SSPSimulator
import SimulatorKit

extension FuzzTarget {
    /// The four drivers of note acceptors, each with a unit whose word nobody can trust.
    static let acceptorLives: [FuzzTarget] = [
        life("ebds-life") {
            EBDSDialogue()
        } device: {
            EBDSDevice()
        } framing: {
            .ebds
        } asked: { bytes in
            guard case .command(let command)? = try? EBDSWire.decode(direction: .host, bytes: bytes) else {
                return Asked()
            }
            switch command.body {
            case .omnibus(let poll), .bookmark(let poll):
                return Asked(stacks: poll.stack, enables: poll.enabledIndexes != 0)
            case .extended(let order): return Asked(stacks: order.poll.stack, enables: order.poll.enabledIndexes != 0)
            case .calibrate, .firmware, .auxiliary, .softReset, .otherAuxiliary, .raw: return Asked()
            }
        },
        life("id003-life") {
            ID003Dialogue()
        } device: {
            ID003Device()
        } framing: {
            .id003
        } asked: { bytes in
            guard case .command(let command)? = try? ID003Wire.decode(direction: .host, bytes: bytes) else {
                return Asked()
            }
            let frame = command.frame
            return Asked(
                stacks: [0x41, 0x42, 0x49].contains(frame.code), enables: frame.code == 0xC3 && frame.data == [0])
        },
        life("ccnet-life") {
            CCNETDialogue()
        } device: {
            CCNETDevice()
        } framing: {
            .ccnet
        } asked: { bytes in
            guard case .command(let command)? = try? CCNETWire.decode(direction: .host, bytes: bytes) else {
                return Asked()
            }
            return Asked(
                stacks: command.code == .stack,
                enables: command.code == .enableBillTypes && command.data.contains { $0 != 0 })
        },
        // This wire stacks by a poll after escrow: no frame says it, so orders to stack are not counted here.
        life("ssp-life", { SSPDialogue() }, device: { SSPDevice() }, framing: { .ssp }, asked: sspAsks),
        life("essp-life") {
            SSPDialogue(SSPConfiguration(encryption: .required, keyExchanges: keys, acknowledgedPolls: .ifOffered))
        } device: {
            SSPDevice()
        } framing: {
            .ssp
        } asked: { _ in
            Asked()
        },
    ]

    private static let keys: [SSPKeyExchange] = {
        var dice = Dice(seed: 5)
        return SSPKeyExchange.drawn(4, using: &dice)
    }()

    private static let sspAsks: @Sendable ([UInt8]) -> Asked = { bytes in
        guard case .command(let command, _, _)? = try? SSPWire.decode(direction: .host, bytes: bytes) else {
            return Asked()
        }
        return Asked(enables: command.code == 0x0A)
    }

    private static func life<Host: Dialogue, Device: SimulatedAcceptor>(
        _ name: String, _ host: @escaping @Sendable () -> Host, device: @escaping @Sendable () -> Device,
        framing: @escaping @Sendable () -> Framing, asked: @escaping @Sendable ([UInt8]) -> Asked
    ) -> FuzzTarget where Host.Command == BillAcceptorCommand, Host.Report == BillAcceptorReport {
        let wire = framing()
        return FuzzTarget(
            name, vectors: ["\(name.hasPrefix("essp") ? "ssp" : String(name.dropLast(5))).json"],
            // A good beginning: the greeting, rest, a note, and then what the vector says.
            seeds: { [[0, 0xF3, 0xF3, 0xF3, 0x05, 0, 0xF3] + $0.prefix(60), [1, 0xF3, 0xF3, 0x0B] + $0.prefix(60)] }
        ) { bytes throws(Broken) in
            var life = AcceptorLife(host(), device(), wire, asked: asked)
            try life.play(bytes)
        }
    }
}
