import Foundation
import Testing
import WireKit

/// A published check value.
struct CheckValue: Codable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let polynomial: String
    let initial: String
    let text: String
    let check: String
    let origin: String

    var testDescription: String { name }

    static let all: [CheckValue] = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Vectors/checksums.json")
        do { return try JSONDecoder().decode([CheckValue].self, from: Data(contentsOf: file)) } catch {
            Issue.record("\(file.path): \(error)")
            return []
        }
    }()
}

struct ChecksumTests {
    @Test("A checksum that differs from the published one makes every device dumb", arguments: CheckValue.all)
    func publishedValues(_ value: CheckValue) throws {
        let polynomial = try #require(UInt16(value.polynomial, radix: 16))
        let initial = try #require(UInt16(value.initial, radix: 16))
        let check = try #require(UInt16(value.check, radix: 16))
        switch value.kind {
        case "reflected":
            #expect(crc16Reflected(value.text.utf8, polynomial: polynomial, initial: initial) == check)
        case "forward": #expect(crc16Forward(value.text.utf8, polynomial: polynomial, initial: initial) == check)
        case "xor": #expect(UInt16(xorSum(value.text.utf8)) == check)
        default: Issue.record("\(value.kind) is not known")
        }
    }

    @Test("The list of check values must not shrink unseen")
    func valuesAreThere() {
        #expect(CheckValue.all.count >= 9)
        #expect(CheckValue.all.contains { $0.kind == "reflected" } && CheckValue.all.contains { $0.kind == "forward" })
    }

    @Test("No bytes leave the register as it was")
    func emptyInput() {
        #expect(xorSum([]) == 0)
        #expect(crc16Reflected([], polynomial: 0x8408, initial: 0x1D0F) == 0x1D0F)
        #expect(crc16Forward([], polynomial: 0x8005, initial: 0xFFFF) == 0xFFFF)
    }

    @Test("One flipped bit must never pass a check, wherever it sits")
    func oneFlippedBitIsSeen() {
        var dice = SeededDice(state: 0xC4C)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 1...40, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
            for place in bytes.indices {
                var bad = bytes
                bad[place] ^= 1 << UInt8.random(in: 0...7, using: &dice)
                #expect(xorSum(bad) != xorSum(bytes))
                #expect(
                    crc16Reflected(bad, polynomial: 0x8408, initial: 0)
                        != crc16Reflected(bytes, polynomial: 0x8408, initial: 0))
                #expect(
                    crc16Forward(bad, polynomial: 0x8005, initial: 0xFFFF)
                        != crc16Forward(bytes, polynomial: 0x8005, initial: 0xFFFF))
            }
        }
    }

    @Test("A message followed by its own check must come out even: receivers count on it")
    func remainderIsZero() {
        let bytes = Array("123456789".utf8)
        let reflected = crc16Reflected(bytes, polynomial: 0x8408, initial: 0)
        let forward = crc16Forward(bytes, polynomial: 0x8005, initial: 0xFFFF)
        let low = bytes + [UInt8(reflected & 0xFF), UInt8(reflected >> 8)]
        let high = bytes + [UInt8(forward >> 8), UInt8(forward & 0xFF)]
        #expect(crc16Reflected(low, polynomial: 0x8408, initial: 0) == 0)
        #expect(crc16Forward(high, polynomial: 0x8005, initial: 0xFFFF) == 0)
        #expect(xorSum(bytes + [xorSum(bytes)]) == 0)
    }
}

struct HexTests {
    @Test("Bytes in a log that are not the bytes on the wire lead the technician astray")
    func textIsExact() {
        #expect(Hex.text([0x02, 0x08, 0x10, 0x7F, 0xFF, 0x00]) == "02 08 10 7F FF 00")
        #expect(Hex.text([0xAB, 0xCD], separator: "") == "ABCD")
        #expect(Hex.text([]) == "")
        #expect(Hex.text([1, 2, 3, 4][1..<3]) == "02 03")
    }

    @Test(
        "A vector that is read wrongly proves the wrong thing",
        arguments: [
            ("02 08 10", [0x02, 0x08, 0x10]), ("020810", [0x02, 0x08, 0x10]), ("aB Cd", [0xAB, 0xCD]), ("", []),
            (" \n\t0F\r\n", [0x0F]),
        ] as [(String, [UInt8])])
    func textIsRead(_ text: String, _ bytes: [UInt8]) { #expect(Hex.bytes(text) == bytes) }

    @Test(
        "Half a byte or a wrong sign must be refused, not skipped",
        arguments: [
            "0", "02 0", "0 2", "0x02", "G0", "02,03", "02 08 1", "٠٢", "0\n2", "02-03", "/0", ":0", "@0", "`0", "g0",
        ])
    func nonsenseIsRefused(_ text: String) { #expect(Hex.bytes(text) == nil) }

    @Test("All bytes must come back through their text")
    func everyByteComesBack() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.bytes(Hex.text(all)) == all)
        #expect(Hex.bytes(Hex.text(all, separator: "").lowercased()) == all)
    }
}
