import APGDrawerDriver
import APGDrawerSimulator
import DeviceKit
import SimulatorKit
import Testing

typealias SerialBench = Bench<APGDrawerDialogue, APGDrawerDevice>

extension Bench where Host == APGDrawerDialogue, Board == APGDrawerDevice {
    init(_ configuration: APGDrawerConfiguration, _ board: APGDrawerBoard) {
        self.init(APGDrawerDialogue(configuration), APGDrawerDevice(board))
    }
}

/// One row of the dossier's table of stand-alone drawers, serial part.
struct SerialRow: CustomTestStringConvertible {
    let configuration: APGDrawerConfiguration
    let board: APGDrawerBoard
    let opens: [[UInt8]]
    let told: DrawerReport

    var testDescription: String { "\(configuration.model.maker) \(configuration.model.name)" }

    static let seen = DrawerReport.opened(request: "one")
    static let unseen = DrawerReport.kickUnknown(request: "one")
    static let learned = DrawerBoardRules()

    static let all = [
        SerialRow(configuration: .init(.apg484A), board: .apg484A(), opens: [[0x07]], told: seen),
        SerialRow(
            configuration: .init(.apg484A, senseLine: .clearToSend), board: .apg484A(.clearToSend), opens: [[0x07]],
            told: seen),
        SerialRow(configuration: .init(.apg212A), board: .apg212A(), opens: [[0x07]], told: seen),
        SerialRow(
            configuration: .init(.apg212A, openBytes: [[0x07, 0x07]]), board: .apg212A(code: [0x07, 0x07]),
            opens: [[0x07, 0x07]], told: seen),
        SerialRow(
            configuration: .init(.mmfMultiSerial, senseLine: .clearToSend), board: .mmfMultiSerial(), opens: [[0x41]],
            told: seen),
        SerialRow(
            configuration: .init(.mmfMultiSerial, openBytes: [[0x31], [0x32]], senseLine: .clearToSend),
            board: .mmfPair(codes: [[0x31], [0x32]]), opens: [[0x31], [0x32]], told: seen),
        SerialRow(configuration: .init(.mmfECD232), board: .mmfECD232, opens: [[0x41, 0x41]], told: unseen),
        SerialRow(configuration: .init(.mmfECD232ND), board: .mmfECD232ND, opens: [[0x41]], told: unseen),
        SerialRow(configuration: .init(.logicCR3001), board: .logicCR3001(), opens: [[0x07]], told: unseen),
        SerialRow(
            configuration: .init(.logicCR3001, openBytes: [[0x1B]]), board: .logicCR3001(code: 0x1B), opens: [[0x1B]],
            told: unseen),
        SerialRow(configuration: .init(.logicCR3001), board: .logicCR3001Dedicated, opens: [[0x07]], told: unseen),
        SerialRow(configuration: .init(.logicCR3002), board: .logicCR3002, opens: [[0x41]], told: unseen),
        SerialRow(
            configuration: .init(.ibmSurePOS500), board: .ibmSurePOS500, opens: [[0x07], [0x1B, 0x07]], told: seen),
        SerialRow(
            configuration: .init(.ibmSureOne, openBytes: [[0x07]]), board: .ibmSureOne(code: [0x07]), opens: [[0x07]],
            told: seen),
        SerialRow(
            configuration: .init(.acodeAT10U3, openBytes: [[0x4F, 0x50]]), board: .acodeAT10U3(code: [0x4F, 0x50]),
            opens: [[0x4F, 0x50]], told: seen),
        SerialRow(
            configuration: .init(.modemLineOnly, openBytes: [[0x07]]),
            board: APGDrawerBoard(triggers: [.code([0x07])], sense: .ring), opens: [[0x07]], told: seen),
    ]
}

