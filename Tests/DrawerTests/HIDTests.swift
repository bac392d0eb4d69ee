import DeviceKit
import HIDDrawerDriver
import HIDDrawerSimulator
import SimulatorKit
import Testing

typealias HIDBench = Bench<HIDDrawerDialogue, HIDDrawerDevice>

extension Bench where Host == HIDDrawerDialogue, Board == HIDDrawerDevice {
    init(_ configuration: HIDDrawerConfiguration, _ make: HIDDrawerMake) {
        self.init(HIDDrawerDialogue(configuration), HIDDrawerDevice(make))
    }
}

/// One row of the dossier's table of stand-alone drawers, HID part, with each reading of the simulator.
struct HIDRow: CustomTestStringConvertible {
    let model: HIDDrawerModel
    let make: HIDDrawerMake

    var testDescription: String { "\(make)" }

    static let posiflex = (0...7).compactMap { number in
        PosiflexDrawerID(number).map { HIDRow(model: .posiflex($0), make: .posiflex(id: UInt8(number))) }
    }
    static let all =
        posiflex + [
            HIDRow(model: .star, make: .star(every: .milliseconds(100))),
            HIDRow(model: .star, make: .star(every: nil)),
            HIDRow(model: .unnamed, make: .unnamed(open: [0x01, 0x00], shut: [0x00, 0x00])),
        ]
}

@Suite struct HIDTests {
    @Test("A report that is built wrong opens nothing, or sends a board into its bootloader", arguments: HIDRow.all)
    func eachDrawerOpensOnce(_ row: HIDRow) {
        var bench = HIDBench(.init(row.model), row.make)
        bench.plug()
        bench.pass(.seconds(5))
        bench.open("one")
        bench.pass(.seconds(6))
        #expect(bench.pulses == 1)
        #expect(bench.told.contains(.opened(request: "one")))
        #expect(bench.told.last == .position(.open))
        #expect(!bench.notices.contains(.bootloader))
        bench.forget()
        bench.hand(.pushShut)
        bench.pass(.seconds(6))
        #expect(bench.told.last == .position(.closed))
        #expect(bench.faults.isEmpty)
        bench.forget()
        bench.hand(.openByHand)
        bench.pass(.seconds(6))
        #expect(bench.told.contains(.openedByHand))
        #expect(bench.pulses == 1)
    }

    @Test("A drawer that opens by being plugged in is nobody's order", arguments: HIDRow.all)
    func nothingOpensByItself(_ row: HIDRow) {
        var bench = HIDBench(.init(row.model), row.make)
        bench.plug()
        bench.pass(.seconds(20))
        bench.unplug()
        bench.plug()
        bench.pass(.seconds(20))
        #expect(bench.pulses == 0)
        #expect(bench.sent.allSatisfy { $0 == HIDDrawerOrder.ask.encoded(for: row.model) })
    }

    @Test("An unknown command wakes a Posiflex bootloader: no configuration may lead to one")
    func onlyTwoCommandsExist() throws {
        for row in HIDRow.posiflex {
            guard case .posiflex(let id) = row.model else { continue }
            let open = try #require(HIDDrawerOrder.open.encoded(for: row.model))
            let ask = try #require(HIDDrawerOrder.ask.encoded(for: row.model))
            #expect(open.count == 120 && ask.count == 120)
            #expect(open[0] == id.value && open[1] == id.value && ask[0] == id.value && ask[1] == id.value + 1)
            #expect(open[2...].allSatisfy { $0 == 0 } && ask[2...].allSatisfy { $0 == 0 })
        }
        #expect([-1, 8, 0xF0, 255, 300].allSatisfy { PosiflexDrawerID($0) == nil })
        var device = HIDDrawerDevice(.posiflex(id: 3))
        device = device.on(.received([3, 0xF0] + Array(repeating: 0, count: 118)), now: .zero).next
        #expect(device.isInBootloader, "the simulator must punish what the driver never does")
    }

    @Test("The question to drawer 3 is the order to open for drawer 4: the first byte keeps them apart")
    func aQuestionToOneOpensNoOther() throws {
        for row in HIDRow.posiflex {
            for other in HIDRow.posiflex where other.model != row.model {
                let device = HIDDrawerDevice(other.make)
                for order in [HIDDrawerOrder.open, .ask] {
                    let report = try #require(order.encoded(for: row.model))
                    let step = device.on(.received(report), now: .zero)
                    #expect(step.next.drawer.pulses == 0 && step.effects.isEmpty)
                }
            }
        }
    }

