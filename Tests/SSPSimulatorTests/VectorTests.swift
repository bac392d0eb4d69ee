import Foundation
import SSPFrame
import SSPSimulator
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
        let data = try Data(contentsOf: tests.appending(path: "Vectors/ssp.json"))
        return try JSONDecoder().decode([Vector].self, from: data)
    }
}

@Test func everyCommandOfTheVectorsIsUnderstoodOrRefusedButNeverLeftWithoutAnAnswer() throws {
    for vector in try Vector.load() where vector.direction == "host" && !vector.name.hasPrefix("INVALID:") {
        var bench = Bench { $0.address = vector.bytes[1] & 0x7F }
        bench.wait(2500)
        bench.step(.received(SSPFrame(sequence: true, address: vector.bytes[1] & 0x7F, data: [0x11]).encoded()))
        let turned = SSPFrame(sequence: false, address: vector.bytes[1] & 0x7F, data: [0x07]).encoded()
        if vector.bytes[1] & 0x80 != 0 { bench.step(.received(turned)) }
        let before = bench.sent.count
        bench.step(.received(vector.bytes))
        #expect(bench.sent.count == before + 1, "\(vector.name)")
    }
}

@Test func noInvalidFrameIsObeyed() throws {
    for vector in try Vector.load() where vector.name.hasPrefix("INVALID:") {
        var bench = Bench.ready()
        let before = bench.sent.count
        bench.step(.received(vector.bytes))
        #expect(bench.sent.count == before, "\(vector.name)")
    }
}

/// Answers of the unit that have to be, byte for byte, frames from outside.
@Test func whatTheUnitSaysIsWhatTheVectorsPrint() throws {
    let vectors = try Vector.load()
    func hex(_ name: String) throws -> [UInt8] { try #require(vectors.first { $0.name == name }).bytes }
    var bench = Bench()
    bench.wait(2500)
    bench.send([0x11])
    #expect(try bench.sent.last == hex("OK reply, seq 1"))
    bench.poll()
    #expect(try bench.sent.last == hex("slave reset + disabled seq 0"))
    bench.sequence = true
    bench.send([0x0C])
    #expect(try bench.sent.last == hex("Get Serial Number reply f000"))
    bench.send([0x0A])
    bench.sequence = true
    bench.send([0x09])
    bench.sequence = true
    bench.send([0x11])
    bench.send([0x0F])
    bench.poll()
    #expect(try bench.sent.last == hex("Disabled reply f0e8"))

    bench = Bench { $0.channels = [SSPChannel("USD", 500)] }
    bench.wait(2500)
    bench.enable()
    bench.escrow(1)
    bench.poll()
    bench.wait(1000)
    bench.send([0x18])
    bench.poll()
    #expect(try bench.sent.last == hex("Poll reply f0ee"))
}
