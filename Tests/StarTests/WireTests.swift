import DeviceKit
import Foundation
import SimulatorKit
import StarDriver
import Testing
import WireKit

struct WireVector: Decodable, CustomTestStringConvertible {
    let name: String
    let direction: String
    let hex: String
    let meaning: String
    let source: String

    var bytes: [UInt8] { Hex.bytes(hex) ?? [] }
    var way: StarDirection { direction == "host" ? .host : .device }
    var testDescription: String { name }

    static func load(_ file: String) throws -> [WireVector] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/\(file).json")
        return try JSONDecoder().decode([WireVector].self, from: Data(contentsOf: url))
    }
}

struct WireTests {
    @Test("A vector that does not come back byte for byte is misread", arguments: try WireVector.load("star"))
    func vectors(_ vector: WireVector) throws {
        #expect(!vector.source.isEmpty && !vector.bytes.isEmpty)
        if vector.name.hasPrefix("INVALID:") {
            #expect(throws: WireFault.self) { try StarWire.decode(direction: vector.way, bytes: vector.bytes) }
        } else {
            #expect(try StarWire.decode(direction: vector.way, bytes: vector.bytes).encoded() == vector.bytes)
        }
    }

    private func commands(_ hex: String) throws -> [StarCommand] {
        try StarCommandDecoder.commands(Hex.bytes(hex) ?? [])
    }

