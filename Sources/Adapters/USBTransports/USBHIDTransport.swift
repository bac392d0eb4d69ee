public import DeviceKit
import Glibc
import Transports

/// A device of the human interface class, as cash drawers with a USB plug are: each `send` is one output report, each
/// `.received` one whole input report, as they stand on the wire.
///
/// A report's first byte is its number where the device numbers its reports, and data where it does not: no byte 0 goes
/// before it, other than with the kernel's hidraw nodes. A report shorter than the device describes is filled up with
/// zeros; a longer one is refused with the link (EMSGSIZE).
///
/// - Source: Device Class Definition for HID 1.11, 7.2 and 8; drawers: cash-drawers 5.
public final class USBHIDTransport: ByteTransport {
    let pipe: USBPipe
    private var reports = HIDReports(descriptor: [])
    /// Reports that were given before the device had described its own.
    private var early: [[UInt8]]? = []

    init(
        device: USBDevice, interface: USBInterface, loop: PortLoop, writeDeadline: Duration,
        receiver: @escaping (TransportEvent) -> Void
    ) {
        let output: PipeTraits.Output
        if let endpoint = interface.endpoint(3, isIn: false) {
            output = .endpoint(endpoint)
        } else {
            let form = NumberedForm()
            output = .control { packet in form.request(packet, interface.number) }
            numbered = form
        }
        let traits = PipeTraits(output: output, isStream: false, writeDeadline: writeDeadline)
        pipe = USBPipe(loop: loop, device: device, traits: traits, receiver: receiver)
        let request = ControlRequest(
            type: 0x81, request: 6, value: 0x2200, index: UInt16(interface.number), reading: 4096)
        pipe.ask(request, within: .seconds(1)) { [self] answer in
            described(HIDReports(descriptor: answer ?? []), interface)
        }
    }

    /// Knows whether the request's value must carry the report's number; told when the descriptor was read.
    private final class NumberedForm {
        var areNumbered = false

        /// SET_REPORT, for a device without an output endpoint.
        func request(_ packet: [UInt8], _ interface: UInt8) -> ControlRequest {
            let number = areNumbered ? UInt16(packet.first ?? 0) : 0
            return ControlRequest(
                type: 0x21, request: 9, value: 0x0200 | number, index: UInt16(interface), data: packet)
        }
    }
    private var numbered: NumberedForm?

    private func described(_ found: HIDReports, _ interface: USBInterface) {
        reports = found
        numbered?.areNumbered = found.areNumbered
        guard let endpoint = interface.endpoint(3, isIn: true) else { return pipe.begin() }
        // Exactly the longest report: a buffer that is larger would join two of them when the first ends with a full
        // packet. Two reads wait, because a drawer's next report may follow at once.
        pipe.begin(reading: (endpoint, found.inputLength ?? endpoint.packetSize, 2))
        let waiting = early ?? []
        early = nil
        for report in waiting { send(report) }
    }

    public func send(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        if early != nil {
            early?.append(bytes)
            return
        }
        guard let length = reports.outputLength(number: reports.areNumbered ? first : 0) else {
            return pipe.send(bytes)
        }
        guard bytes.count <= length else { return pipe.end(.failed(errno: EMSGSIZE)) }
        pipe.send(bytes + [UInt8](repeating: 0, count: length - bytes.count))
    }

    public func discardInput() { pipe.discardInput() }
    public func close() { pipe.close() }
    public func modemLines() -> ModemLines { .none }
}
