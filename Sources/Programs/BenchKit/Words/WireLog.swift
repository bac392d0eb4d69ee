/// Who spoke on a wire.
package enum Speaker: Hashable, Sendable { case host, device }

/// A sentence about bytes. What belongs to one topic is written down only when it changes, so that polls do not flood
/// the log; without a topic it is always written down.
package struct WireWords: Hashable, Sendable {
    package var text: String
    package var topic: String?

    package init(_ text: String, topic: String? = nil) {
        self.text = text
        self.topic = topic
    }
}

/// The last things said on the wires, in words, oldest first.
package struct WireLog: Hashable, Sendable {
    /// One line.
    package struct Entry: Hashable, Sendable {
        /// When, in time of the loop.
        package let at: Duration
        /// Whose wire.
        package let wire: Wire
        /// Who said it.
        package let speaker: Speaker
        /// What, in words.
        package let text: String
    }

    private struct Topic: Hashable, Sendable {
        let wire: Wire
        let speaker: Speaker
        let name: String
    }

    /// As many lines are kept.
    package static let limit = 200
    /// Oldest first.
    package private(set) var entries: [Entry] = []
    private var lastSaid: [Topic: String] = [:]

    /// Nothing said yet.
    package init() {}

    /// Writes it down, unless it was the last thing said about this topic.
    package mutating func add(_ words: WireWords, from speaker: Speaker, _ wire: Wire, at: Duration) {
        if let name = words.topic {
            let topic = Topic(wire: wire, speaker: speaker, name: name)
            guard lastSaid[topic] != words.text else { return }
            // Topics come from a short list; the bound only guards that list against a mistake.
            if lastSaid.count > 512 { lastSaid = [:] }
            lastSaid[topic] = words.text
        }
        if entries.count >= Self.limit { entries.removeFirst(entries.count - Self.limit + 1) }
        entries.append(Entry(at: at, wire: wire, speaker: speaker, text: words.text))
    }
}
