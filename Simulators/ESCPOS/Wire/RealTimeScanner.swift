/// Watches every arriving byte for real-time requests, also inside images and text, before the parser sees it.
///
/// It never removes a byte: the parser knows the same sequences and steps over them.
///
/// - Source: receipt-printers.md 1 (two paths), 3.1.
struct RealTimeScanner: Hashable, Sendable {
    private var seen: [UInt8] = []

    /// The request that this byte completes.
    mutating func on(_ byte: UInt8) -> RealTimeRequest? {
        seen.append(byte)
        while !seen.isEmpty {
            switch RealTimeSyntax.length(seen) {
            case .unknown:
                // The byte that broke one sequence may begin another.
                seen.removeFirst()
                if let next = seen.firstIndex(of: 0x10) { seen.removeFirst(next) } else { seen.removeAll() }
            case .needs(let count):
                guard seen.count >= count else { return nil }
                let request = RealTimeRequest(seen)
                seen.removeAll()
                return request
            }
        }
        return nil
    }
}

/// How long a real-time sequence is, for the scanner and for the parser that steps over it.
enum RealTimeSyntax {
    enum Length: Hashable { case needs(Int), unknown }

    private static let clearSequence: [UInt8] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

    static func length(_ bytes: [UInt8]) -> Length {
        guard bytes.first == 0x10 else { return .unknown }
        guard bytes.count > 1 else { return .needs(2) }
        switch bytes[1] {
        case 0x04:
            guard bytes.count > 2 else { return .needs(3) }
            return .needs([0x07, 0x08, 0x12].contains(bytes[2]) ? 4 : 3)
        case 0x05: return .needs(3)
        case 0x14:
            guard bytes.count > 2 else { return .needs(3) }
            switch bytes[2] {
            case 1: return .needs(5)
            case 2: return .needs(5)
            case 3: return .needs(8)
            case 7: return .needs(4)
            case 8:
                guard clearSequence.starts(with: bytes.prefix(clearSequence.count)) else { return .unknown }
                return .needs(clearSequence.count)
            case _: return .unknown
            }
        case _: return .unknown
        }
    }
}

/// What a host may ask past the receive buffer.
enum RealTimeRequest: Hashable, Sendable {
    case status(UInt8)
    /// DLE EOT 20 of CUSTOM.
    case fullStatus
    /// DLE ENQ 1 (go on from the failed line) and 2 (clear the buffers).
    case recover(clearing: Bool)
    case pulse(Pulse)
    case shutDown
    case sendStatusBlock(UInt8)
    case clearBuffers

    /// `nil` for requests that this class of printer ignores: slip, ink, macro, buzzer, wrong operands.
    init?(_ bytes: [UInt8]) {
        switch (bytes[1], bytes[2]) {
        case (0x04, 1...4): self = .status(bytes[2])
        case (0x04, 0x14): self = .fullStatus
        case (0x05, 1): self = .recover(clearing: false)
        case (0x05, 2): self = .recover(clearing: true)
        case (0x14, 1):
            guard bytes[3] <= 1, let connector = ESCPOSConnector(operand: bytes[3]), (1...8).contains(bytes[4]) else {
                return nil
            }
            self = .pulse(Pulse(connector: connector, tenths: bytes[4]))
        case (0x14, 2):
            guard bytes[3] == 1, bytes[4] == 8 else { return nil }
            self = .shutDown
        case (0x14, 7): self = .sendStatusBlock(bytes[3])
        case (0x14, 8): self = .clearBuffers
        case _: return nil
        }
    }
}
