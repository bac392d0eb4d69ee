/// What is left on a printer's roll, derived from what was put in, what was printed since, and what the printer's sensor
/// sees. A value; nothing here is measured, and `nil` means that nobody knows.
public struct PaperOnRoll: Hashable, Sendable {
    /// What the sensor says.
    public enum Sensor: String, Hashable, Sendable { case unknown, enough, nearEnd, end }

    /// What the near-end sensor leaves at the most: by the manuals a few metres, by the diameter of the core.
    public static let nearEndMillimetres: Int64 = 5_000
    /// A receipt, while too few have been printed to know better.
    public static let usualReceiptMillimetres: Int64 = 200
    /// So many receipts give an average.
    private static let enoughReceipts: Int64 = 10

    /// Millimetres; `nil`: no roll was ever set, and the sensor says nothing.
    public let leftMillimetres: Int64?
    /// Of the roll that was set; `nil`: none was.
    public let lengthMillimetres: Int64?
    /// Receipts that will still fit, rounded down.
    public let receiptsLeft: Int64?
    /// The sensor's word.
    public let sensor: Sensor

    /// `length` and `printedBefore` as they were set when the roll went in; `printed` and `receipts` of the printer's life,
    /// `nil`: it has not said who it is. A count below `printedBefore` is another printer's.
    public init(length: Int64?, printedBefore: Int64, printed: Int64?, receipts: Int64, sensor: Sensor) {
        lengthMillimetres = length
        self.sensor = sensor
        var counted: Int64?
        if let length, let printed, printed >= printedBefore { counted = max(0, length - (printed - printedBefore)) }
        let left: Int64? =
            switch sensor {
            case .end: 0
            case .nearEnd: min(counted ?? Self.nearEndMillimetres, Self.nearEndMillimetres)
            // A sensor that sees paper knows more than a count that says there is none.
            case .enough: counted.flatMap { $0 > 0 ? $0 : nil }
            case .unknown: counted
            }
        leftMillimetres = left
        let average = receipts >= Self.enoughReceipts ? printed.map { max(1, $0 / receipts) } : nil
        let usual = average ?? Self.usualReceiptMillimetres
        receiptsLeft = left.map { $0 / usual }
    }

    /// Of the roll, rounded down; `nil` where no roll was set.
    public var percent: Int64? {
        guard let left = leftMillimetres, let length = lengthMillimetres, length > 0 else { return nil }
        return min(100, left * 100 / length)
    }
}
