import CoreLedger

/// Fence first, then ask, then take over, then the gap register, then money; and the comparison that never ends.
extension OutboxRelay {
    /// Starts the call that the phase needs, if none is out.
    mutating func call(_ now: Duration, _ effects: inout [RelayEffect]) {
        guard call == nil, callNotBefore <= now else { return }
        switch phase {
        case .idle, .registering, .stopped: return
        case .announcing:
            let announcement = EpochAnnouncement(station: station, epoch: epoch)
            effects.append(.announce(call: newCall(now), announcement, timeout: settings.answerTimeout))
        case .comparing: fetch(now, &effects)
        case .open:
            guard run != nil || (nextReconcile ?? now) <= now else { return }
            fetch(now, &effects)
        }
    }

    private mutating func newCall(_ now: Duration) -> Int {
        callNumber += 1
        call = Call(number: callNumber, deadline: now + settings.answerTimeout)
        due(now + settings.answerTimeout, after: now)
        return callNumber
    }

    private mutating func fetch(_ now: Duration, _ effects: inout [RelayEffect]) {
        let current = run ?? Run(startSerial: serial)
        run = current
        // After a restore everything is asked for: what we forgot is exactly what we cannot name.
        let query = ItemsQuery(station: station, from: recovering ? nil : windowStart)
        effects.append(.fetchItems(call: newCall(now), query, current.cursor, timeout: settings.answerTimeout))
    }

    mutating func announced(
        _ number: Int, _ answer: AnnounceAnswer, _ abilities: CoreCapabilities, _ jitter: Jitter, _ now: Duration,
        _ effects: inout [RelayEffect]
    ) {
        guard call?.number == number, phase == .announcing else { return }
        (call, callFailures) = (nil, 0)
        coreAnswered(now, &effects)
        switch answer.outcome {
        case .fenced(let other): return fenced(by: other, &effects)
        case .standing: break
        }
        guard abilities.lookupByKey || abilities.idempotency == .permanent else {
            return stop(.coreStopped(.cannotBeSafe), &effects)
        }
        (life, capabilities, run) = (answer.life, abilities, nil)
        let first = recovering || comparesFirst || !abilities.checksPredecessors
        phase = first ? .comparing : .open
        nextReconcile = now
    }

    mutating func received(_ page: ItemsPage, _ number: Int, _ now: Duration, _ effects: inout [RelayEffect]) {
        guard call?.number == number, var current = run else { return }
        (call, callFailures) = (nil, 0)
        guard isThisLife(page.life, now, &effects) else { return }
        coreAnswered(now, &effects)
        current.items += page.items
        current.cursor = page.next
        run = current
        guard page.next == nil else { return }
        run = nil
        let result = compare(current, now, &effects)
        effects.append(.reconciled(result))
        nextReconcile = now + (result.isEqual ? settings.reconcileEvery : settings.reconcileSoon)
        due(now + (result.isEqual ? settings.reconcileEvery : settings.reconcileSoon), after: now)
        guard phase == .comparing else { return }
        comparesFirst = false
        phase = recovering ? .registering : .open
        if recovering { effects.append(.registerGap) }
    }

    mutating func callFailed(
        _ number: Int, _ fault: CoreFault, _ jitter: Jitter, _ now: Duration, _ effects: inout [RelayEffect]
    ) {
        guard call?.number == number else { return }
        call = nil
        let waits = settings.firstWaits
        var wait = callFailures < waits.count ? waits[callFailures] : jitter.spread(settings.wait)
        callFailures += 1
        switch fault {
        case .unknown: break
        case .retry(let after): wait = max(wait, after ?? .zero)
        case .stop(let reason): stop(.coreStopped(reason), &effects)
        }
        callNotBefore = now + wait
        due(callNotBefore, after: now)
    }

    mutating func gapRegistered(_ now: Duration, _ effects: inout [RelayEffect]) {
        guard phase == .registering else { return }
        phase = .open
        recovering = false
        effects.append(.moneyAllowed)
    }

    /// Both directions, by key.
    private mutating func compare(_ run: Run, _ now: Duration, _ effects: inout [RelayEffect]) -> Reconciliation {
        var theirs: [IdempotencyKey: CoreItem] = [:]
        for item in run.items where windowStart.map({ item.businessDate >= $0 }) ?? true {
            if theirs.updateValue(item, forKey: item.key) != nil { effects.append(.alarm(.doubled(item.key))) }
        }
        var (equal, inFlight) = (0, 0)
        var (missing, takenOver, different): ([IdempotencyKey], [IdempotencyKey], [IdempotencyKey]) = ([], [], [])
        for rank in book.all {
            guard let entry = book[rank] else { continue }
            guard let item = theirs[entry.key] else {
                guard case .posted = entry.status else {
                    inFlight += entry.status.isSettled ? 0 : 1
                    continue
                }
                // Posted after the comparison began: it may stand on a page that was read before.
                guard entry.postedSerial < run.startSerial else { continue }
                missing.append(entry.key)
                book.set(rank, .ready)
                book[rank]?.notBefore = now
                effects.append(.missing(entry.key))
                continue
            }
            if item.hash != entry.row.sealed.hash {
                different.append(entry.key)
                if entry.status != .stopped {
                    book.set(rank, .stopped)
                    effects.append(.alarm(.keyReused(entry.key, existing: item.hash)))
                }
            } else {
                equal += 1
                settlePosted(rank, item.reference, &effects)
            }
        }
        for item in run.items where book.rank(of: item.key) == nil && theirs[item.key] != nil {
            guard seenForeign.insert(item.key).inserted else { continue }
            takenOver.append(item.key)
            takeOver(item, now, &effects)
        }
        return Reconciliation(
            life: life ?? CoreLife(instance: "", restoreMark: ""), equal: equal, missing: missing,
            takenOver: takenOver, different: different, inFlight: inFlight)
    }

    /// Theirs only. Kept with its bytes: should the core lose it too, it can be posted again.
    private mutating func takeOver(_ item: CoreItem, _ now: Duration, _ effects: inout [RelayEffect]) {
        if item.key.epoch >= epoch { effects.append(.alarm(.foreign(item))) }
        effects.append(.takenOver(item, settlesGap: item.key.epoch < epoch))
        guard let sealed = item.sealed else { return }
        do throws(PostingFault) {
            let row = try RelayRow(order: 0, sealed: sealed, standing: .posted(item.reference))
            var entry = RelayBook.Entry(row: row, since: now, status: .posted(item.reference), notBefore: now)
            entry.postedSerial = serial
            book.insert(entry, taken: true)
            seenForeign.remove(item.key)
        } catch {
            // A body in our name that we cannot read: evidence for a person, known here by its key alone.
            effects.append(.alarm(.foreign(item)))
        }
    }
}
