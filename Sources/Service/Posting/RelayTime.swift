/// The relay's time and chance, from outside, so that tests neither sleep nor roll.
public struct RelayTime: Sendable {
    let now: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async -> Void
    let jitter: @Sendable () -> Jitter

    /// `sleep` returns early when its task is cancelled.
    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Void,
        jitter: @escaping @Sendable () -> Jitter
    ) {
        (self.now, self.sleep, self.jitter) = (now, sleep, jitter)
    }

    /// The machine's monotonic clock from this moment on.
    public static func live() -> RelayTime {
        let clock = ContinuousClock()
        let start = clock.now
        return RelayTime(
            now: { clock.now - start },
            sleep: { duration in
                do { try await clock.sleep(for: duration) } catch { return }  // cancelled: the caller looks at that
            },
            jitter: { Jitter(Int.random(in: 0...999)) })
    }
}
