/// When something happened, as the shell saw it. Order comes from the journal's sequence, never from this.
public struct Moment: Hashable, Sendable, Codable {
    /// Milliseconds since 1970-01-01 UTC by the wall clock, which may jump.
    public var utcMilliseconds: Int64
    /// Minutes east of UTC, for display.
    public var offsetMinutes: Int
    /// How far to believe it.
    public var quality: TimeQuality

    /// A moment; where nothing is said, in UTC from a clock that is in step.
    public init(utcMilliseconds: Int64, offsetMinutes: Int = 0, quality: TimeQuality = .synced) {
        self.utcMilliseconds = utcMilliseconds
        self.offsetMinutes = offsetMinutes
        self.quality = quality
    }
}

/// How far the wall clock can be believed.
public enum TimeQuality: String, Hashable, Sendable, Codable { case synced, holdover, untrusted }

/// Now, on both clocks: `elapsed` for every duration (monotonic), `wall` for what people read.
public struct Now: Hashable, Sendable {
    /// Since an arbitrary start; never jumps, means nothing after a restart.
    public var elapsed: Duration
    /// For facts and papers.
    public var wall: Moment

    /// Both clocks, read together.
    public init(elapsed: Duration, wall: Moment) {
        self.elapsed = elapsed
        self.wall = wall
    }
}
