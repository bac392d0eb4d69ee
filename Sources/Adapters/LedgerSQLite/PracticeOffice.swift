public import CoreLedger

/// Made-up customers of a made-up utility, the same for the same seed on every machine. No name is a person's.
public enum PracticeOffice {
    /// Customers that exist by default.
    public static let standardCount = 220
    /// The day the practice office stands at: due and shut-off dates lie around it.
    public static let standardDay = "2026-03-02"

    /// Customers with typed-in account numbers 10000016, 10000024 and so on. Of every 20 about twelve owe something, three
    /// are late, one of these may pay cash only; the rest are even, have a credit or are closed.
    public static func customers(
        seed: UInt64 = 1, count: Int = standardCount, around day: CalendarDay
    ) -> [LedgerCustomer] {
        var chance = PracticeChance(state: seed)
        return (0..<count).compactMap { index in
            guard let number = AccountNumber(base: 1_000_001 + Int64(index)) else { return nil }
            let initial = initials[chance.below(initials.count)]
            let name = "\(initial). \(families[chance.below(families.count)])"
            let bill = Int64(2_000 + chance.below(28_000))
            var customer = LedgerCustomer(account: number.digits, name: name, balanceCents: bill)
            // By index, not by chance: every kind is there however few customers are asked for.
            switch index % 20 {
            case 3, 9, 15:
                let late = Int64(1_500 + chance.below(9_000))
                customer.balanceCents = bill + late
                customer.pastDueCents = late
                customer.shutOff = day.adding(days: Int64(1 + chance.below(14)))
                customer.cashOnly = index % 20 == 9
            case 5, 17: customer.balanceCents = 0
            case 11: customer.balanceCents = -Int64(100 + chance.below(6_000))
            case 13 where index % 40 == 13:
                customer.balanceCents = 0
                customer.closed = true
            case 19: customer.balanceCents = 1 + Int64(chance.below(99))
            default: break
            }
            return customer
        }
    }

    /// The accounts that the written scenarios name, with what they owe there.
    /// - Source: shared paper `domain/cash-operations.md` S03 to S12 and S19 to S32; balances it leaves open are ours.
    public static let scenarioCustomers: [LedgerCustomer] = [
        ("1001", 8743), ("1002", 14218), ("1003", 21560), ("1004", 31025), ("1005", 9612), ("1006", 12011),
        ("1007", 17826), ("1008", 11400), ("1010", 5830), ("1011", 5830), ("1012", 4000), ("1013", -3817),
        ("1014", 12500), ("3001", 6347), ("3002", 4510), ("3003", 5200), ("3004", 8000), ("3005", 2000),
        ("3006", 1000),
    ].map { LedgerCustomer(account: $0.0, name: "Scenario \($0.0)", balanceCents: $0.1) }

    private static let initials = Array("ABCDEFGHIJKLMNOPRSTVWYZ").map(String.init)

    private static let families = [
        "Abelard", "Alvarez", "Ashgrove", "Barlowe", "Bexley", "Brightwell", "Calder", "Castellan", "Corvane",
        "Dalloway",
        "Delacour", "Dunmore", "Eastlake", "Ellery", "Fairbairn", "Farrow", "Fenwick", "Galloway", "Garrick",
        "Greywater", "Hallam", "Hartwell", "Hollis", "Ingram", "Jessop", "Kestrel", "Kilbride", "Lachlan", "Larkin",
        "Linden", "Marlow", "Merriweather", "Montrose", "Nakamori", "Norwood", "Oakes", "Orellana", "Pemberton",
        "Penrose", "Quillon", "Ravenel", "Redfern", "Rivas", "Sandoval", "Selwyn", "Stillwater", "Tamsin", "Thackeray",
        "Tolliver", "Umber", "Valdane", "Vance", "Wexford", "Whitlock", "Winslow", "Yarrow", "Zephyrine",
    ]
}

/// Numbers from a seed (SplitMix64), so that the practice office looks the same everywhere.
private struct PracticeChance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) >> 33) % bound
    }
}
