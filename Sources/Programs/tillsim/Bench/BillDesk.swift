import ScannerSimulator

/// The bills that lie beside the scanner, and what was heard of it last.
struct BillDesk: Hashable, Sendable {
    /// One practice bill.
    struct Bill: Hashable, Sendable {
        /// The codes on it.
        let paper: SimulatedBill
        /// When it is due, as printed.
        let due: String
    }

    /// Bills of accounts that the practice ledger knows. What they ask for is what was printed once, not what is owed.
    static let bills = [
        Bill(paper: SimulatedBill(base: 1_000_001, cents: 6_347, due: (2026, 12, 4)), due: "Dec 4"),
        Bill(paper: SimulatedBill(base: 1_000_002, cents: 14_218, due: (2026, 12, 4)), due: "Dec 4"),
        Bill(paper: SimulatedBill(base: 1_000_003, cents: 2_090, due: (2026, 12, 11)), due: "Dec 11"),
    ]

    /// The bill of this account.
    static func bill(_ account: String) -> Bill? { bills.first { $0.paper.account == account } }

    /// The next read breaks off.
    var isTorn = false
    /// What happened last, in a cashier's words.
    var lastNotice = ""
}
