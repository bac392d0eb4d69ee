import SimulatorKit

/// When a life of the service ends.
enum Moment: Hashable, Sendable, CustomStringConvertible {
    /// So long after its start, ready or not.
    case afterStart(Duration)
    /// When it has sent that many frames to the acceptor: in recovery, in its questions, on its way to rest.
    case hostFrame(Int)
    case noteDrawnIn
    case noteInEscrow
    /// The stack order is on the wire; the device has not looked at it yet.
    case stackOrdered
    /// The device has begun to obey.
    case stackBegun
    /// The note lies in the cash unit; nothing is said yet.
    case noteInside
    /// The device is about to say that it is stacked; the service will not hear it.
    case beforeStackedSaid
    /// It has said so.
    case afterStackedSaid
    /// The customer pressed "finish".
    case finishPressed
    /// So many bytes went to the printer since then.
    case printerBytes(Int)
    case paperCut

    var description: String {
        switch self {
        case .afterStart(let time): "\(time) after the start"
        case .hostFrame(let number): "frame \(number) to the acceptor"
        case .noteDrawnIn: "note drawn in"
        case .noteInEscrow: "note in escrow"
        case .stackOrdered: "stack ordered"
        case .stackBegun: "stacking begun"
        case .noteInside: "note inside"
        case .beforeStackedSaid: "before stacked is said"
        case .afterStackedSaid: "after stacked was said"
        case .finishPressed: "finish pressed"
        case .printerBytes(let count): "\(count) bytes to the printer"
        case .paperCut: "paper cut"
        }
    }
}

/// One kill: when, how long after, and what happens to the acceptor's power.
struct Plan: Hashable, Sendable, CustomStringConvertible {
    var moment: Moment
    /// At which of its occurrences.
    var occurrence = 1
    var delay: Duration = .zero
    /// The acceptor's power goes in the same instant and comes back after this; `nil`: it stays.
    var powerBack: Duration?
    /// Somebody feeds a note while nobody is there to hear of it.
    var feedsTheDead = false

    var description: String {
        "\(moment), occurrence \(occurrence), \(delay) later"
            + (powerBack.map { ", power away for \($0)" } ?? "") + (feedsTheDead ? ", a note is fed meanwhile" : "")
    }

    /// So many kills, every kind among them, in an order of chance.
    static func deal(_ count: Int, _ dice: inout Dice) -> [Plan] {
        var deck: [Plan] = []
        while deck.count < count {
            var round = (0..<18).map { draw(kind: $0, &dice) }
            while !round.isEmpty { deck.append(round.remove(at: dice.roll(0...(round.count - 1)))) }
        }
        return Array(deck.prefix(count))
    }

    private static func draw(kind: Int, _ dice: inout Dice) -> Plan {
        func milliseconds(_ most: Int) -> Duration { .milliseconds(dice.roll(0...most)) }
        var plan: Plan
        switch kind {
        case 0, 1: plan = Plan(moment: .afterStart(milliseconds(700)))
        case 2, 3: plan = Plan(moment: .hostFrame(dice.roll(1...45)))
        case 4: plan = Plan(moment: .noteDrawnIn, delay: milliseconds(160))
        case 5, 6: plan = Plan(moment: .noteInEscrow, delay: milliseconds(60))
        case 7, 8: plan = Plan(moment: .stackOrdered)
        case 9: plan = Plan(moment: .stackBegun, delay: milliseconds(40))
        case 10: plan = Plan(moment: .stackBegun, delay: milliseconds(250))
        case 11: plan = Plan(moment: .noteInside)
        case 12: plan = Plan(moment: .beforeStackedSaid)
        case 13: plan = Plan(moment: .afterStackedSaid)
        case 14: plan = Plan(moment: .afterStackedSaid, delay: milliseconds(15))
        case 15: plan = Plan(moment: .finishPressed, delay: milliseconds(30))
        case 16: plan = Plan(moment: .printerBytes(dice.roll(1...700)))
        default: plan = Plan(moment: .paperCut)
        }
        switch plan.moment {
        case .afterStart, .hostFrame, .finishPressed, .printerBytes, .paperCut: break
        case .noteDrawnIn, .noteInEscrow, .stackOrdered, .stackBegun, .noteInside, .beforeStackedSaid,
            .afterStackedSaid:
            plan.occurrence = dice.roll(1...3)
        }
        if dice.chance(1, in: 3) { plan.powerBack = milliseconds(1_200) }
        plan.feedsTheDead = dice.chance(1, in: 4)
        return plan
    }
}
