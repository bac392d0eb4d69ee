import Dispatch
import Synchronization

/// Something that happens once and can be waited for, never without a limit.
public final class Signal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiting: [(id: Int, continuation: CheckedContinuation<Value?, Never>)] = []
        var last = 0
    }
    private let state = Mutex(State())

    /// It has not happened yet.
    public init() {}

    /// What it brought, if it has happened.
    public var value: Value? { state.withLock { $0.value } }

    /// It happened; a second time changes nothing.
    public func give(_ value: Value) {
        let waiting = state.withLock { state in
            if state.value == nil { state.value = value }
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(returning: value) }
    }

    /// What it brought, or `nil` when it did not happen in time.
    public func wait(_ limit: Duration) async -> Value? {
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