@Suite struct SerialTests {
    @Test(
        "A row of the table that is read wrong opens nothing, or opens twice",
        arguments: SerialRow.all)
    func eachDrawerOfEachBoardOpensOnce(_ row: SerialRow) {
        for number in 1...row.opens.count {
            var bench = SerialBench(row.configuration, row.board)
            bench.plug()
            bench.pass(.seconds(13))
            let asked = bench.sent.count
            bench.open("one", number)
            #expect(bench.sent[asked...].first == row.opens[number - 1])
            bench.pass(.seconds(3))
            let orders = bench.sent.filter { row.opens.contains($0) }
            #expect(orders == [row.opens[number - 1]])
            #expect(bench.pulses == 1)
            #expect(bench.board.drawers[number - 1].isOpen)
            #expect(bench.told.contains(row.told))
            #expect(!bench.told.contains(.openedByHand))
            #expect(bench.faults.isEmpty)
        }
    }

    @Test(
        "A byte on the line before anybody asked opens a drawer that opens on any byte",
        arguments: SerialRow.all)
    func nothingOpensByItself(_ row: SerialRow) {
        var bench = SerialBench(row.configuration, row.board)
        bench.plug()
        bench.pass(.seconds(60))
        bench.unplug()
        bench.pass(.seconds(5))
        bench.plug()
        bench.pass(.seconds(60))
        #expect(bench.pulses == 0)
        #expect(!bench.notices.contains { if case .clicked = $0 { true } else { false } })
        if case .asked(let questions, _) = row.configuration.model.status {
            #expect(bench.sent.allSatisfy { questions.contains($0) })
        } else {
            #expect(bench.sent.isEmpty)
        }
    }

    @Test("A key that opens a drawer behind the cashier's back must be heard, whatever the board")
    func openingByHandIsToldByEveryBoardThatCanSee() {
        for row in SerialRow.all where row.told == SerialRow.seen {
            var configuration = row.configuration
            configuration.rules.openLevel = .high
            var bench = SerialBench(configuration, row.board)
            bench.plug()
            bench.pass(.seconds(5))
            bench.forget()
            bench.hand(.openByHand)
            bench.pass(.seconds(2))
            #expect(bench.told.contains(.openedByHand), "\(row.testDescription)")
            #expect(bench.told.contains(.position(.open)))
            bench.hand(.pushShut)
            bench.pass(.seconds(3))
            #expect(bench.told.last == .position(.closed), "\(row.testDescription)")
            #expect(bench.pulses == 0)
        }
    }

    @Test("A line-powered board needs 12 s and then 6 s: a press in between is refused, and never opens later")
    func aBoardThatLivesOnTheLineIsGivenItsTime() {
        var bench = SerialBench(.init(.apg484A), .apg484A())
        bench.plug()
        bench.pass(.seconds(4))
        bench.open("early")
        #expect(bench.reports.last == .refused(number: 1, request: "early", .recharging(.seconds(8))))
        bench.pass(.seconds(9))
        bench.open("early")
        #expect(bench.reports.last == .refused(number: 1, request: "early", .recharging(.seconds(8))))
        #expect(bench.sent.isEmpty)
        bench.open("first")
        bench.pass(.seconds(2))
        bench.hand(.pushShut)
        bench.pass(.seconds(2))
        bench.open("second")
        #expect(bench.reports.last == .refused(number: 1, request: "second", .recharging(.seconds(2))))
        bench.pass(.seconds(60))
        #expect(bench.pulses == 1)
        bench.open("third")
        bench.pass(.seconds(1))
        #expect(bench.pulses == 2)
        #expect(!bench.notices.contains(.tooWeak(drawer: 1)))
    }

    @Test("A second opening in a row fails on a CR3002, so it is not sent")
    func aBusPoweredBoardIsNotAskedTwiceInARow() {
        var bench = SerialBench(.init(.logicCR3002), .logicCR3002)
        bench.plug()
        bench.open("one")
        bench.pass(.seconds(2))
        bench.open("two")
        #expect(bench.reports.last == .refused(number: 1, request: "two", .recharging(.seconds(4))))
        #expect(bench.sent == [[0x41]])
    }

