import DeviceKit
import Testing

/// The drawers of one board, without a wire: every rule of the dossier's section 6 is a test.
@Suite struct BoardTests {
    struct Play {
        var board: DrawerBoard
        var effects: [DrawerBoardEffect] = []

        init(_ rules: DrawerBoardRules = .init(openLevel: .high), drawers: Int = 1, senseApart: Bool = false) {
            board = DrawerBoard(rules, drawers: drawers, senseApart: senseApart)
        }

        /// An event at a moment, after everything that was due before.
        mutating func at(_ milliseconds: Int, _ event: DrawerBoardEvent) {
            let now = Duration.milliseconds(milliseconds)
            while let due = board.deadline, due < now {
                let step = board.on(.time, now: due)
                effects += step.effects
                board = step.next
                guard board.deadline.map({ $0 > due }) ?? true else {
                    Issue.record("the deadline stands still")
                    return
                }
            }
            let step = board.on(event, now: now)
            board = step.next
            effects += step.effects
        }

        mutating func level(_ high: Bool, _ milliseconds: Int) {
            at(milliseconds, .level(sensor: 0, high: high))
        }

        var told: [DrawerReport] {
            effects.compactMap { if case .report(.drawer(_, let report)) = $0 { report } else { nil } }
        }
        var pulses: Int { effects.filter { if case .pulse = $0 { true } else { false } }.count }
        var refusals: [CashDrawerRefusal] {
            effects.compactMap { if case .report(.refused(_, _, let refusal)) = $0 { refusal } else { nil } }
        }
    }

