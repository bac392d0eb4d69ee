import CheckPaper
import ConformKit
import DeviceKit
import ESCPOSSimulator
import ScannerSimulator
import SimulatorKit
import StarSimulator

/// A person's acts as levers of the simulators. `asked` numbers the acts, so that no note is put in twice.
enum Hands {
    /// A driver's name in the settings.
    static func key(_ name: String) -> String {
        switch name {
        case "EBDS": "ebds"
        case "ID-003": "id003"
        case "CCNET": "ccnet"
        case "SSP": "ssp"
        case "ESC/POS": "escpos"
        case "Star": "star"
        case "Mini MICR": "minimicr"
        case "A776": "a776"
        case "Excella": "excella"
        case "serial scanner": "line"
        default: "wedge"
        }
    }

    @Sendable static func acceptor(_ hand: Hand, _ asked: Int) -> [AcceptorLever]? {
        switch hand {
        case .insertNote(let value): [.insert(id: asked, .note(minorUnits: value))]
        case .insertWorthlessPaper: [.insert(id: asked, .forged(minorUnits: 500))]
        case .takeNote: [.takeNote]
        case .removeCashUnit: [.removeCashUnit]
        case .insertCashUnit: [.insertCashUnit(serial: "CU-9")]
        case .powerOff: [.powerOff]
        case .powerOn: [.powerOn]
        case .openCover, .closeCover, .removePaper, .loadPaper, .readReceipt, .pushDrawerShut, .openDrawerByHand,
            .seeDrawerOpen, .insertCheck, .takeCheck, .scanCode, .unplugCable, .plugCable:
            nil
        }
    }

    @Sendable static func escpos(_ hand: Hand, _ asked: Int) -> [ESCPOSLever]? {
        switch hand {
        case .openCover: [.openCover]
        case .closeCover: [.closeCover]
        case .removePaper: [.removePaper]
        case .loadPaper: [.loadPaper(millimetres: 80_000)]
        case .pushDrawerShut: [.drawer(.pin2, .pushShut)]
        case .openDrawerByHand: [.drawer(.pin2, .openByHand)]
        case .powerOff: [.powerOff]
        case .powerOn: [.powerOn]
        case .insertNote, .insertWorthlessPaper, .takeNote, .removeCashUnit, .insertCashUnit, .readReceipt,
            .seeDrawerOpen, .insertCheck, .takeCheck, .scanCode, .unplugCable, .plugCable:
            nil
        }
    }

    @Sendable static func star(_ hand: Hand, _ asked: Int) -> [StarLever]? {
        switch hand {
        case .openCover: [.openCover]
        case .closeCover: [.closeCover]
        case .removePaper: [.removePaper]
        case .loadPaper: [.loadPaper(millimetres: 80_000)]
        case .pushDrawerShut: [.drawer(1, .pushShut)]
        case .openDrawerByHand: [.drawer(1, .openByHand)]
        case .powerOff: [.powerOff]
        case .powerOn: [.powerOn]
        case .insertNote, .insertWorthlessPaper, .takeNote, .removeCashUnit, .insertCashUnit, .readReceipt,
            .seeDrawerOpen, .insertCheck, .takeCheck, .scanCode, .unplugCable, .plugCable:
            nil
        }
    }

    @Sendable static func drawer(_ hand: Hand, _ asked: Int) -> [SimulatedBoardLever]? {
        switch hand {
        case .pushDrawerShut(let number): [.drawer(number, .pushShut)]
        case .openDrawerByHand(let number): [.drawer(number, .openByHand)]
        case .powerOff: [.powerOff]
        case .powerOn: [.powerOn]
        case .insertNote, .insertWorthlessPaper, .takeNote, .removeCashUnit, .insertCashUnit, .openCover, .closeCover,
            .removePaper, .loadPaper, .readReceipt, .seeDrawerOpen, .insertCheck, .takeCheck, .scanCode,
            .unplugCable, .plugCable:
            nil
        }
    }

    @Sendable static func lines(_ board: some SimulatedDrawerBoard) -> ModemLines {
        let lines = board.lines
        return .lines(clearToSend: lines.clearToSend, dataSetReady: true, ring: lines.ring, carrier: false)
    }

    @Sendable static func checks(_ hand: Hand, _ asked: Int) -> [CheckScannerLever]? {
        switch hand {
        case .insertCheck:
            var dice = Dice(seed: 8)
            return [.insert([CheckMaker.check(id: asked, dice: &dice)])]
        case .takeCheck: return [.takeChecks]
        case .openCover: return [.openCover(true)]
        case .closeCover: return [.openCover(false)]
        case .powerOff: return [.powerOff]
        case .powerOn: return [.powerOn]
        case .insertNote, .insertWorthlessPaper, .takeNote, .removeCashUnit, .insertCashUnit, .removePaper, .loadPaper,
            .readReceipt, .pushDrawerShut, .openDrawerByHand, .seeDrawerOpen, .scanCode, .unplugCable, .plugCable:
            return nil
        }
    }

    @Sendable static func scanner(_ hand: Hand, _ asked: Int) -> [ScannerDevice.Lever]? {
        switch hand {
        case .scanCode: [.read(SimulatedCode("TVW10000016000063474"))]
        case .insertNote, .insertWorthlessPaper, .takeNote, .removeCashUnit, .insertCashUnit, .openCover, .closeCover,
            .removePaper, .loadPaper, .readReceipt, .pushDrawerShut, .openDrawerByHand, .seeDrawerOpen, .insertCheck,
            .takeCheck, .powerOff, .powerOn, .unplugCable, .plugCable:
            nil
        }
    }
}
