public import DeviceKit
import ESCPOSFrame

/// Which end a run of bytes comes from.
public enum WireDirection: String, Hashable, Sendable { case host, device }

/// Any bytes of the ESC/POS world as typed values, for checking wires against documents and for the line decoder of the
/// command line. What is decoded encodes to the very same bytes.
///
/// Bytes with several meanings (a lone `12` is an answer to DLE EOT and "power on" of a Boca printer) are read as ESC/POS
/// where that is possible; other families come after.
public enum ESCPOSWire: Hashable, Sendable {
    /// From a host; there may be several in one run.
    case commands([ESCPOSCommand])
    /// From a printer; there may be several in one run.
    case replies([ESCPOSReply])
    /// The same with flow bytes inside a reply, and where in the run they stand.
    case interleaved([ESCPOSReply], flow: [FlowByte])
    /// A control transfer of the USB printer class.
    case usb(USBPrinterRequest)
    /// The IEEE 1284 device id that GET_DEVICE_ID returns.
    case deviceID(USBDeviceID)
    /// Byte of GET_PORT_STATUS that no ESC/POS reply looks like.
    case portStatus(USBPortStatus)
    /// Boca FGL commands, without their angle brackets.
    case ticketCommands([String])
    /// One byte of a ticket printer (Boca).
    case ticket(TicketStatus)
    /// One byte of a kiosk printer whose bits are named: CUSTOM's ejector, Nippon Primex, a status with the LF key.
    case kioskByte(KioskByte)
    /// `10 n …`: CUSTOM full status.
    case customStatus(CustomStatus)
    /// `15 cc` of Zebra TTP: something is wrong.
    case zebraFault(UInt8)
    /// `11 length …` of Zebra TTP.
    case zebraExtended([UInt8])
    /// Two bytes of Zebra TTP.
    case zebraSensors(first: UInt8, second: UInt8)
    /// `FF n …` of Nippon Primex.
    case primexInformation(function: UInt8, [UInt8])
    /// Eight bytes of SII.
    case siiStatus([UInt8])
    /// Answer to the SII marker: high nibble 8.
    case siiMarker(UInt8)

    /// Reads bytes by direction alone.
    public static func decode(direction: WireDirection, bytes: [UInt8]) throws(WireFault) -> ESCPOSWire {
        guard !bytes.isEmpty else { throw WireFault("no bytes", bytes) }
        switch direction {
        case .host: return try host(bytes)
        case .device: return try device(bytes)
        }
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .commands(let commands): commands.flatMap { $0.encoded() }
        case .replies(let replies): replies.flatMap { $0.encoded() }
        case .interleaved(let replies, let flow): FlowByte.weave(flow, into: replies.flatMap { $0.encoded() })
        case .usb(let request): request.encoded()
        case .deviceID(let id): id.encoded()
        case .portStatus(let status): [status.byte]
        case .ticketCommands(let commands): Array(commands.map { "<\($0)>" }.joined().utf8)
        case .ticket(let status): [status.rawValue]
        case .kioskByte(let status): [status.byte]
        case .customStatus(let status): status.encoded()
        case .zebraFault(let code): [0x15, code]
        case .zebraExtended(let body): [0x11, UInt8(truncatingIfNeeded: body.count)] + body
        case .zebraSensors(let first, let second): [first, second]
        case .primexInformation(let function, let data): [0xFF, function] + data
        case .siiStatus(let bytes): bytes
        case .siiMarker(let byte): [byte]
        }
    }

    private static func host(_ bytes: [UInt8]) throws(WireFault) -> ESCPOSWire {
        if let request = USBPrinterRequest(bytes) { return .usb(request) }
        if let commands = ticketCommands(bytes) { return .ticketCommands(commands) }
        return .commands(try ESCPOSCommandDecoder.commands(bytes))
    }

    /// Nothing but `<…>` from the first byte to the last.
    private static func ticketCommands(_ bytes: [UInt8]) -> [String]? {
        guard bytes.first == 0x3C, bytes.last == 0x3E else { return nil }
        var commands: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.first == 0x3C, let end = rest.firstIndex(of: 0x3E) else { return nil }
            let body = rest[(rest.startIndex + 1)..<end]
            let known = body.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2C }
            guard !body.isEmpty, known else { return nil }
            commands.append(String(decoding: body, as: UTF8.self))
            rest = rest[(end + 1)...]
        }
        return commands
    }

    private static func device(_ bytes: [UInt8]) throws(WireFault) -> ESCPOSWire {
        if let id = USBDeviceID(bytes) { return .deviceID(id) }
        if bytes.count != 4, let status = CustomStatus(bytes) { return .customStatus(status) }
        // An automatic status with both errors and a lone answer behind it would look like this, and is far less likely.
        if bytes.count == 5, bytes.starts(with: [0x10, 0x0F]) { throw WireFault("full status cut short", bytes) }
        if bytes.count > 2, bytes[0] == 0x11, Int(bytes[1]) == bytes.count - 2 {
            return .zebraExtended(Array(bytes[2...]))
        }
        if let replies = replies(bytes) { return .replies(replies) }
        let flow = FlowByte.all(in: bytes)
        if !flow.isEmpty, flow.count < bytes.count, let replies = replies(FlowByte.without(bytes)) {
            return .interleaved(replies, flow: flow)
        }
        return try otherFamilies(bytes)
    }

    /// Only ESC/POS replies, each of them whole.
    private static func replies(_ bytes: [UInt8]) -> [ESCPOSReply]? {
        var scanner = ESCPOSReplyScanner()
        var replies: [ESCPOSReply] = []
        for item in scanner.feed(bytes) {
            switch item {
            case .reply(let reply): replies.append(reply)
            case .fault: return nil
            }
        }
        // A flow byte inside a block is told before the block: such a run cannot be given back byte for byte.
        guard scanner.pending.isEmpty, replies.flatMap({ $0.encoded() }) == bytes else { return nil }
        return replies
    }

    private static func otherFamilies(_ bytes: [UInt8]) throws(WireFault) -> ESCPOSWire {
        // Four bytes that are no automatic status: two kinds of the full status, of any value.
        if let status = CustomStatus(bytes) { return .customStatus(status) }
        if bytes.count == 1 {
            if let status = USBPortStatus(bytes[0]) { return .portStatus(status) }
            if let status = TicketStatus(rawValue: bytes[0]) { return .ticket(status) }
            if bytes[0] & 0xF0 == 0x80 { return .siiMarker(bytes[0]) }
            if let status = KioskByte(bytes[0]) { return .kioskByte(status) }
        }
        if bytes.count == 2, bytes[0] == 0x15 { return .zebraFault(bytes[1]) }
        if bytes.count == 2, bytes[0] & ~0xE8 == 0, bytes[1] & ~0xFB == 0 {
            return .zebraSensors(first: bytes[0], second: bytes[1])
        }
        if bytes.count == 8, bytes[0] & 0xF0 == 0xC0 { return .siiStatus(bytes) }
        if bytes[0] == 0xFF, bytes.count > 2 {
            let data = Array(bytes[2...])
            let shapes: Bool
            switch bytes[1] {
            case 2: shapes = data.last == 0 && data.count <= 33
            case 3, 4: shapes = data.count == 8
            case 5: shapes = data.count == 4
            default: shapes = false
            }
            if shapes { return .primexInformation(function: bytes[1], data) }
        }
        throw WireFault("no reply of this shape", bytes)
    }
}
