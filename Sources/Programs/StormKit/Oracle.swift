import Custody
import SimulatorKit
import Money

/// Knows every piece of paper and reads every durable fact: what the books say of each note, against where it lies.
///
/// It is asked at every commit and at every note that falls; what is asked only at rest is in `OracleAtRest`.
struct Oracle {
    /// What the books say of one intended note, newest word.
    enum Word: String { case intended, credited, returned, doubted, found }

    struct Record {
        let note: NoteID
        let piece: Int
        let device: DeviceID
        let amount: Int64
        /// The unit whose count has to tell; a doubt may move on to the next.
        var cashUnit: CashUnitID
        var word = Word.intended
        /// In doubt about a device that has not come to rest since.
        var isRestless = false
        /// It was restless when its unit was pulled: that unit's count need not settle it.
        var isMoving = false
        /// That unit has been counted, and no other was put in yet.
        var isCounted = false
        /// The unit that was put in after that pull.
        var next: CashUnitID?
    }

    /// Notes in a cash unit that no intent explains, as the books have them.
    struct Unclaimed {
        let cashUnit: CashUnitID
        let count: Int64
        let amount: Int64?
    }

    struct Payment {
        let key: String
        let amount: Int64
        let body: String
        var rejected = false
        /// What the core answered, as far as it is durable here.
        var reference: String?
    }

    /// Entries read so far.
    private(set) var seen: Int64 = 0
    private(set) var records: [Record] = []
    private var places: [NoteID: Int] = [:]
    /// Records by piece, newest last.
    private var pieces: [Int: [Int]] = [:]
    private(set) var unclaimed: [Unclaimed] = []
    private(set) var payments: [Payment] = []
    private var paymentPlaces: [String: Int] = [:]
    /// The piece that was shown in escrow when an intent was made; survives everything, for it is no part of the host.
    var shown: [NoteID: Int] = [:]
    var problem: StormProblem?
    private(set) var doubtsMade = 0
    /// Doubts that a count of their unit left open.
    private var outlived: Set<NoteID> = []

    /// As before the first fact, with what was seen of the device.
    mutating func forgetBooks() {
        let shown = self.shown
        self = Oracle()
        self.shown = shown
    }

    mutating func blame(_ problem: StormProblem) { self.problem = self.problem ?? problem }

    // MARK: Facts

