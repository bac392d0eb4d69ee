import A776Driver
import A776Frame
import Checks
import DeviceKit
import Foundation
import Testing
import WireKit

struct Vector: Decodable, CustomTestStringConvertible {
    let name: String
    let hex: String?
    let meaning: String
    let source: String

    var testDescription: String { name }
    var bytes: [UInt8] { hex.flatMap { Hex.bytes($0) } ?? [] }
    var sides: [CheckScannerDirection] {
        meaning.hasPrefix("host") ? [.host] : meaning.hasPrefix("device") ? [.device] : [.host, .device]
    }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Vectors/checkscanner.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static let bytes = all.filter { $0.hex != nil }

    static func named(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}

@Suite struct VectorTests {
    @Test("Vectors that are not there, or come from nowhere, prove nothing")
    func theVectorsAreThere() {
        #expect(Vector.bytes.count >= 58)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty })
    }

    @Test("Bytes of the papers must be read, and come back as they were", arguments: Vector.bytes)
    func aVectorComesBack(_ vector: Vector) throws {
        for side in vector.sides {
            let message = try CheckScannerWire.decode(direction: side, bytes: vector.bytes)
            #expect(message.encoded() == vector.bytes)
            #expect(!message.description.isEmpty)
        }
    }

    @Test("A host's order must be read as what it is, or the wrong motion is tested")
    func ordersAreNamed() throws {
        func orders(_ name: String) throws -> [A776Command] {
            guard
                case .commands(let commands) = try CheckScannerWire.decode(
                    direction: .host, bytes: Vector.named(name))
            else { return [] }
            return commands
        }
        #expect(try orders("a776-read-micr") == [.readMICR])
        #expect(try orders("a776-flip-status") == [.flipAnswering])
        #expect(try orders("a776-scan-both") == [.scan(send: 1, entry: 1, sides: 0)])
        #expect(try orders("a776-transmit") == [.sendImage(sides: 0, keep: 0, m: 0, index: 1, p: 0)])
        #expect(try orders("a776-free") == [.free(0x0102)])
        #expect(try orders("a776-raw-mode") == [.micrFormat(saved: true, [])])
        #expect(
            try orders("a776-endorse") == [
                .selectSlip, .text(Array("FOR DEPOSIT ONLY".utf8)), .lineFeed, .text(Array("1234567890".utf8)),
                .lineFeed, .release,
            ])
    }

    @Test("A status read as another one ends a check in the wrong screen")
    func statusesAreNamed() throws {
        func imager(_ name: String) throws -> A776ImagerState? {
            guard
                case .blocks(let blocks) = try CheckScannerWire.decode(
                    direction: .device, bytes: Vector.named(name))
            else { return nil }
            return blocks.first.flatMap { A776ImagerState($0.body) }
        }
        #expect(try imager("a776-scan-status-1")?.result == .jam)
        #expect(try imager("a776-scan-status-2")?.result == .cancelled)
        #expect(try imager("a776-scan-status-3")?.result == .coverOpen)
        #expect(try imager("a776-scan-status-18")?.result == .formatNotSupported)
        #expect(try imager("a776-scan-reply-ok")?.nextIndex == 3)
        for (name, status) in [
            ("a776-micr-good", A776ReadStatus.good), ("a776-micr-bad", .badRead), ("a776-micr-02", .noCheck),
            ("a776-micr-03", .jam), ("a776-micr-04", .noMICR),
        ] {
            let message = try CheckScannerWire.decode(direction: .device, bytes: Vector.named(name))
            guard case .micr(let reply) = message else {
                Issue.record("\(name) is no MICR answer")
                continue
            }
            #expect(reply.status == status)
        }
    }

    @Test("The line of the papers must give the fields of the papers")
    func theLineParses() throws {
        guard
            case .micr(let reply) = try CheckScannerWire.decode(
                direction: .device, bytes: Vector.named("a776-micr-good"))
        else {
            Issue.record("no MICR answer")
            return
        }
        let line = MICRLine(reply.text, .cognitive)
        #expect(line.transit?.text == "122000218")
        #expect(line.canonical == "t122000218t 1234 5678 9o 1321")
    }

    @Test("Readers of the papers without a vector here must be named all the same")
    func otherReadersAreNamed() throws {
        func round(_ side: CheckScannerDirection, _ hex: String) throws -> CheckScannerMessage {
            let bytes = try #require(Hex.bytes(hex))
            let message = try CheckScannerWire.decode(direction: side, bytes: bytes)
            #expect(message.encoded() == bytes)
            return message
        }
        #expect(try round(.host, "1B 49") == .foreign(.ibmCommand([0x1B, 0x49])))
        _ = try round(.device, "80 01 00 00 10 00 02 58 01 13 11 00 54 41 47 00")
        _ = try round(.host, "1D B2 09 1D B1 00 01 1D C5 01 00 01")
        _ = try round(.host, "1B 73 12 34 14 1B 6A 14 1B 66 01 05 1B 63 30 04 1B 43 10")
        _ = try round(.device, "1D 49 B6 00 1D 49 B7 00 00 00 01 00 05 00")
        #expect(
            try round(.device, "00 29 31 29") == .micr(A776MICRReply(.good, text: [0x29, 0x31, 0x29], isClosed: false)))
    }
}
