import DeviceKit
import Receipts
import StarDriver
import StarSimulator
import Testing

struct DrawerTests {
    private func bench(
        _ settings: DrawerSettings = DrawerSettings(), contact: StarDrawerSwitch = .closedWhenOpen
    ) -> Bench {
        var configuration = StarSimulator.StarConfiguration()
        // Contacts that are closed when shut pull together: with two drawers the wire would not move for one.
        let second = contact == .closedWhenOpen ? StarDrawerFitting(contact: contact) : nil
        configuration.drawers = [.init(contact: contact), second]
        configuration.lineTime = .milliseconds(100)
        return Bench.ready(configuration, drawer: settings)
    }

    private func kick(_ bench: inout Bench, _ connector: Int, _ request: String) {
        bench.step(.command(.openDrawer(connector: connector, request: request)))
    }

    @Test(
        "Drawer 1 opens by one request, is seen to open, and which level means open is learned",
        arguments: [StarDrawerSwitch.closedWhenOpen, .closedWhenShut])
    func first(_ contact: StarDrawerSwitch) {
        var bench = bench(contact: contact)
        kick(&bench, 1, "r")
        bench.wait(.seconds(2))
        #expect(bench.drawer.contains(.opened(request: "r")))
        #expect(bench.dialogue.drawerOpenIsHigh == (contact == .closedWhenOpen))
        kick(&bench, 1, "r")
        #expect(bench.notices.filter { if case .pulse = $0 { true } else { false } }.count == 1)
    }

    @Test("Drawer 2 opens by its own pulse, and drawer 1 stays shut")
    func second() {
        var bench = bench()
        kick(&bench, 2, "r")
        bench.wait(.seconds(2))
        #expect(bench.drawer.contains(.opened(request: "r")))
        #expect(bench.printer.panel.drawers.map { $0?.isOpen } == [false, true])
    }

    @Test("Opened by hand is a security fact; shut again is told")
    func byHand() {
        var bench = bench(DrawerSettings(openLevel: .high))
        bench.pull(.drawer(1, .openByHand))
        bench.wait(.seconds(40))
        #expect(bench.drawer.contains(.openedByHand))
        #expect(bench.drawer.contains { if case .leftOpen = $0 { true } else { false } })
        bench.pull(.drawer(1, .pushShut))
        bench.wait(.seconds(1))
        #expect(bench.drawer.last == .position(.closed))
    }

    @Test("A locked drawer is tried with longer pulses, then told; no fourth pulse goes out")
    func locked() {
        var bench = bench(DrawerSettings(openLevel: .high))
        bench.pull(.drawer(1, .lock))
        kick(&bench, 1, "r")
        bench.wait(.seconds(20))
        #expect(bench.drawer.contains(.kickFailed(request: "r")))
        let pulses = bench.notices.compactMap { if case .pulse(1, let length) = $0 { length } else { nil } }
        #expect(pulses == [100, 200, 400])
    }

    @Test("Off line drawer 2 is refused: its pulse would come later, with nobody there; drawer 1 opens at once")
    func offline() {
        var bench = bench(DrawerSettings(openLevel: .high))
        bench.pull(.openCover)
        bench.wait(.seconds(1))
        kick(&bench, 2, "late")
        bench.wait(.seconds(1))
        bench.pull(.closeCover)
        bench.wait(.seconds(10))
        #expect(bench.drawer.contains(.kickFailed(request: "late")))
        #expect(!bench.notices.contains { if case .pulse = $0 { true } else { false } })
        bench.pull(.openCover)
        bench.wait(.seconds(1))
        kick(&bench, 1, "now")
        bench.wait(.seconds(1))
        #expect(bench.drawer.contains(.opened(request: "now")))
    }

    @Test("While a receipt prints, drawer 1 opens at once and drawer 2 behind it; the receipt is whole")
    func duringPrint() {
        var bench = bench(DrawerSettings(openLevel: .high))
        bench.print("job")
        bench.wait(.milliseconds(200))
        kick(&bench, 1, "one")
        bench.wait(.milliseconds(1_200))
        #expect(bench.drawer.contains(.opened(request: "one")) && bench.ends("job").isEmpty)
        bench.pull(.drawer(1, .pushShut))
        kick(&bench, 2, "two")
        bench.wait(.seconds(20))
        #expect(bench.ends("job") == [.printed] && bench.receipts() == 1)
        #expect(bench.drawer.contains(.opened(request: "two")))
    }

    @Test("Power gone: the position is unknown, not shut")
    func lost() {
        var bench = bench(DrawerSettings(openLevel: .high))
        bench.pull(.powerOff)
        bench.wait(.seconds(20))
        #expect(bench.drawer.last == .position(.unknown))
    }
}
