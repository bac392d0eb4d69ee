import Controller
import CoreLedger
import CoreLedgerSimulator
import Custody
import Posting
import SimulatorKit

/// The relay in its shell, and the ledger behind a bad line.
extension StormWorld {
    static func station() -> LedgerStation {
        do throws(PostingFault) {
            return try LedgerStation(tenant: settings.tenant, device: settings.station.text)
        } catch {
            preconditionFailure("names of the harness: \(error)")
        }
    }

    /// A relay of a new life: it is told every row the journal ever had.
    func startRelay(_ epoch: Int) {
        relay = OutboxRelay(station: ledgerStation, epoch: Int64(epoch), restored: false)
        relayDue = nil
        coreCalls = [:]
        // From the journal, as in the service: what was answered, and what is open.
        for payment in oracle.payments {
            let row = made(payment.key, payment.body)
            if payment.rejected {
                feed(.rowAdded(row.standing(.rejected)))
            } else if let reference = payment.reference {
                feed(.rowAdded(row.standing(.posted(CoreRef(reference)))))
            } else {
                feed(.rowAdded(row))
            }
        }
    }

    /// A committed body.
    func enqueue(_ row: OutboxRow) {
        feed(.rowAdded(made(row.key, row.body)))
    }

    private func made(_ key: String, _ body: String) -> RelayRow {
        if let known = rows[key] { return known }
        do throws(PostingFault) {
            rowsMade += 1
            let row = try RelayRow(order: rowsMade, body: body)
            let amount = try row.sealed.body().total()
            if amount != oracle.payment(key)?.amount {
                oracle.blame(.posting("body of \(key) says \(amount), the journal \(oracle.payment(key)?.amount ?? 0)"))
            }
            rows[key] = row
            return row
        } catch { preconditionFailure("a body of our own does not read: \(error)") }
    }

    func jitter() -> Jitter { Jitter(dice.roll(0...999)) }

    func feed(_ event: RelayEvent) {
        for effect in relay.take(event, now: now) { perform(effect) }
    }

    private func perform(_ effect: RelayEffect) {
        switch effect {
        case .post(let envelope, _, _): send(.post(request(envelope)), effect)
        case .lookup(let key, _, _): send(.lookup(key.description), effect)
        case .announce(_, let announcement, _):
            send(.announce(station: announcement.station.description, epoch: announcement.epoch), effect)
        case .fetchItems(_, let query, _, _): send(.items(station: query.station.description), effect)
        case .wake(let instant): relayDue = min(relayDue ?? instant, instant)
        case .posted(let key, let reference): store(key, .posted(key: key.description, reference: reference.text))
        case .rejected(let key, let refusal): store(key, .rejected(key: key.description, words: refusal.sentence))
        case .missing(let key): hear(.posting(.missing(key: key.description)))
        case .recall(let key): feed(.recalled(key, rows[key.description]))
        case .takenOver(let item, _): oracle.blame(.posting("the core has \(item.key), which nobody made"))
        case .registerGap: oracle.blame(.posting("a gap to register without a restore"))
        case .moneyAllowed: break
        case .reconciled(let result): isReconciled = result.isEqual && result.inFlight == 0
        case .alarm(let alarm): alarmed(alarm)
        }
    }

    private func alarmed(_ alarm: RelayAlarm) {
        note("relay    \(alarm.sentence)")
        switch alarm {
        case .keyReused, .doubled, .foreign, .fenced, .predecessorUnknown, .postedAfterRejection:
            oracle.blame(.posting(alarm.sentence))
        case .late, .stopped, .coreStopped, .breakerOpened, .breakerClosed, .parked, .notParked, .coreChanged: break
        }
    }

    /// An answer counts when it is durable.
    private func store(_ key: IdempotencyKey, _ word: PostingWord) {
        guard up else { return }
        let life = self.life
        hear(.posting(word))
        guard isUp(life) else { return }
        if case .failed = kiosk.store { feed(.notStored(key, jitter())) }
    }