    @Test("One request that pulses twice is a drawer that opens with nobody's order")
    func oneRequestOnePulse() {
        var play = Play()
        play.level(false, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.at(120, .kick(number: 1, request: "a"))
        play.level(true, 200)
        play.at(5_000, .kick(number: 1, request: "a"))
        play.at(6_000, .linkLost)
        play.at(7_000, .kick(number: 1, request: "a"))
        #expect(play.pulses == 1)
        #expect(play.told.filter { $0 == .opened(request: "a") }.count == 3)
    }

    @Test("A request that named one drawer must not open another one later")
    func aRequestBelongsToItsDrawer() {
        var play = Play(drawers: 2, senseApart: true)
        play.at(0, .level(sensor: 0, high: false))
        play.at(0, .level(sensor: 1, high: false))
        play.at(100, .kick(number: 1, request: "a"))
        play.at(9_000, .kick(number: 2, request: "a"))
        #expect(play.effects.filter { $0 == .pulse(number: 2) }.isEmpty)
        #expect(play.pulses == 1)
    }

    @Test("A press that was refused must not open the drawer minutes later, when the same request comes again")
    func refusedStaysRefused() {
        var play = Play()
        play.at(0, .refuse(number: 1, request: "a", .linkDown))
        play.at(90_000, .kick(number: 1, request: "a"))
        #expect(play.pulses == 0 && play.refusals == [.linkDown, .linkDown])
    }

    @Test("Two presses at once would open two drawers' worth of cash")
    func oneOpeningAtATime() {
        var play = Play(drawers: 2, senseApart: true)
        play.at(0, .kick(number: 1, request: "a"))
        play.at(500, .kick(number: 2, request: "b"))
        play.at(700, .level(sensor: 0, high: true))
        play.at(900, .kick(number: 2, request: "c"))
        play.at(1_000, .kick(number: 2, request: "d"))
        play.at(2_000, .kick(number: 3, request: "e"))
        play.at(2_000, .kick(number: 0, request: "f"))
        #expect(play.refusals == [.busy, .tooSoon, .noSuchDrawer, .noSuchDrawer])
        #expect(play.effects.contains(.pulse(number: 2)))
    }

    @Test("A locked drawer must not be counted as opened, and a blind one not as shut")
    func threeAnswers() {
        var seen = Play()
        seen.level(false, 0)
        seen.at(100, .kick(number: 1, request: "a"))
        seen.level(true, 300)
        seen.at(1_000, .time)
        #expect(seen.told == [.position(.closed), .opened(request: "a"), .position(.open)])

        var locked = Play()
        locked.level(false, 0)
        locked.at(100, .kick(number: 1, request: "a"))
        locked.at(1_599, .time)
        #expect(locked.told == [.position(.closed)])
        locked.at(1_600, .time)
        #expect(locked.told == [.position(.closed), .kickFailed(request: "a")])

        var blind = Play()
        blind.level(false, 0)
        blind.at(100, .kick(number: 1, request: "a"))
        blind.at(200, .blind(sensor: 0))
        blind.at(5_000, .time)
        #expect(blind.told == [.position(.closed), .position(.unknown), .kickUnknown(request: "a")])
    }

    @Test("A link that is lost with a pulse on its way leaves a question, not an answer")
    func aLostLinkIsUnknown() {
        var play = Play()
        play.level(false, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.at(150, .linkLost)
        #expect(play.told == [.position(.closed), .kickUnknown(request: "a"), .position(.unknown)])
        // It is found open: that was the pulse, not a hand.
        play.level(true, 9_000)
        #expect(!play.told.contains(.openedByHand))
        #expect(play.told.last == .position(.open))
    }

    @Test("Pulling the cable must not be a way to open a drawer unseen")
    func openedWhileNobodyLookedIsTold() {
        var play = Play()
        play.level(false, 0)
        play.at(100, .linkLost)
        play.level(true, 60_000)
        #expect(play.told == [.position(.closed), .position(.unknown), .openedByHand, .position(.open)])
        var stands = Play()
        stands.level(true, 0)
        stands.at(100, .linkLost)
        stands.level(true, 60_000)
        #expect(!stands.told.contains(.openedByHand), "it stood open before")
        var locked = Play()
        locked.level(false, 0)
        locked.at(100, .kick(number: 1, request: "a"))
        locked.at(2_000, .linkLost)
        locked.level(true, 60_000)
        #expect(locked.told.contains(.openedByHand), "the pulse had opened nothing: this was a key")
    }

    @Test("A drawer that did not open at its request, and opens later, was opened by hand")
    func lateOpeningIsByHand() {
        var play = Play()
        play.level(false, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.level(true, 1_700)
        play.at(2_000, .time)
        #expect(
            play.told == [.position(.closed), .kickFailed(request: "a"), .openedByHand, .position(.open)])
    }

    @Test("A change at the very end of the wait decides, not the wait")
    func aChangeInTheMakingIsAwaited() {
        var play = Play()
        play.level(false, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.level(true, 1_590)
        play.at(3_000, .time)
        #expect(play.told == [.position(.closed), .opened(request: "a"), .position(.open)])
    }

    @Test("The hand that was faster than the pulse is told too")
    func handBeforePulse() {
        var play = Play()
        play.level(false, 0)
        play.level(true, 100)
        play.at(130, .kick(number: 1, request: "a"))
        play.at(1_000, .time)
        #expect(play.told == [.position(.closed), .openedByHand, .opened(request: "a"), .position(.open)])
    }

    @Test("A drawer that stands open for half an hour must be called for, again and again, until it is shut")
    func leftOpen() {
        var play = Play(.init(openLevel: .high, leftOpenAfter: .seconds(10), leftOpenEvery: .seconds(5)))
        play.level(false, 0)
        play.level(true, 1_000)
        play.at(22_000, .time)
        let alarms = play.told.filter { if case .leftOpen = $0 { true } else { false } }
        #expect(alarms == [.leftOpen(for: .seconds(10)), .leftOpen(for: .seconds(15)), .leftOpen(for: .seconds(20))])
        play.level(false, 23_000)
        play.at(60_000, .time)
        #expect(play.told.suffix(2) == [.closed(after: .seconds(22)), .position(.closed)])
        #expect(play.board.deadline == nil)
    }

    @Test("A drawer without a sensor is counted as open, and somebody is reminded once")
    func withoutASensor() {
        var play = Play(.init(openLevel: .noSensor, leftOpenAfter: .seconds(10)))
        play.at(0, .kick(number: 1, request: "a"))
        play.level(false, 10)
        play.at(60_000, .time)
        #expect(
            play.effects == [
                .pulse(number: 1), .report(.drawer(number: 1, .kickUnknown(request: "a"))),
                .report(.shutReminder(number: 1, after: .seconds(10))),
            ])
    }

    @Test("Which level means open is learned at the first pulse, both ways round", arguments: [true, false])
    func polarityIsLearned(openIsHigh: Bool) {
        var play = Play(.init(openLevel: .unknown))
        play.level(!openIsHigh, 0)
        #expect(play.told.isEmpty, "a level is no position")
        play.at(100, .kick(number: 1, request: "a"))
        play.level(openIsHigh, 200)
        play.at(1_000, .time)
        #expect(
            play.told == [.polarityLearned(openIsHigh: openIsHigh), .opened(request: "a"), .position(.open)])
        play.level(!openIsHigh, 2_000)
        play.at(3_000, .time)
        #expect(play.told.last == .position(.closed))
        play.at(4_000, .linkLost)
        play.level(openIsHigh, 5_000)
        #expect(play.told.suffix(2) == [.openedByHand, .position(.open)], "it outlives the link")
    }

    @Test("A hand must not teach the polarity: whoever opens a drawer by key would turn open and shut round")
    func aHandTeachesNothing() {
        var play = Play(.init(openLevel: .unknown))
        play.level(false, 0)
        play.level(true, 1_000)
        play.level(false, 2_000)
        play.level(true, 3_000)
        play.at(3_050, .kick(number: 1, request: "a"))
        play.at(9_000, .time)
        #expect(play.told == [.kickUnknown(request: "a")])
        #expect(play.board.sensors[0].openIsHigh == nil)
    }

    @Test("A contact that bounces is no hand")
    func bouncingIsNothing() {
        var play = Play()
        play.level(false, 0)
        for step in 0..<4 {
            play.level(true, 1_000 * step + 500)
            play.level(false, 1_000 * step + 530)
        }
        play.at(9_000, .time)
        #expect(play.told == [.position(.closed)])
    }

    @Test("A switch that flaps is not to be believed, and what happened meanwhile is told when it is calm")
    func flapping() {
        var play = Play()
        play.level(false, 0)
        for step in 0..<6 { play.level(step % 2 == 0, 1_000 + step * 50) }
        #expect(play.told == [.position(.closed), .sensorFault, .position(.unknown)])
        play.level(true, 1_400)
        play.at(9_000, .time)
        #expect(play.told.suffix(2) == [.openedByHand, .position(.open)])
    }

    @Test("A switch that flaps for an hour must not fill the memory")
    func flappingIsBounded() {
        var play = Play()
        play.level(false, 0)
        for step in 0..<20_000 { play.level(step % 2 == 0, 1_000) }
        #expect(String(describing: play.board).utf8.count < 2_000)
    }

    @Test("Requests without end must not fill the memory")
    func requestsAreBounded() {
        var play = Play()
        for step in 0..<2_000 { play.at(step, .refuse(number: 1, request: "r\(step)", .linkDown)) }
        #expect(String(describing: play.board).utf8.count < 100_000)
    }

    // MARK: Found by the device storm

    private static let asked = DrawerBoardRules(openLevel: .high, isAsked: true)

    @Test("A board that fell silent at the pulse has not said that the drawer stayed shut")
    func silenceIsNoFailure() {
        var silent = Play(Self.asked)
        silent.level(false, 0)
        silent.at(100, .kick(number: 1, request: "a"))
        silent.at(5_000, .time)
        #expect(silent.told == [.position(.closed), .kickUnknown(request: "a")])

        var locked = Play(Self.asked)
        locked.level(false, 0)
        locked.at(100, .kick(number: 1, request: "a"))
        for time in [150, 400, 650, 900, 1_150] { locked.level(false, time) }
        locked.at(5_000, .time)
        #expect(locked.told == [.position(.closed), .kickFailed(request: "a")])
    }

    @Test("A drawer that is open by an old word only is not opened by an order that nobody heard of")
    func anOldWordOpensNothing() {
        var play = Play(Self.asked)
        play.level(true, 0)
        play.at(5_000, .kick(number: 1, request: "a"))
        play.at(9_000, .time)
        #expect(play.told == [.position(.open), .kickUnknown(request: "a")])
        play.at(20_000, .kick(number: 1, request: "b"))
        play.level(true, 20_100)
        #expect(play.told.last == .opened(request: "b"))
    }

    @Test("The order's own opening, seen late, is told to the police as a thief's")
    func ourOwnOpeningIsNobodysHand() {
        // Shut, and kicked before that was believed: the word "opened" came at once, the opening itself comes now.
        var play = Play()
        play.level(true, 0)
        play.level(false, 5_000)
        play.at(5_030, .kick(number: 1, request: "a"))
        play.level(true, 5_300)
        play.at(9_000, .time)
        #expect(!play.told.contains(.openedByHand))
        #expect(play.told.last == .position(.open))
        play.level(false, 20_000)
        play.level(true, 40_000)
        play.at(41_000, .time)
        #expect(play.told.contains(.openedByHand), "the next one is a hand's again")
    }

    @Test("A hand that shuts the drawer soon after a kick teaches the wrong level, and every word after it is false")
    func onlyWhatFollowsAtOnceTeaches() {
        var play = Play(.init(openLevel: .unknown))
        play.level(true, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.level(false, 1_000)
        play.at(9_000, .time)
        #expect(play.told == [.kickUnknown(request: "a")])
        play.at(20_000, .kick(number: 1, request: "b"))
        play.level(true, 20_300)
        play.at(29_000, .time)
        #expect(play.told.contains(.polarityLearned(openIsHigh: true)))
    }

    @Test("A level that was learned the wrong way round is given up when a pulse seems to shut the drawer")
    func noPulseShutsADrawer() {
        var play = Play(.init(openLevel: .unknown))
        play.level(true, 0)
        play.at(100, .kick(number: 1, request: "a"))
        play.level(false, 500)
        play.at(3_000, .time)
        #expect(play.told.contains(.polarityLearned(openIsHigh: false)), "a quick hand has taught it")
        play.at(10_000, .kick(number: 1, request: "b"))
        play.level(true, 10_300)
        play.at(12_000, .time)
        #expect(play.told.last == .position(.unknown))
        play.level(false, 15_000)
        play.at(16_000, .time)
        #expect(!play.told.contains(.openedByHand), "nobody is accused by a level that is not known")
        play.at(20_000, .kick(number: 1, request: "c"))
        play.level(true, 20_300)
        play.at(29_000, .time)
        #expect(play.told.contains(.polarityLearned(openIsHigh: true)))
    }
}
