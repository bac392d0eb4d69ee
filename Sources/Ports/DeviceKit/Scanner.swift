/// What a controller asks of a reader of barcodes or scan lines (UnifiedPOS `Scanner`).
public enum ScannerCommand: Hashable, Sendable {
    /// UnifiedPOS `DataEventEnabled`: whole reads that begin from now on are wanted.
    case enable
    /// No read is wanted. What is read meanwhile is dropped, never kept for whoever comes next.
    case disable
}

/// What a reader was seen to do. Half a read is never handed on.
public enum ScannerReport: Hashable, Sendable {
    /// The link stands. Most readers cannot be asked, so their presence shows at the first read only.
    case ready
    /// The link is gone, and why.
    case broken(String)
    /// One whole read, without prefix, suffix and terminator, and what kind of code it was, if the reader says so.
    case scanned([UInt8], ScanSymbology?)
    /// Something was read and is not handed on; so many characters had come.
    case dropped(ScanLoss, characters: Int)
}

/// Why a read is not handed on.
public enum ScanLoss: String, Hashable, Sendable, CaseIterable {
    /// It stopped before its end, or its beginning was missed.
    case cutShort
    /// It is longer than anything that may come: noise, or another kind of device.
    case tooLong
    /// The system lost keys between two characters.
    case overrun
    /// A key without a character, or not the prefix, suffix or identifier that was agreed on.
    case unreadable
    /// Nobody wanted it.
    case notWanted
    /// The link was lost in the middle.
    case linkLost

    /// One sentence for the person with the reader in hand.
    public var sentence: String {
        switch self {
        case .cutShort, .overrun, .linkLost: "The code was not read whole. Please scan again."
        case .tooLong: "That is no code this place can use. Please scan the bill or its stub."
        case .unreadable: "The reader is set up differently. Scan its set-up sheet, or type the number."
        case .notWanted: "Scanning is not expected now."
        }
    }
}

/// Kinds of codes, in UnifiedPOS' names (`ScanDataType`) where it has one.
public enum ScanSymbology: Hashable, Sendable {
    /// The family of retail codes: their identifier does not tell UPC-A from EAN-13.
    case upcOrEAN
    /// The short one of that family.
    case ean8
    /// Linear codes.
    case code39, code93, code128, gs1Code128, codabar, code11, msi, interleaved2of5, standard2of5, gs1DataBar
    /// Codes of two dimensions.
    case pdf417, dataMatrix, gs1DataMatrix, qrCode, gs1QRCode, aztec, maxiCode
    /// Printed letters.
    case ocrA, ocrB
    /// A kind that has no name here; its letter and modifier in the identifier.
    case other(letter: UInt8, modifier: UInt8)
}