    @Test("A USB device is a drawer by its numbers, and one in its bootloader is none")
    func numbersName() throws {
        for product in UInt16(0x0200)...0x0207 {
            let id = try #require(PosiflexDrawerID(Int(product & 7)))
            #expect(try HIDDrawerModel(vendor: 0x0D3A, product: product) == .posiflex(id))
        }
        for product in UInt16(0x1011)...0x1018 {
            #expect(try HIDDrawerModel(vendor: 0x0519, product: product) == .star)
        }
        #expect(throws: HIDDrawerIdentityFault.bootloader) { try HIDDrawerModel(vendor: 0x0D3A, product: 0x0C23) }
        for (vendor, product) in [(UInt16(0x0D3A), UInt16(0x0208)), (0x0519, 0x1019), (0x0519, 0x1010), (1, 2)] {
            #expect(throws: HIDDrawerIdentityFault.unknown(vendor: vendor, product: product)) {
                try HIDDrawerModel(vendor: vendor, product: product)
            }
        }
    }

    @Test("APG's USB drawer has no published report: nothing is ever sent to it")
    func anUnpublishedDrawerIsRefused() {
        var bench = HIDBench(.init(.apgUSBPro), .unnamed(open: [1], shut: [0]))
        bench.plug()
        bench.open("one")
        bench.pass(.seconds(60))
        #expect(bench.sent.isEmpty)
        #expect(bench.reports.last == .refused(number: 1, request: "one", .notConfigured))
    }

    @Test("Star: one read alone is no opening, two equal ones are")
    func twoEqualReadsCount() {
        var dialogue = HIDDrawerDialogue(.init(.star))
        var told: [DialogueEffect<CashDrawerReport>] = []
        func step(_ event: DialogueEvent<CashDrawerCommand>, _ now: Int) {
            let step = dialogue.on(event, now: .milliseconds(now))
            dialogue = step.next
            told += step.effects.filter { if case .report(.drawer) = $0 { true } else { false } }
        }
        step(.opened, 0)
        step(.received([0x10]), 10)
        step(.received([0x7F]), 20)
        #expect(told == [.report(.drawer(number: 1, .position(.closed)))])
        step(.received([0x80]), 30)
        step(.received([0x00]), 40)
        step(.received([0xFF]), 50)
        step(.received([0x00]), 60)
        step(.time, 900)
        #expect(told.count == 1)
        step(.received([0x80]), 910)
        step(.received([0x81]), 920)
        step(.time, 990)
        #expect(told.last == .report(.drawer(number: 1, .position(.open))))
        #expect(told.contains(.report(.drawer(number: 1, .openedByHand))))
    }

    @Test("A report of another drawer, of a wrong length or with unknown bits says nothing")
    func strangeReportsAreFaults() throws {
        let id = try #require(PosiflexDrawerID(3))
        let rest = [UInt8](repeating: 0, count: 119)
        for report in [[0x30], [0x41] + rest, [0x32] + rest, [0x38] + rest, [0xB1] + rest, [0x30] + rest + [0], []] {
            #expect(throws: WireFault.self) { try HIDDrawerSaying.read(report, from: .posiflex(id)) }
        }
        #expect(try HIDDrawerSaying.read([0x31] + rest, from: .posiflex(id)) == .isOpen(false))
        #expect(try HIDDrawerSaying.read([0x30] + rest, from: .posiflex(id)) == .isOpen(true))
        var bench = HIDBench(.init(.posiflex(id)), .posiflex(id: 3))
        bench.plug()
        bench.pass(.seconds(2))
        bench.forget()
        for _ in 0..<50 {
            bench.give(.received([0x40] + rest))
            bench.pass(.milliseconds(20))
        }
        #expect(bench.faults.count == 50 && bench.told.isEmpty)
    }

    @Test("A Posiflex board that does not answer is neither open nor shut, and gets no order")
    func silenceIsUnknown() throws {
        let id = try #require(PosiflexDrawerID(0))
        var bench = HIDBench(.init(.posiflex(id)), .posiflex(id: 0))
        bench.open("before the link")
        #expect(bench.reports.last == .refused(number: 1, request: "before the link", .linkDown))
        bench.plug()
        bench.pass(.seconds(2))
        bench.forget()
        bench.lever(.mute(true))
        bench.pass(.seconds(10))
        #expect(bench.reports == [.drawer(number: 1, .position(.unknown)), .broken("the drawer does not answer")])
        bench.open("one")
        #expect(bench.reports.last == .refused(number: 1, request: "one", .noAnswer))
        #expect(bench.pulses == 0)
    }

    @Test("The unnamed drawer: what a change means is learned at an opening, never guessed")
    func aChangeIsLearned() {
        var bench = HIDBench(.init(.unnamed), .unnamed(open: [7], shut: [9]))
        bench.plug()
        bench.hand(.openByHand)
        bench.pass(.seconds(1))
        bench.hand(.pushShut)
        bench.pass(.seconds(1))
        #expect(bench.told.isEmpty && bench.faults.count == 2)
        bench.open("one")
        bench.pass(.seconds(1))
        #expect(bench.told == [.opened(request: "one"), .position(.open)])
        #expect(bench.host.openReport == [7])
        bench.hand(.pushShut)
        bench.pass(.seconds(1))
        bench.unplug()
        bench.plug()
        bench.hand(.openByHand)
        bench.pass(.seconds(1))
        #expect(bench.told.suffix(2) == [.openedByHand, .position(.open)])
    }

    @Test("Silence is no answer: a drawer that repeats itself and then does not is not shut, it is gone")
    func silenceIsNoAnswer() {
        var bench = HIDBench(.init(.star), .star(every: .milliseconds(100)))
        bench.plug()
        bench.pass(.seconds(5))
        bench.forget()
        bench.lever(.mute(true))
        bench.open("one")
        bench.pass(.seconds(6))
        #expect(bench.told == [.position(.unknown), .kickUnknown(request: "one")])
        #expect(bench.reports.contains { if case .broken = $0 { true } else { false } })
        bench.open("two")
        #expect(bench.reports.last == .refused(number: 1, request: "two", .noAnswer))
        bench.lever(.mute(false))
        bench.pass(.seconds(3))
        #expect(bench.told.last == .position(.open))
        #expect(!bench.told.contains(.openedByHand))
    }
}
