/// How long the device's motions take.
public struct CCNETTiming: Hashable, Sendable {
    /// Mouth to escrow, reading included.
    public var accept: Duration = .seconds(1)
    /// Escrow to box.
    public var stack: Duration = .milliseconds(700)
    /// Escrow or path back to the mouth.
    public var giveBack: Duration = .milliseconds(500)
    /// From a stack order to the first movement; escrow is still shown, and a power cut forgets the order.
    public var stackLag: Duration = .zero
    /// From the RESET to readiness.
    public var initialise: Duration = .seconds(2)
    /// From the box to the counter's memory (reading `mayLoseLastStep`).
    public var counterWrite: Duration = .milliseconds(50)
    /// A note in escrow nobody decides about goes back; so it does after a HOLD.
    public var escrowPatience: Duration = .seconds(10)
    /// How long a second note in the mouth may stop everything.
    public var pause: Duration = .seconds(10)
    /// A frame in the making is forgotten after such a gap.
    public var interByte: Duration = .milliseconds(100)

    /// Times as the dossier names them, or plausible ones.
    public init() {}
}

/// What a particular unit is: nameplate, bill table, timing, readings.
public struct CCNETConfiguration: Hashable, Sendable {
    /// Fifteen characters.
    public var partNumber = "SIM-US1701"
    /// Twelve characters.
    public var serialNumber = "00K000000001"
    /// Seven bytes.
    public var assetNumber: [UInt8] = [1, 2, 3, 4, 5, 6, 7]
    /// Bill types from 0; empty rows may stand between.
    public var billTable = CCNETBillRow.unitedStates
    /// The table is told with 48 rows, and masks are twice as long.
    public var hasLongTable = false
    /// Decimal digits of the currency's minor unit.
    public var minorDigits = 2
    /// The unit in place at the start, by its serial number.
    public var cashUnit: String? = "CU-1"
    /// Notes after which the cash unit reports full; `nil`: only by lever.
    public var cashUnitCapacity: Int?
    /// How long a returned note hangs in the mouth until the customer takes it; `nil`: only by lever.
    public var customerTakesAfter: Duration? = .zero
    /// False: the device starts without power. With power it begins disabled, long since started.
    public var isPowered = true
    /// True: it has power and waits for its first RESET, as after a power cut.
    public var beginsAtPowerUp = true
    /// How long its motions take.
    public var timing = CCNETTiming()
    /// Which of the paper's readings it follows.
    public var readings = CCNETReadings()

    /// A validator for United States notes, with power and an empty cash unit.
    public init() {}

    /// Bill type of a note of this value.
    func type(of minorUnits: Int64) -> UInt8? {
        billTable.firstIndex { $0.minorUnits(digits: minorDigits) == minorUnits }.map { UInt8($0) }
    }

    /// Rows the wire tells.
    var rows: Int { hasLongTable ? 48 : 24 }
    /// The coupon's bill type: the last row.
    var couponType: UInt8 { UInt8(rows - 1) }
}

/// One row of the device's bill table.
/// - Source: shared dossier `bill-acceptors.md` 3.2: digits, three letters, exponent.
public struct CCNETBillRow: Hashable, Sendable {
    /// The leading digits as one number; zero is an empty row.
    public let digits: UInt8
    /// Three letters, by the makers' custom those of a country.
    public let country: String
    /// Bit 7 clear: so many zeros follow. Bit 7 set: so many decimal places.
    public let exponent: UInt8

    /// A row as it is told.
    public init(_ digits: UInt8, _ country: String, exponent: UInt8 = 0) {
        (self.digits, self.country, self.exponent) = (digits, country, exponent)
    }

    /// No note.
    public static let empty = CCNETBillRow(0, "")

    /// United States: 1, 2, 5, 10, 20, 50, 100 dollars as types 0, 1, 2, 4, 5, 6, 7; row 3 is empty.
    public static let unitedStates: [CCNETBillRow] = [
        CCNETBillRow(1, "USA"), CCNETBillRow(2, "USA"), CCNETBillRow(5, "USA"), .empty,
        CCNETBillRow(1, "USA", exponent: 1), CCNETBillRow(2, "USA", exponent: 1), CCNETBillRow(5, "USA", exponent: 1),
        CCNETBillRow(1, "USA", exponent: 2),
    ]

    /// The amount in minor units for a currency with so many decimal digits; `nil`: none, or it does not come out even.
    func minorUnits(digits places: Int) -> Int64? {
        guard digits > 0 else { return nil }
        let shift = Int(exponent & 0x7F)
        var power = exponent & 0x80 == 0 ? places + shift : places - shift
        guard power <= 15 else { return nil }
        var amount = Int64(digits)
        while power > 0 { (amount, power) = (amount * 10, power - 1) }
        while power < 0 {
            guard amount % 10 == 0 else { return nil }
            (amount, power) = (amount / 10, power + 1)
        }
        return amount
    }

    /// The five bytes of the wire.
    package var bytes: [UInt8] {
        let letters = Array(country.utf8.prefix(3))
        return [digits] + letters + [UInt8](repeating: 0, count: 3 - letters.count) + [exponent]
    }
}
