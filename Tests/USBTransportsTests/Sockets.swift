import Foundation

/// Sockets of the host controller that are not in use yet, one after the other, as somebody plugs who is in a hurry.
///
/// `@unchecked Sendable` is true because `place` is touched under `lock`.
final class Sockets: @unchecked Sendable {
    private let lock = NSLock()
    private let sockets: ClosedRange<Int>
    private var place = 0

    init(_ sockets: ClosedRange<Int>) { self.sockets = sockets }

    func next() -> Int {
        lock.lock()
        defer { lock.unlock() }
        place += 1
        return sockets.lowerBound + (place - 1) % sockets.count
    }
}
