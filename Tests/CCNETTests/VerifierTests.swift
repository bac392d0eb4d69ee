import CCNETDriver
import CCNETFrame
import DeviceKit
import Money
import SimulatorKit
import Testing

/// Bytes cut, glued, torn and soiled: nothing true is lost, nothing false is read, nothing traps.
@Suite struct VerifierTests {
    private static let frames = Vector.all.filter { !$0.isInvalid && $0.direction == "device" }.map(\.bytes)

    private func items(_ chunks: [[UInt8]], _ sender: CCNETSender = .device) -> [CCNETFrameParser.Item] {
        var parser = CCNETFrameParser(sender)
        var items: [CCNETFrameParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { items.append(item) }
        }
        return items
    }

    private func frames(_ items: [CCNETFrameParser.Item]) -> [[UInt8]] {
        items.compactMap { if case .frame(let frame) = $0 { frame.encoded() } else { nil } }
    }

    @Test func byteByByteEveryFrameIsFound() {
        #expect(frames(items(Self.frames.flatMap { $0.map { [$0] } })) == Self.frames)
    }

    @Test func gluedEveryFrameIsFound() { #expect(frames(items([Self.frames.flatMap(\.self)])) == Self.frames) }

    @Test func splitAnywhereEveryFrameIsFound() {
        for frame in Self.frames {
            for cut in 1..<frame.count {
                #expect(frames(items([Array(frame[..<cut]), Array(frame[cut...])])) == [frame])
            }
        }
    }

    @Test func truncatedNoFrameIsFound() {
        for frame in Self.frames {
            for cut in 0..<frame.count { #expect(frames(items([Array(frame[..<cut])])).isEmpty) }
        }
    }

    @Test func noiseWithoutStartBytesCostsNoFrame() {
        var dice = Dice(seed: 7)
        for frame in Self.frames {
            let noise = (0..<dice.roll(0...9)).map { _ in UInt8(dice.roll(0x03...0xFF)) }
            #expect(frames(items([noise + frame])) == [frame])
        }
    }

    @Test func oneWrongBitIsNeverAFrame() {
        for frame in [wire(Seen.stacked(3)), wire(Seen.idle), wire(Rig.identification("00K505021811"))] {
            for index in frame.indices {
                for bit in 0..<8 {
                    var torn = frame
                    torn[index] ^= 1 << UInt8(bit)
                    #expect(frames(items([torn])).isEmpty, "byte \(index), bit \(bit)")
                }
            }
        }
    }

    @Test func anyWellFormedFrameComesBackAsItWas() throws {
        var dice = Dice(seed: 99)
        for _ in 0..<20_000 {
            let size = dice.chance(1, in: 10) ? 250 : dice.roll(2...40)
            let bytes = wire(
                (0..<size).map { _ in UInt8(dice.roll(0...255)) }, address: UInt8(dice.roll(1...15)))
            for side in [CCNETDirection.host, .device] {
                let message = try CCNETWire.decode(direction: side, bytes: bytes)
                #expect(message.encoded() == bytes)
                #expect(!message.description.isEmpty)
            }
        }
    }

    @Test func twoHundredThousandRandomInputsTrapNothing() {
        var dice = Dice(seed: 20_260_302)
        var read = 0
        for _ in 0..<200_000 {
            var bytes = (0..<dice.roll(0...24)).map { _ in UInt8(dice.roll(0...255)) }
            if dice.chance(1, in: 2), bytes.count >= 6 {  // half of them look like frames
                bytes[0] = 0x02
                bytes[1] = dice.chance(1, in: 8) ? bytes[1] : 3
                bytes[2] = dice.chance(1, in: 8) ? 0 : UInt8(bytes.count)
                if bytes[2] == 0 { (bytes[3], bytes[4]) = (0, UInt8(bytes.count)) }
                if dice.chance(1, in: 2) { bytes.replaceSubrange((bytes.count - 2)..., with: check(bytes.dropLast(2))) }
            }
            do throws(WireFault) {
                let side = dice.chance(1, in: 2) ? CCNETDirection.host : .device
                let message = try CCNETWire.decode(direction: side, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes: \(bytes)") }
                if message.description.isEmpty { Issue.record("no words: \(bytes)") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 10_000)
    }

    /// The order to stack only ever follows an escrow report of its own, and follows it once.
    @Test(arguments: 1...4)
    func aUnitThatSaysAnythingNeverGetsASecondOrder(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) &* 4711)
        var rig = Rig.accepting()
        var asked: [Duration] = []
        let states: [[UInt8]] = [
            [0x10], [0x11], [0x12], [0x13], [0x14], [0x15], [0x17], [0x18], [0x19], [0x1A], [0x1B, 2], [0x1C, 0x60],
            [0x43], [0x45], [0x47, 0x50], [0x80, 5], [0x80, 23], [0x81, 5], [0x82, 5], [0x90, 1],
        ]
        for _ in 0..<10_000 {
            switch dice.roll(0...60) {
            case 0: rig.give(.received((0..<dice.roll(1...20)).map { _ in UInt8(dice.roll(0...255)) }))
            case 1: rig.reply(dice.pick(states))
            case 2: rig.give(.received(wire((0..<dice.roll(1...40)).map { _ in UInt8(dice.roll(0...255)) })))
            case 3: rig.command(dice.pick([.settle, .disable, .giveBack, .acknowledge]))
            case 4...6:
                rig.command(.enable(Denomination.usNotes))
                guard let seenAt = rig.seenAt else { continue }
                rig.command(.stack(seenAt: seenAt))
                if asked.last != seenAt { asked.append(seenAt) }
            case 7: if dice.chance(1, in: 60) { rig.give(dice.pick([.closed(.hungUp), .opened])) }
            case 8: rig.pass(.milliseconds(dice.roll(0...300)))
            default: rig.serve(dice.pick([Seen.off, Seen.off, Seen.idle, Seen.accepting, Seen.escrow(5)]))
            }
            if rig.orders > asked.count { Issue.record("an order nobody asked for") }
            rig.sent = rig.sent.suffix(2)
            if rig.reports.count > 40 { rig.reports.removeFirst(20) }
            rig.faults = []
        }
        #expect(rig.orders <= asked.count)
    }
}
