import DeviceKit
import ESCPOSDriver
import ESCPOSSimulator
import SimulatorKit
import StarDriver
import StarSimulator

/// What a person sees of a receipt printer, whatever its make: paper, and what can be done to it.
protocol PrinterFace: SimulatedDevice {
    /// Paper that came out, oldest first.
    var pieces: [PrinterPiece] { get }
    /// The drawer on its first connector: open or not, and how often it was pulsed open. `nil`: none.
    var drawerIsOpen: Bool? { get }
    /// The make's lever for this deed; `nil`: this make has none.
    static func lever(_ deed: PrinterDeed) -> Lever?
    /// What this notice says of the drawer: it opened (by hand or not), or was shut.
    static func drawer(_ notice: Notice) -> (isOpen: Bool, byHand: Bool)?
}

/// One piece of paper, as a person would judge it.
struct PrinterPiece {
    /// Cut off, torn off or fallen: it can be in a hand.
    let isLoose: Bool
    /// What was printed on it, in the order of printing.
    let lines: [Line]

    /// A line of text, whole or torn.
    struct Line {
        let text: String
        let isWhole: Bool
    }
}

/// What people do at a receipt printer.
enum PrinterDeed: CaseIterable {
    case openCover, closeCover, removePaper, loadPaper, shortPaper, jamCutter, freeCutter, heatHead, coolHead, powerOff,
        powerOn, takeTicket, blockPresenter, freePresenter, openDrawer, shutDrawer, lockDrawer, unlockDrawer
}

extension ESCPOSDevice: PrinterFace {
    var pieces: [PrinterPiece] {
        paper.map { piece in
            PrinterPiece(
                isLoose: piece.ending != .hanging,
                lines: piece.items.compactMap { item in
                    guard case .text(let text) = item.content else { return nil }
                    return PrinterPiece.Line(text: text, isWhole: item.isWhole)
                })
        }
    }

    var drawerIsOpen: Bool? { panel.pin2?.isOpen }

    static func lever(_ deed: PrinterDeed) -> ESCPOSLever? {
        switch deed {
        case .openCover: .openCover
        case .closeCover: .closeCover
        case .removePaper: .removePaper
        case .loadPaper: .loadPaper(millimetres: 80_000)
        case .shortPaper: .useUpPaper(toMillimetres: 60)
        case .jamCutter: .jamCutter
        case .freeCutter: .freeCutter
        case .heatHead: .heatHead
        case .coolHead: .coolHead
        case .powerOff: .powerOff
        case .powerOn: .powerOn
        case .takeTicket: .takeTicket
        case .blockPresenter: .blockPresenter(true)
        case .freePresenter: .blockPresenter(false)
        case .openDrawer: .drawer(.pin2, .openByHand)
        case .shutDrawer: .drawer(.pin2, .pushShut)
        case .lockDrawer: .drawer(.pin2, .lock)
        case .unlockDrawer: .drawer(.pin2, .unlock)
        }
    }

    static func drawer(_ notice: ESCPOSNotice) -> (isOpen: Bool, byHand: Bool)? {
        switch notice {
        case .drawerOpened(.pin2, let byHand): (true, byHand)
        case .drawerShut(.pin2): (false, true)
        case .drawerOpened, .drawerShut, .cut, .cutNothing, .cutterStuck, .tornOff, .wentOffline, .wentOnline,
            .paperNearEnd, .paperEnd, .poweredOff, .poweredOn, .shutDown, .pulse, .click, .busy, .ticketPresented,
            .ticketTaken, .ticketRetracted, .ticketEjected, .presenterJammed, .bytesLost:
            nil
        }
    }
}

extension StarDevice: PrinterFace {
    var pieces: [PrinterPiece] {
        paper.map { piece in
            PrinterPiece(
                isLoose: piece.ending != .hanging,
                lines: piece.items.compactMap { item in
                    guard case .text(let text) = item.content else { return nil }
                    return PrinterPiece.Line(text: text, isWhole: item.isWhole)
                })
        }
    }

    var drawerIsOpen: Bool? { panel.drawers[0]?.isOpen }

    static func lever(_ deed: PrinterDeed) -> StarLever? {
        switch deed {
        case .openCover: .openCover
        case .closeCover: .closeCover
        case .removePaper: .removePaper
        case .loadPaper: .loadPaper(millimetres: 80_000)
        case .shortPaper: .useUpPaper(toMillimetres: 60)
        case .jamCutter: .jamCutter
        case .freeCutter: .freeCutter
        case .heatHead: .heatHead
        case .coolHead: .coolHead
        case .powerOff: .powerOff
        case .powerOn: .powerOn
        case .takeTicket, .blockPresenter, .freePresenter: nil
        case .openDrawer: .drawer(1, .openByHand)
        case .shutDrawer: .drawer(1, .pushShut)
        case .lockDrawer: .drawer(1, .lock)
        case .unlockDrawer: .drawer(1, .unlock)
        }
    }

    static func drawer(_ notice: StarNotice) -> (isOpen: Bool, byHand: Bool)? {
        switch notice {
        case .drawerOpened(1, let byHand): (true, byHand)
        case .drawerShut(1): (false, true)
        case .drawerOpened, .drawerShut, .cut, .cutNothing, .cutterStuck, .tornOff, .wentOffline, .wentOnline,
            .paperNearEnd, .paperEnd, .poweredOff, .poweredOn, .pulse, .click, .bytesLost:
            nil
        }
    }
}
