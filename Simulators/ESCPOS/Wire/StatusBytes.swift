/// The printer's condition as the status replies show it.
struct PrinterStatus: Hashable, Sendable {
    var isSenseHigh = false
    var isOffline = false
    var isCoverOpen = false
    var isFeeding = false
    var isButtonDown = false
    var awaitsRecovery = false
    var isStoppedByPaperEnd = false
    var cutterFailed = false
    var unrecoverable = false
    var selfRecovering = false
    var isNearEnd = false
    var isEnd = false
    /// The presenter holds a receipt out; paper is stuck in it.
    var hasTicket = false
    var isJammed = false

    var hasError: Bool { cutterFailed || unrecoverable || selfRecovering || isJammed }

    /// CUSTOM's four bytes: paper, user, recoverable, unrecoverable.
    ///
    /// - Source: receipt-printers.md 5.1.
    var full: [UInt8] {
        [
            bit(isEnd, 0) | bit(isNearEnd, 2) | bit(hasTicket, 5), bit(isCoverOpen, 0) | bit(isCoverOpen, 1),
            bit(selfRecovering, 0) | bit(isJammed, 6), bit(cutterFailed, 0) | bit(unrecoverable, 3),
        ]
    }

    /// The byte for DLE EOT n; `nil` for an n this class does not know.
    ///
    /// - Source: receipt-printers.md 3.1, bit tables; bits 1 and 4 are always on.
    func realTime(_ n: UInt8) -> UInt8? {
        switch n {
        case 1: 0x12 | bit(isSenseHigh, 2) | bit(isOffline, 3) | bit(awaitsRecovery, 5) | bit(isButtonDown, 6)
        case 2: 0x12 | bit(isCoverOpen, 2) | bit(isFeeding, 3) | bit(isStoppedByPaperEnd, 5) | bit(hasError, 6)
        case 3: 0x12 | bit(cutterFailed, 3) | bit(unrecoverable, 5) | bit(selfRecovering, 6)
        case 4: 0x12 | (isNearEnd ? 0x0C : 0) | (isEnd ? 0x60 : 0)
        case _: nil
        }
    }

    /// The four bytes of the automatic status.
    ///
    /// - Source: receipt-printers.md 3.2.
    func automatic(fourth: UInt8) -> [UInt8] {
        [
            0x10 | bit(isSenseHigh, 2) | bit(isOffline, 3) | bit(isCoverOpen, 5) | bit(isFeeding, 6),
            bit(cutterFailed, 3) | bit(unrecoverable, 5) | bit(selfRecovering, 6),
            (isNearEnd ? 0x03 : 0) | (isEnd ? 0x0C : 0),
            fourth,
        ]
    }

    /// The bits of the automatic status whose change is to be reported for GS a n.
    static func mask(_ n: UInt8) -> [UInt8] {
        [
            (n & 0x01 != 0 ? 0x04 : 0) | (n & 0x02 != 0 ? 0x28 : 0) | (n & 0x42 != 0 ? 0x40 : 0),
            n & 0x04 != 0 ? 0x68 : 0, n & 0x08 != 0 ? 0x0F : 0, 0,
        ]
    }

    /// The byte for GS r 1 and ESC v.
    var paper: UInt8 { (isNearEnd ? 0x03 : 0) | (isEnd ? 0x0C : 0) }
    /// The byte for GS r 2 and ESC u.
    var drawer: UInt8 { bit(isSenseHigh, 0) }

    /// The block of the offline response; with causes one byte each for cover and paper (reading), unrecoverable,
    /// electronics, recoverable.
    ///
    /// - Source: receipt-printers.md 3.4 (first byte marked UNSURE there).
    func offlineBlock(withCauses: Bool) -> [UInt8] {
        let causes: [UInt8] = [
            0x40 | bit(isCoverOpen, 0) | bit(isStoppedByPaperEnd, 1), 0x40, 0x40 | bit(unrecoverable, 0),
            0x40 | bit(cutterFailed, 0),
        ]
        return [0x37, 0x23] + (withCauses ? causes : []) + [0]
    }

    private func bit(_ value: Bool, _ index: UInt8) -> UInt8 { value ? 1 << index : 0 }
}
