import Controller
import Custody
import DeviceKit
import Journal
import Money
import Testing

@Suite("A drawer that opens leaves a fact, and nobody is told a position that nobody saw")
struct KioskDrawerTests {
    let first = DrawerID(known: "D-1")
    let second = DrawerID(known: "D-2")
    let clerk = PersonID(known: "p.ruiz")

    private func settings(_ drawers: [KioskSettings.Drawer]) -> KioskSettings {
        var settings = Desk.settings
        settings.drawers = drawers
        return settings
    }

    /// One drawer at the printer, one with a board of its own.
    private func desk() throws -> Desk {
        try Desk.open(
            settings: settings([
                .init(id: first, place: .printer(connector: 2)), .init(id: second, place: .ownLine),
            ]))
    }

    /// Both at the printer: one sense line.
    private func shared() throws -> Desk {
        try Desk.open(
            settings: settings([
                .init(id: first, place: .printer(connector: 1)), .init(id: second, place: .printer(connector: 2)),
            ]))
    }

    private func order(_ desk: Desk, _ drawer: DrawerID, _ request: String) -> [Desk.Act] {
        desk.during { desk.hear(.staff(.openDrawer(drawer, request: request, .test, by: clerk))) }
    }

    private func incidents(_ desk: Desk) throws -> [DrawerIncident] {
        try desk.facts().compactMap { if case .drawerIncident(let fact) = $0 { fact } else { nil } }
    }

    private func ends(_ desk: Desk) throws -> [DrawerOpenEnded] {
        try desk.facts().compactMap { if case .drawerOpenEnded(let fact) = $0 { fact } else { nil } }
    }

    private func position(_ desk: Desk, _ drawer: DrawerID) -> DrawerPosition? {
        desk.machine.drawers.first { $0.id == drawer }?.position
    }

    @Test("an order that goes to the other drawer")
    func eachDrawerHasItsOwnWay() throws {
        let desk = try desk()
        #expect(order(desk, first, "r1") == [.printer(.openDrawer(connector: 2, request: "r1"))])
        #expect(order(desk, second, "r2") == [.drawer(second, .openDrawer(number: 1, request: "r2"))])
        #expect(desk.hear(.staff(.openDrawer(DrawerID(known: "D-9"), request: "r3", .test, by: clerk))) == .notNow)
    }

