public import ControlAPI
import Controller
import CoreLedger
import Custody
import Money
import Receipts

/// What a kiosk's page asks and orders.
extension OfficeDesk {
    public func view(kiosk: String) async throws(Problem) -> KioskView {
        try check(kiosk)
        return await page().view
    }

    public func views(kiosk: String) async throws(Problem) -> AsyncStream<KioskView> {
        try check(kiosk)
        let states = await station.watch()
        let station = station
        let (stream, continuation) = AsyncStream.makeStream(of: KioskView.self, bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            var last: KioskView?
            for await machine in states {
                let view = KioskOnPage(machine: machine, now: await station.now).view
                // A poll that changed nothing visible is no news: the versions and the clock alone do not count.
                if let last, last.sameContent(as: view) { continue }
                last = view
                continuation.yield(view)
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    public func openVisit(kiosk: String, _ request: OpenVisit) async throws(Problem) -> KioskView {
        try check(kiosk)
        return try await order(.open(language: request.language.receipt))
    }

    public func chooseLanguage(kiosk: String, _ request: ChooseLanguage) async throws(Problem) -> KioskView {
        try check(kiosk)
        return try await order(.language(request.language.receipt))
    }

    public func lookUp(kiosk: String, _ request: LookUpAccount) async throws(Problem) -> AccountView {
        try check(kiosk)
        guard await tries.mayTry() else {
            throw Problem(.tooManyTries, "Too many numbers were tried. Please wait a minute, or ask at the office.")
        }
        let entry: AccountEntry
        do throws(AccountEntryFault) { entry = try AccountEntry(request.text) } catch {
            await tries.failed()
            throw Problem(.checkDigitWrong, error.sentence)
        }
        switch await ask(entry.account.digits) {
        case .known(let standing):
            await tries.succeeded()
            return AccountView(
                account: standing.account, name: standing.name, due: standing.due.view,
                pastDue: standing.pastDue.isPositive ? standing.pastDue.view : nil,
                shutOff: standing.shutOff?.description, cashOnly: standing.cashOnly, closed: standing.closed, asOf: nil)
        case .unknown:
            await tries.failed()
            throw Problem(.accountUnknown, "No account has this number. Please check it on the bill.")
        case .unreachable:
            throw Problem(.ledgerUnavailable, "The amount owed cannot be shown now. A payment can still be made.")
        }
    }

    public func chooseAccounts(kiosk: String, _ request: ChooseAccounts) async throws(Problem) -> KioskView {
        try check(kiosk)
        guard (1...10).contains(request.accounts.count) else {
            throw Problem(.badRequest, "Choose one to ten accounts.")
        }
        var chosen: [ChosenAccount] = []
        for account in request.accounts { chosen.append(try await choice(account)) }
        return try await order(.choose(chosen))
    }

    private func choice(_ wanted: WantedAccount) async throws(Problem) -> ChosenAccount {
        let number: AccountNumber
        do throws(AccountEntryFault) { number = try AccountEntry(wanted.account).account } catch {
            throw Problem(.checkDigitWrong, error.sentence)
        }
        let account: AccountID = try named(number.digits)
        var amount: Money?
        if let view = wanted.wanted {
            do throws(MoneyError) { amount = try view.money() } catch {
                throw Problem(.badRequest, "\"\(view.currency)\" is no currency.")
            }
        }
        switch await ask(number.digits) {
        case .known(let standing):
            if standing.closed { throw Problem(.accountUnknown, "This account is closed. Please ask at the office.") }
            return ChosenAccount(
                choice: AccountChoice(account: account, due: standing.due, wanted: amount), name: standing.name,
                pastDue: standing.pastDue.isPositive ? standing.pastDue : nil, shutOff: standing.shutOff?.description)
        case .unknown: throw Problem(.accountUnknown, "No account has this number. Please check it on the bill.")
        // The check digit is right and the ledger silent: the customer may pay, the posting will tell.
        case .unreachable: return ChosenAccount(choice: AccountChoice(account: account, due: nil, wanted: amount))
        }
    }

    private enum Answer {
        case known(AccountStanding)
        case unknown
        case unreachable
    }

    private func ask(_ number: String) async -> Answer {
        do throws(CoreFault) {
            let inquiry = try await ledger.inquire(.account(number), purpose: .payment)
            await station.hear(.ledger(online: true))
            switch inquiry {
            case .account(let standing): return .known(standing)
            case .unknownAccount: return .unknown
            }
        } catch {
            await station.hear(.ledger(online: false))
            return .unreachable
        }
    }

    public func act(kiosk: String, _ act: VisitAct) async throws(Problem) -> KioskView {
        try check(kiosk)
        switch act {
        case .cash: return try await order(.cash)
        case .giveBack: return try await order(.giveBack)
        case .finish: return try await order(.finish)
        case .cancel: return try await order(.cancel)
        case .moreTime: return try await order(.moreTime)
        case .copy: return try await order(.copy)
        case .close: return try await order(.close)
        }
    }
}

extension KioskLanguage {
    var receipt: ReceiptLanguage {
        switch self {
        case .english: .english
        case .spanish: .spanish
        }
    }
}

extension KioskView {
    /// Whether a page would look the same: version, clock and running seconds left out.
    func sameContent(as other: KioskView) -> Bool {
        func plain(_ view: KioskView) -> KioskView {
            KioskView(
                version: 0, kiosk: view.kiosk, office: view.office, utility: view.utility, clock: "",
                businessDate: view.businessDate, phase: view.phase, language: view.language,
                visit: view.visit.map { visit in
                    VisitView(
                        id: visit.id, accounts: visit.accounts, target: visit.target, paidIn: visit.paidIn,
                        stillToPay: visit.stillToPay, over: visit.over, limitLeft: visit.limitLeft,
                        notes: visit.notes, note: visit.note, slot: visit.slot, inDoubt: visit.inDoubt,
                        idle: IdleView(secondsLeft: visit.idle.secondsLeft / 5, asking: visit.idle.asking))
                }, money: view.money, tenders: view.tenders, denominations: view.denominations, ledger: view.ledger,
                receipts: view.receipts,
                receipt: view.receipt.map { receipt in
                    ReceiptView(
                        number: receipt.number, state: receipt.state, claim: receipt.claim, paid: receipt.paid,
                        toBill: receipt.toBill, toCredit: receipt.toCredit, remaining: receipt.remaining,
                        offline: receipt.offline, notes: receipt.notes,
                        clearsInSeconds: receipt.clearsInSeconds / 5)
                }, scan: view.scan)
        }
        return plain(self) == plain(other)
    }
}

/// Keeps a kiosk from being used to try out account numbers: ten wrong ones in a row, then a minute of rest.
actor LookupTries {
    private var wrong = 0
    private var restUntil: ContinuousClock.Instant?

    func mayTry() -> Bool {
        guard let restUntil else { return true }
        if ContinuousClock.now < restUntil { return false }
        self.restUntil = nil
        wrong = 0
        return true
    }

    func failed() {
        wrong += 1
        if wrong >= 10 { restUntil = .now + .seconds(60) }
    }

    func succeeded() { wrong = 0 }
}
