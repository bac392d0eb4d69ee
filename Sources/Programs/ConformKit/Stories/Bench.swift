import DeviceKit

/// A world as a stage.
final class Bench<Host: Dialogue, Far: FarEnd>: Stage {
    private(set) var world: World<Host, Far>
    private let works: (Host.Report) -> Bool
    private var first = 0

    init(_ world: World<Host, Far>, works: @escaping (Host.Report) -> Bool) {
        (self.world, self.works) = (world, works)
    }

    /// The next story begins.
    func begin() { world.begin() }

    func tell(_ command: Host.Command) { world.give(.command(command)) }

    func forget() { first = world.reports.count }

    func expect<Value>(
        _ what: String, within patience: Duration, _ found: (Host.Report) -> Value?
    ) throws(StepEnd) -> Value {
        if let value = wait(patience, found) { return value }
        throw .failed("\(what) did not come within \(patience.inSeconds) s")
    }

    func comes(within patience: Duration, _ found: (Host.Report) -> Bool) -> Bool {
        wait(patience) { found($0) ? true : nil } != nil
    }

    func last<Value>(_ found: (Host.Report) -> Value?) -> Value? {
        world.reports[world.mark...].reversed().lazy.compactMap(found).first
    }

    private func wait<Value>(_ patience: Duration, _ found: (Host.Report) -> Value?) -> Value? {
        let end = world.now + patience
        var next = first
        while true {
            while next < world.reports.count {
                let report = world.reports[next]
                next += 1
                if let value = found(report) { return value }
            }
            guard world.now < end else { return nil }
            world.turn(until: end)
        }
    }

    /// As long as a person may take for one act.
    private let leisure = Duration.seconds(300)

    func hand(_ hand: Hand) throws(StepEnd) {
        world.ask(hand)
        let end = world.now + leisure
        while world.answer == nil, world.now < end { world.turn(until: end) }
        world.thank()
        switch world.answer {
        case .done: break
        case .notDone(let why): throw .notDone(why)
        case nil: throw .notDone("nobody answered: \(hand.sentence)")
        }
    }

    func hand<Value>(
        _ hand: Hand, until what: String, within patience: Duration, _ found: (Host.Report) -> Value?
    ) throws(StepEnd) -> Value {
        forget()
        world.ask(hand)
        defer { world.thank() }
        var (next, end, heard) = (first, world.now + leisure, false)
        while true {
            while next < world.reports.count {
                let report = world.reports[next]
                next += 1
                if let value = found(report) { return value }
            }
            if !heard, let answer = world.answer {
                if case .notDone(let why) = answer { throw .notDone(why) }
                (heard, end) = (true, world.now + patience)
            }
            guard world.now < end else { break }
            world.turn(until: end)
        }
        if heard { throw .failed("\(what) did not come within \(patience.inSeconds) s after \"\(hand.sentence)\"") }
        throw .notDone("nobody answered: \(hand.sentence)")
    }

    func close() { world.unplug(.closedByUs) }

    func open() throws(StepEnd) {
        let end = world.now + .seconds(120)
        // A link that stood all the time: what it said since `forget` counts.
        let from = world.isLinked ? first : world.reports.count
        var refusal = world.tryPlug()
        while let why = refusal {
            guard world.now + .seconds(1) < end else { throw .failed("the port does not open: \(why)") }
            world.pass(.seconds(1))
            refusal = world.tryPlug()
        }
        guard world.pass(end - world.now, from: from, until: works) else {
            throw .failed("the driver did not get to work")
        }
    }

    func expectLoss(_ isExpected: Bool) { world.expectsLoss = isExpected }
}

extension Duration {
    /// Whole seconds, for sentences.
    var inSeconds: Int64 { components.seconds }
}
