public import DeviceKit
import StarFrame

/// Finds replies in a stream cut anywhere. Total: any bytes give replies, "need more", or bytes that were skipped with
/// the reason.
///
/// - Source: shared dossier `receipt-printers.md` 4.2: only the first byte of a status has bit 0 set with bits 4 and 7
///   clear; an answer to ENQ has bit 4 clear, one to EOT has it set. The escape answers are told by their first bytes.
public struct StarReplyScanner: Hashable, Sendable {
    /// A text longer than this is noise.
    public static let longestText = 512

    private var held: [UInt8] = []

    /// A scanner between replies.
    public init() {}

    /// What the scanner found.
    public enum Item: Hashable, Sendable {
        /// Whole, wherever the stream was cut.
        case reply(StarReply)
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
        if !isFixed, byte == StarFrame.xon || byte == StarFrame.xoff {
            return items.append(.reply(byte == StarFrame.xon ? .xon : .xoff))
        }
        guard let first = held.first else { return fresh(byte, &items) }
        if first == 0x1B { inAnswer(byte, &items) } else { inStatus(byte, &items) }
    }

    /// Inside an answer of a fixed length the flow bytes are numbers like any other.
    private var isFixed: Bool {
        held.starts(with: [0x1B, 0x1D, 0x79, 0x49]) || held.starts(with: [0x1B, 0x1D, 0x03])
    }

    private mutating func fresh(_ byte: UInt8, _ items: inout [Item]) {
        if byte == 0x1B || StarFrame.opensStatus(byte) {
            held = [byte]
        } else if let answer = StarPaperAnswer(byte) {
            items.append(.reply(.paper(answer)))
        } else if let answer = StarEnquiryAnswer(byte) {
            items.append(.reply(.enquiry(answer)))
        } else {
            items.append(.fault(WireFault("byte of no reply", [byte])))
        }
    }

    private mutating func inStatus(_ byte: UInt8, _ items: inout [Item]) {
        guard StarFrame.continuesStatus(byte, second: held.count == 1) else {
            // The bytes of a status are consecutive: a stranger among them means that some were lost.
            return dropAndBegin(byte, "status cut short", &items)
        }
        held.append(byte)
        guard held.count > 1 else { return }
        let length = StarFrame.length(held[0], held[1])
        guard length >= StarFrame.shortest else { return drop("status of an impossible length", &items) }
        guard held.count == length else { return }
        if let status = StarStatus(held) {
            items.append(.reply(.status(status)))
            held = []
        } else {
            drop("no status", &items)
        }
    }

    private mutating func inAnswer(_ byte: UInt8, _ items: inout [Item]) {
        held.append(byte)
        if held.starts(with: [0x1B, 0x23, 0x2A, 0x2C]) {
            ended(4, &items) { .name($0) }
        } else if held.starts(with: [0x1B, 0x1D, 0x29, 0x49]) {
            ended(4, &items) { .information($0) }
        } else if held.starts(with: [0x1B, 0x1D, 0x79, 0x49]) {
            guard held.count == 6 else { return }
            items.append(.reply(.symbolSize(held[4], held[5])))
            held = []
        } else if held.starts(with: [0x1B, 0x1D, 0x03]) {
            guard held.count == 6 else { return }
            items.append(.reply(.documentEnd(Array(held[3...]))))
            held = []
        } else if !Self.beginnings.contains(where: { $0.starts(with: held) }) {
            held.removeLast()
            dropAndBegin(byte, "escape that begins no answer", &items)
        }
    }

    private static let beginnings: [[UInt8]] = [
        [0x1B, 0x23, 0x2A, 0x2C], [0x1B, 0x1D, 0x29, 0x49], [0x1B, 0x1D, 0x79, 0x49], [0x1B, 0x1D, 0x03],
    ]

    /// A text runs to its line feed and zero.
    private mutating func ended(_ head: Int, _ items: inout [Item], _ make: ([UInt8]) -> StarReply) {
        if held.count >= head + 2, held.suffix(2) == [0x0A, 0x00] {
            items.append(.reply(make(Array(held[head..<(held.count - 2)]))))
            held = []
        } else if held.count > Self.longestText {
            drop("text without its end", &items)
        }
    }

    private mutating func drop(_ reason: String, _ items: inout [Item]) {
        items.append(.fault(WireFault(reason, held)))
        held = []
    }

    private mutating func dropAndBegin(_ byte: UInt8, _ reason: String, _ items: inout [Item]) {
        drop(reason, &items)
        fresh(byte, &items)
    }
}
