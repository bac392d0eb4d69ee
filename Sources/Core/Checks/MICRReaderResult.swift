/// How one attempt to read a line ended, as the status characters of several families tell it. Each wire has numbers of
/// its own; here stands what they mean, for the driver of that wire and for a technician.
/// - Source: micr.md 7; check-scanners.md 2.1, 8, 9b, 9c.
public enum MICRReaderResult: String, Hashable, Sendable, CaseIterable {
    /// The unit has nothing against the line; its text decides.
    case good
    /// Characters could not be read.
    case badRead
    /// No magnetic ink.
    case noMICR
    /// No check came.
    case noCheck
    /// The check is stuck, or too long.
    case jam
    /// The check has the wrong size.
    case badSize
    /// The wait was called off.
    case cancelled
    /// A cover is open.
    case coverOpen
    /// The unit did not do it.
    case notExecuted
    /// A number that the papers do not explain: never taken for good.
    case unexplained

    /// The byte before a line of a CognitiveTPG.
    public init(cognitive status: UInt8) {
        self =
            switch status {
            case 0: .good
            case 1: .badRead
            case 2: .noCheck
            case 3: .jam
            case 4: .noMICR
            default: .unexplained
            }
    }

    /// Epson's status byte, and the second one where that was switched on. Without it an abnormal end does not tell
    /// whether there was no ink or no clear reading.
    public init(epson status: UInt8, detail: UInt8? = nil) {
        guard let detail else {
            self = status & 0xDF != 0x50 ? .unexplained : status & 0x20 == 0 ? .good : .badRead
            return
        }
        self =
            switch detail {
            case 0x40: status == 0x50 ? .good : .badRead
            case 0x41: .notExecuted
            case 0x42: .cancelled
            case 0x43: .noCheck
            case 0x44: .badSize
            case 0x45: .noMICR
            case 0x46, 0x47, 0x48: .badRead
            case 0x49: .coverOpen
            default: .unexplained
            }
    }

    /// Oki's result code; the table in the public scan of its manual has gaps.
    public init(oki code: UInt8) {
        self =
            switch code {
            case 0x30: .good
            case 0x33: .badRead
            case 0x34: .noMICR
            case 0x36: .jam
            default: .unexplained
            }
    }

    /// What IBM's 4610 sends instead of a status: nothing but `?` is no ink, a `?` among others is unread.
    public init(ibmText text: [UInt8]) {
        self = text.allSatisfy { $0 == 0x3F } ? .noMICR : text.contains(0x3F) ? .badRead : .good
    }
}
