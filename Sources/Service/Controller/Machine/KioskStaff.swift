import Custody
import DeviceKit
import Money
import OrderedCollections

/// What people at work ask for. Who they are is decided before; that they are two is decided here.
extension KioskMachine {
    mutating func obey(_ command: StaffCommand, _ turn: inout KioskTurn) {
        if case .failed = store { return turn.order(.refuse(.storeRefused)) }
        do throws(Refusal) {
            switch command {
            case .install(let unit, let seal, let people):
                try record(all: books.install(unit, seal: seal, by: people), &turn)
            case .pull(let seal, let people):
                if let session {
                    guard case .done = session.step else { throw .visitOpen }
                }
                try record(all: books.pull(seal: seal, by: people, deviceCounter: lane.lastCounter), &turn)
            case .offer(let unit, let people, let purpose):
                try record(all: books.offer(unit, to: people, for: purpose), &turn)
            case .withdrawOffer(let unit): try record(all: books.withdrawOffer(unit), &turn)
            case .accept(let unit, let people, let seal):
                try record(all: books.accept(unit, by: people, seal: seal), &turn)
            case .startCount(let unit, let people): try record(all: books.startCount(unit, by: people), &turn)
            case .submitCount(let unit, let person, let counts):
                try record(all: books.submitCount(unit, by: person, counts), &turn)
            case .settleCount(let unit): try record(all: books.settleCount(unit), &turn)
            case .found(let note, let people): try found(note, people, &turn)
            case .adopt(let people): try adopt(people, &turn)
            case .openDrawer(let drawer, let request, let reason, let person):
                try openDrawer(drawer, request, reason, person, &turn)
            case .tryPrinter(let request): try printTest(request, &turn)
            case .tryCheckScanner(let request): try tryCheckScanner(request, &turn)
            case .openDay(let date, let people):
                if let open = books.businessDate, date < open { throw .dayGoesBack }
                record(.businessDayOpened(BusinessDayOpened(date: date, by: people)), &turn)
            case .setPolicy(let key, let value, let person, let approver):
                guard key.range.contains(value) else { throw .notAllowed(key) }
                record(
                    .policyChanged(
                        PolicyChanged(
                            key: key, old: books.policy[key], new: value, by: person, approvedBy: approver)), &turn)
            case .setAside(let device, let words, let person):
                guard books.quarantined[device] == nil else { throw .notNow }
                setAside(
                    DeviceQuarantined(device: device, unit: nil, cause: .person, count: 0, words: words, by: person),
                    &turn)
            case .release(let device, let person):
                guard books.quarantined[device] != nil else { throw .notNow }
                record(.deviceReleased(DeviceReleased(device: device, by: person)), &turn)
            case .fitPaper(let roll): record(.paperRollFitted(roll), &turn)
            case .claim(let visit, let choice, _): try claim(visit, choice, &turn)
            }
        } catch {
            turn.order(.refuse(error))
        }
    }

    private mutating func record(all facts: [Fact], _ turn: inout KioskTurn) {
        for fact in facts { record(fact, &turn) }
    }

    private mutating func found(_ note: NoteID, _ people: [PersonID], _ turn: inout KioskTurn) throws(Refusal) {
        guard people.count == 2, people[0] != people[1] else { throw .twoPeopleNeeded }
        guard let doubt = books.doubts[note] else { throw .noDoubt(note) }
        record(
            .noteFoundInPath(
                NoteFoundInPath(note: note, visit: doubt.visit, amount: doubt.amount, by: people)), &turn)
        sweep(.foundInPath, &turn)
    }

    private mutating func adopt(_ people: [PersonID], _ turn: inout KioskTurn) throws(Refusal) {
        guard people.count == 2, people[0] != people[1] else { throw .twoPeopleNeeded }
        guard let device = lane.device else { throw .noAcceptor }
        if hasOpenIntent { throw .noteInTransport }
        let counter = lane.lastCounter ?? books.acceptors[device]?.baseline
        record(.counterAdopted(CounterAdopted(device: device, counter: counter, by: people)), &turn)
        // Looks at it again before the next note.
        turn.order(.acceptor(.settle))
    }

    private mutating func claim(
        _ visit: VisitID, _ choice: AccountChoice, _ turn: inout KioskTurn
    ) throws(Refusal) {
        guard let record = books.visits[visit], record.ended != nil, record.held.isPositive, record.choices.isEmpty
        else { throw .noVisit }
        self.record(.accountsChosen(AccountsChosen(visit: visit, choices: [choice])), &turn)
        sweep(.claimed, &turn)
    }
}
