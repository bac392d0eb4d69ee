import Dispatch
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

/// Something that happens once and can be waited for, never without a limit.
final class Signal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiting: [(id: Int, continuation: CheckedContinuation<Value?, Never>)] = []
        var last = 0
    }
    private let state = Mutex(State())

    /// What it brought, if it has happened.
    var value: Value? { state.withLock { $0.value } }

    /// It happened; a second time changes nothing.
    func give(_ value: Value) {
        let waiting = state.withLock { state in
            if state.value == nil { state.value = value }
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(returning: value) }
    }

    /// What it brought, or `nil` when it did not happen in time.
    func wait(_ limit: Duration) async -> Value? {
        await withCheckedContinuation { continuation in
            let (known, id) = state.withLock { state -> (Value?, Int) in
                if let value = state.value { return (value, 0) }
                state.last += 1
                state.waiting.append((state.last, continuation))
                return (nil, state.last)
            }
            if let known { return continuation.resume(returning: known) }
            let milliseconds = Int(limit / .milliseconds(1))
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in giveUp(id) }
        }
    }

    private func giveUp(_ id: Int) {
        let late = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: place).continuation
        }
        late?.resume(returning: nil)
    }
}
