/// Everything that can be read off a printer by looking at it, in one value.
public struct StarPanel: Hashable, Sendable {
    /// The power light.
    public let isPowered: Bool
    /// Prints what it is sent.
    public let isOnline: Bool
    /// The cover over the paper.
    public let isCoverOpen: Bool
    /// The blade is stuck, or will be at its next use.
    public let isCutterJammed: Bool
    /// The cutter error is latched.
    public let isCutterError: Bool
    /// Too hot to print.
    public let isHeadHot: Bool
    /// Only repair and a power cycle cure it.
    public let isBroken: Bool
    /// Paper on the roll, in millimetres; never negative.
    public let paperMillimetres: Int
    /// The near-end sensor looks through.
    public let isPaperNearEnd: Bool
    /// The end sensor looks through.
    public let isPaperEnd: Bool
    /// The mechanism is at work or has work waiting.
    public let isPrinting: Bool
    /// Bytes in the receive buffer.
    public let bufferedBytes: Int
    /// Automatic status is on.
    public let pushes: Bool
    /// The print check's counter.
    public let counter: Int
    /// The drawers on drive 1 and 2, where there are any.
    public let drawers: [StarDrawer?]
}

extension StarDevice {
    /// What a person at the printer sees now.
    public var panel: StarPanel {
        let status = status
        return StarPanel(
            isPowered: isPowered, isOnline: isPowered && !status.isOffline, isCoverOpen: isCoverOpen,
            isCutterJammed: isCutterJammed, isCutterError: memory.cutterFailed, isHeadHot: isHeadHot,
            isBroken: isBroken, paperMillimetres: max(0, roll.remaining) / StarModel.dotsPerMillimetre,
            isPaperNearEnd: status.isNearEnd, isPaperEnd: status.isEnd,
            isPrinting: memory.active != nil || !memory.motions.isEmpty || memory.hasOrders,
            bufferedBytes: memory.waitingBytes, pushes: memory.pushes, counter: memory.counter, drawers: drawers)
    }

    /// All paper that came out, oldest first; the last one may still hang in the printer.
    public var paper: [StarPiece] { roll.visible }

    /// The legible lines of a piece, one per row.
    public func text(of piece: StarPiece) -> String { piece.lines.joined(separator: "\n") }

    /// The piece as a PNG file with the paper's white margins.
    public func png(of piece: StarPiece) -> [UInt8] {
        StarPNG.file(piece.dots, margin: configuration.model.marginDots)
    }
}
