public import Custody
public import DeviceKit
public import Money
import OrderedCollections

/// What the acceptor tells, handed to the lane in the words of custody.
extension KioskMachine {
    mutating func heard(_ report: BillAcceptorReport, _ turn: inout KioskTurn) {
        switch report {
        case .identified(let identity):
            acceptor.identity = identity
            acceptor.broken = nil
            acceptor.told = nil
            lane(
                .identified(
                    deviceName(identity), counterIsExact: identity.counter == .exact,
                    keepsCount: identity.counter != .none), &turn)
        case .broken(let words):
            acceptor.broken = words
            acceptor.status = nil
            acceptor.told = nil
            lane(.broken, &turn)
        case .poweredUp:
            acceptor.told = nil
            lane(.poweredUp, &turn)
        case .accepting:
            touch(turn)
            session?.note = .drawingIn
        case .escrowed(let face, let seenAt):
            touch(turn)
            session?.note = .escrowed(face.value)
            lane(.escrowed(face.value, seenAt: seenAt), &turn)
            if case .stacking = lane.phase { session?.note = .settling(face.value) }
        case .escrowedUnknown:
            touch(turn)
            lane(.escrowedUnknown, &turn)
        case .stacked(let face):
            lane(.stacked(face?.value), &turn)
            acknowledge(&turn)
        case .returned:
            touch(turn)
            session?.wantsBack = false
            lane(.returned, &turn)
            acknowledge(&turn)
        case .remembered(let memory):
            acceptor.told = nil
            lane(.remembered(notTaken: memory == .notTaken), &turn)
            acknowledge(&turn)
        case .rejected:
            touch(turn)
            session?.wantsBack = false
            if lane.phase == .ready { session?.note = .refused }
        case .outcomeMissing:
            acceptor.told = nil
            lane(.outcomeMissing, &turn)
        case .atRest(let counter, let proof):
            acceptor.told = nil
            session?.wantsBack = false
            lane(.atRest(counter: counter, provesNotTaken: proof == .notTaken), &turn)
        case .status(let status): acceptor.status = status
        case .cheated: recordIncident(.cheated, "the acceptor suspects a cheat", &turn)
        }
    }

    /// The unit may forget its word: what it means is durable, for every fact of the turn is before this order.
    private func acknowledge(_ turn: inout KioskTurn) {
        if case .failed = store { return }
        // Nothing is written down about the note of a unit that has not said its name.
        guard lane.isNamed else { return }
        turn.order(.acceptor(.acknowledge))
    }

    /// A unit is named by its serial; one that has none by its place, so that at least its count is followed.
    private func deviceName(_ identity: BillAcceptorIdentity) -> DeviceID {
        do throws(NoID) { return try DeviceID(identity.serial) } catch {
            return DeviceID(known: "acceptor.\(settings.station)")
        }
    }

    mutating func lane(_ event: NoteEvent, _ turn: inout KioskTurn) {
        let effects: [NoteEffect]
        do throws(MoneyError) {
            effects = try lane.on(
                event, books: books, promise: promise(turn.now), note: name("n", turn))
        } catch {
            // An amount of another currency, or beyond counting: never money.
            recordIncident(.failed, "a note that cannot be counted: \(error)", &turn)
            turn.order(.acceptor(.giveBack))
            return
        }
        for effect in effects {
            switch effect {
            case .record(let fact):
                show(fact, turn)
                record(fact, &turn)
                // Without its fact no order goes out: the device gives back what it holds.
                if case .failed = store { return turn.order(.acceptor(.giveBack)) }
            case .order(.settle):
                acceptor.told = nil
                turn.order(.acceptor(.settle))
            case .order(.stack(let seenAt)): turn.order(.acceptor(.stack(seenAt: seenAt)))
            case .order(.giveBack):
                session?.wantsBack = false
                turn.order(.acceptor(.giveBack))
            }
        }
    }

    /// A name that no other thing of this station ever has.
    func name<Kind>(_ kind: String, _ turn: KioskTurn) -> ID<Kind> {
        ID<Kind>(known: "\(kind)-\(books.epoch)-\(turn.sequence)")
    }

    /// What the kiosk promises to the note that comes now.
    func promise(_ now: Now) -> NotePromise {
        let visit = session.flatMap { books.visits[$0.visit] }
        var refusal: NoteGivenBack.Why?
        switch session?.step {
        case nil, .accounts, .done: refusal = .noVisit
        case .finishing: refusal = .customerCancelled
        case .cash:
            if session?.wantsBack == true {
                refusal = .customerCancelled
            } else if !cashReasons(now).isEmpty {
                refusal = .promiseBroken
            }
        }
        var limit = limitLeft
        if let noteLimit { limit = Money(minorUnits: min(limit.minorUnits, noteLimit), limit.currency) }
        return NotePromise(
            visit: visit?.visit, refusal: refusal, limitLeft: limit,
            visitHasAccount: visit?.choices.isEmpty == false)
    }

    /// The greatest note that may be taken of a unit that tells neither what it did over a power cut nor what it counted
    /// (class C): a lost note is a loss of this much at most. `nil`: the unit tells, or there is none. Zero: the office
    /// has set no limit, and such a unit takes nothing.
    public var noteLimit: Int64? {
        switch trustNow {
        case .pulsesOnly: books.policy[.classCNoteLimit]
        case .creditRepeats, .powerUpTells, nil: nil
        }
    }

