import Foundation
import ID003Driver
import Testing

/// A frame built here, from the document, with nothing of the driver.
func wire(_ code: UInt8, _ data: [UInt8] = []) -> [UInt8] {
    let body = [0xFC, UInt8(data.count + 5), code] + data
    var check: UInt16 = 0
    for byte in body {
        check ^= UInt16(byte)
        for _ in 0..<8 { check = check & 1 == 1 ? (check >> 1) ^ 0x8408 : check >> 1 }
    }
    return body + [UInt8(check & 0xFF), UInt8(check >> 8)]
}

/// The same numbers every run: splitmix64.
struct Seeded {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func one(in whole: Int) -> Bool { below(whole) == 0 }
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }
    mutating func bytes(_ most: Int) -> [UInt8] { (0..<below(most + 1)).map { _ in byte() } }
}

struct Vector: Decodable, CustomTestStringConvertible {
    let name: String
    let direction: String
    let hex: String
    let meaning: String
    let source: String

    var testDescription: String { name }
    var bytes: [UInt8] {
        stride(from: 0, to: hex.count - 1, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }
    var isInvalid: Bool { name.hasPrefix("INVALID:") }
    var side: ID003Direction { direction == "host" ? .host : .device }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/id003.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static func named(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}
