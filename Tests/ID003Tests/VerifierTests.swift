import DeviceKit
import ID003Driver
import ID003Frame
import Money
import Testing

/// Bytes cut, glued, torn and soiled: nothing true is lost, nothing false is read, nothing traps.
@Suite struct VerifierTests {
    private static let frames = Vector.all.filter { !$0.isInvalid }.map(\.bytes)

    private func items(_ chunks: [[UInt8]]) -> [ID003FrameParser.Item] {
        var parser = ID003FrameParser()
        var items: [ID003FrameParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { items.append(item) }
        }
        return items
    }

    private func frames(_ items: [ID003FrameParser.Item]) -> [[UInt8]] {
        items.compactMap { if case .frame(let frame) = $0 { frame.encoded() } else { nil } }
    }

    @Test("A frame that comes byte by byte is still a frame")
    func byteByByteEveryFrameIsFound() {
        #expect(frames(items(Self.frames.flatMap { $0.map { [$0] } })) == Self.frames)
    }

    @Test("Two answers in one read are two answers")
    func gluedEveryFrameIsFound() { #expect(frames(items([Self.frames.flatMap(\.self)])) == Self.frames) }

    @Test("Serial reads split anywhere")
    func splitAnywhereEveryFrameIsFound() {
        for frame in Self.frames {
            for cut in 1..<frame.count {
                #expect(frames(items([Array(frame[..<cut]), Array(frame[cut...])])) == [frame])
            }
        }
    }

    @Test("Half a frame is no frame")
    func truncatedNoFrameIsFound() {
        for frame in Self.frames {
            for cut in 0..<frame.count { #expect(frames(items([Array(frame[..<cut])])).isEmpty) }
        }
    }

    @Test("Noise before a frame must not swallow a credit")
    func noiseWithoutStartBytesCostsNoFrame() {
        var dice = Seeded(state: 7)
        for frame in Self.frames {
            let noise = dice.bytes(9).map { $0 == 0xFC ? 0x00 : $0 }
            #expect(frames(items([noise + frame])) == [frame])
        }
    }

    @Test("One or two flipped bits must never make another order")
    func wrongBitsAreNeverAnotherFrameOfTheSameLength() {
        for frame in [wire(0x42), wire(0x50), wire(0x13, [0x65]), wire(0x15)] {
            let bits = frame.count * 8
            for first in 0..<bits {
                for second in first..<bits {
                    var torn = frame
                    torn[first / 8] ^= 1 << UInt8(first % 8)
                    if second != first { torn[second / 8] ^= 1 << UInt8(second % 8) }
                    if frames(items([torn])).contains(where: { $0.count == frame.count }) {
                        Issue.record("\(torn) was read as a frame")
                    }
                }
            }
        }
    }

    @Test("What we do not understand we must at least not change")
    func anyWellFormedFrameComesBackAsItWas() throws {
        var dice = Seeded(state: 99)
        for _ in 0..<20_000 {
            let frame = wire(dice.byte(), dice.bytes(dice.one(in: 10) ? 250 : 9))
            for side in [ID003Direction.host, .device] {
                let message = try ID003Wire.decode(direction: side, bytes: frame)
                if message.encoded() != frame || message.description.isEmpty { Issue.record("\(frame)") }
            }
        }
    }

    @Test("Bytes from a wire must never bring the service down")
    func twoHundredThousandRandomInputsTrapNothing() {
        var dice = Seeded(state: 20_261_121)
        var read = 0
        for _ in 0..<200_000 {
            var bytes = dice.bytes(24)
            if dice.one(in: 2), bytes.count >= 5 { bytes = wire(bytes[2], Array(bytes[3..<(bytes.count - 2)])) }
            if dice.one(in: 4), !bytes.isEmpty { bytes[dice.below(bytes.count)] ^= dice.byte() }
            if dice.one(in: 8) { bytes += bytes }
            do throws(WireFault) {
                let message = try ID003Wire.decode(direction: dice.one(in: 2) ? .host : .device, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes: \(bytes)") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 10_000)
    }

    @Test("A unit that says anything must not lead to an order nobody gave", arguments: 0..<8)
    func aDialogueSurvivesAUnitThatSaysAnything(_ seed: Int) {
        var dice = Seeded(state: 4711 + UInt64(seed))
        var rig = Rig.accepting()
        var ordered = 0
        let codes: [UInt8] = [
            0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
            0x47, 0x48, 0x49, 0x4A, 0x4B, 0x50, 0x88, 0x8A, 0xC3, 0xF0,
        ]
        for _ in 0..<6_000 {
            switch dice.below(12) {
            case 0: rig.give(.received(dice.bytes(20)))
            case 1...3: rig.answer(codes[dice.below(codes.count)], dice.bytes(dice.one(in: 3) ? 9 : 1))
            case 4...6: rig.serve()
            case 7: rig.answer(0x13, [0x60 + UInt8(dice.below(10))])
            case 8:
                rig.command([.settle, .enable(Denomination.usNotes), .disable, .giveBack, .acknowledge][dice.below(5)])
            case 9:
                rig.command(.stack(seenAt: rig.seenAt))
                ordered += 1
            case 10 where dice.one(in: 50): rig.give(dice.one(in: 2) ? .closed(.hungUp) : .opened)
            default: rig.pass(.milliseconds(dice.below(300)))
            }
            rig.isOpen = dice.one(in: 3) ? false : rig.isOpen
            rig.reports.removeAll { if case .escrowed = $0 { false } else { true } }
            if rig.reports.count > 4 { rig.reports.removeFirst(rig.reports.count - 4) }
            rig.faults = []
        }
        #expect(rig.stackOrders <= ordered)
    }
}
