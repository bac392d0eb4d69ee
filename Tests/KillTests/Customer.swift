import ControlAPI
import CoreLedger
import EBDSSimulator
import Money
import RealService
import SimulatorKit

/// Which notes were fed in which visit: the customer's own memory, for the comparison at the end.
struct Feeding: Sendable {
    private(set) var visits: [(note: Int, visit: String, minorUnits: Int64)] = []
    private(set) var last = 0

    mutating func next(_ minorUnits: Int64, visit: String) -> Int {
        last += 1
        visits.append((last, visit, minorUnits))
        return last
    }
}

/// Somebody who pays: by the page's requests and with real notes, at the speed of the machine.
struct Customer {
    static let kiosk = "K-07"
    private static let patience: Duration = .seconds(25)

    let client: ControlClient
    let room: DeviceRoom
    let daemon: Daemon
    let trace: Trace
    /// Account numbers of customers that are not closed.
    let accounts: [String]
    var dice: Dice
    var feeding: Feeding

    // MARK: Asking

    /// One request. `Gone` when the service was killed meanwhile, a refusal as it is, anything else is trouble.
    private func ask<Answer: Sendable>(
        _ what: String, _ call: () async throws(ClientFault) -> Answer
    ) async throws -> Answer {
        do throws(ClientFault) {
            return try await call()
        } catch {
            switch error {
            case .refused(let problem):
                trace.say("\(what): refused, \(problem.code.rawValue)")
                throw problem
            case .noAddress, .noAnswer, .notOurs:
                guard await daemon.ended.wait(.seconds(5)) != nil else {
                    throw Trouble("\(what): \(error.sentence)")
                }
                throw Gone()
            }
        }
    }

    private func act(_ act: VisitAct) async throws -> KioskView {
        trace.say("presses \(act.rawValue)")
        return try await ask(act.rawValue) { () async throws(ClientFault) in try await client.act(Self.kiosk, act) }
    }

    /// The page as it is. What it says is counted must lie in the cash unit.
    @discardableResult
    func view() async throws -> KioskView {
        let view = try await ask("view") { () async throws(ClientFault) in try await client.kiosk(Self.kiosk) }
        guard let visit = view.visit else { return view }
        let inside = await inside(visit.id)
        if visit.paidIn.minorUnits > inside {
            trace.fault("visit \(visit.id) shows \(visit.paidIn.minorUnits) as counted, \(inside) is in the cash unit")
        }
        return view
    }

    private func inside(_ visit: String) async -> Int64 {
        let mine = feeding.visits.filter { $0.visit == visit }
        let validator = await room.validator
        return mine.reduce(0) { sum, fed in
            guard case .box = validator.note(fed.note)?.place else { return sum }
            return sum + fed.minorUnits
        }
    }

    private func until(_ what: String, _ holds: (KioskView) -> Bool) async throws -> KioskView {
        let limit = ContinuousClock.now + Self.patience
        while true {
            let view = try await view()
            if holds(view) { return view }
            guard ContinuousClock.now < limit else {
                let status = try await ask("status") { () async throws(ClientFault) in try await client.status() }
                throw Trouble(
                    "\(what) did not come: phase \(view.phase), \(view.money.key), "
                        + "\(status.kiosk.tenders.flatMap(\.reasons)), \(status.journal.problem ?? "")")
            }
            // A person looks again; the service's death ends the wait at once.
            if await daemon.ended.wait(.milliseconds(30)) != nil { throw Gone() }
        }
    }

    // MARK: A visit

    /// Comes, pays something and leaves; `Gone` when the service is killed on the way.
    mutating func pay(leaving: Bool = true) async throws {
        let visit = try await begin()
        for _ in 0..<dice.roll(1...4) {
            guard try await feed(visit) else { break }
            if dice.chance(1, in: 3) { try await view() }
        }
        if leaving { try await leave() }
    }