    private func request(_ envelope: PostingEnvelope) -> SimulatedCore.Request {
        let sealed = envelope.sealed
        let row = rows[sealed.key.description]
        return .init(
            station: ledgerStation.description, key: sealed.key.description, keyEpoch: sealed.key.epoch,
            hash: sealed.hash.description, body: sealed.text, accounts: row?.partitions ?? [],
            predecessors: row?.predecessors.map(\.description) ?? [],
            abandoned: envelope.abandoned.map {
                .init(key: $0.key.description, requires: $0.requires.map(\.description))
            }, senderEpoch: envelope.senderEpoch)
    }

    // MARK: The line to the core

    private func send(_ call: SimulatedCoreLine.Call, _ effect: RelayEffect) {
        coreCallsMade += 1
        coreCalls[coreCallsMade] = effect
        coreLine.send(call, id: coreCallsMade)
        moveCore()
    }

    private func moveCore() {
        guard !coreMoves, !coreLine.isEmpty else { return }
        coreMoves = true
        plan(.coreStep, within: 10...120)
    }

    func coreStep() {
        coreMoves = false
        guard coreUp else { return }
        if let delivery = coreLine.step(&core, &dice), up { deliver(delivery) }
        moveCore()
    }

    func setCore(up isUp: Bool) {
        coreUp = isUp
        note("core     \(isUp ? "answers again" : "is away")")
        hear(.ledger(online: isUp))
        if isUp { moveCore() }
    }

    private func deliver(_ delivery: SimulatedCoreLine.Delivery) {
        guard let effect = coreCalls[delivery.call] else { return }
        let life = CoreLife(instance: "core", restoreMark: String(delivery.mark))
        switch (effect, delivery.reply) {
        case (.post(let envelope, let attempt, _), .post(let answer)):
            feed(.answered(envelope.sealed.key, attempt: attempt, .init(outcome(answer), life: life), jitter()))
        case (.lookup(let key, let attempt, _), .lookup(let found)):
            feed(.lookedUp(key, attempt: attempt, .init(outcome(found, key), life: life), jitter()))
        case (.announce(let call, _, _), .announced(let fencedBy)):
            let outcome: AnnounceOutcome = fencedBy.map { .fenced(by: $0) } ?? .standing
            feed(.announced(call: call, .init(outcome, life: life), Self.abilities, jitter()))
        case (.fetchItems(let call, _, _, _), .items(let items)):
            feed(.page(call: call, .init(items: items.compactMap(item), next: nil, life: life), jitter()))
        default: oracle.blame(.posting("a reply of another kind than its call"))
        }
    }

    private static let abilities = CoreCapabilities(
        idempotency: .permanent, lookupByKey: true, atomicMultiTarget: true, nativeReversal: false, controls: .none,
        acceptsLateEffectiveDate: true, maxBatch: 1, synchronous: true, returnsItems: true, checksPredecessors: true)

    private func item(_ posted: SimulatedCore.Posted) -> CoreItem? {
        guard let row = rows[posted.key] else {
            oracle.blame(.posting("the core has \(posted.key), which nobody made"))
            return nil
        }
        return CoreItem(
            key: row.key, hash: row.sealed.hash, reference: CoreRef(posted.reference), businessDate: row.businessDate,
            bookedOn: row.businessDate, sealed: row.sealed)
    }

    private func outcome(_ answer: SimulatedCore.Answer) -> PostOutcome {
        switch answer {
        case .created(let reference): .created(CoreRef(reference))
        case .alreadyPosted(let reference): .alreadyPosted(CoreRef(reference))
        case .keyReused(let hash): .keyReused(existing: hashOf(hash))
        case .refused(let code): .refused(code == "ABANDONED" ? .abandoned : .accountClosed(code))
        case .predecessorMissing(let keys): .predecessorMissing(keys.compactMap { rows[$0]?.key })
        case .fenced(let epoch): .fenced(by: epoch)
        }
    }

    private func hashOf(_ text: String) -> BodyHash {
        let digits = Array(text.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return BodyHash(bytes: bytes) ?? rows.values.map(\.sealed.hash).sorted { $0.description < $1.description }[0]
    }

    private func outcome(_ found: SimulatedCore.Found, _ key: IdempotencyKey) -> LookupOutcome {
        switch found {
        case .posted(let reference, let hash): .posted(CoreRef(reference), hashOf(hash))
        case .refused(let code): .refused(code == "ABANDONED" ? .abandoned : .accountClosed(code))
        case .absent: .absent
        }
    }
}
