import Custody
import Foundation

/// The wall clock as the service writes it down.
enum WallClock {
    @Sendable static func moment() -> Moment {
        let now = Date()
        return Moment(
            utcMilliseconds: Int64((now.timeIntervalSince1970 * 1_000).rounded(.down)),
            offsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60)
    }
}
