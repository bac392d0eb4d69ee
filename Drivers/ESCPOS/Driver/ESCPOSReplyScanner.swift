public import DeviceKit
import ESCPOSFrame

/// Finds replies in a stream cut anywhere, told apart by their fixed bits alone. Total: any bytes give replies, "need
/// more", or bytes that were skipped with the reason.
///
/// - Source: shared dossier `receipt-printers.md` 1.1. A block is swallowed up to its zero without looking at bits; XON
///   and XOFF may stand between any two bytes, also inside a block or the four status bytes.
public struct ESCPOSReplyScanner: Hashable, Sendable {
    /// A block longer than this is noise. The longest that the dossier names is 80 bytes of text; key lists are longer.
    public static let longestBlock = 1_024

    private var held: [UInt8] = []
    /// A byte 10 begins CUSTOM's full status, not four bytes of automatic status: the two cannot be told apart.
    private let readsFullStatus: Bool

    /// A scanner between replies; `fullStatus` for a printer that sends CUSTOM's full status.
    public init(fullStatus: Bool = false) { readsFullStatus = fullStatus }

    /// What the scanner found.
    public enum Item: Hashable, Sendable {
        /// Whole, wherever the stream was cut.
        case reply(ESCPOSReply)
        /// Bytes that begin no reply; they were skipped.
        case fault(WireFault)
    }

    /// Bytes of a reply that has begun and is not complete.
    public var pending: [UInt8] { held }

    /// Forgets a reply in the making, after a silence; returns what was thrown away.
    public mutating func reset() -> [UInt8] {
        defer { held = [] }
        return held
    }

    /// Takes bytes in the order of the wire.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Item] {
        var items: [Item] = []
        for byte in bytes { take(byte, &items) }
        return items
    }

    private mutating func take(_ byte: UInt8, _ items: inout [Item]) {
        if readsFullStatus, held.first == 0x10 {
            inFullStatus(byte, &items)
        } else if byte == ESCPOSFrame.xon || byte == ESCPOSFrame.xoff {
            items.append(.reply(byte == ESCPOSFrame.xon ? .xon : .xoff))
        } else if let first = held.first {
            if ESCPOSFrame.opensBlock(first) { inBlock(byte, first, &items) } else { inStatus(byte, &items) }
        } else {
            fresh(byte, &items)
        }
    }

    private mutating func fresh(_ byte: UInt8, _ items: inout [Item]) {
        if byte & 0x93 == 0x12 {
            items.append(.reply(.realTime(byte)))
        } else if readsFullStatus ? byte == 0x10 : byte & 0x93 == 0x10 {
            held = [byte]
        } else if ESCPOSFrame.opensBlock(byte) {
            held = [byte]
        } else if byte & 0x90 == 0 {
            items.append(.reply(.single(byte)))
        } else {
            items.append(.fault(WireFault("byte of no reply", [byte])))
        }
    }

    /// Which bytes follow, then those, of any value.
    private mutating func inFullStatus(_ byte: UInt8, _ items: inout [Item]) {
        held.append(byte)
        if held.count == 2, byte == 0 || byte & 0xF0 != 0 {
            items.append(.fault(WireFault("full status of no kind", held)))
            held = []
        } else if held.count > 2, let status = CustomStatus(held) {
            items.append(.reply(.custom(status)))
            held = []
        }
    }

    private mutating func inBlock(_ byte: UInt8, _ header: UInt8, _ items: inout [Item]) {
        if byte == ESCPOSFrame.blockEnd {
            items.append(.reply(.block(ESCPOSBlock(header: header, payload: Array(held.dropFirst())))))
            held = []
        } else {
            held.append(byte)
            guard held.count > Self.longestBlock else { return }
            items.append(.fault(WireFault("block without its end", held)))
            held = []
        }
    }

    private mutating func inStatus(_ byte: UInt8, _ items: inout [Item]) {
        guard byte & 0x90 == 0 else {
            // The four bytes are consecutive by rule: a stranger among them means that some were lost.
            items.append(.fault(WireFault("status block cut short", held)))
            held = []
            fresh(byte, &items)
            return
        }
        held.append(byte)
        guard held.count == 4 else { return }
        if let block = ESCPOSStatusBlock(held) { items.append(.reply(.status(block))) }
        held = []
    }
}
