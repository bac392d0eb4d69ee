import ControlAPI
import Controller
import Custody
import DeviceKit
import Money
import OrderedCollections
import Receipts

/// What a kiosk's page shows, read off the machine. A pure function: everything in the machine is durable already.
struct KioskOnPage {
    let machine: KioskMachine
    let now: Now

    var view: KioskView {
        KioskView(
            version: machine.turns, kiosk: machine.settings.station.text, office: machine.settings.office.text,
            utility: machine.settings.utility, clock: WallText.iso(now.wall),
            businessDate: (machine.books.businessDate ?? BusinessDate(of: now.wall)).description, phase: phase,
            language: machine.session?.language == .spanish ? .spanish : .english, visit: visit, money: money,
            tenders: [tender], denominations: machine.acceptsNow.map(\.minorUnits),
            ledger: machine.ledgerOnline ? .online : .offline,
            receipts: machine.printsReceipts ? .paper : .number, receipt: receipt, scan: scan)
    }

    private var scan: ScanView? {
        machine.scanner.read.map { read in
            switch read.outcome {
            case .account(let digits): ScanView(number: read.number, state: .account, account: digits)
            case .unreadable: ScanView(number: read.number, state: .unreadable)
            case .notOurs: ScanView(number: read.number, state: .notOurs)
            }
        }
    }

    var phase: KioskPhase {
        switch machine.session?.step {
        case nil: reasons.isEmpty ? .start : .outOfService
        case .accounts: .account
        case .cash: .cash
        case .finishing: .finishing
        case .done: .done
        }
    }

    var tender: TenderView {
        TenderView(
            tender: .cash, offered: reasons.isEmpty,
            reasons: reasons.compactMap { ControlAPI.TenderReason(rawValue: $0.rawValue) })
    }

    private var reasons: [Controller.TenderReason] { machine.cashReasons(now) }

    // MARK: The visit

    private var visit: VisitView? {
        guard let session = machine.session else { return nil }
        let target = session.target(machine.settings.currency)
        let paidIn = session.paidIn(machine.settings.currency)
        let open = target.map { max(0, $0.minorUnits - paidIn.minorUnits) }
        let over = target.map { max(0, paidIn.minorUnits - $0.minorUnits) }
        return VisitView(
            id: session.visit.text,
            accounts: session.accounts.map { chosen in
                VisitAccountView(
                    account: chosen.choice.account.text, name: chosen.name ?? "", due: chosen.choice.due?.view,
                    pastDue: chosen.pastDue?.view, shutOff: chosen.shutOff, wanted: chosen.choice.wanted?.view)
            }, target: target?.view, paidIn: paidIn.view, stillToPay: open.map(amount),
            over: over.flatMap { $0 > 0 ? amount($0) : nil }, limitLeft: machine.limitLeft.view,
            notes: session.counted.map(\.view), note: note(session.note), slot: slot(session),
            inDoubt: doubted.isPositive ? doubted.view : nil, idle: idle(session))
    }

    private func amount(_ units: Int64) -> MoneyView { Money(minorUnits: units, machine.settings.currency).view }

    private var doubted: Money {
        guard let visit = machine.session?.visit else { return .zero(machine.settings.currency) }
        return Money(
            minorUnits: machine.doubts(of: visit).reduce(0) { $0 + $1.amount.minorUnits }, machine.settings.currency)
    }

    private func note(_ note: KioskSession.NoteSight) -> NoteView {
        switch note {
        case .none: NoteView(state: .none)
        case .drawingIn: NoteView(state: .drawingIn)
        case .escrowed(let amount): NoteView(state: .escrowed, amount: amount.view)
        case .settling(let amount): NoteView(state: .settling, amount: amount.view)
        case .counted(let amount): NoteView(state: .counted, amount: amount.view)
        case .returned(let amount): NoteView(state: .returned, amount: amount?.view)
        case .refused: NoteView(state: .refused)
        case .inDoubt(let amount): NoteView(state: .inDoubt, amount: amount.view)
        }
    }

