import CoreLedger

/// Rows come, are released, parked or settled.
extension OutboxRelay {
    mutating func add(_ row: RelayRow, _ now: Duration, _ effects: inout [RelayEffect]) {
        if let known = book.entry(row.key) {
            // The same row again is nothing; another body under a known key is our own fault and must not go out.
            if known.row.sealed.hash != row.sealed.hash {
                effects.append(.alarm(.keyReused(row.key, existing: known.row.sealed.hash)))
            }
            return
        }
        let status: RelayBook.Status =
            switch row.standing {
            case .open: .ready
            case .posted(let reference): .posted(reference)
            case .rejected: .rejected
            }
        book.insert(.init(row: row, since: now - row.age, status: status, notBefore: now))
        due(now - row.age + settings.alarmAge, after: now)
        due(now - row.age + settings.escalateAge, after: now)
    }

    mutating func recalled(
        _ key: IdempotencyKey, _ row: RelayRow?, _ now: Duration, _ effects: inout [RelayEffect]
    ) {
        guard book.rank(of: key) == nil else { return }
        if let row {
            add(row, now, &effects)
        } else if key.epoch < epoch {
            lost.insert(key)
        } else {
            effects.append(.alarm(.predecessorUnknown(key)))
        }
    }

    mutating func settlePosted(_ rank: RelayBook.Rank, _ reference: CoreRef, _ effects: inout [RelayEffect]) {
        guard let entry = book[rank] else { return }
        switch entry.status {
        case .posted: break
        case .rejected:
            guard entry.alarmStage < 3 else { return }
            book[rank]?.alarmStage = 3
            effects.append(.alarm(.postedAfterRejection(entry.key, reference)))
        case .ready, .sending, .unknown, .asking, .later, .stopped, .parked:
            book.set(rank, .posted(reference))
            book[rank]?.postedSerial = serial
            book[rank]?.failures = 0
            effects.append(.posted(entry.key, reference))
        }
    }

    mutating func settleRejected(_ rank: RelayBook.Rank, _ refusal: Refusal, _ effects: inout [RelayEffect]) {
        guard let entry = book[rank], !entry.status.isSettled else { return }
        book.set(rank, .rejected)
        effects.append(.rejected(entry.key, refusal))
    }

    /// The answer is not durable here: as if it had never come.
    mutating func notStored(_ key: IdempotencyKey, _ jitter: Jitter, _ now: Duration) {
        guard let rank = book.rank(of: key), let entry = book[rank] else { return }
        switch entry.status {
        case .posted: book.set(rank, .unknown)
        case .rejected: book.set(rank, .ready)
        case .ready, .sending, .unknown, .asking, .later, .stopped, .parked: return
        }
        wait(rank, jitter, now)
    }

    mutating func release(_ key: IdempotencyKey, _ now: Duration) {
        guard let rank = book.rank(of: key), let entry = book[rank] else { return }
        switch entry.status {
        case .stopped, .parked:
            // It may have been sent before: ask first.
            book.set(rank, entry.attempt == 0 ? .ready : .unknown)
            book[rank]?.notBefore = now
        case .ready, .unknown, .later: book[rank]?.notBefore = now
        case .sending, .asking, .posted, .rejected: break
        }
    }

    mutating func park(_ key: IdempotencyKey, _ now: Duration, _ effects: inout [RelayEffect]) {
        guard let rank = book.rank(of: key), let entry = book[rank], entry.status.isWaiting,
            now - entry.since >= settings.parkAge
        else {
            effects.append(.alarm(.notParked(key)))
            return
        }
        book.set(rank, .parked)
        effects.append(.alarm(.parked(key)))
    }

    /// One failure more: the next try is due by the schedule.
    mutating func wait(_ rank: RelayBook.Rank, _ jitter: Jitter, _ now: Duration) {
        guard let entry = book[rank] else { return }
        let tried = now - (entry.firstTry ?? now)
        let wait: Duration =
            if entry.failures < settings.firstWaits.count {
                settings.firstWaits[entry.failures]
            } else {
                jitter.spread(tried < settings.slowAfter ? settings.wait : settings.slowWait)
            }
        book[rank]?.failures += 1
        book[rank]?.notBefore = now + wait
        due(now + wait, after: now)
    }
}
