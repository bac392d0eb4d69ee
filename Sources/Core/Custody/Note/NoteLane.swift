public import Money
import OrderedCollections

/// The life of the note that is at the mouth of one acceptor: the model-checked rules, over durable books.
///
/// The open intent and the device's baseline live in the books (`AcceptorRecord`); what is here is lost with the
/// process, and a lane always begins in recovery. No device can raise a credit by itself: a credit needs an intent.
/// - Source: models/README.md section 4, rules 1 to 9 and 13; reliability.md 3.2.
public struct NoteLane: Hashable, Sendable {
    /// Where the note at the mouth is; see `Phase`.
    public private(set) var phase = Phase.recovering
    /// The unit that answers, or did so last.
    public private(set) var device: DeviceID?
    /// Whether the unit that answers now has said its name: after the line broke another one may stand there.
    public private(set) var isNamed = false
    /// Whether the device's count is exact: only then does a count that stands still prove a return.
    public private(set) var counterIsExact = false
    /// Whether the device keeps a count at all: without one a note that fell without an order is registered at once.
    public private(set) var keepsCount = true
    /// The device's count when it was last at rest; `nil`: it keeps none, or has stacked a note since.
    public private(set) var lastCounter: Int64?
    /// Whether a unit that keeps a count did not tell it at its last rest: until it speaks again, nothing can tell what
    /// became of a note.
    public private(set) var isCountSilent = false
    /// A note without an intent that the device said it stacked; its count must confirm it.
    private var unordered: Unordered?
    /// A note that was called stacked before anybody said which unit speaks.
    private var early: Unordered?

    /// What a report of the device can mean now.
    public enum Phase: Hashable, Sendable {
        /// Nothing is believed until the device is at rest (rule 4).
        case recovering
        /// At rest and accounted for: the next note may come.
        case ready
        /// The intent is durable and the order went out once.
        case stacking
        /// A note without an intent is on its way back: its value, where known, and why.
        case returning(Money?, NoteGivenBack.Why)
        /// People must look first.
        case barred
    }

    private enum Unordered: Hashable, Sendable {
        case inReady(Money?)
        case inRecovery(Money?)

        var amount: Money? {
            switch self {
            case .inReady(let amount), .inRecovery(let amount): amount
            }
        }
    }

    /// A lane that knows nothing yet: it begins in recovery.
    public init() {}

    /// Whether no note is between the customer's hand and an outcome, as far as anyone can know.
    public var isQuiet: Bool {
        switch phase {
        case .ready, .barred: true
        case .recovering, .stacking, .returning: false
        }
    }

    /// One event. The effects are in order; facts in them are not yet applied to `books`.
    ///
    /// `name` makes the names of what is recorded; `cashUnit` is the unit that notes fall into.
    public mutating func on(
        _ event: NoteEvent, books: StationState, promise: NotePromise, note name: NoteID
    ) throws(MoneyError) -> [NoteEffect] {
        switch event {
        case .identified(let unit, let exact, let keepsCount):
            self.keepsCount = keepsCount
            return identified(unit, exact, books)
        case .broken, .poweredUp, .outcomeMissing:
            phase = .recovering
            if event == .broken { (early, isNamed) = (nil, false) }
            return []
        case .escrowed(let amount, let seenAt):
            return try escrowed(amount, seenAt, books: books, promise: promise, note: name)
        case .escrowedUnknown: return escrowedUnknown()
        case .stacked(let amount):
            if isNamed { return stacked(amount, books: books) }
            // The device says it once and forgets it; it counts as soon as the unit has said its name (rule 6).
            early = .inRecovery(amount)
            return []
        case .returned: return returned(books, promise.visit)
        case .remembered(let notTaken): return remembered(notTaken, books)
        case .atRest(let counter, let provesNotTaken):
            return atRest(counter, provesNotTaken, books: books, promise: promise)
        case .unreachable:
            phase = .recovering
            let doubts: [NoteEffect] = books.acceptors.values.compactMap(\.open).map { intent in
                .record(.noteInDoubt(NoteInDoubt(intent, .deviceUnreachable, baseline: intent.baseline)))
            }
            // A device that talks and is stuck is brought to rest; one that is silent comes there by itself.
            return doubts.isEmpty ? [] : doubts + [.order(.settle)]
        }
    }

