import CLinux
import Glibc

/// Somebody who waits for a descriptor.
package protocol PollTarget: AnyObject {
    /// The descriptor is ready; `events` as `poll` gave them. Runs on the loop's thread.
    func ready(_ events: Int16)
    /// The loop ends: close at once, nothing will be polled any more.
    func loopStops()
}

/// One descriptor in the loop's set. Touched on the loop's thread only.
package final class PollEntry {
    package let descriptor: Int32
    /// What is waited for; hang-up and error are always told.
    fileprivate(set) var events: Int16
    fileprivate(set) var live = true
    let target: any PollTarget

    init(descriptor: Int32, events: Int16, target: any PollTarget) {
        self.descriptor = descriptor
        self.events = events
        self.target = target
    }
}

/// The descriptors of one loop, in the form `poll` wants. The first is the loop's own wake-up descriptor.
struct PollSet {
    private(set) var entries: [PollEntry] = []
    private var stale = true
    private var polled: [pollfd] = []
    private let wake: Int32

    init(wake: Int32) {
        self.wake = wake
    }

    mutating func add(_ entry: PollEntry) {
        entries.append(entry)
        stale = true
    }

    mutating func remove(_ entry: PollEntry) {
        entry.live = false
        entries.removeAll { $0 === entry }
        stale = true
    }

    mutating func change(_ entry: PollEntry, to events: Int16) {
        guard entry.live, entry.events != events else { return }
        entry.events = events
        stale = true
    }

    /// Waits in `poll`. Gives whether the wake-up descriptor was raised, and who is ready, in the order of registration.
    mutating func wait(nanoseconds: Int64) -> (woken: Bool, ready: [(entry: PollEntry, events: Int16)]) {
        if stale {
            polled.removeAll(keepingCapacity: true)
            polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0))
            for entry in entries { polled.append(pollfd(fd: entry.descriptor, events: entry.events, revents: 0)) }
            stale = false
        }
        let count = polled.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return 0 }
            return clinux_poll(base, buffer.count, nanoseconds)
        }
        // A negative count is EINTR (look again) or ENOMEM (the next turn asks again, after the jobs and timers).
        guard count > 0 else { return (false, []) }
        var ready: [(entry: PollEntry, events: Int16)] = []
        for (index, entry) in entries.enumerated() where polled[index + 1].revents != 0 {
            ready.append((entry, polled[index + 1].revents))
        }
        return (polled[0].revents != 0, ready)
    }
}
