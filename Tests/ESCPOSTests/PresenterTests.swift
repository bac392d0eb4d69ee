import DeviceKit
import ESCPOSDriver
import Testing

struct PresenterTests {
    private typealias State = POSPrinterStatus.Presenter

    /// Runs events at seconds; deadlines in between are kept.
    private struct Run {
        var machine: PresenterMachine
        var orders: [UInt8] = []
        var now = Duration.zero

        init(_ settings: PresenterSettings = PresenterSettings()) { machine = PresenterMachine(settings) }

        mutating func at(_ seconds: Int, _ event: PresenterEvent = .time) {
            let goal = Duration.seconds(seconds)
            while let due = machine.deadline, due < goal {
                now = due
                step(.time)
            }
            now = goal
            step(event)
        }

        private mutating func step(_ event: PresenterEvent) {
            let result = machine.on(event, now: now)
            machine = result.next
            if let order = result.order { orders.append(order) }
        }
    }

    private func presented() -> Run {
        var run = Run()
        run.at(0, .occupied(false))
        run.at(1, .began(job: "a"))
        run.at(2, .occupied(true))
        run.at(3, .printed(job: "a"))
        return run
    }

    @Test("A receipt in the presenter is named by its job, and taken is taken")
    func taken() {
        var run = presented()
        #expect(run.machine.state == .holding(job: "a") && run.machine.isWaitedFor)
        run.at(20, .occupied(false))
        #expect(run.machine.state == .taken(job: "a") && run.orders.isEmpty && !run.machine.isWaitedFor)
        run.at(200)
        #expect(run.machine.state == .taken(job: "a"), "it stands until the next receipt comes")
    }

    @Test("Nobody takes it: drawn back after a minute, once, and told as void with its job")
    func retracted() {
        var run = presented()
        run.at(61)
        #expect(run.orders.isEmpty)
        run.at(63)
        #expect(run.orders == [2] && run.machine.state == .holding(job: "a"), "ordered is not done")
        run.at(64, .occupied(false))
        #expect(run.machine.state == .retracted(job: "a"))
    }

    @Test("It does not move: stuck, no second order, and the next receipt is refused until staff has cleared it")
    func stuck() {
        var run = presented()
        run.at(200)
        #expect(run.orders == [2] && run.machine.state == .stuck(job: "a") && run.machine.refusal != nil)
        run.at(300, .occupied(false))
        #expect(run.machine.state == .empty && run.machine.refusal == nil, "whose hand it was is not known")
    }

    @Test("Each policy has its own order; the one that leaves it lets the next receipt wait for a hand")
    func policies() {
        var eject = Run(PresenterSettings(policy: .eject))
        eject.at(0, .began(job: "a"))
        eject.at(1, .occupied(true))
        eject.at(70)
        #expect(eject.orders == [5])
        eject.at(71, .occupied(false))
        #expect(eject.machine.state == .ejected(job: "a"))
        var leave = Run(PresenterSettings(policy: .leave))
        leave.at(1, .occupied(true))
        leave.at(10_000)
        #expect(leave.orders.isEmpty && leave.machine.refusal != nil && !leave.machine.isWaitedFor)
        #expect(PresenterSettings(.catches)?.retractFunction == 4)
        #expect(PresenterSettings(.none) == nil)
    }

    @Test("A receipt from before our time belongs to nobody; a lost link makes everything unknown")
    func unknown() {
        var run = Run()
        #expect(run.machine.state == nil)
        run.at(0, .occupied(true))
        #expect(run.machine.state == .holding(job: nil))
        run.at(1, .linkLost)
        #expect(run.machine.state == nil && run.machine.deadline == nil)
    }

    @Test("Printed but never seen at the output: nothing is claimed of it")
    func neverSeen() {
        var run = Run()
        run.at(0, .occupied(false))
        run.at(1, .began(job: "a"))
        run.at(2, .printed(job: "a"))
        #expect(run.machine.isWaitedFor)
        run.at(10)
        #expect(run.machine.state == .empty && !run.machine.isWaitedFor)
    }
}

struct FullStatusTests {
    @Test("The full status is four bytes behind its head, whatever they look like, and cut anywhere")
    func scanned() {
        let bytes: [UInt8] = [0x10, 0x0F, 0x24, 0x11, 0x13, 0x01, 0x10, 0x01, 0x05, 0x12]
        for cut in 0...bytes.count {
            var scanner = ESCPOSReplyScanner(fullStatus: true)
            let items = scanner.feed(bytes[..<cut]) + scanner.feed(bytes[cut...])
            #expect(items.count == 3 && scanner.pending.isEmpty)
            guard case .reply(.custom(let first))? = items.first else {
                Issue.record("no full status")
                return
            }
            #expect(first.byte(0) == 0x24 && first.byte(1) == 0x11 && first.byte(3) == 0x01)
        }
        var scanner = ESCPOSReplyScanner(fullStatus: true)
        #expect(scanner.feed([0x10, 0xF0]).count == 1, "a head of no kind is a fault, not a wait")
    }

    @Test("Any bytes give replies or faults on a kiosk printer's line too")
    func anyBytes() {
        var lot = Lot(seed: 3)
        for _ in 0..<20_000 {
            var scanner = ESCPOSReplyScanner(fullStatus: true)
            _ = scanner.feed((0..<lot.roll(30)).map { _ in lot.roll(3) == 0 ? 0x10 : UInt8(lot.roll(256)) })
        }
    }
}

struct ModelTableTests {
    @Test("The profiles that shipped before the table are the same out of it")
    func sameProfiles() {
        let keys = ESCPOSProfile.catalogue.map(\.key)
        #expect(keys.starts(with: ["tm-t88v", "tm-t88-576", "tm-t20", "generic-58"]))
        #expect(
            ESCPOSProfile.tmT88V
                == ESCPOSProfile(
                    name: "TM-T88V class, 512 dots", dots: 512, columnsA: 42, columnsB: 56,
                    pages: ESCPOSProfile.epsonPages, cutter: .feedAndCut(full: false)))
        #expect(
            ESCPOSProfile.generic58
                == ESCPOSProfile(
                    name: "58 mm generic", dots: 384, columnsA: 32, columnsB: 42, pages: PrinterModel.clonePages,
                    cutter: .tearBar(lines: 4), keepsPictures: false, rasterRows: 240, drawsQR: false, qrModule: 5,
                    locksPulses: false, drawerConnectors: 1, leavesKanji: true))
    }

    @Test("Every model has a source, its own key, and columns that fit its dots")
    func table() {
        var seen: [String] = []
        for model in PrinterModel.all {
            #expect(!model.origin.isEmpty && !seen.contains(model.key), "\(model.key)")
            seen.append(model.key)
            #expect(model.dots % 8 == 0 && model.columnsA <= model.dots / 9, "\(model.key)")
            #expect(!model.pages.isEmpty)
        }
    }
}
