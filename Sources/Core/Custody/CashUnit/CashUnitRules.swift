public import Money
import OrderedCollections

/// What people may do with cash units: commands -> facts. Two people are two identities at the commit, not on a form.
/// - Source: cash-operations.md 5.12; models/README.md rules 23 to 25.
extension StationState {
    /// Two people put an empty cash unit in.
    public func install(_ unit: CashUnitID, seal: String, by people: [PersonID]) throws(Refusal) -> [Fact] {
        try two(people)
        if let installed { throw .alreadyInstalled(installed) }
        if let known = cashUnits[unit], known.stage != .empty { throw .wrongStage(unit, known.stage) }
        return [.cashUnitInstalled(CashUnitInstalled(cashUnit: unit, seal: seal, by: people))]
    }

    /// Two people take the installed cash unit out. A note in transport must be settled, or in doubt, before.
    public func pull(seal: String, by people: [PersonID], deviceCounter: Int64?) throws(Refusal) -> [Fact] {
        try two(people)
        guard let unit = installed else { throw .nothingInstalled }
        guard !acceptors.values.contains(where: { $0.open != nil }) else { throw .noteInTransport }
        return [
            .cashUnitPulled(
                CashUnitPulled(
                    cashUnit: unit, seal: seal, by: people, expected: balance(.cashUnit(unit)),
                    notes: contents[unit]?.pieces ?? 0, deviceCounter: deviceCounter))
        ]
    }

    /// The holders offer it; nobody has it but them until it is accepted.
    public func offer(
        _ unit: CashUnitID, to people: [PersonID], for purpose: CustodyOffered.Purpose
    ) throws(Refusal) -> [Fact] {
        try two(people)
        let record = try pulled(unit)
        if purpose == .count { try mixed(people, record) }
        return [.custodyOffered(CustodyOffered(cashUnit: unit, to: people, purpose: purpose))]
    }

    /// The holders take their offer back; refused when none is open.
    public func withdrawOffer(_ unit: CashUnitID) throws(Refusal) -> [Fact] {
        guard try pulled(unit).offer != nil else { throw .nothingOffered }
        return [.custodyOfferWithdrawn(CustodyOfferWithdrawn(cashUnit: unit))]
    }

    /// The takers compare the seal and take it: the holder changes in this one fact.
    public func accept(_ unit: CashUnitID, by people: [PersonID], seal: String) throws(Refusal) -> [Fact] {
        try two(people)
        let record = try pulled(unit)
        guard let offer = record.offer else { throw .nothingOffered }
        for person in people where !offer.to.contains(person) { throw .notOffered(to: person) }
        guard record.seal == seal else { throw .sealDiffers }
        return [.custodyAccepted(CustodyAccepted(cashUnit: unit, by: people, seal: seal))]
    }

    /// Counting begins: the expected value stands still from here on.
    public func startCount(_ unit: CashUnitID, by people: [PersonID]) throws(Refusal) -> [Fact] {
        try two(people)
        let record = try pulled(unit)
        guard record.offer == nil else { throw .wrongStage(unit, record.stage) }
        for person in people where !record.holders.contains(person) { throw .notCounting(person) }
        try mixed(people, record)
        return [
            .countStarted(
                CountStarted(
                    cashUnit: unit, by: people, expected: balance(.pulled(unit)),
                    expectedNotes: contents[unit] ?? DenominationCounts()))
        ]
    }

    /// One person's blind count. When both counts differ a new pair of counts is handed in; none is ever changed.
    public func submitCount(
        _ unit: CashUnitID, by person: PersonID, _ counts: DenominationCounts
    ) throws(Refusal) -> [Fact] {
        guard let record = cashUnits[unit] else { throw .unknownCashUnit(unit) }
        guard record.stage == .counting, let frozen = record.frozen else { throw .wrongStage(unit, record.stage) }
        guard frozen.by.contains(person) else { throw .notCounting(person) }
        let round = record.counts.suffix(record.counts.count % 2)
        if round.contains(where: { $0.by == person }) { throw .countedAlready(person) }
        if record.counts.count >= 2, record.counts.count % 2 == 0, record.agreed != nil {
            throw .countedAlready(person)
        }
        return [.countSubmitted(CountSubmitted(cashUnit: unit, by: person, counts: counts))]
    }

    private func two(_ people: [PersonID]) throws(Refusal) {
        guard people.count == 2, people[0] != people[1] else { throw .twoPeopleNeeded }
    }

    private func mixed(_ people: [PersonID], _ record: CashUnitRecord) throws(Refusal) {
        guard people.contains(where: { !record.pullers.contains($0) }) else { throw .samePair }
    }

    private func pulled(_ unit: CashUnitID) throws(Refusal) -> CashUnitRecord {
        guard let record = cashUnits[unit] else { throw .unknownCashUnit(unit) }
        guard record.stage == .pulled else { throw .wrongStage(unit, record.stage) }
        return record
    }
}

extension CashUnitRecord {
    /// The count both people handed in, once the newest pair of counts is complete and equal.
    public var agreed: DenominationCounts? {
        guard counts.count >= 2, counts.count % 2 == 0 else { return nil }
        let pair = counts.suffix(2)
        guard let first = pair.first, let second = pair.last, first.counts == second.counts else { return nil }
        return first.counts
    }

    /// What should be inside. Nobody may see it before two equal counts are durable (I-37).
    public var expected: Money? { agreed == nil ? nil : frozen?.expected }

    /// Note by note, under the same rule.
    public var expectedNotes: DenominationCounts? { agreed == nil ? nil : frozen?.expectedNotes }
}
