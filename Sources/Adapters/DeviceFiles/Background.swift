import Dispatch
import Synchronization

/// Work for the disk, one piece after the other, off the threads of the devices. Bounded: what would wait behind too much
/// is turned away, and the caller is told.
public final class Background: Sendable {
    private let queue: DispatchQueue
    private let most: Int
    private let waiting = Mutex(0)

    /// At most `most` pieces wait or run.
    public init(label: String, most: Int = 8) {
        queue = DispatchQueue(label: label, qos: .utility)
        self.most = most
    }

    /// Returns at once; `false`: too much waits already, and this will not be done.
    public func `do`(_ work: @escaping @Sendable () -> Void) -> Bool {
        let admitted = waiting.withLock { waiting in
            guard waiting < most else { return false }
            waiting += 1
            return true
        }
        guard admitted else { return false }
        queue.async { [self] in
            work()
            waiting.withLock { $0 -= 1 }
        }
        return true
    }

    /// Waits until everything that was admitted is done: at the end of a life.
    public func drain() { queue.sync {} }
}
