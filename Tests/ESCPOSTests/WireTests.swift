import DeviceKit
import ESCPOSDriver
import Foundation
import Testing
import WireKit

struct WireVector: Decodable, CustomTestStringConvertible {
    let name: String
    let direction: String
    let hex: String
    let meaning: String
    let source: String

    var bytes: [UInt8] { Hex.bytes(hex) ?? [] }
    var way: WireDirection { direction == "host" ? .host : .device }
    var isInvalid: Bool { name.hasPrefix("INVALID:") }
    var testDescription: String { name }

    static func load(_ file: String) throws -> [WireVector] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/\(file).json")
        return try JSONDecoder().decode([WireVector].self, from: Data(contentsOf: url))
    }
}

struct WireTests {
    @Test("A printer vector that does not come back byte for byte is misread", arguments: try WireVector.load("escpos"))
    func printerVectors(_ vector: WireVector) throws {
        #expect(!vector.source.isEmpty && !vector.bytes.isEmpty)
        if vector.isInvalid {
            #expect(throws: WireFault.self) { try ESCPOSWire.decode(direction: vector.way, bytes: vector.bytes) }
        } else {
            #expect(try ESCPOSWire.decode(direction: vector.way, bytes: vector.bytes).encoded() == vector.bytes)
        }
    }

    @Test("A drawer vector that does not come back byte for byte is misread", arguments: try WireVector.load("drawers"))
    func drawerVectors(_ vector: WireVector) throws {
        if vector.isInvalid {
            #expect(throws: WireFault.self) { try DrawersWire.decode(direction: vector.way, bytes: vector.bytes) }
        } else {
            #expect(try DrawersWire.decode(direction: vector.way, bytes: vector.bytes).encoded() == vector.bytes)
        }
    }

    @Test("No vector may be read as raw bytes: each has a typed meaning")
    func nothingIsRaw() throws {
        for vector in try WireVector.load("escpos") where vector.way == .host && !vector.isInvalid {
            guard case .commands(let commands) = try ESCPOSWire.decode(direction: .host, bytes: vector.bytes) else {
                continue
            }
            for command in commands {
                switch command {
                case .functionBlock, .outOfRange, .control, .symbol(.other), .graphics(.other, _):
                    Issue.record("\(vector.name): \(command)")
                default: break
                }
            }
        }
    }

    private func commands(_ hex: String) throws -> [ESCPOSCommand] {
        try ESCPOSCommandDecoder.commands(Hex.bytes(hex) ?? [])
    }

