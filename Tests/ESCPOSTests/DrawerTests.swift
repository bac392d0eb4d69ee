import DeviceKit
import ESCPOSDriver
import Testing

struct DrawerTests {
    /// Runs events at milliseconds; deadlines in between are kept.
    struct Run {
        var machine: DrawerMachine
        var effects: [DrawerEffect] = []
        var now = Duration.zero
        var pulsedAt: [Duration] = []

        init(_ settings: DrawerSettings) { machine = DrawerMachine(settings) }

        mutating func at(_ milliseconds: Int, _ event: DrawerEvent = .time) {
            let goal = Duration.milliseconds(milliseconds)
            while let due = machine.deadline, due < goal {
                now = max(now, due)
                step(.time)
            }
            now = goal
            step(event)
        }

        private mutating func step(_ event: DrawerEvent) {
            let result = machine.on(event, now: now)
            machine = result.next
            effects += result.effects
            for case .pulse in result.effects { pulsedAt.append(now) }
        }

        var reports: [DrawerReport] {
            effects.compactMap { if case .report(let report) = $0 { report } else { nil } }
        }
        var pulses: [Int] { effects.compactMap { if case .pulse(_, let length) = $0 { length } else { nil } } }
    }

    private let kick = DrawerEvent.kick(request: "r1", connector: 1)

    private func run(_ level: DrawerSettings.OpenLevel = .low, closed: Bool = true) -> Run {
        var run = Run(DrawerSettings(openLevel: level))
        run.at(0, .level(high: level == .low ? closed : !closed))
        return run
    }

    @Test("A drawer that opened after its pulse must be told as opened, once")
    func opens() {
        var run = run()
        run.at(100, kick)
        run.at(250, .level(high: false))
        run.at(400)
        #expect(run.pulses == [100])
        #expect(run.reports == [.position(.closed), .opened(request: "r1"), .position(.open)])
    }

    @Test("A drawer too stiff for a short pulse stays shut unless the pulse grows, and then says so")
    func escalates() {
        var run = run()
        run.at(100, kick)
        run.at(10_000)
        #expect(run.pulses == [100, 200, 400])
        #expect(run.reports == [.position(.closed), .kickFailed(request: "r1")])
    }

    @Test("The second, longer pulse that opens it ends the tries")
    func opensAtSecondTry() {
        var run = run()
        run.at(100, kick)
        run.at(1_200, .level(high: false))
        run.at(5_000)
        #expect(run.pulses == [100, 200] && run.reports.contains(.opened(request: "r1")))
    }

    @Test("An opening nobody ordered is a security fact")
    func openedByHand() {
        var run = run()
        run.at(500, .level(high: false))
        run.at(600)
        #expect(run.reports == [.position(.closed), .openedByHand, .position(.open)])
    }

    @Test("An opening long after the kick failed was a key, not the kick")
    func lateOpeningIsByHand() {
        var run = run()
        run.at(100, kick)
        run.at(9_000, .level(high: false))
        run.at(9_100)
        #expect(run.reports.suffix(2) == [.openedByHand, .position(.open)])
    }

