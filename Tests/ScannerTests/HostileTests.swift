import CoreLedger
import DeviceKit
import ScannerDriver
import ScannerSimulator
import SimulatorKit
import Testing

@Suite struct HostileTests {
    @Test("Any bytes: no trap, no growth, and nothing that is not bounded", arguments: SetUp.all)
    func anyBytes(_ setUp: SetUp) {
        var (dice, counter) = (Dice(seed: 11), Counter.ready(setUp.configuration, setUp.setup))
        for _ in 0..<4_000 {
            counter.give(.received((0..<dice.roll(0...80)).map { _ in UInt8(dice.roll(0...255)) }))
            counter.pass(.milliseconds(dice.roll(0...60)))
            for case .scanned(let bytes, _) in counter.reports { #expect((1...256).contains(bytes.count)) }
            (counter.reports, counter.faults) = ([], [])
            #expect(counter.host.deadline.map { $0 > counter.now } ?? true)
        }
        #expect(String(describing: counter.host).utf8.count < 5_000)
    }

    @Test("Whatever happens to the cable, what is handed on was on the paper", arguments: UInt64(1)...30)
    func weather(seed: UInt64) {
        for setUp in SetUp.all {
            var dice = Dice(seed: seed)
            var counter = Counter.ready(setUp.configuration, setUp.setup)
            var papers: [String] = []
            for step in 0..<40 {
                let bill = SimulatedBill(base: 1_000_000 + step, cents: dice.roll(0...99_999_999), due: (2026, 1, 1))
                let code = dice.chance(1, in: 2) ? bill.barcode : bill.scanLine
                switch dice.roll(0...9) {
                case 0...4:
                    counter.lever(.read(code))
                    papers.append(String(decoding: code.characters, as: UTF8.self))
                case 5:
                    counter.lever(.tearNext(after: dice.roll(0...30)))
                    counter.lever(.read(code))
                    papers.append(String(decoding: code.characters, as: UTF8.self))
                case 6: counter.lever(.loseKeys)
                case 7:
                    if counter.isLinked { counter.unplug() } else { counter.plug() }
                case 8: counter.give(.command(dice.chance(1, in: 2) ? .enable : .disable))
                default: break
                }
                counter.pass(.milliseconds(dice.roll(0...1_500)))
            }
            for read in counter.reads {
                // Two reads that ran into each other because the first was torn are told by their check digits.
                guard (try? ScannedPaper(Array(read.utf8))) != nil else { continue }
                #expect(papers.contains(read))
            }
            if !counter.isLinked { counter.plug() }
            counter.give(.command(.enable))
            counter.pass(.seconds(3))
            counter.reports = []
            let last = SimulatedBill(base: 2_000_000, cents: 1, due: (2026, 12, 31))
            counter.lever(.read(last.barcode))
            counter.pass(.seconds(3))
            #expect(counter.reads == [String(decoding: last.barcode.characters, as: UTF8.self)], "\(setUp.setup)")
        }
    }

    @Test("Any bytes given as a scanned paper give a typed answer")
    func anyPaper() {
        var dice = Dice(seed: 5)
        var read = 0
        for _ in 0..<50_000 {
            var bytes = (0..<dice.roll(0...40)).map { _ in UInt8(dice.roll(0x2D...0x3A)) }
            if dice.chance(1, in: 4) { bytes = (0..<dice.roll(0...200)).map { _ in UInt8(dice.roll(0...255)) } }
            do {
                _ = try ScannedPaper(bytes)
                read += 1
            } catch {
                #expect(!error.sentence.isEmpty)
            }
        }
        #expect(read < 500, "one in ten thousand noises may pass the check digits of an account")
    }

    @Test("Any bytes at the simulated reader: it is deaf")
    func deafDevice() {
        let device = ScannerDevice(.init(.characters))
        #expect(device.on(.received([1, 2, 3]), now: .zero).next == device)
    }
}