    /// The intent of the present unit that has no outcome yet.
    func open(_ books: StationState) -> NoteIntended? { device.flatMap { books.acceptors[$0]?.open } }

    // MARK: One event each

    private mutating func identified(_ unit: DeviceID, _ exact: Bool, _ books: StationState) -> [NoteEffect] {
        (device, isNamed) = (unit, true)
        counterIsExact = exact
        phase = .recovering
        unordered = nil
        // What another unit counted, or this one before somebody opened it, is no count of the unit that answers now.
        (lastCounter, isCountSilent) = (nil, false)
        var effects: [NoteEffect] = []
        for (other, record) in books.acceptors where other != unit {
            guard let intent = record.open else { continue }
            // The unit that knows the answer is gone.
            effects.append(
                .record(.noteInDoubt(NoteInDoubt(intent, .deviceSwapped, baseline: record.baseline))))
        }
        // A unit that was here before and comes back has counted elsewhere: people must look at it, too.
        if let known = books.acceptors.keys.last, known != unit {
            effects.append(
                .record(
                    .deviceIncident(
                        DeviceIncident(
                            device: unit, kind: .swapped, visit: nil,
                            detail: "acceptor \(unit) answers where \(known) did"))))
        }
        if let early {
            self.early = nil
            effects += stacked(early.amount, books: books)
        }
        return effects
    }

    private mutating func escrowed(
        _ amount: Money, _ seenAt: Duration, books: StationState, promise: NotePromise, note: NoteID
    ) throws(MoneyError) -> [NoteEffect] {
        switch phase {
        case .recovering, .barred: return []  // the dialogue gives back what it finds on its way to rest
        case .stacking:
            // Never a second order on one intent (rule 1): to rest, and let the count tell.
            phase = .recovering
            return [.order(.settle)]
        case .ready, .returning: break
        }
        var why = promise.refusal
        if why == nil, try amount.exceeds(promise.limitLeft) { why = .limit }
        guard why == nil, let visit = promise.visit, let device, let unit = books.installed, open(books) == nil else {
            let why = why ?? (promise.visit == nil ? .noVisit : .promiseBroken)
            phase = .returning(amount, why)
            return [.order(.giveBack)]
        }
        phase = .stacking
        let intent = NoteIntended(
            note: note, visit: visit, device: device, cashUnit: unit, amount: amount,
            baseline: books.acceptors[device]?.baseline)
        return [.record(.noteIntended(intent)), .order(.stack(seenAt: seenAt))]
    }

    private mutating func escrowedUnknown() -> [NoteEffect] {
        switch phase {
        case .recovering, .barred: return []
        case .stacking:
            phase = .recovering
            return [.order(.settle)]
        case .ready, .returning:
            phase = .returning(nil, .notAccepted)
            return [.order(.giveBack)]
        }
    }

    private mutating func stacked(_ amount: Money?, books: StationState) -> [NoteEffect] {
        guard let device else { return [] }
        lastCounter = nil
        let record = books.acceptors[device]
        if let intent = record?.open {
            if phase == .stacking { phase = .ready }
            // The value always comes from the intent (rule 6); another one in the frame is an alarm, not money.
            var effects: [NoteEffect] = [
                .record(.noteStacked(NoteStacked(intent, .reported, baseline: record?.baseline.map { $0 + 1 })))
            ]
            if let amount, amount != intent.amount {
                effects.append(
                    incident(.valueDiffers, intent.visit, "ordered \(intent.amount), reported \(amount)"))
            }
            return effects
        }
        if let doubt = pending(record, books), doubt.cashUnit == books.installed {
            return [
                .record(
                    .noteStacked(NoteStacked(doubt, .reported, baseline: record?.baseline.map { $0 + 1 })))
            ]
        }
        // No intent: it books nothing by itself (rule 8). The count will tell.
        let told = incident(.stackedUnordered, nil, amount.map { "reported \($0)" } ?? "without a value")
        switch phase {
        case .recovering, .barred:
            // No count will tell whether it is a repetition; the books are all there is (rule 8).
            if !keepsCount { return [told] + byWordAlone(amount, mayRepeat: true, record, books) }
            unordered = .inRecovery(amount)
            return [told]
        case .ready, .stacking, .returning:
            phase = .recovering
            // No count will confirm it, and its word will not come twice: registered before it is acknowledged (rule 8).
            if !keepsCount {
                return [told] + byWordAlone(amount, mayRepeat: false, record, books) + [.order(.settle)]
            }
            unordered = .inReady(amount)
            return [told, .order(.settle)]
        }
    }

