import APGDrawerDriver
import APGDrawerSimulator
import DeviceKit
import HIDDrawerDriver
import HIDDrawerSimulator
import SimulatorKit
import Testing

/// Everything at once, from a seed: no trap, no growth, no second pulse, no claim that the drawer does not bear out.
@Suite struct HostileTests {
    private static let hands: [SimulatedDrawerLever] = [
        .pushShut, .pushShut, .pushShut, .openByHand, .lock, .unlock, .wedge, .unwedge,
    ]

    @Test("Bad weather on a serial line must not open a drawer twice, nor lie about it", arguments: UInt64(1)...20)
    func serialWeather(seed: UInt64) {
        for (place, row) in SerialRow.all.enumerated() {
            var configuration = row.configuration
            if configuration.rules.openLevel == .unknown { configuration.rules.openLevel = .high }
            weather(SerialBench(configuration, row.board), seed &* 1_000 &+ UInt64(place), "\(row.testDescription)")
        }
    }

    @Test("Bad weather on USB must not open a drawer twice, nor lie about it", arguments: UInt64(1)...20)
    func usbWeather(seed: UInt64) {
        for (place, row) in HIDRow.all.enumerated() {
            // USB checks its packets: what comes is what was sent. Only a report that is none may still appear.
            weather(
                HIDBench(.init(row.model), row.make), seed &* 1_000 &+ UInt64(place), "\(row.make)",
                hasNoise: place < HIDRow.posiflex.count)
        }
    }

    private func weather<Host, Board>(
        _ start: Bench<Host, Board>, _ seed: UInt64, _ name: String, hasNoise: Bool = true
    ) {
        var (bench, dice, requests) = (start, Dice(seed: seed), 0)
        bench.plug()
        for _ in 0..<120 {
            switch dice.roll(0...11) {
            case 0...2:
                // Now and then an old request comes again.
                if !dice.chance(1, in: 3) { requests += 1 }
                let number = dice.roll(1...bench.board.drawers.count)
                bench.open("r\(requests)", number)
            case 3...6: bench.hand(dice.pick(Self.hands), at: dice.roll(1...bench.board.drawers.count))
            case 7:
                if bench.isLinked { bench.unplug() } else { bench.plug() }
            case 8: bench.lever(.mute(dice.chance(1, in: 2)))
            case 9 where hasNoise:
                bench.give(.received((0..<dice.roll(0...130)).map { _ in UInt8(dice.roll(0...255)) }))
            default: break
            }
            bench.pass(.milliseconds(dice.roll(0...4_000)))
        }
        #expect(bench.pulses <= bench.sentOrders, "\(name): more pulses than orders")
        #expect(bench.sentOrders <= requests + 1, "\(name): more orders than requests")
        #expect(!bench.notices.contains(.bootloader))
        // Phase two: healed. Everything ends, and what is said is true.
        if !bench.isLinked { bench.plug() }
        bench.lever(.mute(false))
        for number in 1...bench.board.drawers.count {
            bench.hand(.unlock, at: number)
            bench.hand(.unwedge, at: number)
            bench.hand(.pushShut, at: number)
        }
        bench.pass(.seconds(20))
        bench.forget()
        bench.open("last")
        bench.pass(.seconds(5))
        #expect(bench.board.drawers[0].isOpen, "\(name)")
        let isSeen = bench.told.contains(.opened(request: "last"))
        #expect(isSeen || bench.told.contains(.kickUnknown(request: "last")), "\(name): \(bench.reports)")
        #expect(!bench.told.contains(.kickFailed(request: "last")), "\(name)")
        #expect(String(describing: bench.host).utf8.count < 40_000, "\(name) grows")
    }

    @Test("Any bytes at all: no trap, no memory, no order")
    func anyBytes() {
        var dice = Dice(seed: 7)
        for row in SerialRow.all {
            var bench = SerialBench(row.configuration, row.board)
            bench.plug()
            for _ in 0..<3_000 {
                bench.give(.received((0..<dice.roll(0...300)).map { _ in UInt8(dice.roll(0...255)) }))
                bench.pass(.milliseconds(dice.roll(0...80)))
                bench.faults = []
            }
            #expect(bench.pulses == 0)
            #expect(String(describing: bench.host).utf8.count < 5_000)
        }
        for row in HIDRow.all {
            var bench = HIDBench(.init(row.model), row.make)
            bench.plug()
            for _ in 0..<3_000 {
                bench.give(.received((0..<dice.roll(0...130)).map { _ in UInt8(dice.roll(0...255)) }))
                bench.pass(.milliseconds(dice.roll(0...80)))
                bench.faults = []
            }
            #expect(bench.pulses == 0)
            #expect(String(describing: bench.host).utf8.count < 5_000)
        }
    }

    @Test("Any bytes at a simulated board: no trap, no memory")
    func anyBytesAtTheBoard() {
        var dice = Dice(seed: 9)
        for row in SerialRow.all {
            var device = APGDrawerDevice(row.board)
            for step in 0..<2_000 {
                let bytes = (0..<dice.roll(0...40)).map { _ in UInt8(dice.roll(0...255)) }
                device = device.on(.received(bytes), now: .milliseconds(step)).next
            }
            #expect(String(describing: device).utf8.count < 3_000)
        }
        for row in HIDRow.all {
            var device = HIDDrawerDevice(row.make)
            for step in 0..<2_000 {
                let bytes = (0..<dice.roll(0...130)).map { _ in UInt8(dice.roll(0...255)) }
                device = device.on(.received(bytes), now: .milliseconds(step)).next
            }
            #expect(String(describing: device).utf8.count < 3_000)
        }
    }
}

extension Bench {
    /// Frames of the host that are no question: a question is what it sends without being told to.
    var sentOrders: Int {
        let questions: [[UInt8]] = [[0x06], [0x1B, 0x06], [0x05]]
        return sent.filter { bytes in
            !questions.contains(bytes) && !(bytes.count == 120 && bytes[1] == bytes[0] + 1)
        }.count
    }
}
