public import DeviceKit

/// The three characters that a reader puts before what it read: `]`, a letter for the kind of code, a modifier.
///
/// - Source: ISO/IEC 15424 (AIM symbology identifiers), as readers' manuals print its table.
public struct AIMIdentifier: Hashable, Sendable {
    /// The kind of code.
    public let letter: UInt8
    /// What the reader did with check characters and the like; means something else for each kind.
    public let modifier: UInt8

    /// Reads the front of a read; `nil` when there is no identifier.
    public init?(_ bytes: some Collection<UInt8>) {
        let front = Array(bytes.prefix(3))
        guard front.count == 3, front[0] == 0x5D else { return nil }
        let isLetter = (0x41...0x5A).contains(front[1]) || (0x61...0x7A).contains(front[1])
        let isModifier = (0x30...0x39).contains(front[2]) || (0x41...0x5A).contains(front[2])
        guard isLetter, isModifier || (0x61...0x7A).contains(front[2]) else { return nil }
        (letter, modifier) = (front[1], front[2])
    }

    /// The kind of code in our words.
    public var symbology: ScanSymbology {
        switch (letter, modifier) {
        case (0x41, _): .code39  // A
        case (0x43, 0x31): .gs1Code128  // C1: a function character 1 comes first
        case (0x43, _): .code128  // C
        case (0x45, 0x34): .ean8  // E4
        case (0x45, _): .upcOrEAN  // E
        case (0x46, _): .codabar  // F
        case (0x47, _): .code93  // G
        case (0x48, _): .code11  // H
        case (0x49, _): .interleaved2of5  // I
        case (0x4C, _): .pdf417  // L
        case (0x4D, _): .msi  // M
        case (0x51, 0x33): .gs1QRCode  // Q3
        case (0x51, _): .qrCode  // Q
        case (0x52, _), (0x53, _): .standard2of5  // R, S
        case (0x55, _): .maxiCode  // U
        case (0x64, 0x32): .gs1DataMatrix  // d2
        case (0x64, _): .dataMatrix  // d
        case (0x65, _): .gs1DataBar  // e
        case (0x6F, 0x31): .ocrA  // o1
        case (0x6F, 0x32): .ocrB  // o2
        case (0x7A, _): .aztec  // z
        default: .other(letter: letter, modifier: modifier)
        }
    }
}
