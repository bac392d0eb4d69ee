public import SimulatorKit

/// Makes checks of customers who do not exist. The same dice give the same customers.
public enum CheckMaker {
    /// One more check; the number of the bank passes its check digit and belongs to no bank of ours.
    public static func check(id: Int, dice: inout Dice, payee: String = "CITY UTILITY OFFICE") -> SimulatedCheck {
        let isBusiness = dice.chance(1, in: 4)
        let routing = routing(&dice)
        let account = digits(isBusiness ? 10 : 9, &dice)
        let number = dice.roll(101...9899)
        let street = "\(dice.roll(11...9899)) \(dice.pick(streets))"
        let drawer =
            isBusiness
            ? ["\(dice.pick(families)) \(dice.pick(trades))", street, "MAPLETON, OH 43999"]
            : ["\(dice.pick(givens)) \(dice.pick(families))", street, "MAPLETON, OH 43999"]
        let serial = String(number)
        let aux = "o" + String(repeating: "0", count: 6 - serial.utf8.count) + serial + "o "
        let line =
            isBusiness
            ? aux + "t\(routing)t \(account)o" : "t\(routing)t \(account)o \(serial)"
        return SimulatedCheck(
            id: id, drawer: drawer, bank: dice.pick(banks), number: number,
            date: "\(dice.roll(1...12))/\(dice.roll(1...28))/2026", payee: payee,
            minorUnits: Int64(dice.roll(1_200...48_999)), memo: "ACCT \(digits(8, &dice))", line: line,
            isBusiness: isBusiness, hand: dice.next())
    }

    /// Nine digits: a district of the Federal Reserve, an institution that nobody has, and the check digit.
    /// - Source: shared dossier `micr.md` 4.
    static func routing(_ dice: inout Dice) -> String {
        let district = dice.roll(1...12)
        let text = (district < 10 ? "0" : "") + "\(district)99" + digits(4, &dice)
        let sum = zip(text.utf8, [3, 7, 1, 3, 7, 1, 3, 7]).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
        return text + String((10 - sum % 10) % 10)
    }

    private static func digits(_ count: Int, _ dice: inout Dice) -> String {
        (0..<count).map { String(dice.roll($0 == 0 ? 1...9 : 0...9)) }.joined()
    }

    private static let givens = ["ADA", "BRUNO", "CLARA", "DESMOND", "ELENA", "FELIX", "GRETA", "HOLLIS", "IRENE"]
    private static let families = [
        "ASHDOWN", "BRAMBLE", "CROWELL", "DUNMORE", "ESTES", "FARROW", "GALLOWAY", "HARKNESS",
    ]
    private static let trades = ["PLUMBING INC.", "BAKERY LLC", "& SONS", "AUTO BODY", "PROPERTIES"]
    private static let streets = ["ELM STREET", "HARBOR ROAD", "MILL LANE", "ORCHARD AVE.", "COUNTY ROAD 9"]
    private static let banks = ["FIRST BANK OF NOWHERE", "MAPLETON SAVINGS", "RIVERBEND TRUST", "OLD QUARRY BANK"]
}
