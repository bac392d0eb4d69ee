import CoreLedger
import Foundation
import LedgerSQLite
import Money

/// A ledger in a directory of its own, with the scenario customers, a closed account 9001 and a cash-only account 9002.
final class Fixture {
    let directory: URL
    let path: String
    let ledger: LedgerSQLite

    init(late: LedgerSQLite.LateArrivals = .bookOnOpenDay, clock: (@Sendable () -> Int64)? = nil) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "core.sqlite").path
        ledger = try LedgerSQLite(path: path, lateArrivals: late, pageSize: 7, clock: clock)
        try await ledger.add(PracticeOffice.scenarioCustomers)
        try await ledger.add([
            LedgerCustomer(account: "9001", name: "C. Losed", balanceCents: 0, closed: true),
            LedgerCustomer(
                account: "9002", name: "K. Ash", balanceCents: 9000, pastDueCents: 4000, shutOff: .init("2026-03-05"),
                cashOnly: true),
        ])
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    func standing(_ account: String) async throws -> AccountStanding? {
        switch try await ledger.inquire(.account(account), purpose: .information) {
        case .account(let standing): standing
        case .unknownAccount: nil
        }
    }

    func post(_ body: PostingBody, epoch: Int64 = 1, abandoned: [AbandonedKey] = [], expiresAt: Int64? = nil)
        async throws -> PostOutcome
    {
        try await post(body.sealed(), epoch: epoch, abandoned: abandoned, expiresAt: expiresAt)
    }

    func post(_ sealed: SealedPosting, epoch: Int64 = 1, abandoned: [AbandonedKey] = [], expiresAt: Int64? = nil)
        async throws -> PostOutcome
    {
        try await ledger.post(
            PostingEnvelope(sealed: sealed, senderEpoch: epoch, abandoned: abandoned, expiresAt: expiresAt)
        ).outcome
    }

    func items(from: CalendarDay? = nil) async throws -> [CoreItem] {
        var (items, cursor): ([CoreItem], ItemsCursor?) = ([], nil)
        repeat {
            let page = try await ledger.items(ItemsQuery(station: station, from: from), cursor: cursor)
            items += page.items
            cursor = page.next
        } while cursor != nil
        return items
    }
}

let station = try! LedgerStation(tenant: "northwater", device: "K-07")
let day = try! CalendarDay("2026-03-02")
let nextDay = try! CalendarDay("2026-03-03")

func key(_ sequence: Int, epoch: Int64 = 1) -> IdempotencyKey {
    try! IdempotencyKey(station: station, epoch: epoch, event: "e\(sequence)")
}

func body(
    _ sequence: Int, _ shares: [(String, Int64)] = [("3001", 6500)], epoch: Int64 = 1,
    type: PostingBody.TenderType = .cash,
    change: Int64 = 0, control: String = "K-07/C-8841", businessDate: CalendarDay = day,
    effectiveDate: CalendarDay = day,
    after: [(String, IdempotencyKey)] = [], memo: String? = nil
) -> PostingBody {
    PostingBody(
        key: key(sequence, epoch: epoch), office: "NORTH", businessDate: businessDate, effectiveDate: effectiveDate,
        receivedAt: try! ReceivedAt("2026-03-02T15:04:11.000-08:00"), timeQuality: .synced,
        source: .init(type: .kiosk, id: "K-07", sequence: Int64(sequence), epoch: epoch), control: control,
        receipt: "K07-\(sequence)", currency: .usd,
        tenders: [.init(type: type, tendered: shares.reduce(change) { $0 &+ $1.1 }, change: change)],
        allocations: shares.enumerated().map {
            .init(account: $1.0, amount: $1.1, item: "\($0 + 1)", memo: memo)
        },
        predecessors: after.map { .init(account: $0.0, key: $0.1) }, chain: .init(size: 1, head: "b1f4c0de"))
}

func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }
