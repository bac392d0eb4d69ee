import WireKit

/// What became of a file of vectors.
struct VectorCheck: Encodable {
    let `protocol`: String
    let passed: Int
    let failed: Int
    let failures: [Failure]

    /// One vector that failed, with the bytes of the file and ours.
    struct Failure: Encodable {
        let name: String
        let expected: String
        let actual: String
        let reason: String

        var text: String { "FAIL \(name): expected \(expected), got \(actual) (\(reason))" }
    }

    /// Reads each vector in its direction and writes it again.
    init(_ vectors: [Vector], as name: String, _ read: (WireSide, [UInt8]) -> WireReading) {
        failures = vectors.compactMap { Self.failure($0, read) }
        (`protocol`, failed, passed) = (name, failures.count, vectors.count - failures.count)
    }

    /// What became of vectors that were held against something else than bytes.
    init(_ name: String, count: Int, _ failures: [Failure]) {
        self.failures = failures
        (`protocol`, failed, passed) = (name, failures.count, count - failures.count)
    }

    var summary: String { "wire check \(`protocol`): \(passed) passed, \(failed) failed" }

    private static func failure(_ vector: Vector, _ read: (WireSide, [UInt8]) -> WireReading) -> Failure? {
        let bytes: [UInt8]
        let sides: Vector.Sides
        switch (vector.bytes, vector.sides) {
        case (.success(let found), .success(let ways)): (bytes, sides) = (found, ways)
        case (.failure(let unusable), _):
            return Failure(name: vector.name, expected: "hex", actual: "nothing", reason: unusable.reason)
        case (.success(let found), .failure(let unusable)):
            return Failure(
                name: vector.name, expected: hex(found), actual: "nothing", reason: unusable.reason)
        }
        let trials: [Failure?]
        switch sides {
        case .one(let side): trials = [trial(vector, bytes, read(side, bytes))]
        case .any, .both: trials = WireSide.allCases.map { trial(vector, bytes, read($0, bytes)) }
        }
        // a frame that must fail has to fail whoever sends it
        if case .any = sides, !vector.mustFail, trials.contains(where: { $0 == nil }) { return nil }
        return trials.compactMap { $0 }.first
    }

    private static func trial(_ vector: Vector, _ bytes: [UInt8], _ reading: WireReading) -> Failure? {
        switch (reading, vector.mustFail) {
        case (.message(_, let encoded), false) where encoded == bytes: nil
        case (.fault, true): nil
        case (.message(_, let encoded), false):
            Failure(
                name: vector.name, expected: hex(bytes), actual: hex(encoded), reason: "written again it differs")
        case (.message(let words, let encoded), true):
            Failure(
                name: vector.name, expected: "a refusal of \(hex(bytes))", actual: hex(encoded),
                reason: "it was read as: \(words.joined(separator: "; ").prefix(200))")
        case (.fault(let reason, let about), false):
            Failure(
                name: vector.name, expected: hex(bytes), actual: "a refusal of \(hex(about))",
                reason: reason)
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String { bytes.isEmpty ? "no bytes" : Hex.text(bytes) }
}
