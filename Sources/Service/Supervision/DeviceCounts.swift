/// What is counted of a device, in UnifiedPOS's spirit (its statistics), for the device page and the passport.
public enum DeviceCount: String, Hashable, Sendable, Codable, CaseIterable {
    /// Seconds in which it was there and worked.
    case secondsWell
    /// Notes that were stacked, given back, refused.
    case notesTaken, notesReturned, notesRejected
    /// Receipts that came out, that did not, of which nobody knows; millimetres of paper.
    case receiptsPrinted, receiptsFailed, receiptsUnknown, paperMillimetres
    /// Drawers that opened, and that did not when they were told to.
    case drawerKicks, drawerKicksFailed
    /// Checks and codes that were read.
    case checksRead, codesRead
    /// Faults: stuck, a string suspected, a failure of its own, gone, garbled.
    case jams, cheats, failures, linkLosses, garbled

    /// Whether it counts against the device.
    public var isFault: Bool {
        switch self {
        case .jams, .cheats, .failures, .linkLosses, .garbled: true
        case .secondsWell, .notesTaken, .notesReturned, .notesRejected, .receiptsPrinted, .receiptsFailed,
            .receiptsUnknown, .paperMillimetres, .drawerKicks, .drawerKicksFailed, .checksRead, .codesRead:
            false
        }
    }
}

/// Counts of one device. They only rise.
public struct DeviceCounts: Hashable, Sendable {
    private var values = [Int64](repeating: 0, count: DeviceCount.allCases.count)

    /// Nothing has been counted.
    public init() {}

    /// One count.
    public subscript(_ count: DeviceCount) -> Int64 { values[Self.place(count)] }

    /// Counts more of it; what is negative counts as nothing.
    public mutating func add(_ count: DeviceCount, _ more: Int64 = 1) {
        let (sum, over) = values[Self.place(count)].addingReportingOverflow(max(0, more))
        values[Self.place(count)] = over ? .max : sum
    }

    /// Everything that counts against the device.
    public var faults: Int64 { DeviceCount.allCases.reduce(0) { $0 + ($1.isFault ? self[$1] : 0) } }

    /// Both together.
    public func adding(_ other: DeviceCounts) -> DeviceCounts {
        var sum = self
        for count in DeviceCount.allCases { sum.add(count, other[count]) }
        return sum
    }

    /// The greater of both, count by count: two copies of the same counts, one of which is older.
    public func newest(_ other: DeviceCounts) -> DeviceCounts {
        var newest = self
        for count in DeviceCount.allCases { newest.values[Self.place(count)] = max(self[count], other[count]) }
        return newest
    }

    private static func place(_ count: DeviceCount) -> Int { DeviceCount.allCases.firstIndex(of: count) ?? 0 }
}

extension DeviceCounts: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// What is not named is nought, so that a file of an older program can be read.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Name.self)
        for count in DeviceCount.allCases {
            add(count, try box.decodeIfPresent(Int64.self, forKey: Name(stringValue: count.rawValue)) ?? 0)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Name.self)
        for count in DeviceCount.allCases where self[count] > 0 {
            try box.encode(self[count], forKey: Name(stringValue: count.rawValue))
        }
    }
}
