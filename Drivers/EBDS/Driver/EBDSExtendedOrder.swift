import WireKit

/// An extended command: sub-type, the three bytes of a poll, then its own.
/// - Source: dossier `bill-acceptors.md` 1.8.
public struct EBDSExtendedOrder: Hashable, Sendable {
    /// The sub-type byte.
    public let subtype: UInt8
    /// An extended command is a poll as well: it enables, disables and orders like one.
    public let poll: EBDSOmnibusCommand
    /// What the sub-type asks.
    public let request: EBDSExtendedRequest

    /// The sub-type follows from the request.
    public init(_ request: EBDSExtendedRequest, poll: EBDSOmnibusCommand) {
        subtype = request.subtype
        self.poll = poll
        self.request = request
    }

    /// At least four bytes.
    init(_ data: [UInt8]) {
        subtype = data[0]
        poll = EBDSOmnibusCommand(notes: data[1], modes: data[2], options: data[3])
        request = EBDSExtendedRequest(subtype: data[0], arguments: Array(data[4...]))
    }

    /// The data bytes.
    public var data: [UInt8] { [subtype] + poll.bytes + request.arguments }
}

/// Extended requests by sub-type.
public enum EBDSExtendedRequest: Hashable, Sendable {
    /// 02: row of the note table, from 1.
    case noteSpecification(index: UInt8)
    /// 03: seven notes a byte, row 1 in bit 0 of the first; a set bit enables. 8 bytes (CFSC) or 19 (SC Advance).
    case noteInhibits(enabled: [UInt8])
    /// 04: seconds until the unit gives a note or coupon back by itself, 1 to 7F; 0 is never.
    case escrowTimeout(notes: UInt8, barcodes: UInt8)
    /// 06: the seven values of non-extended mode.
    case valueTable
    /// 0B: tell when the customer takes a note.
    case noteRetrieved(enable: UInt8)
    /// 0D
    case advancedBookmark(enable: UInt8)
    /// 1D, recycler family.
    case clearAudit
    /// Any other sub-type or length, raw.
    case other(subtype: UInt8, [UInt8])

    init(subtype: UInt8, arguments: [UInt8]) {
        switch (subtype, arguments.count) {
        case (0x02, 1): self = .noteSpecification(index: arguments[0])
        case (0x03, 8), (0x03, 19): self = .noteInhibits(enabled: arguments)
        case (0x04, 2): self = .escrowTimeout(notes: arguments[0], barcodes: arguments[1])
        case (0x06, 0): self = .valueTable
        case (0x0B, 1): self = .noteRetrieved(enable: arguments[0])
        case (0x0D, 1): self = .advancedBookmark(enable: arguments[0])
        case (0x1D, 0): self = .clearAudit
        default: self = .other(subtype: subtype, arguments)
        }
    }

    /// The sub-type byte.
    public var subtype: UInt8 {
        switch self {
        case .noteSpecification: 0x02
        case .noteInhibits: 0x03
        case .escrowTimeout: 0x04
        case .valueTable: 0x06
        case .noteRetrieved: 0x0B
        case .advancedBookmark: 0x0D
        case .clearAudit: 0x1D
        case .other(let subtype, _): subtype
        }
    }

    /// The bytes after the poll.
    public var arguments: [UInt8] {
        switch self {
        case .noteSpecification(let index): [index]
        case .noteInhibits(let enabled): enabled
        case .escrowTimeout(let notes, let barcodes): [notes, barcodes]
        case .valueTable, .clearAudit: []
        case .noteRetrieved(let enable), .advancedBookmark(let enable): [enable]
        case .other(_, let bytes): bytes
        }
    }
}

extension EBDSExtendedOrder: CustomStringConvertible {
    public var description: String {
        let words: String =
            switch request {
            case .noteSpecification(let index): "asks: note specification, row \(index)"
            case .noteInhibits(let enabled): "enables notes \(Hex.text(enabled))"
            case .escrowTimeout(let notes, let barcodes): "escrow timeout: notes \(notes) s, barcodes \(barcodes) s"
            case .valueTable: "asks: value table"
            case .noteRetrieved(let enable): "note retrieved report: \(enable == 0 ? "off" : "on")"
            case .advancedBookmark(let enable): "advanced bookmark: \(enable == 0 ? "off" : "on")"
            case .clearAudit: "CLEAR the audit data"
            case .other(let subtype, let bytes):
                switch subtype {
                case 0x0C: "SHA-1 request \(Hex.text(bytes))"
                case 0x10...0x28: "recycler command \(hexByte(subtype)) \(Hex.text(bytes))"
                default: "extended \(hexByte(subtype)) \(Hex.text(bytes))"
                }
            }
        return "\(words) (poll: \(poll))"
    }
}
