/// One line of the device's note table: a denomination as the firmware knows it.
/// - Source: shared dossier `bill-acceptors.md` 1.8, subtype 02: ISO, base, sign, exponent, orientation and five letters.
public struct EBDSNoteType: Hashable, Sendable {
    /// Three capital letters, ISO 4217.
    public let currency: String
    /// 0...999, three digits on the wire.
    public let base: Int
    /// -99...99, a sign and two digits on the wire.
    public let exponent: Int
    /// 0 to 3 as it lies in the channel.
    public let orientation: UInt8
    /// Type, series, compatibility, version, classification: ASCII letters or zero.
    public let attributes: [UInt8]

    /// Values outside the ranges are brought to the nearest one the wire can say; missing attributes are zero.
    public init(currency: String, base: Int, exponent: Int, orientation: UInt8 = 0, attributes: [UInt8] = []) {
        self.currency = currency
        self.base = min(max(base, 0), 999)
        self.exponent = min(max(exponent, -99), 99)
        self.orientation = orientation & 0x7F
        self.attributes = EBDSAnswer.fixed(attributes, 5)
    }

    /// The amount in minor units for a currency with so many decimal digits; `nil` when it does not come out even.
    public func minorUnits(digits: Int) -> Int64? {
        guard base > 0 else { return 0 }
        var amount = Int64(base)
        var power = exponent + digits
        while power > 0 {
            let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            (amount, power) = (product, power - 1)
        }
        while power < 0 {
            guard amount % 10 == 0 else { return nil }
            (amount, power) = (amount / 10, power + 1)
        }
        return amount
    }

    /// United States: 1, 2, 5, 10, 20, 50, 100 dollars as indexes 1 to 7.
    public static let unitedStates: [EBDSNoteType] = [(1, 0), (2, 0), (5, 0), (1, 1), (2, 1), (5, 1), (1, 2)]
        .map { EBDSNoteType(currency: "USD", base: $0.0, exponent: $0.1, attributes: Array("AAAA".utf8)) }

    /// ISO, base, sign, exponent: the nine bytes both tables share.
    package var amountBytes: [UInt8] {
        EBDSAnswer.fixed(Array(currency.utf8), 3) + EBDSAnswer.digits(base, 3) + [exponent < 0 ? 0x2D : 0x2B]
            + EBDSAnswer.digits(abs(exponent), 2)
    }

    /// The eighteen bytes of subtype 02.
    package func specification(index: UInt8) -> [UInt8] {
        [index] + amountBytes + [orientation] + attributes + [0, 0]
    }

    /// What subtype 02 carries when there is no note or no value.
    package static func blankSpecification(index: UInt8 = 0, _ form: EBDSReadings.BlankForm = .zeroBytes) -> [UInt8] {
        let amount: [UInt8] =
            switch form {
            case .zeroBytes: []
            case .digits: [0, 0, 0] + Array("000+00".utf8)
            case .spaces: Array("      +00".utf8)
            }
        return EBDSAnswer.fixed([index] + amount, 18)
    }
}
