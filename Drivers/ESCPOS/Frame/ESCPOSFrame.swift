/// Byte constants and plain shapes of the ESC/POS wire that both ends may share: no opcode, no meaning.
///
/// - Source: shared dossier `receipt-printers.md` 1.1 (fixed bits of replies).
public enum ESCPOSFrame {
    /// Ends a reply block.
    public static let blockEnd: UInt8 = 0x00
    /// "Go on" of XON/XOFF flow control; it may stand between any two bytes of a reply.
    public static let xon: UInt8 = 0x11
    /// "Wait" of XON/XOFF flow control; it may stand between any two bytes of a reply.
    public static let xoff: UInt8 = 0x13

    /// Whether a byte begins a block that runs to the next `blockEnd`.
    public static func opensBlock(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x35, 0x37, 0x3B, 0x3D, 0x5F: true
        default: false
        }
    }

    /// A count as two bytes, low byte first, as every length and dot count of this wire.
    public static func lowHigh(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}

/// A reply block: a header byte, bytes without zero, a zero.
public struct ESCPOSBlock: Hashable, Sendable {
    /// One of `5F 37 3B 3D 35`.
    public let header: UInt8
    /// What stands between header and zero.
    public let payload: [UInt8]

    /// A block as it was read, or is to be sent.
    public init(header: UInt8, payload: [UInt8]) {
        self.header = header
        self.payload = payload
    }

    /// The block on the wire.
    public func encoded() -> [UInt8] { [header] + payload + [ESCPOSFrame.blockEnd] }
}
