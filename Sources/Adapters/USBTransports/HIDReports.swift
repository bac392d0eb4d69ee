/// How long the reports of an HID device are, read from its report descriptor. Everything else in there is about keys
/// and axes and is passed over.
///
/// - Source: Device Class Definition for HID 1.11, 6.2.2 and 8.
struct HIDReports: Hashable {
    /// Whether the first byte of each report is its number.
    var areNumbered = false
    /// Bits of each input report, by its number (0: the only one).
    private(set) var inputs: [Report] = []
    /// Bits of each output report.
    private(set) var outputs: [Report] = []

    /// One report.
    struct Report: Hashable {
        var number: UInt8
        var bits: Int
    }

    /// What a report may have at most; a descriptor that says more is nonsense.
    static let maximumBits = 8 * 4096

    /// Reads as far as the bytes make sense. A descriptor without reports gives none.
    init(descriptor: [UInt8]) {
        var state = Globals()
        var saved: [Globals] = []
        var place = 0
        while place < descriptor.count {
            let prefix = descriptor[place]
            if prefix == 0xFE {
                // A long item: size, tag, data. None is defined.
                guard place + 1 < descriptor.count else { return }
                place += 3 + Int(descriptor[place + 1])
                continue
            }
            let size = [0, 1, 2, 4][Int(prefix & 3)]
            guard place + size < descriptor.count else { return }
            let value = descriptor[(place + 1)..<(place + 1 + size)].reversed().reduce(0) { $0 << 8 | Int($1) }
            place += 1 + size
            switch prefix & 0xFC {
            case 0x74: state.size = value
            case 0x94: state.count = value
            case 0x84:
                guard let number = UInt8(exactly: value), number > 0 else { return }
                state.number = number
                areNumbered = true
            case 0xA4: if saved.count < 16 { saved.append(state) }
            case 0xB4: state = saved.popLast() ?? state
            case 0x80: Self.add(state, to: &inputs)
            case 0x90: Self.add(state, to: &outputs)
            default: break
            }
        }
    }

    /// Bytes on the wire of the longest input report, its number included; `nil`: none is described.
    var inputLength: Int? { inputs.map { length($0) }.max() }

    /// Bytes on the wire of one output report, its number included; `nil`: it is not described.
    func outputLength(number: UInt8) -> Int? { outputs.first { $0.number == number }.map { length($0) } }

    private func length(_ report: Report) -> Int { (report.bits + 7) / 8 + (areNumbered ? 1 : 0) }

    private struct Globals: Hashable {
        var size = 0
        var count = 0
        var number: UInt8 = 0
    }

    private static func add(_ state: Globals, to reports: inout [Report]) {
        let (bits, overflow) = state.size.multipliedReportingOverflow(by: state.count)
        guard !overflow, bits > 0, bits <= maximumBits else { return }
        if let place = reports.firstIndex(where: { $0.number == state.number }) {
            reports[place].bits = min(maximumBits, reports[place].bits + bits)
        } else {
            reports.append(Report(number: state.number, bits: bits))
        }
    }
}
