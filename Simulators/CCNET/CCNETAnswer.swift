package import CCNETFrame

/// What the device says, before framing. Encoded from the paper, apart from any driver.
/// - Source: shared dossier `bill-acceptors.md` 3.1 to 3.3.
package enum CCNETAnswer: Hashable, Sendable {
    /// 00: done.
    case done
    /// FF: came damaged.
    case damaged
    /// 30: not now, or never.
    case illegal
    /// One byte of state.
    case state(UInt8)
    /// A state and what belongs to it: reason, tenths of a second, bill type.
    case detail(UInt8, UInt8)
    /// To 31, of so many bytes a mask.
    case status(enabled: UInt64, secured: UInt64, bytes: Int)
    /// To 37.
    case identification(part: String, serial: String, asset: [UInt8])
    /// To 41, filled up with empty rows.
    case billTable([CCNETBillRow], rows: Int)
    /// To anything else.
    case data([UInt8])

    /// The data bytes.
    package var payload: [UInt8] {
        switch self {
        case .done: [0x00]
        case .damaged: [0xFF]
        case .illegal: [0x30]
        case .state(let state): [state]
        case .detail(let state, let detail): [state, detail]
        case .status(let enabled, let secured, let bytes):
            Self.number(enabled, bytes) + Self.number(secured, bytes)
        case .identification(let part, let serial, let asset):
            Self.fixed(Array(part.utf8), 15, fill: 0x20) + Self.fixed(Array(serial.utf8), 12, fill: 0x20)
                + Self.fixed(asset, 7)
        case .billTable(let table, let rows):
            (0..<rows).flatMap { ($0 < table.count ? table[$0] : .empty).bytes }
        case .data(let data): data.isEmpty ? [0x00] : data
        }
    }

    /// Waits for the host's word, unlike `done`, `damaged` and `illegal`.
    var isData: Bool {
        switch self {
        case .done, .damaged, .illegal: false
        case .state, .detail, .status, .identification, .billTable, .data: true
        }
    }

    /// A whole frame of a bill validator; `long` writes the length in two bytes.
    package func frame(long: Bool = false) -> CCNETFrame {
        let payload = payload
        let needsLong = payload.count > CCNETFrame.shortPayload
        return CCNETFrame(
            address: 3, form: (long && isData) || needsLong ? .word(after: 0) : .byte,
            payload: Array(payload.prefix(0xFF00)))
    }

    /// So many bytes, the high one first.
    package static func number(_ value: UInt64, _ bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { $0 < 8 ? UInt8(value >> UInt64($0 * 8) & 0xFF) : 0 }
    }

    private static func fixed(_ bytes: [UInt8], _ width: Int, fill: UInt8 = 0) -> [UInt8] {
        let kept = bytes.prefix(width)
        return kept + [UInt8](repeating: fill, count: width - kept.count)
    }
}
