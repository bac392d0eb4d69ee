package import EBDSFrame

/// The three data bytes of an omnibus command as the device reads them.
/// - Source: shared dossier `bill-acceptors.md` 1.2.
package struct EBDSPollBits: Hashable, Sendable {
    /// Enabled value indexes, bit 0 is index 1; zero disables.
    package var mask: UInt8 = 0
    /// Send a lone 05 when something changes.
    package var specialInterrupt = false
    /// Hold at escrow; else stack unasked.
    package var escrowMode = false
    /// Order: into the box.
    package var stack = false
    /// Order: back to the customer.
    package var giveBack = false
    /// Coupons are taken.
    package var barcode = false
    /// For the next power-up.
    package var policy: EBDSPolicy = .a
    /// Notes are told in frames 7/02.
    package var extendedNotes = false

    /// As after a start: disabled.
    package init() {}

    init(_ bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes)
        mask = bytes[0] & 0x7F
        specialInterrupt = bytes[1] & 0x01 != 0
        escrowMode = bytes[1] & 0x10 != 0
        stack = bytes[1] & 0x20 != 0
        giveBack = bytes[1] & 0x40 != 0
        barcode = bytes[2] & 0x02 != 0
        policy = EBDSPolicy(bits: bytes[2] >> 2 & 3)
        extendedNotes = bytes[2] & 0x10 != 0
    }
}

/// What happens at power-up to a note caught inside.
package enum EBDSPolicy: Hashable, Sendable {
    case a, b, c

    /// The unused fourth value is read as the default, A.
    init(bits: UInt8) { self = bits == 1 ? .b : bits == 2 ? .c : .a }
}

/// A host frame as the device understands it. Decoded from the paper, apart from any driver.
/// - Source: shared dossier `bill-acceptors.md` 1.2, 1.7, 1.8.
package enum EBDSHeard: Hashable, Sendable {
    case poll(EBDSPollBits)
    case softReset
    /// Data bytes 00 00 and this command.
    case auxiliary(UInt8)
    case noteSpecification(index: UInt8, EBDSPollBits)
    case noteInhibits([UInt8], EBDSPollBits)
    case escrowTimeout(notes: UInt8, coupons: UInt8, EBDSPollBits)
    case valueTable(EBDSPollBits)
    case noteRetrieved(enable: Bool, EBDSPollBits)
    /// A message this device does not know: INVALID COMMAND.
    case unknown
    /// An extended subtype this device does not know.
    case unknownExtended
    /// Not a command, or not of the length its type has: dropped without an answer.
    case noise

    /// Total: every frame is something, if only noise.
    package init(_ frame: EBDSFrame) {
        guard frame.control & 0x80 == 0 else {
            self = .noise
            return
        }
        switch frame.messageType {
        case 1: self = frame.data.count == 3 ? .poll(EBDSPollBits(frame.data[0..<3])) : .noise
        case 2: self = .noise
        case 6: self = Self.auxiliary(frame.data)
        case 7: self = Self.extended(frame.data)
        default: self = .unknown
        }
        if frame.deviceType != 0, self != .noise { self = .unknown }
    }

    private static func auxiliary(_ data: [UInt8]) -> EBDSHeard {
        guard data.count == 3 else { return .noise }
        if data == [0x7F, 0x7F, 0x7F] { return .softReset }
        return data[0] == 0 && data[1] == 0 ? .auxiliary(data[2]) : .unknown
    }

    private static func extended(_ data: [UInt8]) -> EBDSHeard {
        guard data.count >= 4 else { return .noise }
        let bits = EBDSPollBits(data[1..<4])
        let rest = Array(data[4...])
        switch data[0] {
        case 0x02: return rest.count == 1 ? .noteSpecification(index: rest[0], bits) : .noise
        case 0x03: return rest.count == 8 || rest.count == 19 ? .noteInhibits(rest, bits) : .noise
        case 0x04: return rest.count == 2 ? .escrowTimeout(notes: rest[0], coupons: rest[1], bits) : .noise
        case 0x06: return rest.isEmpty ? .valueTable(bits) : .noise
        case 0x0B: return rest.count == 1 ? .noteRetrieved(enable: rest[0] & 1 == 1, bits) : .noise
        default: return .unknownExtended
        }
    }
}
