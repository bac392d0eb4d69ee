import EBDSFrame
import EBDSSimulator
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
        let data = try Data(contentsOf: tests.appending(path: "Vectors/ebds.json"))
        return try JSONDecoder().decode([Vector].self, from: data)
    }
}

private func status(_ shape: (inout EBDSStatusBytes) -> Void) -> EBDSStatusBytes {
    var status = EBDSStatusBytes()
    status.cashUnitPresent = true
    status.model = 1
    status.revision = 2
    shape(&status)
    return status
}

private var blank: EBDSStatusBytes {
    var status = EBDSStatusBytes()
    status.cashUnitPresent = false
    return status
}

private func hex(_ answer: EBDSAnswer, _ ack: Bool) -> String {
    Hex.text(answer.frame(ack: ack).encoded(), separator: "")
}

/// Answers built from their fields; the frames they must be are in the vectors, under the same name.
private func built() -> [String: String] {
    var all: [String: String] = [:]
    func omnibus(_ name: String, ack: Bool = true, _ shape: (inout EBDSStatusBytes) -> Void) {
        all[name] = hex(.omnibus(status(shape)), ack)
    }
    omnibus("idle ack 0", ack: false) { $0.state = .idling }
    omnibus("idle ack 1") { $0.state = .idling }
    omnibus("accepting") { $0.state = .accepting }
    omnibus("stacking") { $0.state = .stacking }
    omnibus("jammed") { $0.jammed = true }
    omnibus("stacker full") { $0.full = true }
    omnibus("idle+stacked, value 0 (blank stack: no credit)") { ($0.state, $0.stacked) = (.idling, true) }
    omnibus("idle+returned") { ($0.state, $0.returned) = (.idling, true) }
    omnibus("idle+rejected") { ($0.state, $0.rejected) = (.idling, true) }
    omnibus("idle+power up") { ($0.state, $0.powerUp) = (.idling, true) }
    omnibus("every event bit (illegal mix, parser must survive)") {
        ($0.state, $0.stacked, $0.returned) = (.idling, true, true)
        ($0.cheated, $0.rejected, $0.powerUp, $0.invalid) = (true, true, true, true)
    }
    for index in UInt8(1)...7 {
        omnibus("stacked note \(index)") { ($0.state, $0.stacked, $0.valueIndex) = (.idling, true, index) }
        omnibus("escrow note \(index)") { ($0.state, $0.valueIndex) = (.escrowed, index) }
    }
    all["omnibus/reply omnibus_reply 00"] = hex(.omnibus(blank), false)
    let yen = EBDSNoteType(currency: "JPY", base: 2, exponent: 3, attributes: Array("AABA".utf8))
    all["extended note JPY 2000"] = hex(.extended(subtype: 2, blank, yen.specification(index: 0)), false)
    let dollar = EBDSNoteType(currency: "USD", base: 1, exponent: 0, orientation: 2, attributes: Array("CADB".utf8))
    let stackedDollar = status {
        ($0.state, $0.stacked, $0.capabilities) = (.idling, true, true)
        ($0.model, $0.revision) = (0x55, 0x35)
    }
    all["extended note USD 1 stacked"] = hex(
        .extended(subtype: 2, stackedDollar, dollar.specification(index: 0)), false)
    let table = [(1, 1, 0), (2, 2, 0), (3, 5, 0), (4, 1, 1), (5, 2, 1), (6, 5, 1), (7, 1, 2)].map {
        (index: UInt8($0.0), type: EBDSNoteType(currency: "USD", base: $0.1, exponent: $0.2))
    }
    all["query_value_table/reply query_value_table_reply 32"] = hex(
        .extended(subtype: 6, blank, EBDSAnswer.valueTable(table)), false)
    all["set_escrow_timeout/reply set_escrow_timeout_reply 00"] = hex(.extended(subtype: 4, blank, []), false)
    all["extended_note_inhibits/reply extended_note_inhibits_reply_alt 00"] = hex(
        .extended(subtype: 3, blank, []), false)
    all["note_retrieved/reply note_retrieved_event 7f"] = hex(.extended(subtype: 0x0B, blank, [0x7F]), false)
    all["note_retrieved/reply note_retrieved_reply 00"] = hex(.extended(subtype: 0x0B, blank, [0]), false)
    all["query_application_id/reply query_application_id_reply 33"] = hex(
        .auxiliary(EBDSAnswer.fixed(Array("280000123".utf8), 9)), false)
    all["query_device_capabilities/reply query_device_capabilities_reply 00"] = hex(
        .auxiliary(EBDSAnswer.fixed([], 6)), false)
    all["query_variant_name/reply query_variant_name_reply 00"] = hex(
        .auxiliary(EBDSAnswer.fixed(Array("SCNL 6670R".utf8), 32)), false)
    all["barcode"] = hex(
        .extended(subtype: 1, status { $0.state = .idling }, EBDSAnswer.barcode("0123456789ABCDEFGHIJKLMNOPQR")), true)
    let counters: [Int] = [0xFEFE_FEFE, 0xEDED_EDED, 0xDCDC_DCDC, 0xCBCB_CBCB, 0xBABA_BABA, 0xA9A9_A9A9]
    all["telemetry cashbox metrics"] = hex(.auxiliary(counters.flatMap { EBDSAnswer.nibbles($0, 8) }), true)
    return all
}

