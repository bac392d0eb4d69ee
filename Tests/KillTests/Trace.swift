import Synchronization

/// What happened, in order, with the time since the run began. Shown only when something went wrong.
final class Trace: Sendable {
    private static let kept = 20_000
    private let start = ContinuousClock.now
    private let lines = Mutex<[String]>([])
    private let faults = Mutex<[String]>([])

    func say(_ text: String) {
        let passed = (ContinuousClock.now - start).components
        let thousandths = passed.attoseconds / 1_000_000_000_000_000
        let padded = String(repeating: "0", count: 3 - String(thousandths).count) + String(thousandths)
        lines.withLock { lines in
            lines.append("\(passed.seconds).\(padded) \(text)")
            if lines.count > Self.kept { lines.removeFirst(lines.count - Self.kept) }
        }
    }

    /// Something that must not be. The run goes on as far as it can, so that the books are compared all the same.
    func fault(_ text: String) {
        say("FAULT: \(text)")
        faults.withLock { $0.append(text) }
    }

    var found: [String] { faults.withLock { $0 } }
    var all: [String] { lines.withLock { $0 } }
}
