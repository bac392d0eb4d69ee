import DeviceKit
import EBDSDriver
import EBDSFrame
import Money
import Testing

/// The same numbers every run: splitmix64.
struct Seeded {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }
    mutating func bytes(_ most: Int) -> [UInt8] { (0..<below(most + 1)).map { _ in byte() } }
}

/// Bytes cut, glued, torn and soiled: nothing true is lost, nothing false is read, nothing traps.
@Suite struct VerifierTests {
    private static let frames = Vector.all.filter { !$0.isInvalid && $0.bytes.count > 1 }.map(\.bytes)

    private func items(_ chunks: [[UInt8]]) -> [EBDSFrameParser.Item] {
        var parser = EBDSFrameParser()
        var items: [EBDSFrameParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { items.append(item) }
        }
        return items
    }

    private func frames(_ items: [EBDSFrameParser.Item]) -> [[UInt8]] {
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
            for cut in 0..<frame.count { #expect(frames(items([Array(frame[..<cut])])).allSatisfy { $0.count < cut }) }
        }
    }

    @Test func noiseWithoutStartBytesCostsNoFrame() {
        var dice = Seeded(state: 7)
        for frame in Self.frames {
            let noise = dice.bytes(9).map { $0 == 0x02 ? 0x00 : $0 }
            #expect(frames(items([noise + frame])) == [frame])
        }
    }

    @Test func oneWrongBitIsNeverAnotherFrameOfTheSameLength() {
        let frame = wire(0x21, Seen.stacked(5).bytes)
        for index in frame.indices {
            for bit in 0..<8 {
                var torn = frame
                torn[index] ^= 1 << UInt8(bit)
                #expect(!frames(items([torn])).contains { $0.count == frame.count })
            }
        }
    }

    @Test func anyWellFormedFrameComesBackAsItWas() throws {
        var dice = Seeded(state: 99)
        for _ in 0..<20_000 {
            let control = dice.byte()
            let frame = wire(control, dice.bytes(dice.below(10) == 0 ? 250 : 30))
            for side in [EBDSDirection.host, .device] {
                let type = control >> 4 & 7
                if side == .host ? type == 2 : type == 1 || type == 3 { continue }
                let message = try EBDSWire.decode(direction: side, bytes: frame)
                #expect(message.encoded() == frame)
                #expect(!message.description.isEmpty)
            }
        }
    }

    @Test func twoHundredThousandRandomInputsTrapNothing() {
        var dice = Seeded(state: 20_260_302)
        var read = 0
        for _ in 0..<200_000 {
            var bytes = dice.bytes(24)
            if dice.below(2) == 0, bytes.count >= 5 {  // half of them look like frames
                bytes[0] = 0x02
                bytes[1] = UInt8(bytes.count)
                bytes[bytes.count - 2] = 0x03
                if dice.below(2) == 0 { bytes[bytes.count - 1] = bytes[1..<(bytes.count - 2)].reduce(0, ^) }
            }
            let side = dice.below(2) == 0 ? EBDSDirection.host : .device
            do throws(WireFault) {
                let message = try EBDSWire.decode(direction: side, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes: \(bytes)") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 10_000)
    }

    @Test func aDialogueSurvivesAUnitThatSaysAnything() {
        var dice = Seeded(state: 4711)
        var rig = Rig.accepting()
        for _ in 0..<30_000 {
            switch dice.below(12) {
            case 0: rig.give(.received(dice.bytes(20)))
            case 1...5:
                var status = (0..<6).map { _ in dice.byte() & 0x7F }
                if dice.below(3) > 0 { status[0] = [0x01, 0x04, 0x02, 0x11, 0x41][dice.below(5)] }
                rig.give(.received(wire(0x20 | UInt8(dice.below(2)), status)))
            case 6: rig.give(.received(wire(0x60 | UInt8(dice.below(2)), dice.bytes(8))))
            case 7: rig.give(.received(wire(0x70 | UInt8(dice.below(2)), dice.bytes(30))))
            case 8:
                rig.give(
                    .command([.settle, .enable(Denomination.usNotes), .disable, .giveBack][dice.below(4)]))
            case 9: if let seenAt = rig.seenAt { rig.command(.stack(seenAt: seenAt)) }
            case 10 where dice.below(50) == 0: rig.give(dice.below(2) == 0 ? .closed(.hungUp) : .opened)
            default: rig.pass(.milliseconds(dice.below(300)))
            }
            if rig.sent.contains(where: { $0[2] >> 4 == 1 && $0[4] & 0x60 == 0x60 }) {
                Issue.record("stack and return in one frame")
            }
            rig.sent = []
            rig.reports.removeAll { if case .escrowed = $0 { false } else { true } }
            if rig.reports.count > 4 { rig.reports.removeFirst(rig.reports.count - 4) }
            rig.faults = []
        }
    }
}
