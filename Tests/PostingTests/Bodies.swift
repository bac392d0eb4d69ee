import CoreLedger
import Money

/// Bodies and rows as a kiosk K-07 of tenant northwater would make them.
enum Make {
    static let station = try! LedgerStation(tenant: "northwater", device: "K-07")
    static let day = try! CalendarDay("2026-03-02")

    static func key(_ sequence: Int64, epoch: Int64 = 1) -> IdempotencyKey {
        try! IdempotencyKey(station: station, epoch: epoch, event: "e\(sequence)")
    }

    static func body(
        _ sequence: Int64, epoch: Int64 = 1, accounts: [String] = ["3001"], cents: Int64 = 6500,
        after predecessors: [String: IdempotencyKey] = [:], urgent: Bool = false
    ) -> PostingBody {
        let total = cents * Int64(accounts.count)
        return PostingBody(
            key: key(sequence, epoch: epoch), office: "NORTH", businessDate: day, effectiveDate: day,
            receivedAt: try! ReceivedAt("2026-03-02T15:04:11.000-08:00"), timeQuality: .synced,
            source: .init(type: .kiosk, id: "K-07", sequence: sequence, epoch: epoch), control: "K-07/C-8841",
            receipt: "K07-\(sequence)", currency: .usd, tenders: [.init(type: .cash, tendered: total)],
            allocations: accounts.enumerated().map { .init(account: $1, amount: cents, item: "\($0 + 1)") },
            predecessors: predecessors.sorted { $0.key < $1.key }.map { .init(account: $0.key, key: $0.value) },
            promise: urgent ? .stopsDisconnection : nil, chain: .init(size: sequence, head: "b1f4c0de"))
    }

    static func sealed(
        _ sequence: Int64, epoch: Int64 = 1, accounts: [String] = ["3001"], cents: Int64 = 6500,
        after predecessors: [String: IdempotencyKey] = [:], urgent: Bool = false
    ) -> SealedPosting {
        try! body(sequence, epoch: epoch, accounts: accounts, cents: cents, after: predecessors, urgent: urgent)
            .sealed()
    }
}