    @Test("an opening whose end is written under another drawer")
    func outcomesFollowTheRequest() throws {
        let desk = try desk()
        _ = order(desk, first, "r1")
        _ = order(desk, second, "r2")
        desk.hear(.drawer(second, .drawer(number: 1, .kickUnknown(request: "r2"))))
        desk.hear(.printer(.drawer(.opened(request: "r1"))))
        #expect(
            try ends(desk) == [
                DrawerOpenEnded(drawer: second, request: "r2", outcome: .unknown),
                DrawerOpenEnded(drawer: first, request: "r1", outcome: .opened),
            ])
    }

    @Test("a refusal taken for an opening")
    func aRefusalHasMovedNothing() throws {
        let desk = try desk()
        _ = order(desk, second, "r2")
        desk.hear(.drawer(second, .refused(number: 1, request: "r2", .recharging(.seconds(4)))))
        #expect(try ends(desk).map(\.outcome) == [.failed])
        #expect(desk.machine.drawers[1].refusal?.contains("4 s") == true)
        #expect(!order(desk, second, "r3").isEmpty && desk.machine.drawers[1].refusal == nil)
    }

    @Test("opened, closed and unknown taken for each other")
    func threeAnswers() throws {
        let desk = try desk()
        #expect(position(desk, first) == .unknown && position(desk, second) == .unknown)
        desk.hear(.drawer(second, .drawer(number: 1, .position(.closed))))
        #expect(position(desk, first) == .unknown && position(desk, second) == .closed)
        desk.hear(.drawer(second, .drawer(number: 1, .position(.open))))
        #expect(position(desk, second) == .open)
        desk.hear(.drawer(second, .broken("unplugged")))
        #expect(position(desk, second) == .unknown && desk.machine.drawers[1].broken == "unplugged")
        desk.hear(.printer(.drawer(.position(.closed))))
        desk.hear(.printer(.broken("off")))
        #expect(position(desk, first) == .unknown)
    }

    @Test("a drawer opened without a command that leaves no trace")
    func byHandIsASecurityFact() throws {
        let desk = try desk()
        desk.hear(.drawer(second, .drawer(number: 1, .openedByHand)))
        desk.hear(.printer(.drawer(.openedByHand)))
        #expect(try incidents(desk).map(\.drawer) == [second, first])
        #expect(try incidents(desk).allSatisfy { $0.kind == .openedByHand })
    }

    @Test("two drawers on one sense line, and one of them accused alone")
    func whatNobodyCanTellApartStandsForBoth() throws {
        let desk = try shared()
        desk.hear(.printer(.drawer(.openedByHand)))
        #expect(try incidents(desk).map(\.drawer) == [first, second])
        desk.hear(.printer(.drawer(.position(.closed))))
        #expect(position(desk, first) == .closed && position(desk, second) == .closed)
        _ = order(desk, second, "r2")
        desk.hear(.printer(.drawer(.opened(request: "r2"))))
        desk.hear(.printer(.drawer(.position(.open))))
        #expect(position(desk, first) == .unknown && position(desk, second) == .open)
    }

    @Test("a drawer left open in silence, or an alarm before the office's own time")
    func leftOpen() throws {
        let desk = try desk()
        desk.hear(.staff(.setPolicy(.drawerOpenAlertSeconds, 20, by: clerk, approvedBy: nil)))
        desk.hear(.drawer(second, .drawer(number: 1, .position(.open))))
        // The board's own clock is another one.
        desk.hear(.drawer(second, .drawer(number: 1, .leftOpen(for: .seconds(5)))))
        desk.pass(.seconds(19))
        #expect(try incidents(desk).isEmpty && !desk.machine.drawers[1].isLeftOpen)
        desk.pass(.seconds(1))
        #expect(try incidents(desk) == [DrawerIncident(drawer: second, kind: .leftOpen, seconds: 20)])
        #expect(desk.machine.drawers[1].isLeftOpen)
        desk.pass(.seconds(20))
        #expect(try incidents(desk).map(\.seconds) == [20, 40])
        desk.hear(.drawer(second, .drawer(number: 1, .position(.closed))))
        desk.hear(.drawer(second, .drawer(number: 1, .closed(after: .seconds(40)))))
        desk.pass(.seconds(60))
        #expect(try incidents(desk).map(\.kind) == [.leftOpen, .leftOpen, .closed])
        #expect(!desk.machine.drawers[1].isLeftOpen)
    }

    @Test("a limit that holds only for the drawers that are opened after it was set")
    func aNewLimitIsForTheOpenDrawerToo() throws {
        let desk = try desk()
        desk.hear(.drawer(second, .drawer(number: 1, .position(.open))))
        desk.pass(.seconds(30))
        #expect(try incidents(desk).isEmpty)
        desk.hear(.staff(.setPolicy(.drawerOpenAlertSeconds, 20, by: clerk, approvedBy: nil)))
        #expect(try incidents(desk).map(\.seconds) == [30])
        desk.hear(.staff(.setPolicy(.drawerOpenAlertSeconds, 0, by: clerk, approvedBy: nil)))
        desk.pass(.seconds(300))
        #expect(try incidents(desk).count == 1)
    }

    @Test("a service that dies with an order under way and kicks again")
    func aRestartEndsWhatWasOpen() throws {
        let desk = try desk()
        _ = order(desk, second, "r2")
        let before = desk.acts.count
        try desk.restart()
        #expect(try ends(desk) == [DrawerOpenEnded(drawer: second, request: "r2", outcome: .unknown)])
        #expect(!desk.acts[before...].contains { if case .drawer = $0 { true } else { false } })
    }
}
