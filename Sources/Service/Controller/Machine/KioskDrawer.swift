import Custody
import DeviceKit
import OrderedCollections

/// The cash drawers: authorised openings with an outcome, and everything they do by themselves.
extension KioskMachine {
    mutating func openDrawer(
        _ drawer: DrawerID, _ request: String, _ reason: DrawerOpenIntended.Reason, _ person: PersonID,
        _ turn: inout KioskTurn
    ) throws(Refusal) {
        guard let fitted = settings.drawers.first(where: { $0.id == drawer }), books.drawers[drawer]?.open == nil
        else { throw .notNow }
        // Who repairs a drawer must be able to try it.
        let device = DeviceID(known: drawer.text)
        guard reason == .test || books.quarantined[device] == nil else { throw .setAside(device) }
        record(
            .drawerOpenIntended(
                DrawerOpenIntended(drawer: drawer, request: request, reason: reason, by: person)), &turn)
        change(drawer) { $0.refusal = nil }
        switch fitted.place {
        case .printer(let connector): turn.order(.printer(.openDrawer(connector: connector, request: request)))
        case .ownLine: turn.order(.drawer(drawer, .openDrawer(number: 1, request: request)))
        }
    }

    // MARK: At the printer

    /// What the printer tells of its drawers. Its two connectors share one sense line: an outcome belongs to the drawer
    /// that was asked for, everything else to each of them.
    mutating func heardAtPrinter(_ report: DrawerReport, _ turn: inout KioskTurn) {
        let fitted = settings.drawers.filter(\.isAtPrinter).map(\.id)
        switch report {
        case .opened(let request), .kickFailed(let request), .kickUnknown(let request):
            if let drawer = fitted.first(where: { books.drawers[$0]?.open?.request == request }) {
                heard(report, of: drawer, &turn)
            }
        case .position(let position):
            let asked = lastOpened.flatMap { fitted.contains($0) ? $0 : nil }
            for drawer in fitted {
                // Open is one of them: the one that was opened last. Of the other nothing is known then.
                let isOther = position == .open && fitted.count > 1 && asked != nil && asked != drawer
                heard(.position(isOther ? .unknown : position), of: drawer, &turn)
            }
        case .openedByHand, .leftOpen, .closed, .sensorFault, .polarityLearned:
            for drawer in fitted { heard(report, of: drawer, &turn) }
        }
    }

    /// The printer cannot be asked: nobody knows where its drawers are.
    mutating func losePrinterDrawers() {
        for drawer in settings.drawers where drawer.isAtPrinter { stand(.unknown, drawer.id, .zero) }
    }

    // MARK: With a line of its own

    mutating func heard(_ report: CashDrawerReport, from drawer: DrawerID, _ turn: inout KioskTurn) {
        switch report {
        case .ready(let board):
            change(drawer) {
                $0.board = board
                $0.broken = nil
            }
        case .broken(let words):
            stand(.unknown, drawer, turn.now.elapsed)
            change(drawer) { $0.broken = words }
        case .refused(_, let request, let refusal):
            change(drawer) { $0.refusal = refusal.sentence }
            drawerEnded(drawer, request, .failed, &turn)
        case .drawer(_, let report): heard(report, of: drawer, &turn)
        case .shutReminder: break  // a drawer without a sensor; that somebody should look stands on its page already
        }
    }

    // MARK: Either

    private mutating func heard(_ report: DrawerReport, of drawer: DrawerID, _ turn: inout KioskTurn) {
        switch report {
        case .position(let position): stand(position, drawer, turn.now.elapsed)
        case .opened(let request):
            lastOpened = drawer
            drawerEnded(drawer, request, .opened, &turn)
        case .kickFailed(let request): drawerEnded(drawer, request, .failed, &turn)
        case .kickUnknown(let request):
            lastOpened = drawer
            drawerEnded(drawer, request, .unknown, &turn)
        case .openedByHand: drawerIncident(drawer, .openedByHand, .zero, &turn)
        case .leftOpen: break  // the limit is the office's and its clock runs here
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

    private mutating func change(_ drawer: DrawerID, _ change: (inout DrawerSight) -> Void) {
        guard let place = drawers.firstIndex(where: { $0.id == drawer }) else { return }
        change(&drawers[place])
    }

    private mutating func stand(_ position: DrawerPosition, _ drawer: DrawerID, _ now: Duration) {
        change(drawer) { sight in
            sight.position = position
            switch position {
            case .open: sight.openSince = sight.openSince ?? now
            case .closed, .unknown: (sight.openSince, sight.lastAlarm, sight.isLeftOpen) = (nil, nil, false)
            }
        }
    }

    // MARK: Left open

    /// The alarm, and again after each further time that the office allows. A limit of zero is no alarm; a limit that
    /// changes while a drawer stands open counts from its opening, or from the last alarm.
    mutating func passDrawerTime(_ turn: inout KioskTurn) {
        for place in drawers.indices {
            guard let since = drawers[place].openSince, let due = alarmDue(drawers[place]), turn.now.elapsed >= due
            else {
                continue
            }
            drawers[place].isLeftOpen = true
            drawers[place].lastAlarm = turn.now.elapsed
            drawerIncident(drawers[place].id, .leftOpen, turn.now.elapsed - since, &turn)
        }
    }

    /// When the next alarm is due.
    var drawerDeadline: Duration? { drawers.compactMap(alarmDue).min() }

    private func alarmDue(_ drawer: DrawerSight) -> Duration? {
        let limit = books.policy[.drawerOpenAlertSeconds]
        guard limit > 0, let since = drawer.openSince else { return nil }
        return (drawer.lastAlarm ?? since) + .seconds(limit)
    }
}