    private mutating func begin() async throws -> String {
        while true {
            let seen = try await until("the offer to pay in cash") { view in
                view.phase == .start && view.tenders.contains { $0.tender == .cash && $0.offered }
            }
            do {
                let opened = try await ask("open") { () async throws(ClientFault) in
                    try await client.openVisit(
                        Self.kiosk, OpenVisit(language: dice.chance(1, in: 3) ? .spanish : .english))
                }
                guard let visit = opened.visit?.id else { throw Trouble("an open visit has no name") }
                trace.say("visit \(visit)")
                // Whoever was here before took along what hung in the mouth, or it would be this visit's money.
                await room.clearMouth()
                try await choose()
                _ = try await act(.cash)
                return visit
            } catch let problem as Problem where problem.code == .closed {
                // The acceptor went away between two looks: the customer waits like everybody.
                trace.say("closed again: \(seen.tenders)")
                _ = try await act(.cancel)
            }
        }
    }

    private mutating func choose() async throws {
        var names: [String] = []
        for _ in 0..<dice.roll(1...2) {
            let name = dice.pick(accounts)
            if !names.contains(name) { names.append(name) }
        }
        let wanted = names.map { name in
            WantedAccount(
                account: name,
                wanted: dice.chance(1, in: 2)
                    ? nil : Money(minorUnits: Int64(dice.roll(1...9_000)), .usd).view)
        }
        _ = try await ask("choose") { () async throws(ClientFault) in
            try await client.chooseAccounts(Self.kiosk, ChooseAccounts(accounts: wanted))
        }
    }

    /// Feeds one note and sees what becomes of it; `false` when the mouth does not open any more.
    private mutating func feed(_ visit: String) async throws -> Bool {
        let isOpen = await room.until(.seconds(15)) { room in
            room.isSprung || (room.validator.isLit && room.validator.noteInside == nil)
        }
        if daemon.ended.value != nil { throw Gone() }
        let view = try await view()
        guard view.phase == .cash, view.visit?.slot != .shut else { return false }
        guard isOpen else { throw Trouble("the slot does not open: \(view.tenders)") }
        guard !view.denominations.isEmpty else { return false }
        let face = dice.pick(view.denominations)
        let note = feeding.next(face, visit: visit)
        trace.say("feeds note \(note), \(face)")
        await room.feed(note, face)
        if dice.chance(1, in: 8) {
            do { _ = try await act(.giveBack) } catch let problem as Problem where problem.code == .notNow {}
        }
        let isSettled = await room.until(.seconds(15)) { room in
            room.isSprung || room.isSettled(note) || (!room.validator.isLit && room.place(of: note) == .mouth)
        }
        if await room.place(of: note) == .mouth {
            // It waited for its turn, and the slot was shut before that came.
            trace.say("takes note \(note) out of the mouth")
            await room.clearMouth()
            return true
        }
        guard isSettled else { throw Trouble("note \(note) is still on its way: \(await room.place(of: note) as Any)") }
        return true
    }

    private mutating func leave() async throws {
        if dice.chance(1, in: 8) {
            do {
                _ = try await act(.cancel)
                return
            } catch let problem as Problem where problem.code == .moneyInside {}
        }
        await room.finishPressed()
        do {
            _ = try await act(.finish)
        } catch let problem as Problem where problem.code == .notNow {
            // Every note came back: nothing is there to settle.
            _ = try await act(.cancel)
            return
        }
        let isInAHurry = dice.chance(1, in: 4)
        let view = try await until("the end of the visit") { view in
            guard view.phase == .done else { return view.phase == .start }
            return isInAHurry || view.receipt.map { $0.state != .printing } ?? true
        }
        if view.phase == .done { _ = try await act(.close) }
    }

    /// Notes that are fed while nobody is there to hear of it: the mouth is still lit.
    mutating func feedTheDead() async {
        guard await room.validator.isLit else { return }
        let face: Int64 = dice.pick([500, 1_000, 2_000])
        let note = feeding.next(face, visit: feeding.visits.last?.visit ?? "nobody")
        trace.say("feeds note \(note), \(face), to the dead")
        await room.feed(note, face)
    }
}
