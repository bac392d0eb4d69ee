import APGDrawerDriver
import APGDrawerSimulator
import DeviceKit
import HIDDrawerDriver
import HIDDrawerSimulator
import SimulatorKit

/// One drawer board as a seed draws it: how it is built, what its driver was told of it, what its wire stands.
struct DrawerSetup<Host: CashDrawerDialogue, Device: SimulatedDrawerBoard> {
    /// For the report of a failure.
    var words: String
    /// A driver that was told, or has learned before, which level means open.
    var driver: (_ openIsHigh: Bool?) -> Host
    /// The board.
    var unit: Device
    /// What its wire stands, both ways.
    var wire = CableManners()
    /// It tells where the drawer is.
    var tells = true
    /// What the driver has to learn, or was told: the level that means open. `nil`: the wire says it in so many words.
    var truth: Bool?
    /// The driver was told.
    var isTold = true
    /// It answers, or repeats itself: its silence can be noticed, so it may be switched off and be mute.
    var isAlive = false
    /// Without power its link is gone as well.
    var powersLink = false
    /// It lives on the line: a port that opens gives it its power.
    var livesOnLine = false
    /// How long a standing word may be wrong.
    var patience = Duration.seconds(4)
    /// From an order to the next that the board can carry out.
    var rest = Duration.seconds(4)
}

extension DrawerSetup where Host == APGDrawerDialogue, Device == APGDrawerDevice {
    static func apg(_ dice: inout Dice) -> DrawerSetup {
        let line: (driver: APGDrawerDriver.APGDrawerConfiguration.SenseLine, unit: APGDrawerBoard.Sense) =
            dice.chance(1, in: 2) ? (.ring, .ring) : (.clearToSend, .clearToSend)
        let isHigh = dice.chance(1, in: 2)
        let isTold = dice.chance(1, in: 2)
        let make = dice.roll(0...5)
        func onLine(_ model: APGDrawerModel, _ board: APGDrawerBoard) -> DrawerSetup {
            var board = board
            board.contact = isHigh ? .closesWhenOpen : .opensWhenOpen
            var setup = DrawerSetup(
                words: "\(model.maker) \(model.name), open is \(isHigh ? "high" : "low"), told \(isTold)",
                driver: { learned in
                    let level: DrawerBoardRules.OpenLevel =
                        isTold ? (isHigh ? .high : .low) : learned.map { $0 ? .high : .low } ?? .unknown
                    return APGDrawerDialogue(
                        APGDrawerConfiguration(
                            model, senseLine: line.driver, rules: DrawerBoardRules(openLevel: level)))
                }, unit: APGDrawerDevice(board))
            (setup.truth, setup.isTold) = (isHigh, isTold)
            return setup
        }
        func plain(_ model: APGDrawerModel, _ board: APGDrawerBoard, _ bytes: [[UInt8]]? = nil) -> DrawerSetup {
            DrawerSetup(
                words: "\(model.maker) \(model.name)",
                driver: { _ in APGDrawerDialogue(APGDrawerConfiguration(model, openBytes: bytes)) },
                unit: APGDrawerDevice(board))
        }
        var setup: DrawerSetup
        switch make {
        case 0:
            setup = onLine(.apg484A, .apg484A(line.unit))
            (setup.livesOnLine, setup.rest) = (true, .seconds(7))
        case 1: setup = onLine(.apg212A, .apg212A(line.unit))
        case 2: setup = onLine(.mmfMultiSerial, .mmfMultiSerial(line.unit))
        case 3:
            setup = plain(.ibmSurePOS500, .ibmSurePOS500)
            (setup.isAlive, setup.patience) = (true, .seconds(9))
        case 4: setup = plain(.acodeAT10U3, .acodeAT10U3(code: [0x31]), [[0x31]])
        default:
            setup = plain(.mmfECD232ND, .mmfECD232ND)
            setup.tells = false
        }
        (setup.wire.lost, setup.wire.bent, setup.wire.late) = (dice.roll(0...20), dice.roll(0...8), dice.roll(0...60))
        return setup
    }
}

extension DrawerSetup where Host == HIDDrawerDialogue, Device == HIDDrawerDevice {
    static func hid(_ dice: inout Dice) -> DrawerSetup {
        func setup(_ words: String, _ make: HIDDrawerMake, _ configuration: HIDDrawerConfiguration) -> DrawerSetup {
            DrawerSetup(words: words, driver: { _ in HIDDrawerDialogue(configuration) }, unit: HIDDrawerDevice(make))
        }
        let number = dice.roll(0...7)
        var drawn: DrawerSetup
        switch (dice.roll(0...3), PosiflexDrawerID(number)) {
        case (0, let id?):
            drawn = setup("Posiflex \(number)", .posiflex(id: UInt8(number)), HIDDrawerConfiguration(.posiflex(id)))
            (drawn.isAlive, drawn.patience) = (true, .seconds(9))
        case (1, _):
            let every = Duration.milliseconds(dice.roll(50...400))
            drawn = setup("Star, every \(every)", .star(every: every), HIDDrawerConfiguration(.star))
            (drawn.isAlive, drawn.patience) = (true, .seconds(9))
        case (2, _): drawn = setup("Star, changes only", .star(every: nil), HIDDrawerConfiguration(.star))
        default:
            let told: [UInt8] = [0x01, 0x05]
            drawn = setup(
                "unnamed", .unnamed(open: told, shut: [0x01, 0x04]),
                HIDDrawerConfiguration(.unnamed, openReport: told))
        }
        drawn.powersLink = true
        // USB repeats what was disturbed: nothing is lost or bent, and a report is a report.
        (drawn.wire.cuts, drawn.wire.late, drawn.wire.latest) = (false, dice.roll(0...60), .milliseconds(120))
        return drawn
    }
}
