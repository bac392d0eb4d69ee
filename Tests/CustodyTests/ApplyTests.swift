import Custody
import Money
import OrderedCollections
import Testing

/// Facts that cannot follow what went before: the journal is damaged, or our own rule is. Never booked.
@Suite("A fact that cannot follow is refused")
struct ApplyTests {
    private let noteOne = NoteID(known: "n-x")
    private let nobody = VisitID(known: "v-9")

    private func scene() throws -> Scene {
        var scene = try Scene(baseline: 0)
        _ = try scene.feed(.atRest(counter: 0))
        return scene
    }

    private func refuse(
        _ fact: Fact, _ kind: Fact.Kind, _ scene: Scene, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var books = scene.books
        do throws(StateFault) {
            try books.apply(fact, at: moment)
            Issue.record("\(kind) was taken", sourceLocation: sourceLocation)
        } catch {
            guard case .contradiction(kind, _) = error else {
                Issue.record("\(error)", sourceLocation: sourceLocation)
                return
            }
        }
    }

    private func intended(_ visit: VisitID, _ note: NoteID) -> Fact {
        .noteIntended(
            NoteIntended(note: note, visit: visit, device: acceptor, cashUnit: unitOne, amount: usd(500), baseline: 0))
    }

    private func stacked(_ note: NoteID) -> Fact {
        .noteStacked(
            NoteStacked(
                note: note, visit: visitOne, device: acceptor, cashUnit: unitOne, amount: usd(500),
                evidence: .reported, baseline: 1))
    }

    @Test("a credit without an intent, a second intent, an outcome of nothing")
    func notes() throws {
        var scene = try scene()
        refuse(stacked(noteOne), .noteStacked, scene)
        refuse(
            .noteReturned(NoteReturned(note: noteOne, visit: visitOne, device: acceptor, evidence: .counter)),
            .noteReturned, scene)
        refuse(
            .noteInDoubt(
                NoteInDoubt(
                    note: noteOne, visit: visitOne, device: acceptor, cashUnit: unitOne, amount: usd(500),
                    reason: .noCounter, baseline: nil)), .noteInDoubt, scene)
        refuse(
            .noteFoundInPath(
                NoteFoundInPath(note: noteOne, visit: visitOne, amount: usd(500), by: Array(people[..<2]))),
            .noteFoundInPath, scene)
        refuse(intended(nobody, noteOne), .noteIntended, scene)
        try scene.apply(intended(visitOne, noteOne))
        refuse(intended(visitOne, NoteID(known: "n-y")), .noteIntended, scene)
        try scene.apply(stacked(noteOne))
        // The same outcome twice would be the same note twice (I-17).
        refuse(stacked(noteOne), .noteStacked, scene)
    }

    private func payment(_ cents: Int64, _ bill: Int64, visit: VisitID = visitOne) -> PaymentCommitted {
        PaymentCommitted(
            payment: PaymentID(known: "p-1"), visit: visit, receipt: "K07-000001", amount: usd(cents),
            allocations: [
                Allocation(account: AccountID(known: "3001"), toBill: usd(bill), toCredit: usd(cents - bill))
            ],
            notes: DenominationCounts(), reason: .finished, businessDate: BusinessDate(of: moment),
            effectiveDate: BusinessDate(of: moment), key: "t/K-07/1/1", body: "{}", claimCode: "ABC")
    }

    @Test("a payment of money that the visit does not hold")
    func payments() throws {
        var scene = try scene()
        try scene.stack(2_000)
        refuse(.paymentCommitted(payment(1_999, 1_999)), .paymentCommitted, scene)
        refuse(.paymentCommitted(payment(2_001, 2_001)), .paymentCommitted, scene)
        refuse(.paymentCommitted(payment(2_000, 2_000, visit: nobody)), .paymentCommitted, scene)
        let moved = HeldBecameUnidentified(visit: visitOne, reference: scene.books.nextCase, amount: usd(1_000))
        refuse(.heldBecameUnidentified(moved), .heldBecameUnidentified, scene)
        try scene.apply(.paymentCommitted(payment(2_000, 1_500)))
        refuse(.paymentCommitted(payment(2_000, 2_000)), .paymentCommitted, scene)
        #expect(scene.held == 0 && scene.balance(.receivable(AccountID(known: "3001"))) == -1_500)
        #expect(scene.balance(.credit(AccountID(known: "3001"))) == -500)
        #expect(scene.books.nextReceipt == "K07-000002")
    }

    @Test("an answer of the ledger for a payment that nobody made, or a second one")
    func answers() throws {
        var scene = try scene()
        func answer(_ kind: PostingAnswered.Answer) -> Fact {
            .postingAnswered(
                PostingAnswered(
                    key: "t/K-07/1/1", answer: kind, detail: "",
                    reference: kind == .rejected ? scene.books.nextCase : nil,
                    allocations: kind == .rejected ? payment(2_000, 1_500).allocations : []))
        }
        refuse(answer(.posted), .postingAnswered, scene)
        try scene.stack(2_000)
        try scene.apply(.paymentCommitted(payment(2_000, 1_500)))
        try scene.apply(answer(.rejected))
        refuse(answer(.posted), .postingAnswered, scene)
        // The money of a refused posting has a case, and is on no account.
        #expect(scene.balance(.unidentified(CaseID(known: "K-07-0001"))) == -2_000)
        #expect(scene.balance(.receivable(AccountID(known: "3001"))) == 0)
        #expect(scene.balance(.credit(AccountID(known: "3001"))) == 0)
    }

