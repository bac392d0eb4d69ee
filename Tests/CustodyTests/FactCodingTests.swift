import Custody
import Foundation
import Journal
import Money
import Testing

/// One fact of every kind, with every optional part filled and, where there is one, left out.
private enum Every {
    static let visit = VisitID(known: "v-1-7")
    static let note = NoteID(known: "n-1-9")
    static let drawer = DrawerID(known: "D1")
    static let pair = Array(people[..<2])
    static let date = BusinessDate(of: moment)
    static let counts: DenominationCounts = {
        do { return try notes((500, 1), (2_000, 3)) } catch { return DenominationCounts() }
    }()
    static let allocation = Allocation(account: AccountID(known: "3001"), toBill: usd(6_347), toCredit: usd(153))
    static let case1 = CaseID(known: "K-07-0001")

    static let station: [Fact] = [
        .stationStarted(
            StationStarted(
                station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), epoch: 2, program: "tillkeeperd")),
        .businessDayOpened(BusinessDayOpened(date: date, by: pair)),
        .businessDayOpened(BusinessDayOpened(date: date, by: [])),
        .policyChanged(PolicyChanged(key: .visitCashLimit, old: 1, new: 2, by: pair[0], approvedBy: pair[1])),
        .policyChanged(PolicyChanged(key: .unreachableSeconds, old: 1, new: 2, by: pair[0], approvedBy: nil)),
        .deviceIncident(DeviceIncident(device: acceptor, kind: .swapped, visit: visit, detail: "é \"\n")),
        .deviceIncident(DeviceIncident(device: acceptor, kind: .jammed, visit: nil, detail: "")),
        .drawerOpenIntended(DrawerOpenIntended(drawer: drawer, request: "r-1", reason: .changeExchange, by: pair[0])),
        .drawerOpenEnded(DrawerOpenEnded(drawer: drawer, request: "r-1", outcome: .unknown)),
        .drawerIncident(DrawerIncident(drawer: drawer, kind: .leftOpen, seconds: 45)),
        .deviceQuarantined(
            DeviceQuarantined(device: acceptor, unit: "0042", cause: .jams, count: 3, words: "It jammed.", by: nil)),
        .deviceQuarantined(
            DeviceQuarantined(device: acceptor, unit: nil, cause: .person, count: 0, words: "", by: pair[0])),
        .deviceReleased(DeviceReleased(device: acceptor, by: pair[0])),
        .paperRollFitted(
            PaperRollFitted(device: acceptor, lengthMillimetres: 80_000, printedBeforeMillimetres: 7, by: pair[0])),
    ]

    static let visits: [Fact] = [
        .visitOpened(VisitOpened(visit: visit, language: "es")),
        .accountsChosen(
            AccountsChosen(
                visit: visit,
                choices: [
                    AccountChoice(account: AccountID(known: "3001"), due: usd(6_347), wanted: nil),
                    AccountChoice(account: AccountID(known: "3002"), due: nil, wanted: usd(1)),
                ])),
        .visitEnded(VisitEnded(visit: visit, how: .timedOut)),
        .paymentCommitted(
            PaymentCommitted(
                payment: PaymentID(known: "p-1-1"), visit: visit, receipt: "K07-000001", amount: usd(6_500),
                allocations: [allocation], notes: counts, reason: .recovered, businessDate: date, effectiveDate: date,
                key: "t/K-07/1/1", body: "{\"a\":1}", claimCode: "7KM4R2")),
        .heldBecameUnidentified(HeldBecameUnidentified(visit: visit, reference: case1, amount: usd(1_000))),
        .postingAnswered(
            PostingAnswered(key: "k", answer: .rejected, detail: "closed", reference: case1, allocations: [allocation])),
        .postingAnswered(PostingAnswered(key: "k", answer: .posted, detail: "T-1", reference: nil, allocations: [])),
        .postingTakenOver(
            PostingTakenOver(key: "t/K-07/1/9", body: "", reference: "T-9", event: 9, settlesGap: true)),
        .receiptEnded(ReceiptEnded(receipt: "K07-000001", copy: 1, outcome: .unknown, detail: "cut")),
    ]

    static let onNotes: [Fact] = [
        .noteIntended(
            NoteIntended(note: note, visit: visit, device: acceptor, cashUnit: unitOne, amount: usd(2_000), baseline: 7)
        ),
        .noteStacked(
            NoteStacked(
                note: note, visit: visit, device: acceptor, cashUnit: unitOne, amount: usd(2_000), evidence: .counter,
                baseline: nil)),
        .noteReturned(NoteReturned(note: note, visit: visit, device: acceptor, evidence: .neverOrdered)),
        .noteInDoubt(
            NoteInDoubt(
                note: note, visit: visit, device: acceptor, cashUnit: unitOne, amount: usd(2_000),
                reason: .counterJumped, baseline: 8)),
        .noteGivenBack(NoteGivenBack(visit: nil, device: acceptor, amount: nil, why: .recovery)),
        .noteGivenBack(NoteGivenBack(visit: visit, device: acceptor, amount: usd(100), why: .limit)),
        .noteFoundInPath(NoteFoundInPath(note: note, visit: visit, amount: usd(1_000), by: pair)),
        .notesUnclaimed(
            NotesUnclaimed(
                reference: case1, device: acceptor, cashUnit: unitOne, count: 1, amount: usd(1_000), visit: visit,
                baseline: 4)),
        .notesUnclaimed(
            NotesUnclaimed(
                reference: case1, device: acceptor, cashUnit: unitOne, count: 3, amount: nil, visit: nil, baseline: nil)
        ),
        .counterAdopted(CounterAdopted(device: acceptor, counter: nil, by: [])),
    ]

    static let cashUnits: [Fact] = [
        .cashUnitInstalled(CashUnitInstalled(cashUnit: unitOne, seal: "S-1", by: pair)),
        .cashUnitPulled(
            CashUnitPulled(
                cashUnit: unitOne, seal: "S-2", by: pair, expected: usd(488_700), notes: 348, deviceCounter: 348)),
        .custodyOffered(CustodyOffered(cashUnit: unitOne, to: pair, purpose: .transport)),
        .custodyOfferWithdrawn(CustodyOfferWithdrawn(cashUnit: unitOne)),
        .custodyAccepted(CustodyAccepted(cashUnit: unitOne, by: pair, seal: "S-2")),
        .countStarted(CountStarted(cashUnit: unitOne, by: pair, expected: usd(6_500), expectedNotes: counts)),
        .countSubmitted(CountSubmitted(cashUnit: unitOne, by: pair[0], counts: counts)),
        .countSettled(
            CountSettled(
                cashUnit: unitOne, counted: usd(6_500), expected: usd(8_500), booked: usd(8_500),
                stacked: [], returned: [note], unexplained: usd(0), reference: case1, short: usd(2_000),
                station: StationID(known: "K-07"), variance: [.init(denomination: .usd(2_000), pieces: -1)])),
        .countSettled(
            CountSettled(
                cashUnit: unitOne, counted: usd(2_000), expected: usd(0), booked: usd(0),
                stacked: [SettledDoubt(note: note, visit: visit, amount: usd(2_000))], returned: [],
                unexplained: usd(0), reference: case1, short: usd(0), station: StationID(known: "K-07"), variance: [])),
    ]

    static let facts = station + visits + onNotes + cashUnits
}

