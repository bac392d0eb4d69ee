import CoreLedger
import CoreLedgerSimulator
import Posting
import SimulatorKit

/// What the controller and the service do, in the world of the dice.
extension HistoryWorld {
    mutating func feed(_ event: RelayEvent) {
        for effect in relay.take(event, now: now) { perform(effect) }
    }

    private mutating func perform(_ effect: RelayEffect) {
        switch effect {
        case .post(let envelope, _, _):
            let sealed = envelope.sealed
            let body = try! sealed.body()
            send(
                .post(
                    .init(
                        station: Make.station.description, key: sealed.key.description, keyEpoch: sealed.key.epoch,
                        hash: sealed.hash.description, body: sealed.text, accounts: body.accounts,
                        predecessors: body.predecessors.map(\.key.description),
                        abandoned: envelope.abandoned.map {
                            .init(key: $0.key.description, requires: $0.requires.map(\.description))
                        }, senderEpoch: envelope.senderEpoch)), effect)
        case .lookup(let key, _, _): send(.lookup(key.description), effect)
        case .announce(_, let announcement, _):
            send(.announce(station: announcement.station.description, epoch: announcement.epoch), effect)
        case .fetchItems(_, let query, _, _): send(.items(station: query.station.description), effect)
        case .wake(let instant): wake = min(wake ?? instant, instant)
        case .posted(let key, let reference):
            if dice.chance(1, in: 50) { return feed(.notStored(key, jitter())) }
            change(key) { $0.posted = reference }
        case .rejected(let key, _):
            if dice.chance(1, in: 50) { return feed(.notStored(key, jitter())) }
            change(key) { $0.unidentified = true }
        case .missing(let key): change(key) { $0.posted = nil }
        case .takenOver(let item, let settlesGap): takeOver(item, settlesGap)
        case .registerGap:
            // The device counters know how many payments there were.
            let known = Set(journal.entries.map(\.row.key))
            journal.gap = payments.filter { !known.contains($0.key) }.count
            journal.recovering = false
            feed(.gapRegistered)
        case .recall(let key): feed(.recalled(key, journal.entries.first { $0.row.key == key }?.row))
        case .moneyAllowed: break
        case .reconciled(let result): equalRuns = result.isEqual && result.inFlight == 0 ? equalRuns + 1 : 0
        case .alarm(let alarm):
            alarms.append(alarm)
            // The task of the back office: the core has it after all, so the money leaves the unidentified list.
            if case .postedAfterRejection(let key, let reference) = alarm {
                change(key) { ($0.unidentified, $0.posted) = (false, reference) }
            }
        }
    }

    private mutating func change(_ key: IdempotencyKey, _ change: (inout Entry) -> Void) {
        guard let place = journal.entries.firstIndex(where: { $0.row.key == key }) else {
            problems.append("an answer for \(key), which is not in the journal")
            return
        }
        change(&journal.entries[place])
    }

    private mutating func takeOver(_ item: CoreItem, _ settlesGap: Bool) {
        guard let sealed = item.sealed else { return }
        let row = try! RelayRow(order: Int64(journal.entries.count + 1), sealed: sealed)
        journal.entries.append(Entry(row: row, posted: item.reference))
        if journal.recovering {
            // The chain goes on behind the last posting the core has.
            for account in row.partitions { journal.last[account] = row.key }
        } else if settlesGap {
            journal.gap -= 1
        } else {
            problems.append("\(item.key) is foreign")
        }
    }

    private mutating func send(_ call: SimulatedCoreLine.Call, _ effect: RelayEffect) {
        calls[nextCall] = effect
        line.send(call, id: nextCall)
        nextCall += 1
    }

    mutating func deliver(_ delivery: SimulatedCoreLine.Delivery) {
        guard let effect = calls[delivery.call] else { return }
        let life = CoreLife(instance: "core", restoreMark: String(delivery.mark))
        switch (effect, delivery.reply) {
        case (.post(let envelope, let attempt, _), .post(let answer)):
            feed(.answered(envelope.sealed.key, attempt: attempt, .init(outcome(answer), life: life), jitter()))
        case (.lookup(let key, let attempt, _), .lookup(let found)):
            feed(.lookedUp(key, attempt: attempt, .init(outcome(found), life: life), jitter()))
        case (.announce(let call, _, _), .announced(let fencedBy)):
            let outcome: AnnounceOutcome = fencedBy.map { .fenced(by: $0) } ?? .standing
            feed(.announced(call: call, .init(outcome, life: life), capabilities, jitter()))
        case (.fetchItems(let call, _, _, _), .items(let items)):
            feed(.page(call: call, .init(items: items.map { item($0) }, next: nil, life: life), jitter()))
        default: problems.append("a reply of another kind than its call")
        }
    }

    private var capabilities: CoreCapabilities {
        CoreCapabilities(
            idempotency: .permanent, lookupByKey: true, atomicMultiTarget: true, nativeReversal: false, controls: .none,
            acceptsLateEffectiveDate: true, maxBatch: 1, synchronous: true, returnsItems: true,
            checksPredecessors: core.switches.checksPredecessors)
    }

    private mutating func item(_ posted: SimulatedCore.Posted) -> CoreItem {
        let sealed = parsed[posted.key] ?? (try! SealedPosting(stored: posted.body))
        parsed[posted.key] = sealed
        return CoreItem(
            key: sealed.key, hash: sealed.hash, reference: CoreRef(posted.reference), businessDate: Make.day,
            bookedOn: Make.day, sealed: sealed)
    }

    private func refusal(_ code: String) -> Refusal { code == "ABANDONED" ? .abandoned : .accountClosed(code) }

    private func outcome(_ answer: SimulatedCore.Answer) -> PostOutcome {
        switch answer {
        case .created(let reference): .created(CoreRef(reference))
        case .alreadyPosted(let reference): .alreadyPosted(CoreRef(reference))
        case .keyReused: .keyReused(existing: BodyHash(bytes: .init(repeating: 0, count: 32))!)
        case .refused(let code): .refused(refusal(code))
        case .predecessorMissing(let keys): .predecessorMissing(keys.map { try! IdempotencyKey($0) })
        case .fenced(let epoch): .fenced(by: epoch)
        }
    }

    private func outcome(_ found: SimulatedCore.Found) -> LookupOutcome {
        switch found {
        case .posted(let reference, let hash):
            .posted(
                CoreRef(reference),
                BodyHash(bytes: stride(from: 0, to: 64, by: 2).map { UInt8(hash.dropFirst($0).prefix(2), radix: 16)! })!
            )
        case .refused(let code): .refused(refusal(code))
        case .absent: .absent
        }
    }
}
