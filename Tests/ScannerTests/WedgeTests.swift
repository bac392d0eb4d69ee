import DeviceKit
import ScannerDriver
import ScannerSimulator
import SimulatorKit
import Testing

/// What the kernel may say about a keyboard besides keys.
@Suite struct WedgeTests {
    private let bill = SimulatedBill(base: 1_000_001, cents: 6_347, due: (2026, 3, 31))

    private func event(_ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
        let word = UInt32(bitPattern: value)
        return [UInt8](repeating: 0, count: 16) + [UInt8(type & 255), UInt8(type >> 8)]
            + [UInt8(code & 255), UInt8(code >> 8)] + (0..<4).map { UInt8(word >> (8 * $0) & 255) }
    }

    private var counter: Counter { Counter.ready(.init(.keys(.wide)), .init(.keys(isWide: true))) }

    @Test("Events cut anywhere, or glued, are the same keys")
    func cutAnywhere() {
        for size in 1...60 {
            var typed: [UInt8] = []
            var device = ScannerDevice(.init(.keys(isWide: true)))
            var step = device.on(.lever(.read(bill.barcode)), now: .zero)
            for tick in 0..<40 {
                device = step.next
                for case .send(let bytes) in step.effects { typed += bytes }
                step = device.on(.time, now: .milliseconds(tick * 2))
            }
            var counter = counter
            for start in stride(from: 0, to: typed.count, by: size) {
                counter.give(.received(Array(typed[start..<min(start + size, typed.count)])))
            }
            #expect(counter.reads == ["TVW10000016000063474"], "pieces of \(size)")
        }
    }

    @Test("A key that is held must not double a digit of an amount")
    func heldKeys() {
        var counter = counter
        counter.lever(.leanOn(key: 2, times: 50))
        counter.pass(.milliseconds(400))
        counter.give(.received(event(1, 28, 1)))
        #expect(counter.reads == ["1"])
    }

    @Test("A key that is held for ever must not keep a torn read waiting for the next one")
    func heldForEver() {
        var counter = counter
        counter.give(.received(event(1, 2, 1)))
        for _ in 0..<30 {
            counter.pass(.milliseconds(33))
            counter.give(.received(event(1, 2, 2)))
        }
        #expect(counter.losses == [.cutShort])
    }

    @Test("Keys that the system lost must not leave an account with a digit less")
    func lostKeys() {
        for after in 0...30 {
            var counter = counter
            counter.lever(.read(bill.barcode))
            counter.pass(.milliseconds(2 * after))
            counter.lever(.loseKeys)
            counter.pass(.seconds(2))
            #expect(counter.reads.isEmpty || counter.reads == ["TVW10000016000063474"])
            #expect(counter.losses.contains(.overrun))
            counter.lever(.read(bill.barcode))
            counter.pass(.seconds(2))
            #expect(counter.reads.last == "TVW10000016000063474")
        }
    }

    @Test("A Shift whose release was lost must not turn the next customer's digits into signs")
    func lostShift() {
        var counter = counter
        counter.give(.received(event(1, 42, 1) + event(0, 3, 0) + event(0, 0, 0)))
        counter.pass(.seconds(1))
        counter.give(.received(event(1, 2, 1) + event(1, 28, 1)))
        #expect(counter.reads == ["1"])
    }

    @Test("A key without a character spoils the read instead of vanishing from it")
    func strangeKeys() {
        var counter = counter
        for key in [UInt16(59), 102, 125, 200] {
            counter.give(.received(event(1, 2, 1) + event(1, key, 1) + event(1, 3, 1) + event(1, 28, 1)))
        }
        counter.give(.received(event(1, 56, 1) + event(1, 2, 1) + event(1, 56, 0) + event(1, 28, 1)))
        #expect(counter.reads.isEmpty && counter.losses == Array(repeating: .unreadable, count: 5))
    }

    @Test("Bytes that are no key events are a wrong device, and are thrown away whole")
    func outOfStep() {
        var counter = counter
        counter.give(.received(event(1, 2, 1)))
        counter.give(.received([UInt8](repeating: 0xFF, count: 24)))
        #expect(counter.faults.count == 1)
        counter.give(.received(event(1, 28, 1)))
        #expect(counter.reads.isEmpty && counter.losses == [.overrun])
        counter.give(.received(event(1, 2, 3)))
        #expect(counter.faults.count == 2)
        counter.give(.received(event(1, 28, 1)))
        counter.give(.received(event(1, 2, 1) + event(17, 0, 1) + event(4, 4, 458_792) + event(1, 96, 1)))
        #expect(counter.reads == ["1"], "lamps and scan codes are passed over")
    }

    @Test("The number block types the same digits")
    func numberBlock() {
        var counter = counter
        for key in [UInt16(82), 79, 80, 81, 75, 76, 77, 71, 72, 73, 96] { counter.give(.received(event(1, key, 1))) }
        #expect(counter.reads == ["0123456789"])
    }
}
