import Custody
import Money
import OrderedCollections

func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }
func notes(_ pairs: (Int64, Int64)...) throws -> DenominationCounts {
    try DenominationCounts(pairs.map { (.usd($0.0), $0.1) })
}

let unitOne = CashUnitID(known: "C-8841")
let unitTwo = CashUnitID(known: "C-8842")
let acceptor = DeviceID(known: "BV-1")
let visitOne = VisitID(known: "v-1")
let people = ["p.ruiz", "m.chen", "a.okoro", "j.diaz"].map { PersonID(known: $0) }
let moment = Moment(utcMilliseconds: 1_772_460_000_000, offsetMinutes: -480)

/// Books of kiosk K-07 that facts are applied to, and the lane over them.
struct Scene {
    var books = StationState(currency: .usd)
    var lane = NoteLane()
    var lines: [Line] = []
    /// Names made so far.
    var made = 0
    var promise = NotePromise(visit: visitOne, refusal: nil, limitLeft: usd(100_000), visitHasAccount: true)

    init() {}

    /// A kiosk with a cash unit, a visit with an account, and an acceptor whose count is known (or that keeps none).
    init(baseline: Int64?, exact: Bool = true) throws {
        try apply(
            .stationStarted(
                StationStarted(
                    station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), epoch: 1, program: "test")))
        try apply(.cashUnitInstalled(CashUnitInstalled(cashUnit: unitOne, seal: "S-1", by: Array(people[..<2]))))
        try open(visitOne)
        try apply(.counterAdopted(CounterAdopted(device: acceptor, counter: baseline, by: [])))
        _ = try feed(.identified(acceptor, counterIsExact: exact))
    }

    mutating func apply(_ fact: Fact) throws {
        lines += try fact.lines()
        try books.apply(fact, at: moment)
    }

    mutating func open(_ visit: VisitID) throws {
        try apply(.visitOpened(VisitOpened(visit: visit, language: "en")))
        try apply(
            .accountsChosen(
                AccountsChosen(
                    visit: visit,
                    choices: [AccountChoice(account: AccountID(known: "3001"), due: usd(6_347), wanted: nil)])))
    }

    mutating func feed(_ event: NoteEvent) throws -> [NoteEffect] {
        made += 1
        let effects = try lane.on(event, books: books, promise: promise, note: NoteID(known: "n-\(made)"))
        for effect in effects { if case .record(let fact) = effect { try apply(fact) } }
        return effects
    }

    /// An intent that an earlier life left open.
    mutating func leaveIntent(_ cents: Int64 = 2_000) throws {
        try apply(
            .noteIntended(
                NoteIntended(
                    note: NoteID(known: "n-old"), visit: visitOne, device: acceptor, cashUnit: unitOne,
                    amount: usd(cents), baseline: books.acceptors[acceptor]?.baseline)))
    }

    /// A note from escrow into the cash unit.
    mutating func stack(_ cents: Int64) throws {
        _ = try feed(.escrowed(usd(cents), seenAt: .zero))
        _ = try feed(.stacked(usd(cents)))
    }

    func balance(_ place: Place) -> Int64 { books.balance(place).minorUnits }
    var held: Int64 { books.visits[visitOne]?.held.minorUnits ?? 0 }
}

/// What the lane did, in words short enough for a table.
func words(_ effects: [NoteEffect]) -> String {
    effects.map { effect in
        switch effect {
        case .order(.settle): "settle"
        case .order(.stack): "STACK"
        case .order(.giveBack): "give back"
        case .record(let fact): words(fact)
        }
    }.joined(separator: "; ")
}

private func words(_ fact: Fact) -> String {
    func count(_ value: Int64?) -> String { value.map { "@\($0)" } ?? "@-" }
    switch fact {
    case .noteIntended(let fact): return "intended \(fact.amount.plain) \(count(fact.baseline))"
    case .noteStacked(let fact):
        return "stacked \(fact.amount.plain) \(fact.evidence.rawValue) \(count(fact.baseline))"
    case .noteReturned(let fact): return "returned \(fact.evidence.rawValue)"
    case .noteInDoubt(let fact): return "doubt \(fact.amount.plain) \(fact.reason.rawValue) \(count(fact.baseline))"
    case .noteGivenBack(let fact): return "given back \(fact.amount?.plain ?? "?") \(fact.why.rawValue)"
    case .notesUnclaimed(let fact):
        let owner = fact.visit.map { "held:\($0)" } ?? "\(fact.reference)"
        return "unclaimed \(fact.count) x \(fact.amount?.plain ?? "?") \(owner) \(count(fact.baseline))"
    case .counterAdopted(let fact): return "adopted \(count(fact.counter))"
    case .deviceIncident(let fact): return "alarm \(fact.kind.rawValue)"
    default: return fact.kind.rawValue
    }
}
