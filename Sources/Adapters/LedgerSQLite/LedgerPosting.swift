import CoreLedger
import Foundation
import GRDB

/// Posting inside one transaction. The order of the questions is the protocol: fence, key, refusals, time,
/// predecessors, then the business rules, then the lines.
extension LedgerFile {
    func post(
        _ envelope: PostingEnvelope, late: LedgerSQLite.LateArrivals, now: Int64?, _ db: Database
    ) throws -> PostOutcome {
        let sealed = envelope.sealed
        let body: PostingBody
        do throws(PostingFault) {
            body = try sealed.body()
        } catch { return .refused(.invalid("\(error)")) }
        guard body.currency == currency else { return .refused(.invalid("currency \(body.currency)")) }

        let station = sealed.key.station.description
        if let fence = try raiseFence(station, to: envelope.senderEpoch, db) { return .fenced(by: fence) }
        if let known = try settled(sealed, db) { return known }
        if let expiresAt = envelope.expiresAt, let now, now > expiresAt { return .expired }

        let missing = try missingPredecessors(of: body, abandoned: envelope.abandoned, db)
        guard missing.isEmpty else { return .predecessorMissing(missing) }
        if let refusal = try refusal(of: body, late: late, db) {
            if refusal.isFinal { try settle(sealed.key, hash: sealed.hash, refusal, db) }
            return .refused(refusal)
        }
        return .created(try book(body, sealed, db))
    }

    /// Refuses a sender older than the fence and gives the fence; a newer sender raises it, announced or not.
    private func raiseFence(_ station: String, to epoch: Int64, _ db: Database) throws -> Int64? {
        let fence = try Int64.fetchOne(db, sql: "SELECT epoch FROM fence WHERE station = ?", arguments: [station])
        if let fence, epoch < fence { return fence }
        if fence != epoch {
            try db.execute(
                sql: "INSERT INTO fence VALUES (?, ?) ON CONFLICT(station) DO UPDATE SET epoch = excluded.epoch",
                arguments: [station, epoch])
        }
        return nil
    }

    func announce(_ announcement: EpochAnnouncement, _ db: Database) throws -> AnnounceOutcome {
        let fence = try raiseFence(announcement.station.description, to: announcement.epoch, db)
        return fence.map { .fenced(by: $0) } ?? .standing
    }

    /// The answer that this key has for ever, if it has one.
    private func settled(_ sealed: SealedPosting, _ db: Database) throws -> PostOutcome? {
        switch try find(sealed.key, db) {
        case .posted(let reference, let hash):
            return hash == sealed.hash ? .alreadyPosted(reference) : .keyReused(existing: hash)
        case .refused(let refusal):
            let found = try Data.fetchOne(
                db, sql: "SELECT body_hash FROM settled_key WHERE key = ?", arguments: [sealed.key.description])
            if let found, let hash = BodyHash(bytes: Array(found)), hash != sealed.hash {
                return .keyReused(existing: hash)
            }
            return .refused(refusal)
        case .absent, .accepted, .inProgress: return nil
        }
    }

    func find(_ key: IdempotencyKey, _ db: Database) throws -> LookupOutcome {
        let text = key.description
        if let row = try Row.fetchOne(
            db, sql: "SELECT reference, body_hash FROM ledger_tx WHERE key = ?", arguments: [text])
        {
            let hash: Data = row["body_hash"]
            guard let hash = BodyHash(bytes: Array(hash)) else { throw CoreFault.stop(.damaged("hash of \(text)")) }
            return .posted(CoreRef(row["reference"]), hash)
        }
        if let row = try Row.fetchOne(
            db, sql: "SELECT code, detail FROM settled_key WHERE key = ?", arguments: [text])
        {
            return .refused(try Self.refusal(code: row["code"], detail: row["detail"]))
        }
        return .absent
    }

    private static func refusal(code: String, detail: String) throws -> Refusal {
        switch code {
        case "UNKNOWN_ACCOUNT": .unknownAccount(detail)
        case "ACCOUNT_CLOSED": .accountClosed(detail)
        case "NOT_ALLOWED": .notAllowed(detail)
        case "ABANDONED": .abandoned
        default: throw CoreFault.stop(.damaged("refusal \(code)"))
        }
    }

    /// From now on the key has this answer, whatever becomes of the account: a late copy of the request must not be
    /// booked after the station has booked the money elsewhere.
    private func settle(_ key: IdempotencyKey, hash: BodyHash?, _ refusal: Refusal, _ db: Database) throws {
        let detail: String =
            switch refusal {
            case .unknownAccount(let account), .accountClosed(let account): account
            case .notAllowed(let why), .controlClosed(let why), .invalid(let why): why
            case .dateClosed(let day): day.description
            case .abandoned: ""
            }
        try db.execute(
            sql: "INSERT INTO settled_key(key, body_hash, code, detail) VALUES (?, ?, ?, ?)",
            arguments: [key.description, hash.map { Data($0.bytes) }, refusal.code, detail])
    }

    /// Rule 20. A predecessor with a final refusal is settled: it will never come. One that its station abandons is passed
    /// over when everything before it is here.
    private func missingPredecessors(
        of body: PostingBody, abandoned: [AbandonedKey], _ db: Database
    ) throws -> [IdempotencyKey] {
        var missing: [IdempotencyKey] = []
        var passedOver: [IdempotencyKey] = []
        var seen: Set<IdempotencyKey> = []
        var left = Set(body.predecessors.map(\.key)).sorted()
        while let key = left.popLast() {
            guard seen.insert(key).inserted, try find(key, db) == .absent else { continue }
            if let given = abandoned.first(where: { $0.key == key && key.station == body.key.station }) {
                passedOver.append(key)
                left += given.requires
            } else {
                missing.append(key)
            }
        }
        guard missing.isEmpty else { return missing.sorted() }
        for key in passedOver.sorted() { try settle(key, hash: nil, .abandoned, db) }
        return []
    }
}
