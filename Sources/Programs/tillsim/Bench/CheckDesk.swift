import CheckPaper
import SimulatorKit

/// The person at the check scanner: whose check comes next, and what was seen last.
struct CheckDesk: Hashable, Sendable {
    private var dice: Dice
    private var lastID = 0
    /// The next check that moves gets stuck.
    var jamsNext = false
    /// The printers inside have no ink.
    var isInkOut = false
    /// What happened last, in a cashier's words.
    var lastNotice = ""

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// The next customer's check, or two that stick together.
    mutating func checks(_ flaw: CheckFlaw) -> [SimulatedCheck] {
        switch flaw {
        case .none: return [check()]
        case .two: return [check(), check()]
        case .noInk:
            var copy = check()
            copy.ink = .none
            return [copy]
        case .torn:
            var torn = check()
            // Three characters side by side, in the middle of the number of the bank.
            torn.ink = .torn([4, 5, 6].map { $0 + (torn.line.hasPrefix("o") ? 9 : 0) })
            return [torn]
        }
    }

    private mutating func check() -> SimulatedCheck {
        lastID += 1
        return CheckMaker.check(id: lastID, dice: &dice)
    }
}
