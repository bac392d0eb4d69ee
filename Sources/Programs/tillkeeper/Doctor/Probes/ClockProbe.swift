import Glibc
import Transports

/// The clocks of this machine.
enum ClockProbe {
    static func facts(newestEntry: Int64?) -> ClockFacts {
        let board = PortOwnership.contents(of: "/sys/class/rtc/rtc0/since_epoch")
        return ClockFacts(
            now: Int64(time(nil)), isInStep: SystemClock.isInStep(),
            board: board.flatMap { Int64($0.prefix { $0 != "\n" }) }, newestEntry: newestEntry)
    }
}