    private mutating func returned(_ books: StationState, _ visit: VisitID?) -> [NoteEffect] {
        switch phase {
        case .recovering, .ready, .barred: return []  // it may belong to another note (rule 5)
        case .stacking:
            phase = .ready
            guard let intent = open(books) else { return [] }
            return [.record(.noteReturned(NoteReturned(intent, .reported)))]
        case .returning(let amount, let why):
            phase = .ready
            guard let device else { return [] }
            return [
                .record(.noteGivenBack(NoteGivenBack(visit: visit, device: device, amount: amount, why: why)))
            ]
        }
    }

    /// What the device knows now and will not know after its reset; durable before that (rules 9 and 10).
    private mutating func remembered(_ notTaken: Bool, _ books: StationState) -> [NoteEffect] {
        phase = .recovering
        let record = device.flatMap { books.acceptors[$0] }
        if let intent = record?.open {
            guard notTaken else {
                return [.record(.noteInDoubt(NoteInDoubt(intent, .pastEscrowAtPowerUp, baseline: record?.baseline)))]
            }
            return [.record(.noteReturned(NoteReturned(intent, .deviceState)))]
        }
        // A unit that was pulled meanwhile has its doubt in its count (rule 25).
        guard let doubt = pending(record, books), doubt.reason == .deviceUnreachable,
            doubt.cashUnit == books.installed
        else { return [] }
        // Durable, because the rest of the next life must not prove what this unit has forgotten by then.
        guard notTaken else { return [.record(.noteInDoubt(NoteInDoubt(doubt, .pastEscrowAtPowerUp)))] }
        return [.record(.noteReturned(NoteReturned(doubt, .deviceState)))]
    }

    // MARK: At rest

    private mutating func atRest(
        _ counter: Int64?, _ provesNotTaken: Bool, books: StationState, promise: NotePromise
    ) -> [NoteEffect] {
        guard let device else { return [] }
        lastCounter = counter
        isCountSilent = keepsCount && counter == nil
        let found = unordered
        unordered = nil
        let record = books.acceptors[device] ?? AcceptorRecord(device: device)
        guard record.barred == nil else {
            phase = .barred
            // An open intent must not wait for people: it is in doubt until they count.
            guard let intent = record.open else { return [] }
            return [.record(.noteInDoubt(NoteInDoubt(intent, .counterNotProven, baseline: record.baseline)))]
        }
        phase = .ready
        if let counter, let baseline = record.baseline, counter < baseline {
            phase = .barred
            var effects: [NoteEffect] = []
            if let intent = record.open {
                effects.append(.record(.noteInDoubt(NoteInDoubt(intent, .counterJumped, baseline: baseline))))
            }
            effects.append(incident(.counterWentBack, nil, "count \(counter), the books have \(baseline)"))
            return effects
        }
        if let intent = record.open { return settle(intent, counter, provesNotTaken, record, books) }
        if let doubt = pending(record, books) { return settle(doubt, counter, provesNotTaken, record, books) }
        if record.pending != nil { return settled(counter, record, books) }
        return surplus(counter, record, found, books, promise)
    }