    mutating func take(_ fact: Fact, _ device: any SimulatedAcceptor) {
        seen += 1
        switch fact {
        case .noteIntended(let note): intend(note, device)
        case .noteStacked(let note): credit(note.note, device)
        case .noteReturned(let note): goesBack(note.note, device)
        case .noteInDoubt(let note):
            doubtsMade += 1
            say(.doubted, note.note)
            if let place = places[note.note] { records[place].isRestless = note.reason.isRestless }
        case .noteFoundInPath(let note): find(note.note, device)
        case .notesUnclaimed(let found):
            unclaimed.append(
                Unclaimed(cashUnit: found.cashUnit, count: found.count, amount: found.amount?.minorUnits))
        case .countSettled(let count):
            judge(count, device)
            for doubt in count.stacked { credit(doubt.note, device) }
            for note in count.returned { goesBack(note, device) }
        case .counterAdopted(let adopted):
            for place in records.indices where records[place].device == adopted.device {
                records[place].isRestless = false
            }
        case .cashUnitPulled(let pull):
            for place in records.indices where records[place].word == .doubted {
                guard records[place].cashUnit == pull.cashUnit, records[place].isRestless else { continue }
                (records[place].isMoving, records[place].next) = (true, nil)
            }
        case .cashUnitInstalled(let put): follow(with: put.cashUnit)
        case .paymentCommitted(let payment):
            if paymentPlaces[payment.key] != nil { blame(.doubled("key \(payment.key) for two payments")) }
            paymentPlaces[payment.key] = payments.count
            payments.append(Payment(key: payment.key, amount: payment.amount.minorUnits, body: payment.body))
        case .postingAnswered(let answer):
            guard let place = paymentPlaces[answer.key] else { return }
            switch answer.answer {
            case .posted: payments[place].reference = answer.detail
            case .rejected: payments[place].rejected = true
            case .missingAgain: payments[place].reference = nil
            }
        case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
            .noteGivenBack, .heldBecameUnidentified, .postingTakenOver, .receiptEnded, .custodyOffered,
            .custodyOfferWithdrawn, .custodyAccepted, .countStarted,
            .countSubmitted, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident, .deviceIncident,
            .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    private mutating func intend(_ note: NoteIntended, _ device: any SimulatedAcceptor) {
        guard let piece = shown[note.note] else {
            return blame(.books("an intent for \(note.note), but no note was shown in escrow"))
        }
        if device.note(piece)?.paper.minorUnits != note.amount.minorUnits {
            blame(.doubled("intent of \(note.amount) for piece \(piece), which is another note"))
        }
        places[note.note] = records.count
        pieces[piece, default: []].append(records.count)
        records.append(
            Record(
                note: note.note, piece: piece, device: note.device, amount: note.amount.minorUnits,
                cashUnit: note.cashUnit))
    }

    private mutating func credit(_ note: NoteID, _ device: any SimulatedAcceptor) {
        guard let place = places[note] else { return blame(.books("a credit for \(note) without an intent")) }
        let piece = records[place].piece
        if !Self.lies(piece, inBoxOf: device) {
            blame(.doubled("credit for \(note), but piece \(piece) is \(Self.whereIs(piece, device))"))
        }
        for other in pieces[piece] ?? [] where other != place && records[other].word == .credited {
            blame(.doubled("piece \(piece) is credited as \(records[other].note) and as \(note)"))
        }
        if records[place].word == .credited || records[place].word == .found {
            blame(.doubled("\(note) is credited twice"))
        }
        records[place].word = .credited
    }

    private mutating func goesBack(_ note: NoteID, _ device: any SimulatedAcceptor) {
        guard let place = places[note] else { return blame(.books("a return of \(note) without an intent")) }
        let piece = records[place].piece
        if case .box = device.note(piece)?.place, !hasOtherOwner(piece, than: place) {
            blame(.lost("\(note) is written off, but piece \(piece) is \(Self.whereIs(piece, device))"))
        }
        records[place].word = .returned
    }

    /// Surplus zero, or as many as there are doubts of that value: settled. Anything between may stay open, and so may a
    /// doubt whose device had not come to rest at the pull: its note may lie in the next unit.
    private mutating func judge(_ count: CountSettled, _ device: any SimulatedAcceptor) {
        if unclaimed.contains(where: { $0.cashUnit == count.cashUnit && $0.amount == nil }) { return }
        let settled = count.returned + count.stacked.map(\.note)
        let doubted = records.filter {
            $0.word == .doubted && $0.cashUnit == count.cashUnit && !outlived.contains($0.note)
        }
        for doubt in doubted where !settled.contains(doubt.note) {
            let alike = doubted.filter { $0.amount == doubt.amount }
            let inside = alike.filter { Self.lies($0.piece, inBox: count.cashUnit, of: device) }.count
            if !doubt.isMoving, inside == 0 || inside == alike.count {
                blame(.books("\(doubt.note) stays in doubt, though \(inside) of \(alike.count) were counted"))
            }
            moveOn(doubt, inside == 0)
        }
    }

    /// A count left it open: the next unit's count will tell, or none.
    private mutating func moveOn(_ doubt: Record, _ noneWasOver: Bool) {
        guard doubt.isMoving, noneWasOver, let place = places[doubt.note] else {
            outlived.insert(doubt.note)
            return
        }
        records[place].isCounted = true
        if let next = doubt.next { arrive(place, in: next) }
    }

    private mutating func arrive(_ place: Int, in unit: CashUnitID) {
        records[place].cashUnit = unit
        (records[place].isMoving, records[place].isCounted, records[place].next) = (false, false, nil)
    }

    /// Another unit is in: what was on its way falls there from now on.
    private mutating func follow(with unit: CashUnitID) {
        for place in records.indices where records[place].isMoving && records[place].next == nil {
            records[place].next = unit
            if records[place].isCounted { arrive(place, in: unit) }
        }
    }

    private mutating func find(_ note: NoteID, _ device: any SimulatedAcceptor) {
        guard let place = places[note] else { return blame(.books("\(note) was found without an intent")) }
        if device.note(records[place].piece)?.place != .withStaff {
            blame(.doubled("\(note) was found, but its piece is \(Self.whereIs(records[place].piece, device))"))
        }
        records[place].word = .found
    }

    private mutating func say(_ word: Word, _ note: NoteID) {
        guard let place = places[note] else { return blame(.books("\(word) for \(note) without an intent")) }
        records[place].word = word
    }

    // MARK: The device

    /// A piece fell into the box just now.
    mutating func fell(_ piece: Int) {
        guard let last = pieces[piece]?.last else { return }
        if records[last].word == .returned {
            blame(.lost("piece \(piece) falls into the box, but \(records[last].note) was written off"))
        }
    }

    /// The newest word about a piece.
    func word(about piece: Int) -> Word? { pieces[piece]?.last.map { records[$0].word } }

    func record(of piece: Int) -> Record? { pieces[piece]?.last.map { records[$0] } }

    func payment(_ key: String) -> Payment? { paymentPlaces[key].map { payments[$0] } }

    private func hasOtherOwner(_ piece: Int, than place: Int) -> Bool {
        (pieces[piece] ?? []).contains { $0 != place && records[$0].word != .returned }
    }

    /// In a cash unit, or fished out of one after it was counted: that is theft, and not our credit.
    static func lies(_ piece: Int, inBoxOf device: any SimulatedAcceptor) -> Bool {
        if device.fished.contains(piece) { return true }
        if case .box = device.note(piece)?.place { return true }
        return false
    }

    /// In this unit, or fished out of one.
    static func lies(_ piece: Int, inBox unit: CashUnitID, of device: any SimulatedAcceptor) -> Bool {
        if device.fished.contains(piece) { return true }
        if case .box(let serial) = device.note(piece)?.place { return serial == unit.text }
        return false
    }

    static func whereIs(_ piece: Int, _ device: any SimulatedAcceptor) -> String {
        device.note(piece).map { "\($0.place)" } ?? "nowhere"
    }
}

extension NoteInDoubt.Reason {
    /// The device may still say, or do, something about the note.
    fileprivate var isRestless: Bool {
        switch self {
        case .deviceUnreachable, .pastEscrowAtPowerUp: true
        case .noCounter, .counterNotProven, .counterJumped, .deviceSwapped: false
        }
    }
}
