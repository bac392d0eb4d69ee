import Money
import WireKit

/// An extended reply. Known ones begin with six status bytes, which count like those of a poll.
/// - Source: dossier `bill-acceptors.md` 1.8.
public enum EBDSExtendedAnswer: Hashable, Sendable {
    /// 01: a coupon; text ends at the first `(`.
    case barcode(EBDSStatus, text: [UInt8])
    /// 02: with index 0 the note in hand, else a row of the note table.
    case noteSpecification(EBDSStatus, EBDSNoteSpecification)
    /// 03: taken.
    case noteInhibits(EBDSStatus)
    /// 04: taken.
    case escrowTimeout(EBDSStatus)
    /// 06: rows of the value table.
    case valueTable(EBDSStatus, [EBDSValueEntry])
    /// 0B: 00 refused, 01 taken, 7F the customer took the note.
    case noteRetrieved(EBDSStatus, UInt8)
    /// 0D: 00 refused, 01 taken.
    case advancedBookmark(EBDSStatus, UInt8)
    /// 1D: 00 refused, 01 taken; later 10 failed, 11 done.
    case clearAudit(EBDSStatus, UInt8)
    /// Any other sub-type or length, raw.
    case other(subtype: UInt8, [UInt8])

    /// At least one byte.
    init(_ data: [UInt8]) {
        guard let status = EBDSStatus(data, at: 1) else {
            self = .other(subtype: data[0], Array(data[1...]))
            return
        }
        let rest = data[7...]
        switch (data[0], rest.count) {
        case (0x01, 1...): self = .barcode(status, text: Array(rest))
        case (0x03, 0): self = .noteInhibits(status)
        case (0x04, 0): self = .escrowTimeout(status)
        case (0x0B, 1): self = .noteRetrieved(status, data[7])
        case (0x0D, 1): self = .advancedBookmark(status, data[7])
        case (0x1D, 1): self = .clearAudit(status, data[7])
        case (0x06, 1...) where rest.count % EBDSValueEntry.size == 0:
            self = .valueTable(
                status,
                stride(from: 7, to: data.count, by: EBDSValueEntry.size).compactMap {
                    EBDSValueEntry(data[$0..<($0 + EBDSValueEntry.size)])
                })
        default:
            if data[0] == 0x02, let note = EBDSNoteSpecification(rest) {
                self = .noteSpecification(status, note)
            } else {
                self = .other(subtype: data[0], Array(data[1...]))
            }
        }
    }

    /// The status inside; `nil` for what has no known layout.
    public var status: EBDSStatus? {
        switch self {
        case .barcode(let status, _), .noteSpecification(let status, _), .noteInhibits(let status),
            .escrowTimeout(let status), .valueTable(let status, _), .noteRetrieved(let status, _),
            .advancedBookmark(let status, _), .clearAudit(let status, _):
            status
        // The ack bit is spent on it, and an event comes in one reply only: a body of another length hides none.
        case .other(0x01...0x04, let bytes), .other(0x06, let bytes), .other(0x0B, let bytes),
            .other(0x0D, let bytes), .other(0x1D, let bytes):
            EBDSStatus(bytes, at: 0)
        case .other: nil
        }
    }

    /// The data bytes.
    public var data: [UInt8] {
        switch self {
        case .barcode(let status, let text): [0x01] + status.bytes + text
        case .noteSpecification(let status, let note): [0x02] + status.bytes + note.bytes
        case .noteInhibits(let status): [0x03] + status.bytes
        case .escrowTimeout(let status): [0x04] + status.bytes
        case .valueTable(let status, let rows): [0x06] + status.bytes + rows.flatMap(\.bytes)
        case .noteRetrieved(let status, let event): [0x0B] + status.bytes + [event]
        case .advancedBookmark(let status, let result): [0x0D] + status.bytes + [result]
        case .clearAudit(let status, let result): [0x1D] + status.bytes + [result]
        case .other(let subtype, let bytes): [subtype] + bytes
        }
    }
}

extension EBDSExtendedAnswer: CustomStringConvertible {
    public var description: String {
        switch self {
        case .barcode(let status, let text):
            "barcode \"\(printable(text.prefix { $0 != 0x28 }))\": \(status)"
        case .noteSpecification(let status, let note): "note \(note): \(status)"
        case .noteInhibits(let status): "note inhibits: \(status)"
        case .escrowTimeout(let status): "escrow timeout: \(status)"
        case .valueTable(let status, let rows):
            "value table \(rows.map { "\($0.index)=\($0.denomination?.description ?? "none")" }.joined(separator: " "))"
                + ": \(status)"
        case .noteRetrieved(let status, let event): "note retrieved \(retrieved(event)): \(status)"
        case .advancedBookmark(let status, let result): "advanced bookmark \(taken(result)): \(status)"
        case .clearAudit(let status, let result): "clear audit \(taken(result)): \(status)"
        case .other(let subtype, let bytes): "extended \(hexByte(subtype)) \(Hex.text(bytes))"
        }
    }

    private func retrieved(_ event: UInt8) -> String { event == 0x7F ? "by the customer" : taken(event) }

    private func taken(_ result: UInt8) -> String {
        switch result {
        case 0x00: "refused"
        case 0x01: "taken"
        case 0x10: "failed"
        case 0x11: "done"
        default: hexByte(result)
        }
    }
}
