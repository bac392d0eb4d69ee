import Dispatch
import Synchronization

/// From the loop's thread to the thread that checks: what came from the device and from the person, in order.
final class Mailbox: Sendable {
    private let letters = Mutex<[FarEvent]>([])
    private let bell = DispatchSemaphore(value: 0)

    func put(_ letter: FarEvent) {
        letters.withLock { $0.append(letter) }
        bell.signal()
    }

    /// The next letter; waits for it as long as this, and no longer.
    func take(within patience: Duration) -> FarEvent? {
        if let letter = next() { return letter }
        let parts = max(patience, .zero).components
        let nanoseconds = min(parts.seconds, 3_600) * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        let end = DispatchTime.now() + .nanoseconds(Int(nanoseconds))
        // A ring without a letter is one whose letter was taken or forgotten before.
        while bell.wait(timeout: end) == .success {
            if let letter = next() { return letter }
        }
        return next()
    }

    /// Throws away what is of this kind.
    func forget(_ isUnwanted: (FarEvent) -> Bool) { letters.withLock { $0.removeAll(where: isUnwanted) } }

    private func next() -> FarEvent? {
        letters.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