/// Frames of other families or of other ends of the wire: this device never says them.
private let foreign = [
    "ENQ", "advanced_bookmark", "clear_audit", "flash_download", "telemetry service", "INVALID",
]

@Test func everyDeviceVectorIsWhatTheEncoderSaysFromFieldsSoThatNoDriverLearnsAnInventedFrame() throws {
    let built = built()
    var matched = 0
    for vector in try Vector.load() where vector.direction == "device" {
        if foreign.contains(where: vector.name.hasPrefix) { continue }
        #expect(built[vector.name] == vector.hex, "\(vector.name)")
        matched += 1
    }
    #expect(matched >= 30)
}

@Test func everyHostVectorIsUnderstoodOrRefusedInWordsSoThatNoHostTalksToAWall() throws {
    var known = 0
    for vector in try Vector.load() where vector.direction == "host" {
        var parser = EBDSFrameParser()
        parser.append(vector.bytes)
        guard case .frame(let frame) = parser.next() else {
            Issue.record("no frame: \(vector.name)")
            continue
        }
        let heard = EBDSHeard(frame)
        #expect(heard != .noise, "\(vector.name)")
        let isForeign =
            vector.name.hasPrefix("flash") || vector.name.hasPrefix("clear_audit")
            || vector.name.hasPrefix("advanced_bookmark")
        #expect((heard == .unknown || heard == .unknownExtended) == isForeign, "\(vector.name)")
        known += isForeign ? 0 : 1

        var bench = Bench()
        bench.wait(1500)
        let answer = bench.raw(vector.bytes)
        #expect(answer.isEmpty == (heard == .softReset), "\(vector.name)")
        if isForeign { #expect(answer.count > 5 && answer[5] & 0x02 != 0, "INVALID COMMAND: \(vector.name)") }
    }
    #expect(known >= 24)
}

@Test func hostVectorsMeanWhatTheirNamesSaySoThatNoOrderIsReadAsAnother() throws {
    let vectors = try Vector.load()
    func bits(_ name: String) throws -> EBDSPollBits {
        let vector = try #require(vectors.first { $0.name == name })
        let frame = EBDSFrame(control: vector.bytes[2], data: Array(vector.bytes[3..<6]))
        guard case .poll(let bits) = EBDSHeard(frame) else { throw Missing() }
        return bits
    }
    #expect(try bits("poll, all denoms, ack 0").mask == 0x7F)
    #expect(try bits("stack, ack 0").stack)
    #expect(try !bits("stack, ack 0").escrowMode)
    let lamassu = try bits("lamassu poll ack 0")
    #expect(lamassu.specialInterrupt && lamassu.escrowMode && lamassu.extendedNotes && !lamassu.stack)
    #expect(try bits("lamassu stack ack 1").stack)
    #expect(try bits("lamassu return ack 0").giveBack)
    #expect(try bits("disable all").mask == 0)
    #expect(try bits("poll, only denom 3").mask == 0b100)
    #expect(try bits("poll policy C").policy == .c)
}

struct Missing: Error {}

@Test func aFrameWithAWrongLengthOrSumIsDroppedSoThatNoiseMovesNoNote() throws {
    var bench = Bench.ready()
    bench.escrow(1)
    for vector in try Vector.load() where vector.name.hasPrefix("INVALID") {
        #expect(bench.raw(vector.bytes) == [])
        bench.wait(200)
    }
    let stack = EBDSFrame(control: 0x10, data: [0x7F, 0x3C, 0x00]).encoded()
    for position in stack.indices {
        var wrong = stack
        wrong[position] ^= 0x04
        #expect(bench.raw(wrong) == [], "byte \(position)")
        bench.wait(200)
    }
    #expect(bench.raw(EBDSFrame(control: 0x10, data: [0x7F, 0x3C]).encoded()) == [])
    #expect(bench.place(1) == .escrow)
}