@Suite("Facts as they stand in the journal for ever")
struct FactCodingTests {
    @Test("a kind of fact that no test has ever written and read")
    func everyKind() { #expect(Set(Every.facts.map(\.kind)) == Set(Fact.Kind.allCases)) }

    @Test("a part of a fact lost between memory and disk", arguments: Every.facts)
    func roundTrip(_ fact: Fact) throws {
        let bytes = try CanonicalCBOR.encode(fact)
        let read = try CanonicalCBOR.decode(Fact.self, from: bytes)
        #expect(read == fact)
        #expect(try CanonicalCBOR.encode(read) == bytes)
        #expect(try read.lines() == fact.lines())
        #expect(try JSONDecoder().decode(Fact.self, from: JSONEncoder().encode(fact)) == fact)
        let named = try JSONSerialization.jsonObject(with: JSONEncoder().encode(fact)) as? [String: Any]
        #expect(named.map { Array($0.keys) } == [fact.kind.rawValue])
    }

    @Test("a fact of a newer program, or two in one, guessed at instead of refused")
    func unknownNames() {
        for text in [
            "{}", #"{"noteEaten":{}}"#, #"{"custodyOfferWithdrawn":{"cashUnit":"C-1"},"noteEaten":{}}"#,
            #"{"custodyOfferWithdrawn":{"cashUnit":"C-1"},"visitEnded":{"visit":"v","how":"finished"}}"#,
            #"{"visitEnded":{"visit":"v","how":"vanished"}}"#, #"{"visitEnded":{"visit":"a b","how":"finished"}}"#,
            #"{"counterAdopted":{"device":"d"}}"#,
        ] {
            // A decoder that skips a name it does not know would read the second of these as an offer withdrawn.
            let read = Result { try CanonicalCBORText.fact(text) }
            #expect(throws: (any Error).self, "\(text)") { try read.get() }
        }
    }

    @Test("books that read back from a snapshot as other books")
    func booksRoundTrip() throws {
        var scene = try Scene(baseline: 7)
        _ = try scene.feed(.atRest(counter: 7))
        try scene.stack(2_000)
        _ = try scene.feed(.escrowed(usd(500), seenAt: .zero))
        _ = try scene.feed(.unreachable)
        let bytes = try CanonicalCBOR.encode(scene.books)
        let read = try CanonicalCBOR.decode(StationState.self, from: bytes)
        #expect(read == scene.books)
        #expect(try CanonicalCBOR.encode(read) == bytes)
    }
}

/// JSON text as the canonical bytes of the journal, so that what the journal refuses is what is tested.
private enum CanonicalCBORText {
    static func fact(_ text: String) throws -> Fact {
        let value = try JSONDecoder().decode(Tree.self, from: Data(text.utf8))
        return try CanonicalCBOR.decode(from: try CanonicalCBOR.encode(value))
    }

    private enum Tree: Codable {
        case text(String)
        case map([String: Tree])

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let text = try? box.decode(String.self) {
                self = .text(text)
            } else {
                self = .map(try box.decode([String: Tree].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var box = encoder.singleValueContainer()
            switch self {
            case .text(let text): try box.encode(text)
            case .map(let map): try box.encode(map)
            }
        }
    }
}
