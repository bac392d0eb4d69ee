import Controller
import CoreLedger
import Custody
import Journal
import JournalStore
import Logging
import Posting
import Settings

/// Ties the relay to the journal: its rows come from there, its results go there.
struct RelayWiring {
    let settings: Settings
    let kiosk: KioskSettings
    let store: JournalStore
    let station: StationController
    let logger: Logger

    /// Entries that are read back for rows the core may be asked about again: more than five business days of a kiosk.
    private static let window: Int64 = 20_000

    /// `openKeys`: the payments without an answer, as the books have them.
    func service(
        _ ledger: any CoreLedger, restored: Bool, openKeys: [String]
    ) throws(StartRefusal) -> RelayService {
        do {
            let name = try LedgerStation(tenant: kiosk.tenant, device: kiosk.station.text)
            return RelayService(
                core: ledger, relay: OutboxRelay(station: name, epoch: Int64(store.epoch), restored: restored),
                rows: try rows(openKeys), callbacks: callbacks)
        } catch {
            throw StartRefusal("the outbox cannot be read from the journal: \(error)")
        }
    }

    /// Everything of the newest days in the journal's order, and every older payment without an answer.
    private func rows(_ openKeys: [String]) throws -> [RelayRow] {
        var found: [(payment: PaymentCommitted, order: Int64, standing: RelayRow.Standing)] = []
        let first = max(1, store.head.size - Self.window)
        try store.forEach(from: first) { (entry: JournalEntry) throws(JournalError) in
            if case .paymentCommitted(let payment) = entry.fact { found.append((payment, entry.id.sequence, .open)) }
            guard case .postingAnswered(let answer) = entry.fact,
                let place = found.lastIndex(where: { $0.payment.key == answer.key })
            else { return }
            found[place].standing = answer.standing
        }
        for key in openKeys where !found.contains(where: { $0.payment.key == key }) {
            if let (payment, order) = try payment(key) { found.append((payment, order, .open)) }
        }
        found.sort { $0.order < $1.order }
        return try found.map { try RelayRow(order: $0.order, body: $0.payment.body, standing: $0.standing) }
    }

    private func payment(_ key: String) throws(JournalError) -> (PaymentCommitted, Int64)? {
        for entry in try store.entries(about: Subject(.key, key), limit: 50) {
            if case .paymentCommitted(let payment) = entry.fact { return (payment, entry.id.sequence) }
        }
        return nil
    }

    private func row(_ key: IdempotencyKey) throws -> RelayRow? {
        let entries = try store.entries(about: Subject(.key, key.description), limit: 50)
        var found: (PaymentCommitted, Int64)?
        var standing = RelayRow.Standing.open
        for entry in entries {
            if case .paymentCommitted(let payment) = entry.fact { found = (payment, entry.id.sequence) }
            if case .postingAnswered(let answer) = entry.fact { standing = answer.standing }
        }
        guard let (payment, order) = found else { return nil }
        return try RelayRow(order: order, body: payment.body, standing: standing)
    }

    private var callbacks: RelayCallbacks {
        let (station, logger) = (station, logger)
        return RelayCallbacks(
            posted: { key, reference in
                try await station.tell(.posted(key: key.description, reference: reference.text))
            },
            rejected: { key, refusal in
                try await station.tell(.rejected(key: key.description, words: refusal.sentence))
            },
            missing: { key in try await station.tell(.missing(key: key.description)) },
            takenOver: { item, settlesGap in
                try await station.tell(
                    .takenOver(
                        key: item.key.description, event: Int64(item.key.event) ?? 0, body: item.sealed?.text ?? "",
                        reference: item.reference.text, settlesGap: settlesGap))
            },
            recall: { key in try row(key) },
            // The lane reads the device's count before the first note of every life: what it has beyond the journal is
            // found money by then.
            registerGap: {},
            moneyAllowed: { await station.hear(.moneyAllowed(true)) },
            alarm: { alarm in
                logger.error("relay: \(alarm)")
                if case .postedAfterRejection(let key, let reference) = alarm {
                    await station.hear(.posting(.posted(key: key.description, reference: reference.text)))
                }
                if case .fenced = alarm { await station.hear(.moneyAllowed(false)) }
            },
            reconciled: { result in logger.info("relay: compared with the core: \(result)") })
    }
}

/// The journal did not take a result of the relay: it will come again.
struct NotStored: Error {}

extension StationController {
    /// A result of the relay; returns when it is durable.
    func tell(_ word: PostingWord) throws {
        hear(.posting(word))
        if case .failed = machine.store { throw NotStored() }
    }
}

extension PostingAnswered {
    var standing: RelayRow.Standing {
        switch answer {
        case .posted: .posted(CoreRef(detail))
        case .rejected: .rejected
        case .missingAgain: .open
        }
    }
}
