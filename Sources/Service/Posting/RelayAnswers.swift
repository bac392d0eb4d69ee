import CoreLedger

/// What an answer, a fault or silence means for its row.
extension OutboxRelay {
    mutating func answered(
        _ key: IdempotencyKey, _ attempt: Int, _ answer: PostAnswer, _ jitter: Jitter, _ now: Duration,
        _ effects: inout [RelayEffect]
    ) {
        guard let rank = book.rank(of: key), let entry = book[rank] else { return }
        let isCurrent = entry.attempt == attempt && entry.status.deadline != nil
        guard isThisLife(answer.life, now, &effects) else {
            // An answer from another life of the core proves nothing about this one.
            if isCurrent { book.set(rank, .unknown) }
            return
        }
        coreAnswered(now, &effects)
        switch answer.outcome {
        case .created(let reference), .alreadyPosted(let reference):
            // True for every try of the row: they carry the same bytes.
            settlePosted(rank, reference, &effects)
            return
        case .accepted, .inProgress, .refused, .keyReused, .predecessorMissing, .fenced, .expired: break
        }
        guard isCurrent else { return }
        switch answer.outcome {
        case .created, .alreadyPosted: break
        case .accepted:
            book.set(rank, .later)
            wait(rank, jitter, now)
        case .inProgress, .expired:
            book.set(rank, .ready)
            wait(rank, jitter, now)
        case .refused(let refusal): refused(rank, refusal, &effects)
        case .keyReused(let existing): reused(rank, existing, &effects)
        case .predecessorMissing(let missing):
            book.set(rank, .ready)
            wait(rank, jitter, now)
            nextReconcile = now
            for key in missing where book.rank(of: key) == nil && !lost.contains(key) { effects.append(.recall(key)) }
        case .fenced(let other):
            book.set(rank, .ready)
            fenced(by: other, &effects)
        }
    }

    mutating func lookedUp(
        _ key: IdempotencyKey, _ attempt: Int, _ answer: LookupAnswer, _ jitter: Jitter, _ now: Duration,
        _ effects: inout [RelayEffect]
    ) {
        guard let rank = book.rank(of: key), let entry = book[rank], entry.attempt == attempt,
            entry.status.deadline != nil
        else { return }
        guard isThisLife(answer.life, now, &effects) else {
            book.set(rank, .unknown)
            return
        }
        coreAnswered(now, &effects)
        switch answer.outcome {
        case .posted(let reference, let hash):
            if hash == entry.row.sealed.hash {
                settlePosted(rank, reference, &effects)
            } else {
                reused(rank, hash, &effects)
            }
        case .accepted:
            book.set(rank, .later)
            wait(rank, jitter, now)
        case .inProgress:
            book.set(rank, .unknown)
            wait(rank, jitter, now)
        case .refused(let refusal): refused(rank, refusal, &effects)
        case .absent:
            // The wait was served before asking; a copy still on its way carries the same key.
            book.set(rank, .ready)
            book[rank]?.notBefore = now
        }
    }

    mutating func failed(
        _ key: IdempotencyKey, _ attempt: Int, _ fault: CoreFault, _ jitter: Jitter, _ now: Duration,
        _ effects: inout [RelayEffect]
    ) {
        guard let rank = book.rank(of: key), let entry = book[rank], entry.attempt == attempt,
            entry.status.deadline != nil
        else { return }
        let wasAsking = if case .asking = entry.status { true } else { false }
        switch fault {
        case .retry(let after):
            book.set(rank, wasAsking ? .unknown : .ready)
            wait(rank, jitter, now)
            if let after {
                holdUntil = max(holdUntil, now + after)
                due(holdUntil, after: now)
            }
        case .unknown:
            book.set(rank, .unknown)
            wait(rank, jitter, now)
        case .stop(let reason):
            book.set(rank, .unknown)
            stop(.coreStopped(reason), &effects)
        }
        coreFailed(now, &effects)
    }

    private mutating func refused(_ rank: RelayBook.Rank, _ refusal: Refusal, _ effects: inout [RelayEffect]) {
        guard !refusal.isFinal else { return settleRejected(rank, refusal, &effects) }
        guard let entry = book[rank] else { return }
        book.set(rank, .stopped)
        effects.append(.alarm(.stopped(entry.key, refusal)))
    }

    private mutating func reused(_ rank: RelayBook.Rank, _ existing: BodyHash, _ effects: inout [RelayEffect]) {
        guard let entry = book[rank] else { return }
        book.set(rank, .stopped)
        effects.append(.alarm(.keyReused(entry.key, existing: existing)))
    }

    mutating func fenced(by epoch: Int64, _ effects: inout [RelayEffect]) {
        fencedOut = true
        stop(.fenced(by: epoch), &effects)
    }

    /// Whether the answer comes from the life of the core we know; another one is announced to and compared first.
    mutating func isThisLife(_ other: CoreLife, _ now: Duration, _ effects: inout [RelayEffect]) -> Bool {
        guard other != life else { return true }
        switch phase {
        case .idle, .stopped, .announcing: break
        case .comparing, .registering, .open:
            effects.append(.alarm(.coreChanged(other)))
            (phase, call, run, callNotBefore) = (.announcing, nil, nil, now)
            comparesFirst = true
        }
        return false
    }

    /// Any definite answer closes the breaker; what waits goes out again, the oldest first.
    mutating func coreAnswered(_ now: Duration, _ effects: inout [RelayEffect]) {
        failuresInRow = 0
        guard breakerOpen else { return }
        breakerOpen = false
        effects.append(.alarm(.breakerClosed))
        for rank in book.open where book[rank]?.status.isWaiting == true {
            book[rank]?.notBefore = now
        }
    }

    mutating func coreFailed(_ now: Duration, _ effects: inout [RelayEffect]) {
        failuresInRow += 1
        guard !breakerOpen, failuresInRow >= settings.breakerFailures else { return }
        breakerOpen = true
        probeAt = now + settings.probeEvery
        due(probeAt, after: now)
        effects.append(.alarm(.breakerOpened))
    }
}
