import Foundation
import ReplayKit
import Supervision
import Testing

/// A recording beside the tests, and what was made of it when it was judged.
struct RecordedLine {
    let recording: Recording
    let expected: String

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    init(_ name: String) throws {
        recording = try Recording(text: Self.text("Recordings/\(name).rec"))
        expected = try Self.text("Recordings/\(name).expected")
    }

    static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    /// What the driver of today makes of it.
    func replayed() throws -> String { try Replay(recording).text }
}
