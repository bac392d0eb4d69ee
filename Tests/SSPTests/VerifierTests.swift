import DeviceKit
import Money
import SSPDriver
import SSPFrame
import SimulatorKit
import Testing

/// Bytes cut, glued, torn and soiled: nothing true is lost, nothing false is read, nothing traps.
@Suite struct VerifierTests {
    private static let frames = Vector.all.filter { !$0.isInvalid }.map(\.bytes)

    private func items(_ chunks: [[UInt8]]) -> [SSPFrameParser.Item] {
        var parser = SSPFrameParser()
        var items: [SSPFrameParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { items.append(item) }
        }
        return items
    }

    private func frames(_ items: [SSPFrameParser.Item]) -> [[UInt8]] {
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

    @Test func aFrameCutShortDoesNotSwallowTheNext() {
        for frame in Self.frames.prefix(40) {
            for cut in 1..<frame.count where frame[cut - 1] != 0x7F {
                #expect(frames(items([Array(frame[..<cut]) + frame])) == [frame], "cut at \(cut) of \(frame)")
            }
        }
    }

    @Test func noiseWithoutStartBytesCostsNoFrame() {
        var dice = Dice(seed: 7)
        for frame in Self.frames {
            let noise = (0..<dice.roll(0...9)).map { _ in UInt8(dice.roll(0...0x7E)) }
            #expect(frames(items([noise + frame])) == [frame])
        }
    }

    @Test func oneWrongBitIsNeverAnotherFrame() {
        let frame = wire(0, [0xF0, 0xEE, 0x05, 0xEB])
        for index in frame.indices {
            for bit in 0..<8 {
                var torn = frame
                torn[index] ^= 1 << UInt8(bit)
                #expect(frames(items([torn])).isEmpty)
            }
        }
    }

    @Test func anyWellFormedFrameComesBackAsItWas() throws {
        var dice = Dice(seed: 99)
        for _ in 0..<10_000 {
            let count = dice.roll(1...(dice.chance(1, in: 10) ? 255 : 30))
            var data = (0..<count).map { _ in UInt8(dice.chance(1, in: 4) ? 0x7F : dice.roll(0...255)) }
            if data[0] == 0x7E { data[0] = 0x07 }
            let frame = wire(UInt8(dice.roll(0...1)), data, address: UInt8(dice.roll(0...0x7D)))
            let side: SSPDirection = data[0] < 0xF0 && dice.chance(1, in: 2) ? .host : .device
            let message = try SSPWire.decode(direction: side, bytes: frame)
            #expect(message.encoded() == frame)
            #expect(!message.description.isEmpty)
        }
    }

    @Test func twoHundredThousandRandomInputsTrapNothing() {
        var dice = Dice(seed: 20_261_121)
        var read = 0
        for _ in 0..<200_000 {
            var bytes = (0..<dice.roll(0...24)).map { _ in UInt8(dice.roll(0...255)) }
            if dice.chance(1, in: 2) {  // half of them look like frames
                bytes = wire(UInt8(dice.roll(0...1)), bytes.isEmpty ? [0xF0] : bytes)
                if dice.chance(1, in: 4) { bytes[dice.roll(0...(bytes.count - 1))] ^= 1 << UInt8(dice.roll(0...7)) }
            }
            let side: SSPDirection = dice.chance(1, in: 2) ? .host : .device
            do throws(WireFault) {
                let message = try SSPWire.decode(direction: side, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes: \(bytes)") }
                if dice.chance(1, in: 20), message.description.isEmpty { Issue.record("no words: \(bytes)") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 10_000)
    }

    @Test func anyEventListEndsOrIsCalledUnreadable() {
        var dice = Dice(seed: 5)
        for _ in 0..<50_000 {
            let body = (0..<dice.roll(0...30)).map { _ in
                UInt8(dice.chance(2, in: 3) ? dice.roll(0xB0...0xF1) : dice.roll(0...9))
            }
            let (events, rest) = SSPEvent.read(body)
            #expect(events.flatMap { [$0.code] + $0.data } + rest == body)
        }
    }

    @Test(arguments: [1, 2, 3])
    func aDialogueSurvivesAUnitThatSaysAnything(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) &* 4711)
        var rig = Rig.accepting()
        for _ in 0..<12_000 {
            let codes: [UInt8] = [0xF0, 0xF0, 0xF0, 0xF0, 0xF0, 0xF2, 0xF5, 0xF8, 0xFA, 0x7E]
            switch dice.roll(0...11) {
            case 0: rig.give(.received((0..<dice.roll(0...20)).map { _ in UInt8(dice.roll(0...255)) }))
            case 1...5:
                let events: [[UInt8]] = [
                    [], [0xEF, 0], [0xEF, 5], [0xEE, 5], [0xCC], [0xEB], [0xEC], [0xF1], [0xE8], [0xE2, 5], [0xE1, 5],
                    [0xE6, 1], [0xE9], [0xE3], [0xB6], [UInt8(dice.roll(0...255))],
                ]
                let told = (0..<dice.roll(0...3)).flatMap { _ in dice.pick(events) }
                rig.answer([dice.pick(codes)] + told)
            case 6...7: rig.serve()
            case 8: rig.command(dice.pick([.settle, .enable(Denomination.usNotes), .disable, .giveBack, .acknowledge]))
            case 9: if let seenAt = rig.seenAt { rig.command(.stack(seenAt: seenAt)) }
            case 10 where dice.chance(1, in: 50): rig.give(dice.chance(1, in: 2) ? .closed(.hungUp) : .opened)
            default: rig.pass(.milliseconds(dice.roll(0...300)))
            }
            rig.sent = rig.sent.suffix(1).map(\.self)
            rig.reports.removeAll { if case .escrowed = $0 { false } else { true } }
            if rig.reports.count > 4 { rig.reports.removeFirst(rig.reports.count - 4) }
            rig.faults = []
        }
    }
}
