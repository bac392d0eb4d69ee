import WireKit

/// One event of a poll's answer.
/// - Source: shared dossier `bill-acceptors.md` 4.3.
public struct SSPEvent: Hashable, Sendable {
    /// The event's code.
    public let code: UInt8
    /// Its data, as long as the table says.
    public let data: [UInt8]

    /// An event with its data.
    public init(_ code: UInt8, _ data: [UInt8] = []) {
        self.code = code
        self.data = data
    }

    /// The channel of a note event; 0: moving, or unknown.
    public var channel: UInt8 { data.first ?? 0 }

    /// Reads events front to back. What follows an event that is not known cannot be read: it is the `rest`.
    ///
    /// Payout events are read in the layout of protocol version 6 and later.
    public static func read(_ body: some Collection<UInt8>) -> (events: [SSPEvent], rest: [UInt8]) {
        var cursor = ByteCursor(body)
        var events: [SSPEvent] = []
        while let code = cursor.peek() {
            let before = cursor
            do throws(CursorFault) {
                _ = try cursor.next()
                guard let row = table.first(where: { $0.code == code }) else {
                    return (events, Array(restOf(before)))
                }
                events.append(SSPEvent(code, try data(row.size, &cursor)))
            } catch { return (events, Array(restOf(before))) }
        }
        return (events, [])
    }

    private static func restOf(_ cursor: ByteCursor) -> ArraySlice<UInt8> {
        var cursor = cursor
        return cursor.rest()
    }

    private static func data(_ size: Size, _ cursor: inout ByteCursor) throws(CursorFault) -> [UInt8] {
        switch size {
        case .bytes(let count): return Array(try cursor.take(count))
        case .rows(let width, let tail):
            let count = try cursor.next()
            return [count] + Array(try cursor.take(Int(count) * width + tail))
        }
    }

    private enum Size {
        case bytes(Int)
        /// A count, so many rows, and so many bytes more.
        case rows(Int, tail: Int)
    }

    // Sizes of the printer's and the cash box service's events: the maker's GA138; of A7 and 91 none is known.
    private static let table: [(code: UInt8, size: Size, name: String)] = [
        (0xF1, .bytes(0), "was reset"), (0xEF, .bytes(1), "note read, channel"), (0xEE, .bytes(1), "CREDIT, channel"),
        (0xED, .bytes(0), "giving a note back"), (0xEC, .bytes(0), "note given back"),
        (0xCC, .bytes(0), "stacking"), (0xEB, .bytes(0), "stacked"), (0xEA, .bytes(0), "safe jam"),
        (0xE9, .bytes(0), "unsafe jam"), (0xE8, .bytes(0), "disabled"), (0xE7, .bytes(0), "cash box full"),
        (0xE6, .bytes(1), "fraud attempt, channel"), (0xE5, .bytes(0), "barcode ticket validated"),
        (0xD1, .bytes(0), "barcode ticket acknowledged"), (0xE4, .bytes(0), "cash box replaced"),
        (0xE3, .bytes(0), "cash box removed"), (0xE0, .bytes(0), "note path open"),
        (0xE2, .bytes(1), "cleared into the cash box at power-up, channel"),
        (0xE1, .bytes(1), "cleared from the front at power-up, channel"),
        (0xB5, .bytes(0), "all channels inhibited"), (0xB6, .bytes(0), "initialising"),
        (0xB7, .bytes(1), "coin mechanism error"), (0xDA, .rows(7, tail: 0), "dispensing"),
        (0xD2, .rows(7, tail: 0), "dispensed"), (0xD5, .rows(7, tail: 0), "payout jammed"),
        (0xD6, .rows(7, tail: 0), "payout halted"), (0xD7, .rows(7, tail: 0), "floating"),
        (0xD8, .rows(7, tail: 0), "floated"), (0xD9, .rows(7, tail: 0), "payout timed out"),
        (0xDB, .bytes(0), "note stored"), (0xDC, .rows(11, tail: 0), "incomplete payout"),
        (0xDD, .rows(11, tail: 0), "incomplete float"), (0xDE, .rows(7, tail: 0), "cash box paid"),
        (0xDF, .bytes(7), "coin credit"), (0xC2, .bytes(0), "emptying"), (0xC3, .bytes(0), "emptied"),
        (0xB3, .rows(7, tail: 0), "smart emptying"), (0xB4, .rows(7, tail: 0), "smart emptied"),
        (0xC4, .bytes(0), "coin mechanism jammed"), (0xC5, .bytes(0), "coin return pressed"),
        (0xC6, .bytes(0), "payout out of service"), (0xC7, .bytes(0), "note float removed"),
        (0xC8, .bytes(0), "note float attached"), (0xC9, .bytes(7), "note moved to the stacker"),
        (0xCA, .bytes(7), "note into the stacker at reset"), (0xCB, .bytes(7), "note into the store at reset"),
        (0xCD, .bytes(7), "note dispensed at reset"), (0xCE, .bytes(7), "note in the bezel"),
        (0xCF, .bytes(0), "device full"), (0xB0, .bytes(0), "jam recovery"),
        (0xB1, .rows(7, tail: 1), "error in payout"), (0xBA, .bytes(0), "coin rejected"),
        (0xBD, .bytes(0), "coin mechanism off"), (0xBE, .bytes(0), "coin mechanism on"),
        (0xBF, .rows(7, tail: 0), "value added"), (0xD3, .bytes(0), "coins low"),
        (0x83, .bytes(1), "calibration failed"),
        (0x90, .bytes(1), "cash box service"), (0x92, .bytes(0), "cash box service"),
        (0x93, .bytes(0), "cash box service"), (0xA0, .bytes(0), "printer event"), (0xA1, .bytes(0), "printer event"),
        (0xA2, .bytes(0), "printer event"), (0xA3, .bytes(0), "printer event"), (0xA4, .bytes(0), "printer event"),
        (0xA5, .bytes(0), "printer event"), (0xA6, .bytes(0), "printer event"), (0xA8, .bytes(1), "printer event"),
        (0xA9, .bytes(0), "printer event"), (0xAA, .bytes(0), "printer event"), (0xAB, .bytes(0), "printer event"),
        (0xAC, .bytes(0), "printer event"), (0xAD, .bytes(0), "printer event"), (0xAE, .bytes(0), "printer event"),
        (0xAF, .bytes(0), "printer event"),
        (0xC0, .bytes(0), "attached mechanism"), (0xC1, .bytes(0), "pay-in active"),
    ]
}

extension SSPEvent: CustomStringConvertible {
    public var description: String {
        let name = Self.table.first { $0.code == code }?.name ?? "event \(hexByte(code))"
        switch (code, data.first) {
        case (_, nil): return name
        case (0xEF, 0): return "note moving"
        case (0xEF, let channel?): return "note in ESCROW, channel \(channel)"
        case (_, let first?): return data.count == 1 ? "\(name) \(first)" : "\(name) \(Hex.text(data))"
        }
    }
}
