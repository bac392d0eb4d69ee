/// What a story is told on: one driver at work on one device, virtual or real.
public protocol Stage<Command, Report>: AnyObject {
    /// What may be asked of the device.
    associatedtype Command: Hashable & Sendable
    /// What the device was seen to do.
    associatedtype Report: Hashable & Sendable

    /// Hands a command to the driver.
    func tell(_ command: Command)
    /// Forgets the reports so far: what is waited for comes from now on.
    func forget()
    /// Waits for a report since `forget`; a failed step when it does not come.
    func expect<Value>(
        _ what: String, within patience: Duration, _ found: (Report) -> Value?
    ) throws(StepEnd) -> Value
    /// Whether such a report comes.
    func comes(within patience: Duration, _ found: (Report) -> Bool) -> Bool
    /// The newest report on this link that says something of the kind.
    func last<Value>(_ found: (Report) -> Value?) -> Value?
    /// Asks a person for something and waits for the word that it is done.
    func hand(_ hand: Hand) throws(StepEnd)
    /// Asks a person for something and waits for what the device says to it; a person need not answer then.
    func hand<Value>(
        _ hand: Hand, until what: String, within patience: Duration, _ found: (Report) -> Value?
    ) throws(StepEnd) -> Value
    /// Closes the port.
    func close()
    /// Opens the port, and waits until the driver is where it can work.
    func open() throws(StepEnd)
    /// A link that is lost from now on is part of the story, or is not.
    func expectLoss(_ isExpected: Bool)
}

/// Why a step ended without having passed.
public enum StepEnd: Error, Hashable, Sendable {
    /// The device or the driver did not do as it should: what was missing.
    case failed(String)
    /// It was not tried to its end, and why.
    case notDone(String)
}

/// One story: a name for reports, what it shows, and how it goes.
public struct Story<Command: Hashable & Sendable, Report: Hashable & Sendable> {
    /// One word, unique among the stories of a kind.
    public let name: String
    /// What is so when it passed.
    public let sentence: String
    let play: (any Stage<Command, Report>) throws(StepEnd) -> Void

    init(
        _ name: String, _ sentence: String, _ play: @escaping (any Stage<Command, Report>) throws(StepEnd) -> Void
    ) {
        (self.name, self.sentence, self.play) = (name, sentence, play)
    }
}

extension Stage {
    /// Waits for a report that says so.
    func expect(
        _ what: String, within patience: Duration, where found: (Report) -> Bool
    ) throws(StepEnd) {
        _ = try expect(what, within: patience) { found($0) ? true : nil }
    }

    /// Asks a person, and waits for a report that says so.
    func hand(
        _ hand: Hand, until what: String, within patience: Duration, where found: (Report) -> Bool
    ) throws(StepEnd) {
        _ = try self.hand(hand, until: what, within: patience) { found($0) ? true : nil }
    }
}