    @Test("A drawer left open must be told again and again until it is shut, with the time it stood open")
    func leftOpen() {
        var run = run()
        run.at(1_000, .level(high: false))
        run.at(62_000)
        run.at(70_000, .level(high: true))
        run.at(71_000)
        #expect(
            run.reports.dropFirst(3) == [
                .leftOpen(for: .seconds(30)), .leftOpen(for: .seconds(60)), .closed(after: .seconds(69)),
                .position(.closed),
            ])
        #expect(run.machine.deadline == nil)
    }

    @Test("A bouncing switch must not be an opening")
    func debounce() {
        var run = run()
        run.at(1_000, .level(high: false))
        run.at(1_030, .level(high: true))
        run.at(3_000)
        #expect(run.reports == [.position(.closed)])
    }

    @Test("A flapping sensor must not be believed, and is believed again when it is calm")
    func sensorFault() {
        var run = run()
        for step in 0..<6 { run.at(1_000 + step * 20, .level(high: step % 2 != 0)) }
        #expect(run.reports.suffix(2) == [.sensorFault, .position(.unknown)])
        run.at(5_000)
        #expect(run.reports.last == .position(.closed) && run.machine.deadline == nil)
    }

    @Test("A lost link makes the drawer unknown, never closed, and a kick on its way a question")
    func linkLost() {
        var run = run()
        run.at(100, kick)
        run.at(200, .linkLost)
        run.at(20_000)
        #expect(run.pulses == [100])
        #expect(run.reports == [.position(.closed), .kickUnknown(request: "r1"), .position(.unknown)])
        run.at(30_000, .level(high: true))
        run.at(40_000)
        #expect(run.pulses == [100] && run.reports.last == .position(.closed))
    }

    @Test("Two kicks inside a second open two drawers' worth of cash")
    func noSecondKickInsideASecond() {
        var run = run()
        run.at(100, kick)
        run.at(200, .level(high: false))
        run.at(700, .kick(request: "r2", connector: 1))
        #expect(run.pulses == [100] && run.reports.last == .kickFailed(request: "r2"))
    }

    @Test("The same request told twice must not pulse twice")
    func sameRequestTwice() {
        var run = run()
        run.at(100, kick)
        run.at(150, kick)
        run.at(200, .level(high: false))
        run.at(400)
        run.at(9_000, kick)
        #expect(run.pulses == [100] && run.reports.last == .opened(request: "r1"))
    }

    @Test("Without a sensor nobody may claim that it opened")
    func noSensor() {
        var run = Run(DrawerSettings(openLevel: .noSensor))
        run.at(0, .level(high: true))
        run.at(100, kick)
        run.at(9_000, .level(high: false))
        #expect(run.pulses == [100] && run.reports == [.kickUnknown(request: "r1")] && run.machine.deadline == nil)
    }

    @Test("The wiring is learned from what follows a kick", arguments: [true, false])
    func learns(_ openIsHigh: Bool) {
        var run = Run(DrawerSettings(openLevel: .unknown))
        run.at(0, .level(high: !openIsHigh))
        run.at(100, kick)
        run.at(200, .level(high: openIsHigh))
        run.at(400)
        #expect(
            run.reports == [.polarityLearned(openIsHigh: openIsHigh), .opened(request: "r1"), .position(.open)])
        run.at(1_000, .level(high: !openIsHigh))
        run.at(2_000)
        #expect(run.reports.last == .position(.closed))
    }

    @Test("An unknown wiring with no change is unknown, not failed, and is not pulsed again")
    func learnsNothing() {
        var run = Run(DrawerSettings(openLevel: .unknown))
        run.at(0, .level(high: true))
        run.at(100, kick)
        run.at(9_000)
        #expect(run.pulses == [100] && run.reports == [.kickUnknown(request: "r1")])
    }

    @Test("A drawer found open at the start is a position, not an opening; its alarm runs")
    func openAtStart() {
        var run = run(closed: false)
        run.at(31_000)
        #expect(run.reports == [.position(.open), .leftOpen(for: .seconds(30))])
    }

    @Test("A kick at an open drawer is told as open at once")
    func kickWhileOpen() {
        var run = run(closed: false)
        run.at(100, kick)
        #expect(run.reports.last == .opened(request: "r1"))
    }

    @Test("A refused kick sends nothing and stays refused for its request")
    func refused() {
        var run = run()
        run.at(100, .refuse(request: "r1"))
        run.at(5_000, kick)
        #expect(
            run.pulses.isEmpty && run.reports.suffix(2) == [.kickFailed(request: "r1"), .kickFailed(request: "r1")])
    }

    @Test("An edge just before the end of the wait still counts")
    func edgeAtTheLastMoment() {
        var run = Run(DrawerSettings(openLevel: .low, pulseMilliseconds: [100]))
        run.at(0, .level(high: true))
        run.at(100, kick)
        run.at(1_590, .level(high: false))
        run.at(3_000)
        #expect(run.reports.contains(.opened(request: "r1")))
    }

    @Test("No mix of events may pulse within a second of the last pulse, or leave a request without its end")
    func anyEvents() {
        var dice = Lot(seed: 3)
        for round in 0..<2_000 {
            let levels: [DrawerSettings.OpenLevel] = [.low, .high, .unknown, .noSensor]
            var run = Run(DrawerSettings(openLevel: levels[round % 4]))
            var now = 0
            var asked: [String] = []
            for step in 0..<30 {
                now += dice.roll(900)
                switch dice.roll(5) {
                case 0:
                    asked.append("\(step)")
                    run.at(now, .kick(request: "\(step)", connector: 1))
                case 1: run.at(now, .linkLost)
                case 2: run.at(now)
                default: run.at(now, .level(high: dice.roll(2) == 0))
                }
            }
            run.at(now + 20_000)
            for (earlier, later) in zip(run.pulsedAt, run.pulsedAt.dropFirst()) {
                #expect(later - earlier >= .seconds(1))
            }
            for request in asked {
                let ends = run.reports.filter {
                    switch $0 {
                    case .opened(request), .kickFailed(request), .kickUnknown(request): true
                    default: false
                    }
                }
                #expect(ends.count == 1, "round \(round) request \(request)")
            }
        }
    }

    @Test("A coil that pulls again before it has rested four times as long burns, and the drawer stays shut for good")
    func dutyAfterALongPulse() {
        var run = run()
        run.at(100, kick)
        run.at(2_200, .level(high: false))
        run.at(2_300)
        #expect(run.pulses == [100, 200, 400] && run.reports.contains(.opened(request: "r1")))
        run.at(2_500, .level(high: true))
        run.at(4_000, .kick(request: "r2", connector: 1))
        #expect(run.pulses.count == 3 && run.reports.last == .kickFailed(request: "r2"))
        run.at(4_100, .kick(request: "r3", connector: 1))
        #expect(run.pulses.count == 4)
    }

    @Test("A longer pulse that follows a long one keeps the duty too")
    func dutyWhileTrying() {
        var run = Run(DrawerSettings(openLevel: .low, pulseMilliseconds: [300, 400]))
        run.at(0, .level(high: true))
        run.at(100, kick)
        run.at(20_000)
        #expect(run.pulses == [300, 400] && run.pulsedAt[1] - run.pulsedAt[0] == .milliseconds(1_500))
        #expect(run.reports.last == .kickFailed(request: "r1"))
    }

    // MARK: Found by the device storm

    @Test("The order's own opening, seen late, is told to the police as a thief's")
    func ourOwnOpeningIsNobodysHand() {
        var run = run(closed: false)
        run.at(5_000, .level(high: true))
        run.at(5_030, kick)
        run.at(5_300, .level(high: false))
        run.at(9_000)
        #expect(!run.reports.contains(.openedByHand))
        run.at(20_000, .level(high: true))
        run.at(40_000, .level(high: false))
        run.at(41_000)
        #expect(run.reports.contains(.openedByHand), "the next one is a hand's again")
    }

    @Test("A pulse that was lost from sight may lie in the printer: its opening later accuses nobody")
    func aPulseInDoubtMayComeLater() {
        var run = run()
        run.at(100, kick)
        run.at(200, .linkLost)
        run.at(8_000, .level(high: true))
        run.at(9_000, .level(high: false))
        run.at(9_100)
        #expect(!run.reports.contains(.openedByHand))
        run.at(20_000, .level(high: true))
        run.at(30_000, .level(high: false))
        run.at(30_100)
        #expect(run.reports.contains(.openedByHand))
    }

    @Test("A hand that shuts the drawer soon after a kick teaches the wrong level, and every word after it is false")
    func onlyWhatFollowsAtOnceTeaches() {
        var run = Run(DrawerSettings(openLevel: .unknown))
        run.at(0, .level(high: false))
        run.at(100, kick)
        run.at(1_000, .level(high: true))
        run.at(9_000)
        #expect(run.reports == [.kickUnknown(request: "r1")])
    }

    @Test("A level that was learned the wrong way round is given up when a pulse seems to shut the drawer")
    func noPulseShutsADrawer() {
        var run = Run(DrawerSettings(openLevel: .unknown))
        run.at(0, .level(high: false))
        run.at(100, kick)
        run.at(500, .level(high: true))
        run.at(3_000)
        #expect(run.reports.contains(.polarityLearned(openIsHigh: true)), "a quick hand has taught it")
        run.at(10_000, .kick(request: "r2", connector: 1))
        run.at(10_300, .level(high: false))
        run.at(15_000)
        #expect(run.reports.last == .position(.unknown))
        run.at(20_000, .level(high: true))
        run.at(21_000)
        #expect(!run.reports.contains(.openedByHand), "nobody is accused by a level that is not known")
    }
}
