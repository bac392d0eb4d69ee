/// How long the device's motions take.
public struct ID003Timing: Hashable, Sendable {
    /// Mouth to escrow, reading included.
    public var accept: Duration = .milliseconds(1100)
    /// Escrow to box.
    public var stack: Duration = .milliseconds(700)
    /// Escrow or path back to the mouth.
    public var giveBack: Duration = .milliseconds(500)
    /// From a stack order to the first movement; escrow is still shown, and a power cut forgets the order.
    public var stackLag: Duration = .zero
    /// From the reset to readiness, "initialising" all the while.
    public var startUp: Duration = .milliseconds(1500)
    /// From power to the first answer.
    public var boot: Duration = .milliseconds(500)
    /// A frame in the making is forgotten after such a gap.
    public var interByte: Duration = .milliseconds(100)

    /// Plausible times; the dossier names none but the 2.2 s a host should wait after power-on.
    public init() {}
}

/// One line of the device's currency table.
/// - Source: shared dossier `bill-acceptors.md` 2.2 (8A), 2.6.
public struct ID003NoteType: Hashable, Sendable {
    /// What escrow shows.
    public let code: UInt8
    /// Country byte.
    public let country: UInt8
    /// Value = integer x 10^exponent in whole units of the currency; zero: unused.
    public let integer: UInt8
    /// See `integer`.
    public let exponent: UInt8

    /// As the wire tells it.
    public init(code: UInt8, country: UInt8, integer: UInt8, exponent: UInt8) {
        (self.code, self.country, self.integer, self.exponent) = (code, country, integer, exponent)
    }

    /// Minor units of a currency with so many decimal digits; `nil` beyond counting.
    public func minorUnits(digits: Int) -> Int64? {
        var amount = Int64(integer)
        for _ in 0..<(Int(exponent) + digits) {
            let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            amount = product
        }
        return amount
    }

    /// United States: 1, 2, 5, 10, 20, 50, 100 dollars as 61 to 67; 68 is not used.
    public static let unitedStates: [ID003NoteType] = [(1, 0), (2, 0), (5, 0), (1, 1), (2, 1), (5, 1), (1, 2), (0, 0)]
        .enumerated().map {
            ID003NoteType(code: 0x61 + UInt8($0), country: 0x01, integer: $1.0, exponent: $1.1)
        }
}

/// What a particular unit is: nameplate, note table, timing, readings.
public struct ID003Configuration: Hashable, Sendable {
    /// On the plate only: this wire does not tell it.
    public var serialNumber = "SIM0000003"
    /// Answer to 88; the first letter names the family.
    public var version = "U(USA)-10-SIM  ID003-05V001-01"
    /// Answer to 89.
    public var bootVersion = "SIMBOOT-01"
    /// Answer to 8A, and what escrow codes mean.
    public var notes = ID003NoteType.unitedStates
    /// Decimal digits of the currency's minor unit.
    public var minorDigits = 2
    /// The box that is in when the device is new; `nil`: none.
    public var cashUnit: String? = "CU-1"
    /// Pieces; `nil`: it never fills by itself.
    public var cashUnitCapacity: Int?
    /// When the customer takes a note that was given back; `nil`: not before `takeNote`.
    public var customerTakesAfter: Duration? = .zero
    /// Under power from the start.
    public var isPowered = true
    /// How long things take.
    public var timing = ID003Timing()
    /// Which of the possible units it is.
    public var readings = ID003Readings()

    /// A unit for US dollars.
    public init() {}

    func type(of minorUnits: Int64) -> ID003NoteType? {
        notes.first { $0.integer > 0 && $0.minorUnits(digits: minorDigits) == minorUnits }
    }
}
