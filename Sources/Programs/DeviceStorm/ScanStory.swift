import DeviceKit
import ScannerDriver
import ScannerSimulator
import SimulatorKit

/// A reader in a cashier's hand: bills and stubs are scanned, torn, unplugged; each read that is told is one of them.
struct ScanStory: DeviceStory {
    typealias Host = ScannerDialogue
    typealias Device = ScannerDevice
    typealias Now = DeviceMoment<ScannerDevice>
    typealias Plan = DevicePlan<ScannerCommand, ScannerLever>

    let words: String
    let toDevice = CableManners()
    let toHost: CableManners
    let repairs: [ScannerLever] = []
    var score = DeviceScore()
    private let configuration: ScannerConfiguration
    private let setup: ScannerSetup
    /// Codes that were read, oldest first, and not told yet.
    private var read: [[UInt8]] = []
    /// The code of the lever that is moved now.
    private var bills = 0
    private var isWanted = false
    /// The newest code that was told.
    private var told: [UInt8] = []

    init(_ dice: inout Dice, isWedge: Bool) {
        let drawn = isWedge ? Self.wedge(&dice) : Self.line(&dice)
        (configuration, setup) = drawn
        words = "\(setup)"
        toHost = CableManners(late: dice.roll(0...30), latest: .milliseconds(250), cuts: true)
    }

    private static func line(_ dice: inout Dice) -> (ScannerConfiguration, ScannerSetup) {
        switch dice.roll(0...3) {
        case 0: (ScannerConfiguration(.characters), ScannerSetup(.characters))
        case 1: (ScannerConfiguration(.characters), ScannerSetup(.characters, suffix: [0x0D, 0x0A], namesKind: true))
        case 2:
            (
                ScannerConfiguration(.characters, prefix: [0x02], terminators: [0x03], identifier: .required),
                ScannerSetup(.characters, prefix: [0x02], suffix: [0x03], namesKind: true)
            )
        default:
            (
                ScannerConfiguration(
                    .characters, prefix: [0x21], suffix: [0x23], terminators: [0x09], identifier: .none),
                ScannerSetup(.characters, prefix: [0x21], suffix: [0x23, 0x09])
            )
        }
    }

    private static func wedge(_ dice: inout Dice) -> (ScannerConfiguration, ScannerSetup) {
        let isWide = dice.chance(1, in: 2)
        let caps = dice.chance(1, in: 3)
        let names = dice.chance(1, in: 2)
        return (
            ScannerConfiguration(.keys(isWide ? .wide : .narrow)),
            ScannerSetup(.keys(isWide: isWide), namesKind: names, usesCapsLock: caps)
        )
    }

    func unit() -> ScannerDevice { ScannerDevice(setup) }
    func driver(start: Int) -> ScannerDialogue { ScannerDialogue(configuration) }

    // MARK: What people do

    mutating func next(_ now: Now, _ dice: inout Dice) -> (plans: [Plan], pause: Duration) {
        // Nobody pulls the trigger twice in a second.
        let pause = Duration.milliseconds(dice.roll(1_300...6_000))
        let enable = isWanted ? [] : [Plan(.zero, .order(.enable))]
        let scan = enable + [Plan(.milliseconds(dice.roll(0...300)), .lever(.read(code(&dice))))]
        let middle = Duration.milliseconds(dice.roll(0...400))
        switch dice.roll(0...15) {
        case 0...7: return (scan, pause)
        case 8: return ([Plan(.zero, .lever(.tearNext(after: dice.roll(0...30))))] + scan, pause)
        case 9: return (scan + [Plan(middle, .unplug(.milliseconds(dice.roll(300...5_000))))], pause)
        case 10: return (scan + [Plan(middle, .restart(.milliseconds(dice.roll(300...5_000))))], pause)
        case 11: return (scan + [Plan(middle, .lever(.pullPlug))], pause)
        case 12: return (scan + [Plan(middle, .lever(.loseKeys))], pause)
        case 13: return (scan + [Plan(middle, .order(.disable))], pause)
        case 14:
            return (scan + [Plan(middle, .order(.disable)), Plan(middle + .milliseconds(9), .order(.enable))], pause)
        default: return ([Plan(.zero, .lever(.leanOn(key: 2, times: dice.roll(1...9))))], pause)
        }
    }

    private mutating func code(_ dice: inout Dice) -> SimulatedCode {
        bills += 1
        let bill = SimulatedBill(base: 1_000_000 + bills, cents: dice.roll(100...999_999), due: (2026, 12, 1))
        return dice.chance(1, in: 2) ? bill.barcode : bill.scanLine
    }

    mutating func lastOrder(_ now: Now, _ dice: inout Dice) -> [Plan] {
        // What somebody leaned on ends with the next terminator; the second read is a clean one.
        [
            Plan(.zero, .order(.enable)), Plan(.seconds(2), .lever(.read(code(&dice)))),
            Plan(.seconds(10), .lever(.read(code(&dice)))), Plan(.seconds(20), .lever(.read(code(&dice)))),
        ]
    }

    // MARK: Truth

    mutating func pulled(_ lever: ScannerLever, _ now: Now) {
        guard case .read(let code) = lever else { return }
        score.orders += 1
        read.append(code.characters)
    }

    mutating func ordered(_ command: ScannerCommand, _ now: Now) { isWanted = command == .enable }
    mutating func saw(_ notice: ScannerNotice, _ now: Now) {}
    mutating func watch(_ now: Now) {}
    mutating func struck(_ stroke: DeviceStroke, _ now: Now) { if stroke == .restarted { isWanted = false } }

    // MARK: Words

    mutating func heard(_ report: ScannerReport, _ now: Now) {
        switch report {
        case .ready, .broken, .dropped: return
        case .scanned(let code, _):
            guard let place = read.firstIndex(of: code) else {
                let twice = code == told ? "told twice: " : "nobody scanned "
                return score.wrong(twice + String(decoding: code, as: UTF8.self))
            }
            // What was read before it was lost on the way, and never comes any more.
            read.removeFirst(place + 1)
            told = code
            score.done += 1
        }
    }

    mutating func judge(_ now: Now) {
        if !read.isEmpty { score.wrong("the last read in good weather was not told") }
    }

    func twisted(_ report: ScannerReport, _ lie: DeviceLie, _ now: Now) -> [ScannerReport] {
        guard case .scanned(let code, let kind) = report else { return [report] }
        switch lie {
        case .readTwice: return [report, report]
        case .readShort: return [.scanned(code.dropLast(), kind)]
        case .printedAnyway, .printedTwice, .closedAnyway, .quietHand, .openedAnyway, .checkBefore, .endorsedAnyway,
            .outsideAnyway:
            return [report]
        }
    }
}
