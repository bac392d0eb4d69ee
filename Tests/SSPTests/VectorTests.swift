import DeviceKit
import Foundation
import SSPDriver
import SSPFrame
import SSPSimulator
import SimulatorKit
import Testing
import WireKit

struct Vector: Decodable, CustomTestStringConvertible {
    let name: String
    let direction: String
    let hex: String
    let meaning: String
    let source: String

    var testDescription: String { name }
    var bytes: [UInt8] { Hex.bytes(hex) ?? [] }
    var isInvalid: Bool { name.hasPrefix("INVALID:") }
    var side: SSPDirection { direction == "host" ? .host : .device }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/ssp.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static func named(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}

@Suite struct VectorTests {
    @Test func theVectorsAreThereAndNameTheirOriginOrNothingIsProven() {
        #expect(Vector.all.count >= 119)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty && !$0.bytes.isEmpty })
    }

    @Test(arguments: Vector.all.filter { !$0.isInvalid })
    func aFrameFromOutsideIsReadAndWrittenByteForByte(_ vector: Vector) throws {
        let message = try SSPWire.decode(direction: vector.side, bytes: vector.bytes)
        #expect(message.encoded() == vector.bytes)
        #expect(!message.description.isEmpty)
    }

    @Test(arguments: Vector.all.filter(\.isInvalid))
    func aFrameThatMustFailFails(_ vector: Vector) {
        #expect(throws: WireFault.self) { try SSPWire.decode(direction: vector.side, bytes: vector.bytes) }
        #expect(throws: WireFault.self) { try SSPWire.decode(direction: .host, bytes: vector.bytes) }
    }

    @Test func wordsSayWhatIsMeantOrATechnicianReadsWrong() throws {
        func words(_ name: String) throws -> String {
            let vector = try #require(Vector.all.first { $0.name == name })
            return try SSPWire.decode(direction: vector.side, bytes: vector.bytes).description
        }
        #expect(try words("Sync cmd 1165") == "sync, address 00, sequence 1")
        #expect(try words("hold seq 0") == "hold the note, address 00, sequence 0")
        #expect(try words("Poll reply f0ee").contains("CREDIT, channel 1, stacked"))
        #expect(try words("Read reply f0ef #2").contains("note in ESCROW, channel 3"))
        #expect(
            try words("cleared to cashbox ch 2").contains("was reset, cleared into the cash box at power-up, channel 2")
        )
        #expect(try words("out of range F4").contains("parameter out of range"))
        #expect(try words("encrypted poll (manual)").hasPrefix("encrypted "))
    }

    @Test func theBlockCipherOpensWhatAnotherImplementationClosed() throws {
        let cipher = SSPBlockCipher(fixedKey: 0x0123_4567_0123_4567, negotiated: 0x6595)
        let reply = try Vector.named("encrypted reply")
        let clear = try #require(cipher.decrypt(Array(reply[4..<(reply.count - 2)])))
        #expect(Hex.text(clear) == "05 01 00 00 00 F0 00 4A 78 B4 A1 6C 6C D3 1B 6F")
        let poll = try #require(cipher.encrypt([1, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0xA1, 0xC7]))
        #expect(try Vector.named("computed encrypted poll count 0")[4..<20] == poll[...])
        #expect(cipher.encrypt([1, 2, 3]) == nil && cipher.decrypt([]) == nil)
    }

    @Test func theKeyExchangeAgreesWithTheComputedOneOrNoUnitIsUnderstood() throws {
        let host = try #require(SSPKeyExchange(generator: 982_451_653, modulus: 1_287_821, secret: 12_345))
        #expect(host.publicHalf == 185_556)
        #expect(host.key(unitHalf: 315_757) == 32_443)
        // Products of 64-bit numbers: an overflow here would be a wrong key.
        let prime: UInt64 = 18_446_744_073_709_551_533
        let wide = try #require(
            SSPKeyExchange(generator: 18_446_744_073_709_551_557, modulus: prime, secret: 1 << 63))
        var expected: UInt64 = 18_446_744_073_709_551_557 % prime
        for _ in 0..<63 { expected = prime.dividingFullWidth(expected.multipliedFullWidth(by: expected)).remainder }
        #expect(wide.publicHalf == expected)
    }

    @Test func aKeyHalfThatGivesTheKeyAwayIsRefused() throws {
        let host = try #require(SSPKeyExchange(generator: 982_451_653, modulus: 1_287_821, secret: 12_345))
        for half: UInt64 in [0, 1, 1_287_820, 1_287_821, .max] { #expect(host.key(unitHalf: half) == nil) }
        #expect(SSPKeyExchange(generator: 5, modulus: 7, secret: 1) == nil)
        #expect(SSPKeyExchange(generator: 7, modulus: 0, secret: 1) == nil)
    }

    @Test func numbersMadeFromChanceAreAcceptedByAUnitThatTestsThem() {
        var dice = Dice(seed: 12)
        for round in 0..<200 {
            let ends: [UInt64] = [0, .max]
            let made =
                round < 2
                ? SSPKeyExchange(random: ends[round], ends[round], ends[round])
                : SSPKeyExchange(random: dice.next(), dice.next(), dice.next())
            #expect(made.generator > made.modulus && made.modulus >= 1 << 31 && made.secret > 0)
            var hand = Hand()
            #expect(hand.send([0x4A] + bytes(made.generator)) == [0xF0])
            #expect(hand.send([0x4B] + bytes(made.modulus)) == [0xF0])
            #expect(hand.send([0x4C] + bytes(made.publicHalf)).count == 9 && hand.device.isEncrypted)
        }
    }

    @Test func aProgramDrawsAsManyExchangesAsItWantsAndNoTwoShareASecret() {
        var dice = Dice(seed: 3)
        let drawn = SSPKeyExchange.drawn(64, using: &dice)
        #expect(drawn.count == 64 && Set(drawn.map(\.secret)).count == 64)
        #expect(drawn.allSatisfy { $0.generator > $0.modulus })
        #expect(SSPKeyExchange.drawn(-1, using: &dice).isEmpty)
    }

    private func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}
