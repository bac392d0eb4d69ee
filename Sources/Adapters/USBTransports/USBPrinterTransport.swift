public import DeviceKit
import Transports

/// A printer on its own USB plug: bytes to its bulk endpoint, its answers from the other, and what its class adds.
///
/// - Source: USB Device Class Definition for Printing Devices 1.1.
public final class USBPrinterTransport: ByteTransport {
    /// What the printer says of itself; `nil` until `.opened`, or when it says nothing.
    public private(set) var deviceID: PrinterDeviceID?

    let pipe: USBPipe
    private let interface: USBInterface

    init(
        device: USBDevice, interface: USBInterface, loop: PortLoop, writeDeadline: Duration,
        receiver: @escaping (TransportEvent) -> Void
    ) {
        self.interface = interface
        // The interface was chosen for this endpoint; without one every write fails and the link with it.
        let output =
            interface.endpoint(2, isIn: false) ?? USBInterface.Endpoint(address: 0x01, kind: 2, packetSize: 64)
        let traits = PipeTraits(output: .endpoint(output), isStream: true, writeDeadline: writeDeadline)
        // A unidirectional printer has nothing to say, whatever endpoints it shows.
        let isTalking = interface.code != (7, 1, 1)
        let input: USBPipe.Input? = interface.endpoint(2, isIn: true).flatMap {
            isTalking ? ($0, Self.readSize($0.packetSize), 1) : nil
        }
        pipe = USBPipe(loop: loop, device: device, traits: traits, receiver: receiver)
        // A vendor's own interface is not asked the class's questions.
        guard interface.code.kind == 7 else {
            loop.soon { [pipe] in pipe.begin(reading: input) }
            return
        }
        let request = ControlRequest(
            type: 0xA1, request: 0, value: 0,
            index: UInt16(interface.number) << 8 | UInt16(interface.setting), reading: 1023)
        pipe.ask(request, within: .seconds(1)) { [self] answer in
            deviceID = answer.flatMap(PrinterDeviceID.init(answer:))
            pipe.begin(reading: input)
        }
    }

    public func send(_ bytes: [UInt8]) { pipe.send(bytes) }
    public func discardInput() { pipe.discardInput() }
    public func close() { pipe.close() }
    public func modemLines() -> ModemLines { .none }

    /// Asks for the class's status byte; `nil` when the printer does not answer. Works while its buffer is full.
    public func readPortStatus(_ answer: @escaping (PrinterPortStatus?) -> Void) {
        let request = ControlRequest(
            type: 0xA1, request: 1, value: 0, index: UInt16(interface.number), reading: 1)
        pipe.ask(request, within: .seconds(1)) { answer($0?.first.map(PrinterPortStatus.init(byte:))) }
    }

    /// Empties the printer's buffers and sets it to its state after power-up, without touching the link; `false`: it knows
    /// neither form. The form of class 1.1 goes first (21), that of 1.0 (23) when it is refused.
    ///
    /// What was on its way is lost. For recovery, never in the ordinary course of printing.
    ///
    /// - Source: USB Device Class Definition for Printing Devices 1.1, 4.2.3; 1.0 of the same.
    public func softReset(_ done: @escaping (Bool) -> Void) {
        softReset(types: [0x21, 0x23], done)
    }

    private func softReset(types: [UInt8], _ done: @escaping (Bool) -> Void) {
        guard let type = types.first else { return done(false) }
        let request = ControlRequest(type: type, request: 2, value: 0, index: UInt16(interface.number))
        pipe.ask(request, within: .seconds(5)) { [self] answer in
            if answer != nil { done(true) } else { softReset(types: Array(types.dropFirst()), done) }
        }
    }

    /// Whole packets, so that no answer is ever too long for the buffer.
    private static func readSize(_ packet: Int) -> Int { max(1, 512 / packet) * packet }
}