    private func settle(
        _ intent: NoteIntended, _ counter: Int64?, _ provesNotTaken: Bool, _ record: AcceptorRecord,
        _ books: StationState
    ) -> [NoteEffect] {
        guard let counter, let baseline = record.baseline else {
            if provesNotTaken { return [.record(.noteReturned(NoteReturned(intent, .deviceState)))] }
            // A count that is silent now may tell this very note when it speaks again: then it begins anew, and people
            // find the note. Were the old one kept, the note would be in doubt and found money at once.
            return [.record(.noteInDoubt(NoteInDoubt(intent, .noCounter, baseline: counter)))]
        }
        switch counter - baseline {
        case 1: return [.record(.noteStacked(NoteStacked(intent, .counter, baseline: counter)))]
        case 0 where counterIsExact || provesNotTaken:
            return [.record(.noteReturned(NoteReturned(intent, .counter)))]
        case 0: return [.record(.noteInDoubt(NoteInDoubt(intent, .counterNotProven, baseline: counter)))]
        case let gap:
            return [.record(.noteInDoubt(NoteInDoubt(intent, .counterJumped, baseline: baseline + 1)))]
                + unclaimed(gap - 1, nil, counter, books)
        }
    }

    /// A doubt that was made while the device was silent: its first rest is still evidence.
    private func settle(
        _ doubt: NoteInDoubt, _ counter: Int64?, _ provesNotTaken: Bool, _ record: AcceptorRecord, _ books: StationState
    ) -> [NoteEffect] {
        // A silent count is forgotten: its next word would have this note in it.
        let adopted = NoteEffect.record(
            .counterAdopted(CounterAdopted(device: doubt.device, counter: counter, by: [])))
        // A unit that was pulled meanwhile: evidence that comes this late belongs to its count (rule 25).
        guard doubt.cashUnit == books.installed else { return [adopted] }
        // A device that was past escrow at its start has forgotten more than its rest can prove.
        let provesNotTaken = provesNotTaken && doubt.reason == .deviceUnreachable
        guard let counter, let baseline = record.baseline else {
            return provesNotTaken ? [.record(.noteReturned(NoteReturned(doubt, .deviceState)))] : [adopted]
        }
        switch counter - baseline {
        case 1: return [.record(.noteStacked(NoteStacked(doubt, .counter, baseline: counter)))]
        case 0 where counterIsExact || provesNotTaken:
            return [.record(.noteReturned(NoteReturned(doubt, .counter)))]
        case 0: return [adopted]
        case let gap: return unclaimed(gap - 1, nil, counter, books) + [adopted]
        }
    }

    /// A doubt that was made while the device was silent, and that people settled since: its step of the count, if there
    /// was one, is accounted for.
    private func settled(_ counter: Int64?, _ record: AcceptorRecord, _ books: StationState) -> [NoteEffect] {
        let adopted = NoteEffect.record(
            .counterAdopted(CounterAdopted(device: record.device, counter: counter, by: [])))
        guard let counter, let baseline = record.baseline, counter - baseline > 1 else { return [adopted] }
        return unclaimed(counter - baseline - 1, nil, counter, books) + [adopted]
    }

    private func pending(_ record: AcceptorRecord?, _ books: StationState) -> NoteInDoubt? {
        record?.pending.flatMap { books.doubts[$0] }
    }

    private func surplus(
        _ counter: Int64?, _ record: AcceptorRecord, _ found: Unordered?, _ books: StationState,
        _ promise: NotePromise
    ) -> [NoteEffect] {
        guard let counter else {
            // Without a count a report in unbroken dialogue is registered once; one in recovery may be old.
            switch found {
            case nil: return []
            case .inReady(let amount): return byWordAlone(amount, mayRepeat: false, record, books)
            case .inRecovery(let amount): return byWordAlone(amount, mayRepeat: true, record, books)
            }
        }
        guard let baseline = record.baseline else {
            return [.record(.counterAdopted(CounterAdopted(device: record.device, counter: counter, by: [])))]
        }
        switch counter - baseline {
        case 1:
            // The count bears the word out: where no account is chosen yet, it is the note of who stands there.
            let owner = found?.amount != nil && !promise.visitHasAccount ? promise.visit : nil
            return unclaimed(1, found?.amount, counter, books, owner)
        case let gap: return gap > 0 ? unclaimed(gap, nil, counter, books) : []
        }
    }

    func incident(_ kind: DeviceIncident.Kind, _ visit: VisitID?, _ words: String) -> NoteEffect {
        .record(
            .deviceIncident(
                DeviceIncident(device: device ?? DeviceID(known: "unknown"), kind: kind, visit: visit, detail: words)))
    }
}
