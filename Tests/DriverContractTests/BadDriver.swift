import DeviceKit
import SimulatorKit

/// A driver with one vice at a time, so that each rule is seen to bite.
struct BadDriver: Dialogue {
    enum Vice: String, CaseIterable, Sendable {
        case none, talksWhenClosed, spins, floods, hoards, neverRecovers, readsCutsAsOthers, busyEarly, faultsOnSilence
    }

    let vice: Vice
    var isOpen = false
    var wasOpen = false
    var nextAt: Duration = .zero
    var hoard: [UInt8] = []

    var deadline: Duration? { isOpen ? nextAt : nil }

    func on(_ event: DialogueEvent<Int>, now: Duration) -> (next: BadDriver, effects: [DialogueEffect<Int>]) {
        var next = self
        var effects: [DialogueEffect<Int>] = []
        switch event {
        case .opened:
            next.isOpen = true
            next.nextAt = now + .seconds(1)
            if vice != .neverRecovers || !wasOpen { effects.append(.report(1)) }
        case .closed:
            next.isOpen = false
            next.wasOpen = true
        case .received(let bytes):
            if vice == .hoards { next.hoard += bytes }
            if vice == .readsCutsAsOthers, isOpen { effects.append(.report(2)) }
        case .time:
            if vice == .busyEarly, isOpen { effects.append(.report(3)) }
            if vice == .faultsOnSilence, isOpen { effects.append(.fault(WireFault("silence", []))) }
            guard isOpen, now >= nextAt, vice != .spins else { break }
            next.nextAt = now + (vice == .floods ? .milliseconds(1) : .seconds(1))
            effects.append(.send([1]))
        case .command: if vice == .talksWhenClosed || isOpen { effects.append(.send([2])) }
        }
        return (next, effects)
    }

    /// A device that answers two bytes to anything.
    struct Nobody: SimulatedDevice {
        var deadline: Duration? { nil }

        func on(_ event: SimulatorEvent<Int>, now: Duration) -> (next: Nobody, effects: [SimulatorEffect<Int>]) {
            switch event {
            case .received: (self, [.send([3, 4])])
            case .time, .lever: (self, [])
            }
        }
    }
}