    @Test("A parameter read into the wrong place prints or kicks something else")
    func parametersAreRead() throws {
        #expect(try commands("1B 70 00 19 FA") == [.drawerKick(connector: 0, on: 25, off: 250)])
        #expect(try commands("10 14 01 01 08") == [.realTime(.pulse(connector: 1, time: 8))])
        #expect(try commands("1D 56 42 00") == [.cut(mode: 66, feed: 0)])
        #expect(try commands("1B 74 10 80 E9 0A") == [.set(.codePage, 16), .text([0x80, 0xE9]), .lineFeed])
        #expect(try commands("1D 28 48 06 00 30 30 41 30 30 31") == [.processID([0x41, 0x30, 0x30, 0x31])])
        #expect(
            try commands("1D 76 30 00 02 00 03 00 FF 00 00 01 FF FF")
                == [.raster(mode: 0, stride: 2, rows: 3, [0xFF, 0, 0, 1, 0xFF, 0xFF])])
        #expect(try commands("1D 28 4C 04 00 30 40 4B 43") == [.graphics(.listKeys, long: false)])
        #expect(try commands("10 04 07 01 10 04 01") == [.realTime(.status(7, 1)), .realTime(.status(1, nil))])
        #expect(
            try commands("1D 28 6B 07 00 31 50 30 31 32 33 34")
                == [.symbol(.store(kind: 0x31, mode: 0x30, [0x31, 0x32, 0x33, 0x34]))])
        #expect(try commands("1B 57 00 00 00 00 00 02 C8 00") == [.pageArea(x: 0, y: 0, width: 512, height: 200)])
    }

    @Test(
        "A command cut short or lying about its length must be a fault, not a guess",
        arguments: [
            "1B", "1D 56", "1D 56 42", "1B 70", "1B 70 00 19", "1D 76 30 00 02 00 03 00 FF", "1D 76 30 00 00 00 03 00",
            "1D 28 48 06 00 30 30 30", "1D 28 48 05 00 30 30 30 30 30", "1D 28 48 06 00 30 30 01 30 30 30",
            "1D 28 6B 03 00 31 43",
            "1D 28 4C 13 00 30 43 30 47 31 01 10 00 08 00 31 FF 81 81 81 81 81 81 FF", "1D 28 4C 04 00 30 40 4B 44",
            "10 04",
            "10 14 08 01 03 14 01 06 02 09", "10 14 02 01 07", "10 14 09", "1B 44 08 10", "1D 6B 02 34 30",
            "1D 6B 49 05 7B 42",
            "1C 71 00", "1C 71 01 01 00 01 00 FF", "1B FF", "1D 38 4C 0C 00 00 00 30 70", "1C C0 18 10 14 1B",
        ])
    func brokenCommandsAreFaults(_ hex: String) {
        #expect(throws: WireFault.self) { try ESCPOSCommandDecoder.commands(Hex.bytes(hex) ?? []) }
    }

    @Test(
        "A host's run with one command that we do not name is refused whole: the receipt in it cannot be looked into",
        arguments: [
            "1B 06 01 10 04 01", "10 04 02 1B 06 01 1B 40", "1D 7C 04", "1B 2B 3C", "1B 41 18", "1B 42 03 02",
            "1B 34 01 41", "1B 40 1C",
        ])
    func commonCommands(_ hex: String) throws {
        let bytes = Hex.bytes(hex) ?? []
        let wire = try ESCPOSWire.decode(direction: .host, bytes: bytes)
        #expect(wire.encoded() == bytes)
        guard case .commands(let commands) = wire else { throw WireFault("no commands", bytes) }
        #expect(!commands.contains { if case .outOfRange = $0 { true } else { false } })
        if hex.hasPrefix("1B 06") {
            #expect(commands == [.action(.starAskStatus), .realTime(.status(1, nil))])
        }
    }

    @Test("A kick behind another order is a kick: one that is refused here is a drawer opened with nobody told")
    func kicksAmongOrders() throws {
        for hex in [
            "1B 07 14 14 1A", "1B 07 14 14 19", "1B 07 14 14 1C", "1B 07 14 14 07 0A 0D", "1B 07 14 14 1A 0A",
            "1B 3D 01", "1B 3D 01 1B 70 00 19 7D",
        ] {
            let bytes = Hex.bytes(hex) ?? []
            #expect(try DrawersWire.decode(direction: .host, bytes: bytes).encoded() == bytes, "\(hex)")
        }
        for hex in ["1B 07 14 14 08", "1B 07 14 14 0A 07 41", "1B 07 00 14 1A"] {
            #expect(throws: WireFault.self) {
                try DrawersWire.decode(direction: .host, bytes: Hex.bytes(hex) ?? [])
            }
        }
    }

    @Test(
        "A drawer's frame that is cut, grown or bent must not be read as loose answers with a level of its own",
        arguments: [
            "23 06 04 00 00 00 00 00", "23 06 04 00 00 00 00 00 00 00", "23 06 05 00 00 00 00 00 00",
            "23 06 14 00 00 00 00 00 00", "23 06 84 00 00 00 00 00 00", "23 06 04 00 80 00 00 00 00",
            "21 06 04 00 00 00 00 00 00", "23 86 04 00 00 00 00 00 00",
            "11" + String(repeating: " 00", count: 118), "11" + String(repeating: " 00", count: 120),
        ])
    func bentDrawerFrames(_ hex: String) {
        #expect(throws: WireFault.self) { try DrawersWire.decode(direction: .device, bytes: Hex.bytes(hex) ?? []) }
    }

    @Test("A lengthened Star status tells the drawer's switch too")
    func longStarStatus() throws {
        let bytes = Hex.bytes("23 86 04" + String(repeating: " 00", count: 8)) ?? []
        guard case .starStatus(let block) = try DrawersWire.decode(direction: .device, bytes: bytes) else {
            throw WireFault("no Star status", bytes)
        }
        #expect(block.switchClosed && block.bytes == bytes)
    }

    @Test("CUSTOM's status of two kinds, with any bits in it, is no stranger's")
    func customStatusOfTwoKinds() throws {
        for hex in ["10 03 80 00", "10 05 10 00", "10 0A 81 90"] {
            let bytes = Hex.bytes(hex) ?? []
            guard case .customStatus(let status) = try ESCPOSWire.decode(direction: .device, bytes: bytes) else {
                throw WireFault("no full status", bytes)
            }
            #expect(status.bytes == Array(bytes[2...]))
        }
        #expect(throws: WireFault.self) {
            try ESCPOSWire.decode(direction: .device, bytes: [0x10, 0x0F, 0x00, 0x00, 0x00])
        }
    }

    @Test("A drawer board's unknown order may be its bootloader: it must never pass as a command")
    func unknownDrawerOrders() {
        for first in [[UInt8]([0xF0, 0xF0]), [0x00, 0xD0], [0x08, 0x08], [0x01, 0x03]] {
            let report = first + [UInt8](repeating: 0, count: 118)
            #expect(throws: WireFault.self) { try DrawersWire.decode(direction: .host, bytes: report) }
        }
        #expect(throws: WireFault.self) { try DrawersWire.decode(direction: .host, bytes: [0x1B, 0x07, 0x00, 0x80]) }
        #expect(throws: WireFault.self) { try DrawersWire.decode(direction: .host, bytes: Array("hello".utf8)) }
    }

    @Test(
        "Bytes of a neighbouring family that are refused cannot be looked into",
        arguments: [
            "10 00 13 00 0F", "13 37 22 30 11 30 30 31 00", "FF 02 4E 50 32 00", "FF 03 01 02 03 04 05 06 07 08",
            "C0 D8 00 00 00 00 00 00",
            "80", "A8 29", "15 10", "1C", "14", "11 05 01 01 00 01 02", "10 03 01 02 03 04", "10 07 01 02 03",
        ])
    func neighbours(_ hex: String) throws {
        let bytes = Hex.bytes(hex) ?? []
        guard let wire = try? ESCPOSWire.decode(direction: .device, bytes: bytes) else {
            return #expect(hex == "10 03 01 02 03 04", "two bits, four bytes: no status of this kind")
        }
        #expect(wire.encoded() == bytes)
    }

    @Test("Host bytes of any kind give commands that encode to themselves, or a fault; never a trap")
    func anyHostBytes() {
        var dice = Lot(seed: 11)
        let heads: [UInt8] = [0x1B, 0x1C, 0x1D, 0x10, 0x28, 0x4C, 0x6B, 0x48, 0x30, 0x00, 0x01, 0x04, 0x14, 0x41]
        for _ in 0..<100_000 {
            let bytes = (0..<(1 + dice.roll(24))).map { _ in
                dice.roll(3) == 0 ? UInt8(dice.roll(256)) : heads[dice.roll(heads.count)]
            }
            if let commands = try? ESCPOSCommandDecoder.commands(bytes) {
                #expect(commands.flatMap { $0.encoded() } == bytes)
            }
            for way in [WireDirection.host, .device] {
                if let wire = try? ESCPOSWire.decode(direction: way, bytes: bytes) { #expect(wire.encoded() == bytes) }
                if let wire = try? DrawersWire.decode(direction: way, bytes: bytes) { #expect(wire.encoded() == bytes) }
            }
        }
    }
}

/// A small generator for tests: the same numbers on every machine.
struct Lot {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
