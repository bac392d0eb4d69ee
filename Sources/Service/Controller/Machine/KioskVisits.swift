import Custody
import DeviceKit
import Money
import OrderedCollections
import Receipts

/// What a customer asks for at the page.
extension KioskMachine {
    mutating func obey(_ command: CustomerCommand, _ turn: inout KioskTurn) {
        do throws(Custody.Refusal) {
            switch command {
            case .open(let language):
                if let session {
                    guard case .done = session.step else { throw .visitOpen }
                }
                guard cashReasons(turn.now).isEmpty else { throw .closed }
                let visit: VisitID = name("v", turn)
                record(.visitOpened(VisitOpened(visit: visit, language: language.rawValue)), &turn)
                session = KioskSession(visit: visit, language: language, touchedAt: turn.now.elapsed)
            case .language(let language):
                _ = try current()
                session?.language = language
            case .choose(let accounts): try choose(accounts, &turn)
            case .cash:
                guard try current().step == .accounts else { throw .notNow }
                guard try current().accounts.isEmpty == false else { throw .noAccount }
                guard cashReasons(turn.now).isEmpty else { throw .closed }
                session?.step = .cash
            case .giveBack:
                guard try current().step == .cash, try current().note.isOnItsWay else { throw .notNow }
                session?.wantsBack = true
            case .finish:
                switch try current().step {
                case .accounts, .cash: break
                case .finishing, .done: throw .notNow
                }
                guard hasMoneyInside else { throw .notNow }
                finish(.finished, &turn)
            case .cancel:
                switch try current().step {
                case .accounts, .cash: break
                case .finishing, .done: throw .notNow
                }
                if hasMoneyInside { throw .moneyInside }
                leave(.cancelled, &turn)
            case .moreTime:
                if case .done = try current().step { session?.step = .done(since: turn.now.elapsed) }
            case .copy: try printCopy(&turn)
            case .close:
                guard case .done = try current().step else { throw .notNow }
                session = nil
                return
            }
        } catch {
            turn.order(.refuse(error))
            return
        }
        session?.touchedAt = turn.now.elapsed
        session?.asking = false
    }

    private func current() throws(Custody.Refusal) -> KioskSession {
        guard let session else { throw .noVisit }
        return session
    }

    private mutating func choose(_ accounts: [ChosenAccount], _ turn: inout KioskTurn) throws(Custody.Refusal) {
        let step = try current().step
        guard step == .accounts || step == .cash else { throw .notNow }
        guard !accounts.isEmpty else { throw .noAccount }
        guard accounts.count <= Self.mostAccounts else { throw .notNow }
        for place in accounts.indices {
            let choice = accounts[place].choice
            guard !accounts[..<place].contains(where: { $0.choice.account == choice.account }) else { throw .notNow }
            for amount in [choice.wanted, choice.due].compactMap({ $0 }) {
                guard amount.currency == settings.currency, !amount.isNegative else { throw .amount }
            }
        }
        session?.accounts = accounts
        record(
            .accountsChosen(AccountsChosen(visit: try current().visit, choices: accounts.map(\.choice))), &turn)
    }

    /// Whether the visit on the screen has money that is not the customer's hand: counted, on its way, or in doubt.
    public var hasMoneyInside: Bool {
        guard let visit = session?.visit else { return false }
        return books.visits[visit]?.held.isPositive == true || hasOpenIntent(of: visit) || !doubts(of: visit).isEmpty
    }

    func hasOpenIntent(of visit: VisitID) -> Bool { books.acceptors.values.contains { $0.open?.visit == visit } }

    // MARK: Time

    mutating func passTime(_ turn: inout KioskTurn) {
        let now = turn.now.elapsed
        passNoteTime(&turn)
        passPrinterTime(&turn)
        passDrawerTime(&turn)
        openNewDay(&turn)
        guard let session else { return }
        switch session.step {
        case .accounts, .cash: passIdleTime(session, &turn)
        case .finishing: advanceFinishing(&turn)
        case .done(let since):
            if printer.job == nil, now >= since + .seconds(Self.doneSeconds) { self.session = nil }
        }
    }

    /// People do not wait for ever: a note that has had no outcome for so long is in doubt, whether its acceptor is silent
    /// or stuck. What the acceptor says when it is at rest again still settles it.
    private mutating func passNoteTime(_ turn: inout KioskTurn) {
        guard hasOpenIntent else {
            acceptor.waitingSince = nil
            return
        }
        let since = acceptor.waitingSince ?? turn.now.elapsed
        acceptor.waitingSince = since
        guard turn.now.elapsed >= since + .seconds(books.policy[.unreachableSeconds]) else { return }
        acceptor.waitingSince = nil
        lane(.unreachable, &turn)
    }

    private mutating func passIdleTime(_ session: KioskSession, _ turn: inout KioskTurn) {
        // A note on its way is a sign of life: nobody is hurried while the machine works.
        if hasOpenIntent(of: session.visit) || session.note == .drawingIn && !lane.isQuiet {
            self.session?.touchedAt = turn.now.elapsed
            return
        }
        let idle = session.touchedAt + .seconds(books.policy[.visitIdleSeconds])
        guard turn.now.elapsed >= idle else { return }
        self.session?.asking = true
        guard turn.now.elapsed >= idle + .seconds(books.policy[.visitWarningSeconds]) else { return }
        if hasMoneyInside { finish(.timedOut, &turn) } else { leave(.timedOut, &turn) }
    }

    /// Without people's word the day follows the calendar, but never in the middle of a visit, and never back.
    private mutating func openNewDay(_ turn: inout KioskTurn) {
        guard session == nil, books.station != nil, turn.now.wall.quality != .untrusted else { return }
        let today = BusinessDate(of: turn.now.wall)
        if let open = books.businessDate, open >= today { return }
        record(.businessDayOpened(BusinessDayOpened(date: today, by: [])), &turn)
    }

    // MARK: The end of a visit

    mutating func finish(_ how: VisitEnded.How, _ turn: inout KioskTurn) {
        session?.step = .finishing
        session?.how = how
        session?.asking = false
        advanceFinishing(&turn)
    }

    /// Nothing was taken: the visit leaves no trace but its end.
    private mutating func leave(_ how: VisitEnded.How, _ turn: inout KioskTurn) {
        guard let visit = session?.visit else { return }
        record(.visitEnded(VisitEnded(visit: visit, how: how)), &turn)
        session = nil
    }
}
