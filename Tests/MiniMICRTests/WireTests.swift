import Checks
import DeviceKit
import Foundation
import MiniMICRDriver
import MiniMICRFrame
import Testing
import WireKit

struct Vector: Decodable, CustomTestStringConvertible {
    let name: String
    let hex: String?
    let meaning: String
    let source: String

    var testDescription: String { name }
    var bytes: [UInt8] { Hex.bytes(hex ?? "") ?? [] }
    var side: MiniMICRDirection { meaning.hasPrefix("host") ? .host : .device }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/checkscanner.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()
    static func of(_ family: String) -> [Vector] { all.filter { $0.name.hasPrefix(family) } }
    static func named(_ name: String) throws -> Vector { try #require(all.first { $0.name == name }) }
}

@Suite struct WireTests {
    @Test("Vectors that are not there prove nothing")
    func theVectorsAreThere() {
        #expect(Vector.of("magtek-").count >= 9)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty })
    }

    @Test(
        "A message that is written otherwise than published is not understood by the unit",
        arguments: Vector.of("magtek-"))
    func messagesOfTheFamilyGoBothWays(_ vector: Vector) throws {
        let message = try MiniMICRWire.decode(direction: vector.side, bytes: vector.bytes)
        #expect(message.encoded() == vector.bytes)
        #expect(!message.description.isEmpty)
    }

    @Test("A bank's exception travels as ten bytes", arguments: Vector.of("exc-table-"))
    func exceptionEntries(_ vector: Vector) throws {
        #expect(try MICRExceptionEntry(vector.bytes).encoded() == vector.bytes)
    }

    @Test("What a message says must be what the paper says")
    func meanings() throws {
        func read(_ name: String) throws -> MiniMICRMessage {
            let vector = try Vector.named(name)
            return try MiniMICRWire.decode(direction: vector.side, bytes: vector.bytes)
        }
        #expect(try read("magtek-len-short") == .imageLength(bytes: 9728, short: true))
        #expect(try read("magtek-len-long") == .imageLength(bytes: 81920, short: false))
        guard case .packet(.line(let text, .short("10")), _, .withoutStart) = try read("magtek-packet") else {
            Issue.record("the packet is read otherwise")
            return
        }
        #expect(MICRLine(text, .magtek00).isAcceptable)
        guard case .line(.line(_, let status), _, _) = try read("magtek-micr-status") else {
            Issue.record("the line is read otherwise")
            return
        }
        #expect(status.condition.style == .canadian)
        guard case .line(.image(let image), _, _) = try read("magtek-is-loaded") else {
            Issue.record("the image status is read otherwise")
            return
        }
        #expect(
            image.isLocked && image.isGroup4 && image.bits == 1 && image.size == 9726 && image.name == "MYIMAGE.TIF")
    }

    @Test("A log of messages must not show an account")
    func wordsAreMasked() throws {
        let line = Array((goodLine + "/00\r").utf8)
        let message = try MiniMICRWire.decode(direction: .device, bytes: line)
        #expect(message.encoded() == line && !message.description.contains("123456789"))
        for bytes in [Array(goodLine.utf8), [0xFF] + line] {
            let fault = #expect(throws: WireFault.self) { try MiniMICRWire.decode(direction: .device, bytes: bytes) }
            #expect(fault?.bytes.contains(where: { (0x30...0x39).contains($0) }) == false)
        }
    }

    @Test("Any bytes are a message or a fault; a message comes back as it was")
    func anyBytes() {
        var dice = Dice(state: 7)
        let letters = Array("TU$-? 0123456789/\r\n\u{2}\u{3}\u{1B}\u{1D}\u{15}VRSE=Nn".utf8)
        for round in 0..<60_000 {
            let bytes = (0..<dice.below(30)).map { _ in
                round % 2 == 0 ? UInt8(dice.below(256)) : letters[dice.below(letters.count)]
            }
            for side in [MiniMICRDirection.host, .device] {
                do throws(WireFault) {
                    #expect(try MiniMICRWire.decode(direction: side, bytes: bytes).encoded() == bytes)
                } catch { #expect(!error.reason.isEmpty) }
            }
        }
    }
}

/// Chance of the tests.
struct Dice {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}