    private func slot(_ session: KioskSession) -> SlotState {
        if machine.slotIsOpen { return .open }
        switch session.step {
        case .cash: return reasons.isEmpty ? .opening : .shut
        case .accounts, .finishing, .done: return .shut
        }
    }

    private func idle(_ session: KioskSession) -> IdleView {
        let idle = session.touchedAt + .seconds(machine.books.policy[.visitIdleSeconds])
        let end = idle + .seconds(machine.books.policy[.visitWarningSeconds])
        let left = (session.asking ? end : idle) - now.elapsed
        return IdleView(secondsLeft: max(0, left.components.seconds), asking: session.asking)
    }

    // MARK: The one sentence about the money

    private var money: MoneyLineView {
        guard let session = machine.session else {
            return reasons.isEmpty
                ? MoneyLineView(key: .nothingYet, tone: .plain) : MoneyLineView(key: .outOfService, tone: .bad)
        }
        let counted = session.paidIn(machine.settings.currency)
        switch session.step {
        case .done: return doneMoney(session)
        case .finishing: return MoneyLineView(key: .finishing, tone: .hold, amount: counted.view)
        case .accounts, .cash: break
        }
        switch session.note {
        case .drawingIn, .escrowed: return MoneyLineView(key: .countingNote, tone: .hold, amount: counted.view)
        case .settling(let amount): return MoneyLineView(key: .settling, tone: .hold, amount: amount.view)
        case .returned: return MoneyLineView(key: .noteReturned, tone: .plain, amount: counted.view)
        case .refused: return MoneyLineView(key: .noteRefused, tone: .warn, amount: counted.view)
        case .inDoubt(let amount):
            return MoneyLineView(
                key: .inDoubt, tone: .warn, amount: amount.view, amount2: counted.view,
                claim: session.claim ?? session.visit.text.uppercased())
        case .none, .counted:
            return counted.isPositive
                ? MoneyLineView(key: .counted, tone: .good, amount: counted.view)
                : MoneyLineView(key: .nothingYet, tone: .plain)
        }
    }

    private func doneMoney(_ session: KioskSession) -> MoneyLineView {
        guard let receipt else {
            let claim = session.visit.text.uppercased()
            return MoneyLineView(
                key: .inDoubt, tone: .warn, amount: doubted.view,
                amount2: session.paidIn(machine.settings.currency).view, claim: claim)
        }
        switch receipt.state {
        case .printing: return MoneyLineView(key: .paidPrinting, tone: .good, amount: receipt.paid)
        case .printed:
            return MoneyLineView(key: receipt.offline ? .paidOffline : .paid, tone: .good, amount: receipt.paid)
        case .stalled, .failed, .unknown:
            return MoneyLineView(key: .paidNoPaper, tone: .warn, amount: receipt.paid, claim: receipt.claim)
        }
    }

    // MARK: The receipt

    private var receipt: ReceiptView? {
        guard let session = machine.session, case .done(let since) = session.step, let number = session.receipt,
            let record = machine.books.receipts[number]
        else { return nil }
        let payment = record.payment
        let end = since + .seconds(KioskMachine.doneSeconds)
        return ReceiptView(
            number: number, state: state(record), claim: payment.claimCode, paid: payment.amount.view,
            toBill: amount(payment.allocations.reduce(0) { $0 + $1.toBill.minorUnits }),
            toCredit: amount(payment.allocations.reduce(0) { $0 + $1.toCredit.minorUnits }),
            remaining: machine.remaining(payment)?.view, offline: session.offline, notes: payment.notes.pieces,
            clearsInSeconds: max(0, (end - now.elapsed).components.seconds))
    }

    private func state(_ record: ReceiptRecord) -> ReceiptState {
        let number = record.payment.receipt
        if let job = machine.printer.jobs.first(where: { $0.receipt == number }) {
            return job.stalled == nil ? .printing : .stalled
        }
        switch record.outcome {
        case .started: return .printing
        case .printed: return .printed
        case .failed: return .failed
        case .unknown, nil: return .unknown
        }
    }
}
