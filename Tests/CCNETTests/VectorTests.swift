import CCNETDriver
import DeviceKit
import Foundation
import Money
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
    var side: CCNETDirection { direction == "host" ? .host : .device }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/ccnet.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static func named(_ name: String) throws -> Vector { try #require(all.first { $0.name == name }) }
}

@Suite struct VectorTests {
    @Test func theVectorsAreThereAndNameTheirOriginOrNothingIsProven() {
        #expect(Vector.all.count >= 47)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty && !$0.bytes.isEmpty })
        #expect(Vector.all.count { $0.isInvalid } >= 2)
    }

    @Test(arguments: Vector.all.filter { !$0.isInvalid })
    func aFrameFromOutsideIsReadAndWrittenByteForByte(_ vector: Vector) throws {
        let message = try CCNETWire.decode(direction: vector.side, bytes: vector.bytes)
        #expect(message.encoded() == vector.bytes)
        #expect(!message.description.isEmpty)
    }

    @Test(arguments: Vector.all.filter(\.isInvalid))
    func aDamagedFrameIsRefusedOrItsValueIsCredited(_ vector: Vector) {
        #expect(throws: WireFault.self) { try CCNETWire.decode(direction: vector.side, bytes: vector.bytes) }
    }

    @Test(arguments: [
        ("ACK", "ACK: heard"), ("stack", "STACK the note"), ("disable all", "enables nothing"),
        ("enable all, escrow", "enables all types, in escrow all types"),
        ("enable all, no escrow", "enables all types, in escrow none"),
        ("enable types 2-7, no escrow", "enables types 2 3 4 5 6 7, in escrow none"),
        ("get bill table", "asks: bill table"), ("B2B poll", "poll, to address 01"),
        ("set security none", "sets high security for none"), ("cassette full", "cassette full"),
        ("stacked type 7", "STACKED, type 7"), ("escrow barcode", "escrow, barcode coupon"),
        ("busy 500 ms", "busy for 500 ms"), ("reject inhibit", "rejecting: inhibited"),
        ("failure stack motor", "FAILURE: stack motor"), ("ILLEGAL COMMAND", "ILLEGAL COMMAND"),
        ("status: types 0-2 enabled", "enabled types 0 1 2, high security none"),
        ("identification VU", "is VU-UA1837AF, serial 00K505021811, asset 41 10 00 00 00 C9 FF"),
    ])
    func theWordsSayWhatTheBytesDoOrATechnicianIsMisled(_ name: String, _ words: String) throws {
        let vector = try Vector.named(name)
        #expect(try CCNETWire.decode(direction: vector.side, bytes: vector.bytes).description == words)
    }

    @Test func aLongFrameComesBackAsItWasOnBothSides() throws {
        let table = [UInt8](repeating: 0x41, count: 300)
        func long(_ head: [UInt8], _ rest: [UInt8]) -> [UInt8] {
            let length = 3 + head.count + 2 + rest.count + 2
            let body = [0x02, 0x03, 0x00] + head + [UInt8(length >> 8), UInt8(length & 0xFF)] + rest
            return body + check(body)
        }
        for (side, bytes) in [
            (CCNETDirection.device, long([], table)), (.host, long([0x50], table)), (.host, long([0xF0, 0x21], table)),
            (.device, long([], [0x19])), (.host, long([0x33], [])), (.host, long([0xF0, 0x21], [])),
        ] {
            #expect(try CCNETWire.decode(direction: side, bytes: bytes).encoded() == bytes)
        }
        #expect(try CCNETWire.decode(direction: .device, bytes: long([], [0x19])).description == "disabled")
        let cut = Array(long([], table).dropLast(3))
        #expect(throws: WireFault.self) { try CCNETWire.decode(direction: .device, bytes: cut) }
    }

    @Test func aReportAboutANoteWithoutItsTypeIsNoReport() {
        for state: UInt8 in [0x80, 0x81, 0x82, 0x1B, 0x1C, 0x47] {
            #expect(throws: WireFault.self) { try CCNETWire.decode(direction: .device, bytes: wire([state])) }
        }
    }

    @Test func everyStateComesBackAsItsBytes() {
        for first in UInt8.min...UInt8.max {
            for payload in [[first], [first, 0x60]] {
                if let state = CCNETState(payload) { #expect(state.payload == payload) }
            }
        }
    }

    @Test func aBillTableGivesEachTypeItsWorthOrAWrongAmountIsBooked() throws {
        func notes(_ data: [UInt8]) throws -> [Int64?] {
            let message = try CCNETWire.decode(direction: .device, bytes: wire(data))
            guard case .reply(let reply) = message, case .billTable(let table) = reply.answer(to: .billTable) else {
                Issue.record("no table")
                return []
            }
            return table.rows.map { $0.denomination([])?.minorUnits }
        }
        let short = try notes(Rig.table)
        #expect(short.count == 24)
        #expect(Array(short[0..<9]) == [100, 200, 500, nil, 1000, 2000, 5000, 10000, nil])
        func row(_ digits: UInt8, _ code: String, _ exponent: UInt8) throws -> Denomination? {
            let data = [digits] + Array(code.utf8) + [exponent] + [UInt8](repeating: 0, count: 115)
            guard case .reply(let reply) = try CCNETWire.decode(direction: .device, bytes: wire(data)),
                case .billTable(let table) = reply.answer(to: .billTable)
            else { return nil }
            return table.rows[0].denomination([])
        }
        let worth: [(UInt8, String, UInt8, String?)] = [
            (1, "RUS", 3, "1000.00 RUB"), (25, "USD", 0x82, "0.25 USD"), (5, "JPN", 3, "5000 JPY"),
            (25, "USD", 0x83, nil), (9, "USD", 0x7F, nil), (1, "   ", 0, nil),
        ]
        for (digits, code, exponent, amount) in worth {
            let note = try row(digits, code, exponent)
            #expect(note?.description.filter { $0 != "," } == amount)
        }
    }
}
