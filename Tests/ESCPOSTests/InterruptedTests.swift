import DeviceKit
import ESCPOSDriver
import Testing

struct InterruptedTests {
    @Test(
        "A link pulled after any reply, with the same order repeated, must never print twice or leave a job without end"
    )
    func pulledAfterEveryReply() {
        for pull in 1...60 {
            var bench = Bench()
            bench.pullAfter = pull
            bench.open()
            bench.print("a")
            bench.wait(.seconds(40))
            if !bench.linked { bench.open() }
            bench.wait(.seconds(40))
            for _ in 0..<3 {
                bench.print("a")
                bench.wait(.seconds(40))
            }
            #expect(bench.onPaper() <= 1, "pulled after \(pull)")
            let ends = bench.ends("a")
            #expect(!ends.isEmpty, "pulled after \(pull)")
            // What was told as unknown or printed stays told as that.
            if let first = ends.first(where: { !$0.isFailed }) {
                #expect(ends.drop { $0 != first }.allSatisfy { $0 == first })
            }
            if ends.contains(.printed) { #expect(bench.onPaper() == 1) }
        }
    }

    @Test(
        "Trouble of any kind at any time must never print twice, never claim a print that is not there, and always end")
    func anyTrouble() {
        var dice = Lot(seed: 42)
        for round in 0..<400 {
            var bench = Bench()
            bench.printer.knowsProcessIDs = dice.roll(3) != 0
            bench.open()
            var asked: [String] = []
            for _ in 0..<25 {
                switch dice.roll(12) {
                case 0: bench.operate { $0.paper.toggle() }
                case 1: bench.operate { $0.cover.toggle() }
                case 2: bench.operate { $0.cutterStuck.toggle() }
                case 3: bench.pull(); bench.printer.powerCycle(); bench.open()
                case 4: bench.printer.answers.toggle()
                case 5: bench.step(.command(.recover))
                case 6: if let id = asked.last { bench.step(.command(.abandon(id: id))) }
                case 7: bench.step(.command(.openDrawer(connector: 1, request: "k\(bench.sends.count)")))
                case 8: bench.step(.received((0..<5).map { _ in UInt8(dice.roll(256)) }))
                default:
                    let id = dice.roll(3) == 0 ? asked.last ?? "0" : "\(asked.count)"
                    if asked.last != id { asked.append(id) }
                    bench.print(id, "T" + id)
                }
                bench.wait(.milliseconds(dice.roll(4_000)))
            }
            bench.printer.answers = true
            bench.operate { printer in (printer.paper, printer.cover, printer.cutterStuck) = (true, false, false) }
            bench.wait(.seconds(120))
            for id in asked {
                #expect(bench.onPaper("T" + id) <= 1, "round \(round) job \(id)")
                #expect(!bench.ends(id).isEmpty, "round \(round) job \(id)")
                if bench.ends(id).contains(.printed) {
                    #expect(bench.onPaper("T" + id) == 1, "round \(round) job \(id)")
                }
            }
        }
    }

    @Test("A kick through the dialogue opens once, at once, and also while a job waits for paper")
    func kicks() {
        var bench = Bench()
        bench.open()
        bench.wait(.seconds(5))
        bench.step(.command(.openDrawer(connector: 1, request: "r")))
        #expect(bench.sends.last == [0x10, 0x14, 0x01, 0x00, 0x01])
        bench.operate { $0.drawerHigh = false }
        bench.wait(.milliseconds(100))
        #expect(bench.drawer.contains(.opened(request: "r")) && bench.printer.pulses == 1)
        bench.operate { printer in (printer.drawerHigh, printer.paper) = (true, false) }
        bench.wait(.seconds(5))
        bench.step(.command(.openDrawer(connector: 2, request: "s")))
        #expect(bench.sends.last == [0x10, 0x14, 0x01, 0x01, 0x01])
    }

    @Test("A buffered pulse behind a printer without paper would open the drawer minutes later: it is refused")
    func bufferedKicks() {
        var bench = Bench(drawer: DrawerSettings(openLevel: .low, pulse: .buffered))
        bench.open()
        bench.wait(.seconds(5))
        bench.step(.command(.openDrawer(connector: 1, request: "r")))
        #expect(bench.sends.last == [0x1B, 0x70, 0x00, 50, 200] && bench.printer.pulses == 1)
        bench.wait(.seconds(10))
        let before = bench.printer.pulses
        bench.operate { $0.paper = false }
        bench.step(.command(.openDrawer(connector: 1, request: "s")))
        bench.operate { $0.paper = true }
        bench.wait(.seconds(10))
        #expect(bench.printer.pulses == before && bench.drawer.contains(.kickFailed(request: "s")))
    }

    @Test("A connector the printer does not have, or a printer that is away, fails the kick without a byte")
    func refusedKicks() {
        var bench = Bench()
        bench.step(.command(.openDrawer(connector: 1, request: "r")))
        bench.open()
        bench.wait(.seconds(5))
        let sent = bench.sends.count
        bench.step(.command(.openDrawer(connector: 3, request: "s")))
        #expect(bench.drawer.contains(.kickFailed(request: "r")) && bench.drawer.contains(.kickFailed(request: "s")))
        #expect(bench.sends.count == sent && bench.printer.pulses == 0)
    }

    @Test("After a power cycle without a push the opening is still seen: the drawer is looked at while it should open")
    func openingSeenWithoutPush() {
        var bench = Bench()
        bench.open()
        bench.wait(.seconds(5))
        bench.printer.powerCycle()
        bench.step(.command(.openDrawer(connector: 1, request: "r")))
        bench.printer.drawerHigh = false
        bench.wait(.seconds(1))
        #expect(bench.drawer.contains(.opened(request: "r")) && bench.printer.pulses == 1)
    }
}
