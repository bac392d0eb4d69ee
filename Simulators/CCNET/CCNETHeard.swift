package import CCNETFrame

/// A host frame as the device understands it. Decoded from the paper, apart from any driver.
/// - Source: shared dossier `bill-acceptors.md` 3.1, 3.2.
package enum CCNETHeard: Hashable, Sendable {
    /// 00: the last answer arrived.
    case acknowledged
    /// FF: the last answer came damaged.
    case notUnderstood
    case reset
    case status
    /// Bit k is bill type k.
    case security(UInt64)
    case poll
    case enable(types: UInt64, escrow: UInt64)
    case stack
    case giveBack
    case identification
    case hold
    case barcodeFormat(UInt8, characters: UInt8)
    case barcode
    case billTable
    /// 51: CRC32 of the firmware.
    case firmwareCheck
    /// 54: part number and CRC32 of the validation software.
    case moduleIdentification
    /// 5A: patience for notes and for coupons, in milliseconds.
    case escrowTimes(notes: UInt32, coupons: UInt32)
    /// 5B.
    case count
    /// 5C.
    case releaseDate
    /// 60.
    case statistics
    /// A command of another kind of device, of a document that is not known, or with data of a wrong length.
    case illegal
    /// For another address: no answer.
    case elsewhere

    /// Total: every frame is something.
    package init(_ frame: CCNETFrame) {
        guard frame.address == 3 else {
            self = .elsewhere
            return
        }
        let data = Array(frame.payload.dropFirst())
        switch (frame.payload[0], data.count) {
        case (0x00, 0): self = .acknowledged
        case (0xFF, 0): self = .notUnderstood
        case (0x30, 0): self = .reset
        case (0x31, 0): self = .status
        case (0x32, 3), (0x32, 6): self = .security(Self.mask(data[...]))
        case (0x33, 0): self = .poll
        case (0x34, 6), (0x34, 12):
            let half = data.count / 2
            self = .enable(types: Self.mask(data[..<half]), escrow: Self.mask(data[half...]))
        case (0x35, 0): self = .stack
        case (0x36, 0): self = .giveBack
        case (0x37, 0): self = .identification
        case (0x38, 0): self = .hold
        case (0x39, 2): self = .barcodeFormat(data[0], characters: data[1])
        case (0x3A, 0): self = .barcode
        case (0x41, 0): self = .billTable
        case (0x51, 0): self = .firmwareCheck
        case (0x54, 0): self = .moduleIdentification
        case (0x5A, 8):
            self = .escrowTimes(
                notes: UInt32(truncatingIfNeeded: Self.mask(data[..<4])),
                coupons: UInt32(truncatingIfNeeded: Self.mask(data[4...])))
        case (0x5B, 0): self = .count
        case (0x5C, 0): self = .releaseDate
        case (0x60, 0): self = .statistics
        default: self = .illegal
        }
    }

    /// The first byte holds the highest types.
    private static func mask(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
