import Foundation

/// Counts what the processor does for one frame: the same program with two numbers of frames under callgrind, and the
/// difference; start and end fall out.
struct InstructionCounter {
    private let places: Places
    private let valgrind: String
    private let program: String

    /// `nil` where valgrind is not installed. Valgrind stops at Swift's debug information: it gets a stripped copy.
    init?(_ places: Places, _ benchcodec: String) throws {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/valgrind" }
        guard let valgrind = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
        (self.places, self.valgrind, program) = (places, valgrind, places.path("benchcodec-stripped"))
        let strip = try ChildProgram(
            ["/usr/bin/env", "strip", "-g", "-o", program, benchcodec], log: places.path("strip.log"))
        while strip.line() != nil {}
        strip.end()
        guard FileManager.default.isExecutableFile(atPath: program) else { throw Stuck("strip made no \(program)") }
    }

    /// Instructions of one frame, read whole and byte by byte.
    func count(_ codec: String) throws -> (whole: Double, bytewise: Double) {
        Table.murmur("counting instructions of \(codec)")
        return (try count(codec, "whole"), try count(codec, "bytes"))
    }

    private func count(_ codec: String, _ way: String) throws -> Double {
        let (few, many) = (2_000, 22_000)
        let difference = try collected(codec, many, way) - collected(codec, few, way)
        return difference / Double(many - few)
    }

    private func collected(_ codec: String, _ frames: Int, _ way: String) throws -> Double {
        let log = places.path("callgrind.log")
        let child = try ChildProgram(
            [
                valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", program, codec, String(frames), way,
            ], log: log)
        _ = try child.wait(for: "codec ")
        while child.line() != nil {}
        child.wait()
        let text = try String(contentsOfFile: log, encoding: .utf8)
        guard let line = text.split(separator: "\n").last(where: { $0.contains("Collected :") }),
            let count = Double(line.split(separator: " ").last ?? "")
        else { throw Stuck("callgrind told no count; see \(log)") }
        return count
    }
}
