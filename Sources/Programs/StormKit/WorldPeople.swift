import Controller
import Custody
import Money
import Receipts
import SimulatorKit

/// Who stands before the kiosk, and what they have in mind.
struct Customer {
    /// Notes still to feed in this visit.
    var left = 0
    /// The piece pushed in just now.
    var justFed: Int?
    var walksAway = false
    var wantsBack = false
    /// Pieces on strings, for those who have them.
    var onString: Int?
}

extension StormWorld {
    /// One look at the page, one thing done.
    func customerActs() {
        let isFast = dice.chance(3, in: 4)
        plan(.customer, within: isFast ? 120...350 : 300...1_500)
        if let piece = customer.onString, dice.chance(1, in: 6) {
            customer.onString = nil
            pull(.pullString(id: piece))
        }
        if !healing, dice.chance(weather.careless, in: 300) { feedNote() }
        // A page whose kiosk stands still does nothing.
        guard up, now >= hostBusyUntil else { return }
        switch kiosk.session?.step {
        case nil: arriveAtKiosk()
        case .accounts: chooseOrLeave()
        case .cash: feedOrFinish()
        case .finishing: break
        case .done: if dice.chance(1, in: 2) { say(.close) }
        }
    }

    @discardableResult
    private func say(_ command: CustomerCommand) -> Custody.Refusal? {
        let refusal = hear(.customer(command))
        trace.add(.customer(command, refusal), at: now)
        return refusal
    }

    private func arriveAtKiosk() {
        guard !healing, fed < notesWanted, staff.work == .none else { return }
        if say(.open(language: dice.chance(1, in: 3) ? .spanish : .english)) != nil { return }
        customer = Customer(left: dice.chance(1, in: 10) ? 0 : dice.roll(1...7))
        customer.walksAway = dice.chance(1, in: 25)
        customer.wantsBack = dice.chance(1, in: 12)
    }

    private func chooseOrLeave() {
        if healing, dice.chance(1, in: 2) {
            say(.cancel)
            return
        }
        if kiosk.session?.accounts.isEmpty == true {
            let first = dice.roll(1...6)
            var choices = [chosen(first)]
            if dice.chance(1, in: 3) { choices.append(chosen(first % 6 + 1)) }
            say(.choose(choices))
        } else if dice.chance(1, in: 30) {
            say(.cancel)
        } else {
            say(.cash)
        }
    }

    private func chosen(_ number: Int) -> ChosenAccount {
        let due: Money? = dice.chance(1, in: 5) ? nil : Money(minorUnits: Int64(dice.roll(0...20_000)), .usd)
        let wanted: Money? = dice.chance(1, in: 4) ? Money(minorUnits: Int64(dice.roll(1...9_000)), .usd) : nil
        return ChosenAccount(
            choice: AccountChoice(account: AccountID(known: "1000000\(number)"), due: due, wanted: wanted))
    }

    private func feedOrFinish() {
        if customer.wantsBack, dice.chance(1, in: 3) {
            customer.wantsBack = false
            say(.giveBack)
        }
        if customer.left > 0, !healing, fed < notesWanted {
            guard kiosk.slotIsOpen, device.isLit, device.noteInside == nil, mouth == nil else { return }
            customer.left -= 1
            feedNote()
        } else if customer.walksAway, !healing {
            return  // the clock ends this visit
        } else if say(.finish) != nil, device.noteInside == nil {
            say(.cancel)
        }
    }

    private func feedNote() {
        let value = dice.pick([100, 100, 200, 500, 500, 1_000, 1_000, 2_000, 2_000, 2_000, 5_000, 10_000] as [Int64])
        let paper: SimulatedPaper
        switch dice.roll(1...40) {
        case 1: paper = .forged(minorUnits: value)
        case 2 where weather.strings:
            paper = .onString(minorUnits: value)
            customer.onString = nextPiece
        case 3: paper = .barcode("COUPON")
        default: paper = .note(minorUnits: value)
        }
        customer.justFed = nextPiece
        nextPiece += 1
        pull(.insert(id: nextPiece - 1, paper))
    }
}
