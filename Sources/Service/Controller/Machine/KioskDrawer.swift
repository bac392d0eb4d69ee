import Custody
import DeviceKit
import OrderedCollections

/// The kick-out drawer on the receipt printer: authorised openings with an outcome, and everything it does by itself.
extension KioskMachine {
    mutating func openDrawer(
        _ drawer: DrawerID, _ request: String, _ reason: DrawerOpenIntended.Reason, _ person: PersonID,
        _ turn: inout KioskTurn
    ) throws(Refusal) {
        guard let fitted = settings.drawer, fitted.id == drawer, books.drawers[drawer]?.open == nil else {
            throw .notNow
        }
        record(
            .drawerOpenIntended(
                DrawerOpenIntended(drawer: drawer, request: request, reason: reason, by: person)), &turn)
        turn.order(.printer(.openDrawer(connector: fitted.connector, request: request)))
    }

    mutating func heard(_ report: DrawerReport, _ turn: inout KioskTurn) {
        guard let drawer = settings.drawer?.id else { return }
        switch report {
        case .position(let position): printer.drawer = position
        case .opened(let request): drawerEnded(drawer, request, .opened, &turn)
        case .kickFailed(let request): drawerEnded(drawer, request, .failed, &turn)
        case .kickUnknown(let request): drawerEnded(drawer, request, .unknown, &turn)
        case .openedByHand: drawerIncident(drawer, .openedByHand, .zero, &turn)
        case .leftOpen(let time): drawerIncident(drawer, .leftOpen, time, &turn)
        case .closed(let time): drawerIncident(drawer, .closed, time, &turn)
        case .sensorFault: drawerIncident(drawer, .sensorFault, .zero, &turn)
        case .polarityLearned: break  // the driver's own knowledge; a new start learns it again
        }
    }

    mutating func drawerEnded(
        _ drawer: DrawerID, _ request: String, _ outcome: DrawerOpenEnded.Outcome, _ turn: inout KioskTurn
    ) {
        guard books.drawers[drawer]?.open?.request == request else { return }
        record(.drawerOpenEnded(DrawerOpenEnded(drawer: drawer, request: request, outcome: outcome)), &turn)
    }

    private mutating func drawerIncident(
        _ drawer: DrawerID, _ kind: DrawerIncident.Kind, _ time: Duration, _ turn: inout KioskTurn
    ) {
        record(
            .drawerIncident(DrawerIncident(drawer: drawer, kind: kind, seconds: time.components.seconds)), &turn)
    }
}