    @Test("A parameter read into the wrong place prints, cuts or kicks something else")
    func parametersAreRead() throws {
        #expect(try commands("1B 07 0B 37 07") == [.pulseTimes(on: 11, off: 55), .single(.kickFirst)])
        #expect(try commands("1B 64 03") == [.cut(3)])
        #expect(try commands("1B 61 03") == [.set(.feedLines, 3)])
        #expect(try commands("1B 1D 61 01") == [.set(.align, 1)])
        #expect(try commands("1B 45 41 1B 46") == [.action(.boldOn), .text([0x41]), .action(.boldOff)])
        #expect(try commands("1B 69 01 02") == [.pair(.size, 1, 2)])
        #expect(try commands("1B 06 01") == [.action(.askStatus)])
        #expect(try commands("1B 1E 52 01 41") == [.set(.thai, 1), .text([0x41])])
        #expect(try commands("17") == [.single(.printCheck)])
        #expect(try commands("6B 02 00 F0 0F") == [.rasterMode(.row(advances: false, [0xF0, 0x0F]))])
        #expect(try commands("62 6F 6C 64") == [.text(Array("bold".utf8))])
        #expect(
            try commands("1B 1D 53 01 01 00 02 00 00 AA 55")
                == [.raster(stride: 1, rows: 2, tone: 0, [0xAA, 0x55])])
        #expect(
            try commands("1B 2A 72 41 62 01 00 17 1B 2A 72 42 17")
                == [
                    .rasterMode(.enter), .rasterMode(.row(advances: true, [0x17])), .rasterMode(.quit),
                    .single(.printCheck),
                ])
    }

    @Test(
        "A command cut short, out of range or lying about its length must be a fault, not a guess",
        arguments: [
            "1B", "1B 64", "1B 64 04", "1B 07 00 14", "1B 07 14 80", "1B 07 14", "1B 1D 53 01 02 00 02 00 00 FF",
            "1B 1D 53 01 00 00 02 00 00", "1B 1D 79 53 30 03", "1B 1D 79 44 31 00 05 00 41", "1B 62 06 01 02 3C 41",
            "1B 62 09 01 02 3C 41 1E", "1B 2A 72 50 58 00", "1B 2A 72 50 30", "1B 2A 71", "1B FF", "1B 06 02",
            "1B 1E 61",
            "1B 2A 72 41 41",
        ])
    func brokenCommandsAreFaults(_ hex: String) {
        #expect(throws: WireFault.self) { try StarCommandDecoder.commands(Hex.bytes(hex) ?? []) }
    }

    @Test(
        "A status whose length or fixed bits are wrong must not be read as paper or drawer",
        arguments: [
            "23 06 00 00 00 00 00 00", "23 06 01 00 00 00 00 00 00", "23 06 00 00 10 00 00 00 00", "0D 02 00 00 00 00",
            "1B 23 2A 2C 41", "31",
        ])
    func brokenRepliesAreFaults(_ hex: String) {
        #expect(throws: WireFault.self) { try StarWire.decode(direction: .device, bytes: Hex.bytes(hex) ?? []) }
    }

    private func status(_ hex: String) throws -> StarStatus {
        guard case .replies(let replies) = try StarWire.decode(direction: .device, bytes: Hex.bytes(hex) ?? []),
            case .status(let status)? = replies.first
        else { throw WireFault("no status", []) }
        return status
    }

    @Test("Each bit of the status has one meaning: the wrong one sells paper that is not there")
    func statusBits() throws {
        #expect(try status("23 06 00 00 00 00 00 00 00").version == 3)
        #expect(try status("23 08 00 00 00 00 00 00 00").version == 4)
        #expect(try status("23 20 00 00 00 00 00 00 00").version == 8)
        #expect(try status("23 06 04 00 00 00 00 00 00").switchClosed)
        let end = try status("23 06 08 00 00 0C 00 00 00")
        #expect(end.offline && end.paperEnd && end.paperNearEnd && !end.coverOpen)
        #expect(try status("23 06 28 00 00 00 00 00 00").coverOpen)
        #expect(try status("23 06 08 08 00 00 00 00 00").cutterError)
        #expect(try status("23 06 08 20 00 00 00 00 00").unrecoverableError)
        #expect(try status("23 06 08 40 00 00 00 00 00").headHot)
        #expect(try status("23 06 08 04 00 00 00 00 00").mechanicalError)
        #expect(try status("23 06 00 00 40 00 00 00 00").overflow)
        #expect(try status("23 06 00 00 04 00 00 00 00").presenterJam)
        #expect(try status("23 06 00 00 00 02 00 00 00").paperNearEnd)
        let reached = try status("23 06 02 00 00 00 00 6E 00")
        #expect(reached.checkReached && reached.counter == 31)
        #expect(try status("23 06 00 00 00 00 00 20 06").counter == 8)
        #expect(try status("23 06 00 00 00 00 00 20 06").presenter == 3)
        #expect(try status("0F 02 00 00 00 00 00").counter == nil)
        #expect(try status("2F 0E" + String(repeating: " 00", count: 13)).bytes.count == 15)
        #expect(try status("23 86" + String(repeating: " 00", count: 9)).bytes.count == 11)
    }

    @Test("Replies cut anywhere, glued, or with noise before them are found all the same")
    func cutAnywhere() throws {
        let parts = ["23 06 04 00 00 00 00 00 00", "20", "14", "1B 23 2A 2C 54 53 50 36 35 34 56 65 72 34 2E 30 0A 00"]
        let bytes = parts.flatMap { Hex.bytes($0) ?? [] }
        for cut in 0...bytes.count {
            var scanner = StarReplyScanner()
            let items = scanner.feed(bytes[..<cut]) + scanner.feed(bytes[cut...])
            #expect(items.count == 4 && scanner.pending.isEmpty)
        }
        var scanner = StarReplyScanner()
        let torn = scanner.feed(bytes[..<5]) + scanner.feed(bytes[..<9])
        #expect(torn.count == 2, "a torn status does not swallow the next one")
        #expect(StarReply.nameAndVersion(Array("TSP654Ver4.0".utf8)) == ("TSP654", "4.0"))
        #expect(StarReply.serial(Array("1PrSrN=123,X".utf8)) == "123")
    }

    @Test(
        "An answer of a fixed length may hold the flow bytes: without them a count or a size is another one",
        arguments: ["1B 1D 79 49 11 00", "1B 1D 79 49 00 13", "1B 1D 03 01 11 00", "1B 1D 03 13 11 13"])
    func flowBytesAsData(_ hex: String) throws {
        let bytes = Hex.bytes(hex) ?? []
        let wire = try StarWire.decode(direction: .device, bytes: bytes)
        #expect(wire.encoded() == bytes)
        guard case .replies(let replies) = wire else { throw WireFault("no replies", bytes) }
        #expect(replies.count == 1)
    }

    @Test("Any bytes give values that encode to themselves, or a fault; never a trap")
    func anyBytes() {
        var dice = Dice(seed: 20_261_121)
        let heads: [UInt8] = [
            0x1B, 0x1D, 0x1E, 0x2A, 0x72, 0x41, 0x62, 0x53, 0x79, 0x44, 0x23, 0x06, 0x21, 0x00, 0x01, 0x17,
        ]
        for _ in 0..<100_000 {
            let bytes = (0..<dice.roll(1...24)).map { _ in
                dice.chance(1, in: 3) ? UInt8(dice.roll(0...255)) : dice.pick(heads)
            }
            for way in [StarDirection.host, .device] {
                do throws(WireFault) {
                    let wire = try StarWire.decode(direction: way, bytes: bytes)
                    #expect(wire.encoded() == bytes)
                } catch { #expect(!error.reason.isEmpty) }
            }
        }
    }
}
