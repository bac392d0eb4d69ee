/// Follows both directions of the validator's wire: in words where this bench reads the wire, else as bytes.
enum ValidatorTalk: Hashable, Sendable {
    case ebds(EBDSTalk)
    case bytes(ValidatorWire)

    init(_ configuration: BenchConfiguration) {
        switch configuration.wire {
        case .ebds: self = .ebds(EBDSTalk(NoteNames(configuration.validator)))
        case .id003, .ccnet, .ssp: self = .bytes(configuration.wire)
        }
    }

    /// Bytes from the host.
    mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .ebds(var talk):
            defer { self = .ebds(talk) }
            return talk.heard(bytes)
        case .bytes: return [Self.hex(bytes)]
        }
    }

    /// Bytes from the device.
    mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .ebds(var talk):
            defer { self = .ebds(talk) }
            return talk.answered(bytes)
        case .bytes: return [Self.hex(bytes)]
        }
    }

    /// Equal bytes in a row are one line.
    private static func hex(_ bytes: [UInt8]) -> WireWords {
        let shown = bytes.prefix(24).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }
        let words = shown.joined(separator: " ") + (bytes.count > 24 ? " and \(bytes.count - 24) more" : "")
        return WireWords(words, topic: "bytes")
    }
}
