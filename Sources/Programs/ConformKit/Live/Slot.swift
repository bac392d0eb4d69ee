import Dispatch
import Synchronization

/// One answer that a thread waits for.
final class Slot<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)
    private let bell = DispatchSemaphore(value: 0)

    func fill(_ value: Value) {
        content.withLock { $0 = $0 ?? value }
        bell.signal()
    }

    /// Waits for it. Whoever makes a slot sees to it that it is filled.
    var value: Value {
        while true {
            if let value = content.withLock({ $0 }) { return value }
            bell.wait()
        }
    }
}