    /// What the unit's word is worth at this moment: class B rests on its count, and with a count that does not answer
    /// it is no better than class C. `nil`: nobody has said who it is.
    public var trustNow: TrustClass? {
        switch acceptor.identity?.trust {
        case .powerUpTells: lane.isCountSilent ? .pulsesOnly : .powerUpTells
        case .creditRepeats: .creditRepeats
        case .pulsesOnly: .pulsesOnly
        case nil: nil
        }
    }

    /// What the visit on the screen may still take in cash.
    public var limitLeft: Money {
        let limit = books.policy[.visitCashLimit]
        guard let session, let record = books.visits[session.visit] else {
            return Money(minorUnits: limit, settings.currency)
        }
        let doubted = doubts(of: session.visit).reduce(Int64(0)) { $0 + $1.amount.minorUnits }
        return Money(minorUnits: max(0, limit - record.taken.minorUnits - doubted), settings.currency)
    }

    /// The notes of a visit that nothing has settled.
    public func doubts(of visit: VisitID) -> [NoteInDoubt] { books.doubts.values.filter { $0.visit == visit } }

    // MARK: On the screen

    private mutating func show(_ fact: Fact, _ turn: KioskTurn) {
        switch fact {
        case .noteStacked(let note):
            guard session?.visit == note.visit else { return }
            touch(turn)
            session?.counted.append(note.amount)
            session?.note = .counted(note.amount)
        case .noteReturned(let note):
            guard session?.visit == note.visit else { return }
            session?.note = .returned(nil)
        case .noteInDoubt(let note):
            guard session?.visit == note.visit else { return }
            session?.note = .inDoubt(note.amount)
        case .noteGivenBack(let note): session?.note = .returned(note.amount)
        case .notesUnclaimed(let found):
            guard let amount = found.amount, found.visit != nil, session?.visit == found.visit else { return }
            session?.counted.append(amount)
            session?.note = .counted(amount)
        case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
            .noteIntended, .noteFoundInPath, .counterAdopted, .paymentCommitted, .heldBecameUnidentified,
            .postingAnswered, .receiptEnded, .cashUnitInstalled, .cashUnitPulled, .custodyOffered,
            .custodyOfferWithdrawn, .custodyAccepted, .countStarted, .countSubmitted, .countSettled,
            .postingTakenOver, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident, .deviceIncident,
            .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    // MARK: What the acceptor may take

    /// Asks the acceptor what it has counted, once between visits: the second witness of the cash unit (I-19).
    mutating func askCount(_ turn: inout KioskTurn) {
        guard acceptor.identity != nil, acceptor.broken == nil, lane.phase == .ready, lane.lastCounter == nil,
            let device = lane.device, books.acceptors[device]?.baseline != nil || lane.isCountSilent
        else { return }
        acceptor.told = []
        turn.order(.acceptor(.settle))
    }

    /// Tells the acceptor what to accept when that changed: last in every turn, so that it follows every fact.
    mutating func steerAcceptor(_ turn: inout KioskTurn) {
        guard acceptor.identity != nil, acceptor.broken == nil else { return }
        switch lane.phase {
        case .recovering: return  // off by itself until it is at rest
        case .stacking, .returning, .ready, .barred: break
        }
        let wanted = acceptable(turn.now)
        guard acceptor.told != wanted else { return }
        acceptor.told = wanted
        turn.order(.acceptor(wanted.isEmpty ? .disable : .enable(wanted)))
    }

    /// The face values that are taken now; empty: the slot is shut.
    func acceptable(_ now: Now) -> [Denomination] {
        guard lane.phase != .barred, promise(now).refusal == nil, let identity = acceptor.identity else { return [] }
        let limit = min(limitLeft.minorUnits, noteLimit ?? .max)
        return identity.denominations.filter { $0 > 0 && $0 <= limit }.map { units in
            do throws(MoneyError) { return try Denomination(Money(minorUnits: units, settings.currency)) } catch {
                return nil
            }
        }.compactMap { $0 }
    }

    /// The face values that the acceptor was told to take.
    public var acceptsNow: [Denomination] { acceptor.told ?? [] }

    /// Whether the slot is open at this moment: it was told to open, and the device shows that it did.
    public var slotIsOpen: Bool {
        guard acceptor.told?.isEmpty == false else { return false }
        switch acceptor.status?.activity {
        case .idle, .accepting, .escrowed, .stacking, .returning: return true
        case .unknown, .starting, .disabled, nil: return false
        }
    }

    private mutating func touch(_ turn: KioskTurn) {
        session?.touchedAt = turn.now.elapsed
        session?.asking = false
    }

    mutating func recordIncident(_ kind: DeviceIncident.Kind, _ words: String, _ turn: inout KioskTurn) {
        record(
            .deviceIncident(
                DeviceIncident(
                    device: lane.device ?? DeviceID(known: "acceptor.\(settings.station)"), kind: kind,
                    visit: session?.visit, detail: words)), &turn)
    }
}
