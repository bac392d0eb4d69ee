/// Tells how far a long work is: nothing for two seconds, then a line each second.
struct Progress {
    private let console: Console
    private let clock = ContinuousClock()
    private var next: ContinuousClock.Instant

    init(_ console: Console, patience: Duration = .seconds(2)) {
        self.console = console
        next = clock.now + patience
    }

    mutating func tell(_ words: () -> String) {
        guard clock.now >= next else { return }
        next = clock.now + .seconds(1)
        console.remark(words())
    }
}