    @Test("a visit that is there twice, or not at all")
    func visits() throws {
        var scene = try scene()
        refuse(.visitOpened(VisitOpened(visit: visitOne, language: "es")), .visitOpened, scene)
        refuse(.accountsChosen(AccountsChosen(visit: nobody, choices: [])), .accountsChosen, scene)
        refuse(.visitEnded(VisitEnded(visit: nobody, how: .finished)), .visitEnded, scene)
        try scene.apply(.visitEnded(VisitEnded(visit: visitOne, how: .cancelled)))
        #expect(scene.books.visits.isEmpty)
        refuse(.visitEnded(VisitEnded(visit: visitOne, how: .finished)), .visitEnded, scene)
    }

    @Test("a cash unit in two places")
    func cashUnits() throws {
        var scene = try scene()
        let pair = Array(people[..<2])
        func installed(_ unit: CashUnitID) -> Fact {
            .cashUnitInstalled(CashUnitInstalled(cashUnit: unit, seal: "S", by: pair))
        }
        refuse(installed(unitOne), .cashUnitInstalled, scene)
        refuse(installed(CashUnitID(known: "C-2")), .cashUnitInstalled, scene)
        let started = CountStarted(cashUnit: unitOne, by: pair, expected: usd(0), expectedNotes: DenominationCounts())
        refuse(.countStarted(started), .countStarted, scene)
        refuse(
            .countSubmitted(CountSubmitted(cashUnit: unitOne, by: pair[0], counts: DenominationCounts())),
            .countSubmitted, scene)
        refuse(
            .custodyOfferWithdrawn(CustodyOfferWithdrawn(cashUnit: CashUnitID(known: "C-2"))), .custodyOfferWithdrawn,
            scene)
        try scene.act { try $0.pull(seal: "S-2", by: pair, deviceCounter: 0) }
        refuse(installed(unitOne), .cashUnitInstalled, scene)
        let pull = CashUnitPulled(
            cashUnit: unitOne, seal: "S", by: pair, expected: usd(0), notes: 0, deviceCounter: nil)
        refuse(.cashUnitPulled(pull), .cashUnitPulled, scene)
    }

    @Test("a count that settles a doubt which is not there")
    func settledDoubts() throws {
        var scene = try scene()
        try scene.act { try $0.pull(seal: "S-2", by: Array(people[..<2]), deviceCounter: 0) }
        let zero = usd(0)
        func settled(_ stacked: [SettledDoubt], _ returned: [NoteID]) -> Fact {
            .countSettled(
                CountSettled(
                    cashUnit: unitOne, counted: usd(stacked.isEmpty ? 0 : 500), expected: zero, booked: zero,
                    stacked: stacked, returned: returned, unexplained: zero, reference: scene.books.nextCase,
                    short: zero, station: StationID(known: "K-07"), variance: []))
        }
        refuse(settled([SettledDoubt(note: noteOne, visit: visitOne, amount: usd(500))], []), .countSettled, scene)
        refuse(settled([], [noteOne]), .countSettled, scene)
    }

    @Test("lines that move nothing, or more on one side than on the other (I-01)")
    func lines() throws {
        #expect(throws: LineFault.notPositive(.vaultChange, usd(0))) { try Line.debit(.vaultChange, usd(0)) }
        #expect(throws: LineFault.self) { try Line.credit(.vaultChange, usd(-5)) }
        let one = try Line.debit(.vaultChange, usd(500))
        #expect(throws: LineFault.unbalanced(.usd)) { try [one].balanced() }
        let euros = Money(minorUnits: 500, try Currency("EUR"))
        #expect(throws: LineFault.self) { try [one, try Line.credit(.vaultHoldCash, euros)].balanced() }
        #expect(throws: LineFault.self) { try Fact.paymentCommitted(payment(1_000, 1_100)).lines() }
    }

    @Test("a place whose name is read as another place")
    func places() throws {
        let names = [
            "vault:change", "vault:hold:cash", "vault:hold:items", "drawer:D1:cash", "drawer:D1:items",
            "cassette:C-8841", "pulled:C-8841", "held:v-1-7", "ar:3001", "credit:3001", "unidentified:K-08-0001",
            "over-short:K-07", "counterfeit-loss",
        ]
        for name in names { #expect(try Place(name).description == name) }
        for bad in ["", "vault", "vault:hold", "ar:", "ar:3001:2", "drawer:D1", "held:a b", "Ar:3001", "fee:x"] {
            #expect(throws: NoPlace.self) { try Place(bad) }
        }
    }
}
