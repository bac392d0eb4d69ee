public import DeviceKit

/// What may be sent to a HID drawer: to open, and to ask. There is no way to write anything else, because a board may take
/// an unknown command for the way into its bootloader.
///
/// Reports are without the number byte of the report: a transport that needs one (hidraw) puts a zero in front.
/// - Source: shared dossier `cash-drawers.md` 5, and its caution.
public enum HIDDrawerOrder: Hashable, Sendable {
    /// One pulse.
    case open
    /// Tell the state.
    case ask

    /// The output report; `nil` where this model has none, or none is known.
    public func encoded(for model: HIDDrawerModel) -> [UInt8]? {
        switch (self, model) {
        case (.open, .posiflex(let id)): Self.posiflex(id, command: id.value)
        case (.ask, .posiflex(let id)): Self.posiflex(id, command: id.value + 1)
        case (.open, .star): [0x2B, 0x00]
        case (.open, .unnamed): [0x01, 0x01]
        case (.ask, .star), (.ask, .unnamed), (_, .apgUSBPro): nil
        }
    }

    /// Length of a Posiflex report, both ways, in bytes.
    public static let posiflexLength = 120

    private static func posiflex(_ id: PosiflexDrawerID, command: UInt8) -> [UInt8] {
        [id.value, command] + Array(repeating: 0, count: posiflexLength - 2)
    }
}

/// What an input report of a HID drawer says.
public enum HIDDrawerSaying: Hashable, Sendable {
    /// The drawer is open, or it is not.
    case isOpen(Bool)
    /// Something changed; what it means has to be learned.
    case changed

    /// Longest report that any drawer here has, in bytes.
    public static let longest = 120

    /// Reads one whole input report.
    /// - Throws: `WireFault` for a report that this model does not send.
    public static func read(_ report: [UInt8], from model: HIDDrawerModel) throws(WireFault) -> HIDDrawerSaying {
        guard let first = report.first, report.count <= longest else {
            throw WireFault("no report of a drawer has this length", report)
        }
        switch model {
        case .posiflex(let id):
            guard report.count == HIDDrawerOrder.posiflexLength else {
                throw WireFault("a report has 120 bytes", report)
            }
            guard first >> 4 == id.value else { throw WireFault("another drawer's report", report) }
            // Only the last bit has a meaning; with others set this is no state.
            guard first & 0x0E == 0 else { throw WireFault("no state of a drawer", report) }
            return .isOpen(first & 1 == 0)
        case .star: return .isOpen(first >= 0x80)
        case .unnamed: return .changed
        case .apgUSBPro: throw WireFault("the reports of this drawer are not published", report)
        }
    }
}
