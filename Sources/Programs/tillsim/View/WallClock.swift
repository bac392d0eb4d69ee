/// Turns time of the loop into time of day. The two clocks were read together once, at the start.
struct WallClock: Hashable, Sendable {
    private static let day: Int64 = 86_400_000
    private let atLoopZero: Int64

    /// `milliseconds` since local midnight, when the loop showed `loopTime`.
    init(milliseconds: Int64, at loopTime: Duration) {
        atLoopZero = milliseconds - Self.milliseconds(loopTime)
    }

    /// "14:02:11.934".
    func time(_ loopTime: Duration) -> String {
        let sum = (atLoopZero + Self.milliseconds(loopTime)) % Self.day
        let now = sum < 0 ? sum + Self.day : sum
        let (seconds, rest) = now.quotientAndRemainder(dividingBy: 1_000)
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { Self.digits($0, 2) }.joined(separator: ":")
            + ".\(Self.digits(rest, 3))"
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let parts = duration.components
        return parts.seconds % 1_000_000_000_000 * 1_000 + parts.attoseconds / 1_000_000_000_000_000
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
