/// Everything that can be read off a printer by looking at it, in one value.
public struct ESCPOSPanel: Hashable, Sendable {
    /// The power light.
    public let isPowered: Bool
    /// Prints what it is sent.
    public let isOnline: Bool
    /// The cover over the paper.
    public let isCoverOpen: Bool
    /// FEED is pressed.
    public let isFeedHeld: Bool
    /// The blade is stuck, or will be at its next use.
    public let isCutterJammed: Bool
    /// The cutter error is latched: it waits for a recovery request.
    public let isCutterError: Bool
    /// Too hot to print.
    public let isHeadHot: Bool
    /// Only repair and a power cycle cure it.
    public let isBroken: Bool
    /// Waits for the FEED button after a stop (reading).
    public let awaitsFeedButton: Bool
    /// Paper on the roll, in millimetres; never negative.
    public let paperMillimetres: Int
    /// The near-end sensor looks through.
    public let isPaperNearEnd: Bool
    /// The end sensor looks through.
    public let isPaperEnd: Bool
    /// The mechanism is at work or has work queued.
    public let isPrinting: Bool
    /// Bytes in the receive buffer, and bytes still in the cable.
    public let bufferedBytes: Int
    /// Sent, and not taken in yet.
    public let cableBytes: Int
    /// The busy line, or XOFF.
    public let isBusy: Bool
    /// Replies are taken; else they wait inside.
    public let hostReads: Bool
    /// Level of the drawers' shared sense wire.
    public let isSenseHigh: Bool
    /// The drawers on pin 2 and pin 5, where there are any.
    public let pin2: Drawer?
    /// The drawer on pin 5.
    public let pin5: Drawer?
}

extension ESCPOSDevice {
    /// What a person at the printer sees now.
    public var panel: ESCPOSPanel {
        let status = status
        let model = configuration.model
        return ESCPOSPanel(
            isPowered: isPowered, isOnline: isPowered && !status.isOffline, isCoverOpen: isCoverOpen,
            isFeedHeld: isFeedHeld, isCutterJammed: isCutterJammed, isCutterError: memory.cutterFailed,
            isHeadHot: isHeadHot, isBroken: isBroken, awaitsFeedButton: status.awaitsRecovery,
            paperMillimetres: max(0, roll.remaining) * 254 / (model.dotsPerInch * 10),
            isPaperNearEnd: status.isNearEnd, isPaperEnd: status.isEnd,
            isPrinting: memory.active != nil || !memory.motions.isEmpty, bufferedBytes: memory.buffer.count,
            cableBytes: cable.count, isBusy: isBusy, hostReads: hostReads, isSenseHigh: isSenseHigh,
            pin2: drawers[0], pin5: drawers[1])
    }

    /// The busy wire (DTR). An unpowered printer is busy.
    public var isBusy: Bool { !isPowered || memory.isShutDown || memory.wasBusy }

    /// Bytes that would enter the receive buffer now: what a transport should offer at most.
    public var room: Int { isPowered && !memory.isShutDown ? max(0, memory.buffer.room - cable.count) : 0 }

    /// All paper that came out, oldest first; the last one may still hang in the printer.
    public var paper: [PaperPiece] { roll.visible }

    /// The legible lines of a piece, in columns, one per row.
    public func text(of piece: PaperPiece) -> String { piece.lines.joined(separator: "\n") }

    /// The piece as a PNG file with the paper's white margins; `zoom` pixels per dot, 1...16.
    public func png(of piece: PaperPiece, zoom: Int = 1) -> [UInt8] {
        PNG.file(piece.bitmap, zoom: zoom, margin: configuration.model.marginDots)
    }

    /// The 1284 device id string a USB printer of this kind gives, with its length in front.
    ///
    /// - Source: receipt-printers.md 6.1; vector usb/device-id.
    public var usbDeviceID: [UInt8] {
        let model = configuration.model
        let text = Array("MFG:\(model.maker);CMD:ESC/POS;MDL:\(model.name);CLS:PRINTER;".utf8)
        let length = min(text.count + 2, 0xFFFF)
        return [UInt8(length >> 8), UInt8(length & 0xFF)] + text.prefix(length - 2)
    }

    /// GET_PORT_STATUS of the USB printer class: bit 5 paper empty, bit 4 selected, bit 3 no error.
    ///
    /// - Source: receipt-printers.md 6.1.
    public var usbPortStatus: UInt8 {
        let status = status
        return (status.isEnd ? 0x20 : 0) | 0x10 | (status.hasError || status.isCoverOpen || status.isEnd ? 0 : 0x08)
    }
}
