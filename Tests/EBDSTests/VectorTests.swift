import DeviceKit
import EBDSDriver
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
    var side: EBDSDirection { direction == "host" ? .host : .device }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/ebds.json")
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
    @Test func theVectorsAreThereAndNameTheirOrigin() {
        #expect(Vector.all.count >= 77)
        #expect(Vector.all.allSatisfy { !$0.source.isEmpty && !$0.bytes.isEmpty })
    }

    @Test(arguments: Vector.all.filter { !$0.isInvalid })
    func aFrameFromOutsideIsReadAndWrittenByteForByte(_ vector: Vector) throws {
        let message = try EBDSWire.decode(direction: vector.side, bytes: vector.bytes)
        #expect(message.encoded() == vector.bytes)
        #expect(!message.description.isEmpty)
    }

    @Test(arguments: Vector.all.filter(\.isInvalid))
    func aFrameThatMustFailFails(_ vector: Vector) {
        #expect(throws: WireFault.self) { try EBDSWire.decode(direction: vector.side, bytes: vector.bytes) }
    }

    @Test func wordsSayWhatAPollOrders() throws {
        let stack = try EBDSWire.decode(direction: .host, bytes: Vector.named("4-way stack"))
        #expect(
            stack.description
                == "poll: STACK the note, enables all notes, escrow, four ways, power-up policy A, extended notes, ack 0"
        )
        let off = try EBDSWire.decode(direction: .host, bytes: Vector.named("disable all"))
        #expect(off.description.contains("nothing enabled"))
        let third = try EBDSWire.decode(direction: .host, bytes: Vector.named("poll, only denom 3"))
        #expect(third.description.contains("enables note 3"))
        let policy = try EBDSWire.decode(direction: .host, bytes: Vector.named("poll policy C"))
        #expect(policy.description.contains("policy C"))
    }

    @Test func wordsSayWhatAUnitReports() throws {
        func words(_ name: String) throws -> String {
            try EBDSWire.decode(direction: .device, bytes: Vector.named(name)).description
        }
        #expect(try words("stacked note 1").contains("idling, STACKED, note 1"))
        #expect(try words("idle+stacked, value 0 (blank stack: no credit)").contains("STACKED without value"))
        #expect(try words("ENQ") == "poll me now (ENQ)")
        #expect(try words("extended note JPY 2000").contains("2,000 JPY"))
        #expect(try words("extended note USD 1 stacked").contains("1.00 USD"))
        #expect(try words("barcode").contains("0123456789ABCDEFGHIJKLMNOPQR"))
        #expect(try words("telemetry cashbox metrics").contains("FEFEFEFE EDEDEDED"))
        #expect(try words("query_variant_name/reply query_variant_name_reply 00").contains("\"SCNL 6670R\""))
        #expect(try words("note_retrieved/reply note_retrieved_event 7f").contains("by the customer"))
    }

    @Test func aUnitsValueTableGivesTheSevenUSNotes() throws {
        let bytes = try Vector.named("query_value_table/reply query_value_table_reply 32")
        guard case .reply(let reply) = try EBDSWire.decode(direction: .device, bytes: bytes),
            case .extended(.valueTable(_, let rows)) = reply.body
        else {
            Issue.record("no value table")
            return
        }
        #expect(rows.map(\.index) == [1, 2, 3, 4, 5, 6, 7])
        #expect(rows.map { $0.denomination?.minorUnits } == [100, 200, 500, 1000, 2000, 5000, 10000])
    }
}