    @Test("Two drawers of an IBM board: the key at one must not be told of the other")
    func twoDrawersAreToldApart() {
        var bench = SerialBench(.init(.ibmSurePOS500), .ibmSurePOS500)
        bench.plug()
        bench.pass(.seconds(2))
        bench.forget()
        bench.hand(.openByHand, at: 2)
        bench.pass(.seconds(2))
        #expect(bench.reports == [.drawer(number: 2, .openedByHand), .drawer(number: 2, .position(.open))])
        bench.forget()
        bench.open("one", 1)
        bench.pass(.seconds(1))
        #expect(
            bench.reports == [
                .drawer(number: 1, .opened(request: "one")), .drawer(number: 1, .position(.open)),
            ])
    }

    @Test("Two drawers on one sense wire: which of them is open is not known, and not claimed")
    func aSharedWireNamesNoDrawer() {
        var configuration = APGDrawerConfiguration(
            .mmfMultiSerial, openBytes: [[0x31], [0x32]], senseLine: .clearToSend)
        configuration.rules.openLevel = .high
        var bench = SerialBench(configuration, .mmfPair(codes: [[0x31], [0x32]]))
        bench.plug()
        bench.pass(.seconds(2))
        bench.hand(.openByHand, at: 2)
        bench.pass(.seconds(1))
        #expect(bench.reports.contains(.drawer(number: nil, .openedByHand)))
    }

    @Test("A board that falls silent is no closed drawer")
    func silenceOfAnAskedBoardIsUnknown() {
        var bench = SerialBench(.init(.ibmSurePOS500), .ibmSurePOS500)
        bench.plug()
        bench.pass(.seconds(2))
        #expect(bench.told == [.position(.closed), .position(.closed)])
        bench.forget()
        bench.lever(.mute(true))
        bench.pass(.seconds(6))
        #expect(
            bench.reports == [
                .drawer(number: 1, .position(.unknown)), .drawer(number: 2, .position(.unknown)),
                .broken("the board does not answer"),
            ])
        bench.open("one")
        #expect(bench.reports.last == .refused(number: 1, request: "one", .noAnswer))
        bench.forget()
        bench.hand(.openByHand)
        bench.lever(.mute(false))
        bench.pass(.seconds(4))
        #expect(bench.reports.first == .ready(bench.answeredIBM))
        #expect(bench.told.contains(.openedByHand), "it was shut when the board fell silent")
        #expect(bench.pulses == 0)
    }

    @Test("An answer that comes too late must not be taken for the other drawer's")
    func aLateAnswerIsNoAnswer() {
        var bench = SerialBench(.init(.ibmSurePOS500), .ibmSurePOS500)
        bench.plug()
        bench.pass(.seconds(2))
        bench.lever(.mute(true))
        bench.pass(.milliseconds(900))
        bench.forget()
        // The question has timed out; its answer comes now.
        bench.give(.received([0x40]))
        #expect(bench.faults.count == 1)
        bench.lever(.mute(false))
        bench.pass(.seconds(3))
        #expect(bench.told.isEmpty)
    }

    @Test("One byte of noise between two questions must not cry that a drawer was opened")
    func oneWrongAnswerIsNoOpening() {
        var bench = SerialBench(.init(.ibmSurePOS500), .ibmSurePOS500)
        bench.plug()
        bench.pass(.seconds(2))
        bench.forget()
        bench.lever(.mute(true))
        while bench.sent.isEmpty { bench.pass(.milliseconds(1)) }
        bench.give(.received([0x40]))
        bench.lever(.mute(false))
        bench.pass(.seconds(3))
        #expect(bench.told.isEmpty)
    }

    @Test("ACODE's silence is a shut drawer or a broken sensor: before it has spoken it is unknown")
    func silenceIsNoPosition() {
        let code: [UInt8] = [0x31]
        var bench = SerialBench(.init(.acodeAT10U3, openBytes: [code]), .acodeAT10U3(code: code))
        bench.plug()
        bench.pass(.seconds(5))
        #expect(bench.told.isEmpty)
        #expect(bench.host.drawers.position(of: 1) == .unknown)
        bench.open("one")
        bench.pass(.seconds(2))
        #expect(bench.told == [.opened(request: "one"), .position(.open)])
        bench.hand(.pushShut)
        bench.pass(.seconds(2))
        #expect(bench.told.last == .position(.closed))
        bench.forget()
        bench.hand(.tearSensor)
        bench.open("two")
        bench.pass(.seconds(3))
        #expect(bench.told == [.kickUnknown(request: "two"), .position(.unknown)])
        #expect(bench.board.drawers[0].isOpen)
    }

    @Test("A drawer with no set code is refused, not guessed")
    func noCodeNoByte() {
        for model in [APGDrawerModel.ibmSureOne, .acodeAT10U3, .modemLineOnly] {
            var bench = SerialBench(.init(model), .apg212A())
            bench.plug()
            bench.pass(.seconds(1))
            bench.open("one")
            #expect(bench.reports.last == .refused(number: 1, request: "one", .notConfigured))
            #expect(bench.pulses == 0)
        }
        var bench = SerialBench(.init(.apg484A, openBytes: []), .apg212A())
        bench.plug()
        bench.open("one")
        #expect(bench.reports.last == .refused(number: 1, request: "one", .notConfigured))
    }

    @Test("A port without modem lines (a pty, TCP) leaves the drawer unknown, not shut")
    func noLinesNoPosition() {
        var bench = SerialBench(.init(.apg212A), .apg212A())
        bench.lines = { _ in ModemLines.none }
        bench.plug()
        bench.pass(.seconds(2))
        bench.open("one")
        bench.pass(.seconds(3))
        #expect(bench.told == [.kickUnknown(request: "one")])
        #expect(bench.pulses == 1)
    }

    @Test("A shell that stops looking must not leave an old position standing")
    func missedLooksAreUnknown() {
        var configuration = APGDrawerConfiguration(.apg212A)
        configuration.rules.openLevel = .high
        var dialogue = APGDrawerDialogue(configuration)
        func step(_ event: DialogueEvent<CashDrawerCommand>, _ now: Duration) -> [DialogueEffect<CashDrawerReport>] {
            let step = dialogue.on(event, now: now)
            dialogue = step.next
            return step.effects
        }
        _ = step(.opened, .zero)
        let still = ModemLines.lines(clearToSend: false, dataSetReady: true, ring: false, carrier: false)
        #expect(step(.command(.lines(still)), .zero) == [.report(.drawer(number: 1, .position(.closed)))])
        #expect(dialogue.deadline == .seconds(1))
        #expect(step(.time, .seconds(1)) == [.report(.drawer(number: 1, .position(.unknown)))])
    }

    @Test("A board without a voice that speaks is a wrong cable, and is said so")
    func strangeBytesAreFaults() {
        var bench = SerialBench(.init(.mmfECD232), .mmfECD232)
        bench.plug()
        bench.give(.received([1, 2, 3]))
        #expect(bench.faults.count == 1)
    }

    @Test("On a shared line the other device's bytes go by and open nothing")
    func theOtherDevicesBytesGoBy() {
        var bench = SerialBench(.init(.apg212A, openBytes: [[0x07, 0x07]]), .apg212A(code: [0x07, 0x07]))
        bench.plug()
        bench.lever(.noise([0x48, 0x69, 0x07, 0x0D]))
        #expect(bench.notices.contains(.passed([0x07])))
        #expect(bench.pulses == 0)
    }

    @Test("Every model is in the list once, with a name: what cannot be named cannot be configured")
    func modelsAreListed() {
        #expect(APGDrawerModel.all.count == 11)
        #expect(APGDrawerModel.all.allSatisfy { !$0.name.isEmpty })
        for (place, model) in APGDrawerModel.all.enumerated() {
            #expect(!APGDrawerModel.all[..<place].contains { $0.name == model.name })
        }
    }
}

extension Bench where Host == APGDrawerDialogue {
    var answeredIBM: CashDrawerIdentity {
        CashDrawerIdentity(
            maker: "IBM", model: "SurePOS 500", drawers: 2, tells: .position, tellsApart: true, answered: true)
    }
}
