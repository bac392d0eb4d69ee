/// What has to be known of a kind of device to check any driver of it.
public struct Sheet<Command: Hashable & Sendable, Report: Hashable & Sendable> {
    /// What is asked in the rules at a real port: nothing that moves money or paper.
    public let quiet: [Command]
    /// What a polite controller says to a report at once.
    public let replies: (Report) -> [Command]
    /// The report that says: opened, understood, ready to be used.
    public let works: (Report) -> Bool
    /// Who the unit is, when a report says so: names and values.
    public let unit: (Report) -> [Fact]?
    /// Characters of a dialogue's description that it may come to.
    public let remembersAtMost: Int
    /// What leaves the device in order.
    public let parting: [Command]
    /// Everything that is tried with a person at the device.
    public let stories: [Story<Command, Report>]
}

/// A name and its value in a report: `serial` and what the unit calls itself.
public struct Fact: Hashable, Sendable, Codable {
    /// One word.
    public var name: String
    /// Any text on one line.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}
