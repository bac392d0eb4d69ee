/// Numbers with which readers of the MagTek families say how a line was read; several wires carry them.
extension MICRCondition {
    /// The two digits after the slash of a line, also called the second parse status. Which of several is told depends
    /// on the model's order of priority, so what it does not say is not denied: `11` beside an empty amount was seen.
    /// - Source: micr.md 7 (MagTek status); check-scanners.md 3.3.
    public init?(statusCode: String) {
        self.init()
        switch statusCode {
        case "00": signal = .good
        case "01": signal = .none
        case "03": signal = .low
        case "04": noSerial = true
        case "05": faults = [.transit]
        case "07": faults = [.account]
        case "08": style = .canadian
        case "09": style = .mexican
        case "10": style = .business
        case "11": hasAmount = true
        case "12": shortAccount = true
        default: return nil
        }
    }

    /// The four digits of the first parse status: signal, style, and two sums of remarks and faults.
    /// - Source: check-scanners.md 3.3 (ParseSts0).
    public init?(parseStatus: String) {
        let digits = parseStatus.utf8.map { Int($0) - 0x30 }
        guard digits.count == 4, digits[0] < 3, digits[1] < 4, digits[2] < 8, digits[3] < 8,
            digits.allSatisfy({ $0 >= 0 })
        else { return nil }
        let signals = [Signal.good, .low, .none]
        let styles = [Style.standard, .business, .mexican, .canadian]
        let (remarks, sum) = (digits[2], digits[3])
        self.init(
            signal: signals[digits[0]],
            faults: [(Part.transit, 4), (.account, 2), (.serial, 1)].filter { sum & $0.1 != 0 }.map { $0.0 },
            style: styles[digits[1]], hasAmount: remarks & 1 != 0, shortAccount: remarks & 2 != 0,
            noSerial: remarks & 4 != 0)
    }

    /// The reader found nothing against the line. A missing serial number is a remark, not a fault.
    public var isSound: Bool { faults.isEmpty && signal != .none }
}
