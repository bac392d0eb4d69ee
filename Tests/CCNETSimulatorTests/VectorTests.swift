import CCNETFrame
import CCNETSimulator
import Foundation
import SimulatorKit
import Testing
import WireKit

struct Vector: Decodable {
    let name: String
    let direction: String
    let hex: String
    var bytes: [UInt8] { Hex.bytes(hex) ?? [] }

    static func load() throws -> [Vector] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: tests.appending(path: "Vectors/ccnet.json"))
        return try JSONDecoder().decode([Vector].self, from: data)
    }
}

/// Answers built from their fields; the frames they must be are in the vectors, under the same name.
private let built: [(String, CCNETAnswer)] = [
    ("ACK #2", .done), ("unit disabled", .state(0x19)), ("idling", .state(0x14)), ("accepting", .state(0x15)),
    ("stacking", .state(0x17)), ("stacked type 7", .detail(0x81, 7)), ("escrow type 3", .detail(0x80, 3)),
    ("stacked type 3", .detail(0x81, 3)), ("power up, bill in validator", .state(0x11)),
    ("power up, bill in stacker", .state(0x12)), ("returning", .state(0x18)), ("busy 500 ms", .detail(0x1B, 5)),
    ("reject insertion", .detail(0x1C, 0x60)), ("reject inhibit", .detail(0x1C, 0x68)),
    ("cassette full", .state(0x41)), ("cassette out", .state(0x42)), ("cassette jam", .state(0x44)),
    ("pause", .state(0x46)), ("failure stack motor", .detail(0x47, 0x50)), ("returned type 3", .detail(0x82, 3)),
    ("escrow barcode", .detail(0x80, 0x17)), ("ILLEGAL COMMAND", .illegal),
    ("status: types 0-2 enabled", .status(enabled: 7, secured: 0, bytes: 3)),
    (
        "identification VU",
        .identification(
            part: "VU-UA1837AF", serial: "00K505021811", asset: [0x41, 0x10, 0x00, 0x00, 0x00, 0xC9, 0xFF])
    ),
]

@Test func answersBuiltFromTheirFieldsAreThePublishedFramesOrNoRealHostUnderstandsUs() throws {
    let vectors = try Vector.load()
    for (name, answer) in built {
        let vector = try #require(vectors.first { $0.name == name && $0.direction == "device" }, "\(name)")
        #expect(Hex.text(answer.frame().encoded()) == Hex.text(vector.bytes), "\(name)")
    }
}

@Test func everyPublishedHostFrameIsUnderstoodOrRefusedSoThatNoHostTalksToAWall() throws {
    let expected: [(String, CCNETHeard)] = [
        ("ACK", .acknowledged), ("reset", .reset), ("get status", .status), ("poll", .poll), ("stack", .stack),
        ("identification", .identification), ("hold", .hold), ("get bill table", .billTable),
        ("enable all, no escrow", .enable(types: 0xFFFFFF, escrow: 0)),
        ("enable all, escrow", .enable(types: 0xFFFFFF, escrow: 0xFFFFFF)),
        ("disable all", .enable(types: 0, escrow: 0)), ("enable types 2-7, no escrow", .enable(types: 0xFC, escrow: 0)),
        ("set security none", .security(0)), ("extract barcode", .barcode), ("CRC32 request", .firmwareCheck),
        ("B2B poll", .elsewhere), ("B2B 3C", .illegal), ("3E", .illegal), ("3F", .illegal), ("download", .illegal),
    ]
    let hosts = try Vector.load().filter { $0.direction == "host" && !$0.name.hasPrefix("INVALID") }
    #expect(hosts.count == expected.count)
    for (name, meaning) in expected {
        var parser = CCNETFrameParser(.host)
        parser.append(try #require(hosts.first { $0.name == name }, "\(name)").bytes)
        guard case .frame(let frame) = parser.next() else {
            Issue.record("no frame: \(name)")
            continue
        }
        #expect(CCNETHeard(frame) == meaning, "\(name)")
    }
}

@Test func aDamagedFrameMovesNoNoteAndIsRefusedOrDropped() throws {
    for (damaged, answer) in [(CCNETReadings.Damaged.refused, [UInt8(0xFF)]), (.silent, [])] {
        var bench = Bench.ready { $0.readings.damaged = damaged }
        bench.escrow(1)
        let bad = try #require(try Vector.load().first { $0.name == "INVALID: poll bad CRC" })
        #expect(bench.raw(bad.bytes).dropFirst(3).dropLast(2) == answer[...])
        bench.wait(200)
        let stack = CCNETFrame(address: 3, payload: [0x35]).encoded()
        for position in stack.indices {
            var wrong = stack
            wrong[position] ^= 0x04
            bench.raw(wrong)
            bench.wait(200)
        }
        #expect(bench.place(1) == .escrow)
    }
}
