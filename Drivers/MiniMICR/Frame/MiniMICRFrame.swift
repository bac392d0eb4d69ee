import WireKit

/// What stands around the text of a record; each sign is there by a switch of its own, in this order.
/// - Source: shared dossier `check-scanners.md` 5 (Framing; switch group B).
public struct MiniMICRDelimiters: Hashable, Sendable {
    /// `02` before the text.
    public var stx: Bool
    /// `1B` before the text.
    public var esc: Bool
    /// `03` after the text.
    public var etx: Bool
    /// `0D` after the text.
    public var cr: Bool
    /// `0A` after the text.
    public var lf: Bool

    /// Only a carriage return where nothing else is said.
    public init(stx: Bool = false, esc: Bool = false, etx: Bool = false, cr: Bool = true, lf: Bool = false) {
        self.stx = stx
        self.esc = esc
        self.etx = etx
        self.cr = cr
        self.lf = lf
    }

    /// Text with its delimiters.
    public func framed(_ text: [UInt8]) -> [UInt8] {
        (stx ? [0x02] : []) + (esc ? [0x1B] : []) + text + (etx ? [0x03] : []) + (cr ? [0x0D] : [])
            + (lf ? [0x0A] : [])
    }
}

/// How records are told apart.
public enum MiniMICRFraming: Hashable, Sendable {
    /// Text up to ETX, CR or LF. Nothing tells a lost character.
    case lines
    /// Communication mode 7: `02` text `03` LRC; a damaged one is asked for again.
    case packets
}

/// The longitudinal check of a packet: the exclusive or of text and ETX.
public enum MiniMICRCheck: Hashable, Sendable {
    /// X3.28 practice: STX is left out.
    case withoutStart
    /// STX is counted too.
    case withStart

    /// The check byte of a text.
    public func sum(_ text: [UInt8]) -> UInt8 {
        switch self {
        case .withoutStart: xorSum(text) ^ 0x03
        case .withStart: xorSum(text) ^ 0x03 ^ 0x02
        }
    }

    /// A whole packet.
    public func framed(_ text: [UInt8]) -> [UInt8] { [0x02] + text + [0x03, sum(text)] }
}

/// Finds records in a stream cut anywhere. Total: any bytes give a record, "need more", or a fault to skip.
public struct MiniMICRParser: Hashable, Sendable {
    /// As the unit is set.
    public let framing: MiniMICRFraming
    private var buffer: [UInt8] = []
    /// The delimiter that ended the last record: what follows it in the fixed order belongs to that record.
    private var ended: UInt8?
    /// A line that is longer than any has begun to be skipped: its tail is no record.
    private var isInTooLong = false

    /// More than any record of this family: 65 places of a check, a status, and room.
    public static let maximumText = 255

    /// Nothing received yet.
    public init(_ framing: MiniMICRFraming) { self.framing = framing }

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// The text of a record. `check`: which form of the packet's check held; `nil` for lines.
        case record([UInt8], check: MiniMICRCheck?)
        /// Bytes that were skipped, and why.
        case fault(MiniMICRFault, [UInt8])
    }

    /// Bytes of a record that has begun and is not complete; one at least while a line that is too long goes on.
    public var pending: Int { isInTooLong ? max(1, buffer.count) : buffer.count }

    /// Takes what arrived, cut anywhere.
    public mutating func append(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

    /// Forgets a record in the making; returns what was thrown away.
    public mutating func reset() -> [UInt8] {
        defer { buffer.removeAll(keepingCapacity: true) }
        ended = nil
        isInTooLong = false
        return buffer
    }

    /// The next item, or `nil` when more bytes are needed.
    public mutating func next() -> Item? {
        switch framing {
        case .lines: nextLine()
        case .packets: nextPacket()
        }
    }

    private mutating func nextLine() -> Item? {
        while let first = buffer.first, let last = ended {
            guard Self.follows(first, last) else {
                ended = nil
                break
            }
            ended = first
            buffer.removeFirst()
        }
        guard let end = buffer.firstIndex(where: Self.isEnd) else {
            guard buffer.count > Self.maximumText || isInTooLong && !buffer.isEmpty else { return nil }
            isInTooLong = true
            return skip(buffer.count, .tooLong)
        }
        guard end <= Self.maximumText, !isInTooLong else {
            isInTooLong = false
            return skip(end + 1, .tooLong)
        }
        ended = buffer[end]
        var text = buffer[0..<end]
        if text.first == 0x02 { text = text.dropFirst() }
        if text.first == 0x1B { text = text.dropFirst() }
        let record = Array(text)
        buffer.removeFirst(end + 1)
        return .record(record, check: nil)
    }

    /// ETX, CR and LF each end a line.
    public static func isEnd(_ byte: UInt8) -> Bool { byte == 0x03 || byte == 0x0D || byte == 0x0A }

    /// ETX, CR, LF stand in this order.
    private static func follows(_ byte: UInt8, _ before: UInt8) -> Bool {
        switch before {
        case 0x03: byte == 0x0D || byte == 0x0A
        case 0x0D: byte == 0x0A
        default: false
        }
    }

    private mutating func nextPacket() -> Item? {
        guard let first = buffer.first else { return nil }
        guard first == 0x02 else { return skip(buffer.firstIndex(of: 0x02) ?? buffer.count, .noStart) }
        guard let end = buffer.firstIndex(of: 0x03) else {
            if let again = buffer.dropFirst().firstIndex(of: 0x02) { return skip(again, .noEnd) }
            return buffer.count > 1 + Self.maximumText ? skip(buffer.count, .tooLong) : nil
        }
        let text = Array(buffer[1..<end])
        if let again = text.firstIndex(of: 0x02) { return skip(again + 1, .noEnd) }
        guard text.count <= Self.maximumText else { return skip(end + 1, .tooLong) }
        guard buffer.count > end + 1 else { return nil }
        let sum = buffer[end + 1]
        for check in [MiniMICRCheck.withoutStart, .withStart] where check.sum(text) == sum {
            buffer.removeFirst(end + 2)
            return .record(text, check: check)
        }
        return skip(end + 2, .checksum)
    }

    private mutating func skip(_ count: Int, _ fault: MiniMICRFault) -> Item {
        let bytes = Array(buffer[0..<count])
        buffer.removeFirst(count)
        ended = nil
        return .fault(fault, bytes)
    }
}

/// What is wrong with bytes that are no record.
public enum MiniMICRFault: String, Error, Hashable, Sendable {
    /// Bytes outside of any packet.
    case noStart = "no STX where a packet should begin"
    /// A second STX before the end of a packet.
    case noEnd = "a packet without end"
    /// No record is so long.
    case tooLong = "longer than any record"
    /// A packet that was damaged on the way.
    case checksum = "check differs"
}
