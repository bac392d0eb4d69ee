/// Tries a device: the printer prints a slip, a drawer opens, the check scanner reads one check.
public struct TryDevice: Codable, Hashable, Sendable {
    /// Named once: sent again, nothing moves again.
    public let request: String
    /// Who asks; stands in the journal where a drawer opens.
    public let by: String

    /// An order for one try.
    public init(request: String, by: String) { (self.request, self.by) = (request, by) }
}

/// How a try went.
public struct TryAnswer: Codable, Hashable, Sendable {
    /// The device by its name.
    public let device: String
    /// Whether it works.
    public let outcome: TryOutcome
    /// In a sentence.
    public let words: String
    /// What was read of a check, account and more masked; `null`: nothing, or another kind of device.
    @OrNull public var line: String?
    /// The pictures of a check in words, with their length in bytes; empty: none.
    public let images: [String]

    /// An answer; only a check has a line and pictures.
    public init(device: String, outcome: TryOutcome, words: String, line: String? = nil, images: [String] = []) {
        (self.device, self.outcome, self.words, self.images) = (device, outcome, words, images)
        self.line = line
    }
}

/// Whether a device did what it was asked for.
public enum TryOutcome: String, Codable, Hashable, Sendable, CaseIterable { case worked, failed, unknown }
