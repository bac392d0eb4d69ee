import CoreLedger

/// What goes out.
extension OutboxRelay {
    mutating func send(_ now: Duration, _ effects: inout [RelayEffect]) {
        guard phase == .open else { return }
        guard !breakerOpen else { return probe(now, &effects) }
        guard holdUntil <= now else { return }
        if book.urgent > 0 { send(now, urgentOnly: true, &effects) }
        send(now, urgentOnly: false, &effects)
    }

    private mutating func send(_ now: Duration, urgentOnly: Bool, _ effects: inout [RelayEffect]) {
        // The list changes only by status while we walk: nothing is settled by sending.
        for rank in book.open {
            guard book.onTheWay < settings.inFlight else { return }
            guard let entry = book[rank], entry.status.isWaiting, entry.notBefore <= now,
                !urgentOnly || entry.row.urgent, book.isFirst(rank)
            else { continue }
            send(rank, now, &effects)
        }
    }

    /// While the breaker is open one row goes out each ten seconds: the oldest that may.
    private mutating func probe(_ now: Duration, _ effects: inout [RelayEffect]) {
        guard book.onTheWay == 0, probeAt <= now, holdUntil <= now else { return }
        let first = book.open.first { book[$0]?.status.isWaiting == true && book.isFirst($0) }
        guard let first else { return }
        probeAt = now + settings.probeEvery
        due(probeAt, after: now)
        send(first, now, &effects)
    }

    private mutating func send(_ rank: RelayBook.Rank, _ now: Duration, _ effects: inout [RelayEffect]) {
        guard let entry = book[rank] else { return }
        let attempt = entry.attempt + 1
        book[rank]?.attempt = attempt
        book[rank]?.firstTry = entry.firstTry ?? now
        let deadline = now + settings.answerTimeout
        due(deadline, after: now)
        let mayAsk = capabilities?.lookupByKey ?? false
        if entry.status != .ready, mayAsk {
            book.set(rank, .asking(deadline: deadline))
            effects.append(.lookup(entry.key, attempt: attempt, timeout: settings.answerTimeout))
        } else {
            book.set(rank, .sending(deadline: deadline))
            let envelope = PostingEnvelope(sealed: entry.row.sealed, senderEpoch: epoch, abandoned: abandoned(by: rank))
            effects.append(.post(envelope, attempt: attempt, timeout: settings.answerTimeout))
        }
    }

    /// Predecessors that will never come: rejected ones, whose money is booked elsewhere, and lost ones, whose money is in
    /// the gap register; each with what stands before it, back to the first that the core must have.
    private func abandoned(by rank: RelayBook.Rank) -> [AbandonedKey] {
        guard let entry = book[rank] else { return [] }
        var (left, seen): ([IdempotencyKey], Set<IdempotencyKey>) = (entry.row.predecessors, [])
        var abandoned: [AbandonedKey] = []
        while let key = left.popLast() {
            guard seen.insert(key).inserted else { continue }
            let requires: [IdempotencyKey]
            if let before = book.entry(key) {
                guard before.status == .rejected else { continue }
                requires = before.row.predecessors
            } else if lost.contains(key) {
                requires = book.nearestBefore(rank)
            } else {
                continue
            }
            abandoned.append(AbandonedKey(key: key, requires: requires))
            left += requires
        }
        return abandoned.sorted { $0.key < $1.key }
    }
}
