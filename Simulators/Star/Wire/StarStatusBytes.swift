import StarFrame

/// The state that the status bytes tell.
struct StarPhysicalStatus: Hashable, Sendable {
    var isOffline = false
    var isCoverOpen = false
    var isContactClosed = false
    var isMechanical = false
    var cutterFailed = false
    var unrecoverable = false
    var isHeadHot = false
    var isNearEnd = false
    var isEnd = false
    var checkReached = false
    var counter = 0

    /// The automatic status.
    ///
    /// - Source: receipt-printers.md 4.2.
    func automatic(length: Int, version: Int, overflowed: Bool) -> [UInt8] {
        guard let heads = StarFrame.heads(length: length, version: version) else { return [] }
        var bytes = [heads.first, heads.second]
        bytes.append(
            (checkReached ? 0x02 : 0) | (isContactClosed ? 0x04 : 0) | (isOffline ? 0x08 : 0)
                | (isCoverOpen ? 0x20 : 0))
        bytes.append(
            (isMechanical ? 0x04 : 0) | (cutterFailed ? 0x08 : 0) | (unrecoverable ? 0x20 : 0)
                | (isHeadHot ? 0x40 : 0))
        bytes.append(overflowed ? 0x40 : 0)
        bytes.append((isNearEnd ? 0x04 : 0) | (isEnd ? 0x08 : 0))
        bytes.append(0)
        if bytes.count < length { bytes.append(StarFrame.spread(counter)) }
        while bytes.count < length { bytes.append(0) }
        return bytes
    }

    /// The answer to ENQ.
    func enquiry(bufferEmpty: Bool, overflowed: Bool) -> UInt8 {
        (isContactClosed ? 0x80 : 0) | (overflowed ? 0x40 : 0) | (bufferEmpty ? 0x20 : 0) | (isEnd ? 0x08 : 0)
            | (isCoverOpen || unrecoverable || cutterFailed || isMechanical ? 0x04 : 0)
    }

    /// The answer to EOT.
    var paper: UInt8 { (isContactClosed ? 0x80 : 0) | 0x10 | (isEnd ? 0x08 : 0) | (isNearEnd ? 0x04 : 0) }
}
