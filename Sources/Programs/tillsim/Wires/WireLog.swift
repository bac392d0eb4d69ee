/// Who spoke on a wire.
enum Speaker: Hashable, Sendable { case host, device }

/// A sentence about bytes. What belongs to one topic is written down only when it changes, so that polls do not flood
/// the log; without a topic it is always written down.
struct WireWords: Hashable, Sendable {
    var text: String
    var topic: String?

    init(_ text: String, topic: String? = nil) {
        self.text = text
        self.topic = topic
    }
}

/// The last things said on the wires, in words, oldest first.
struct WireLog: Hashable, Sendable {
    /// One line.
    struct Entry: Hashable, Sendable {
        /// When, in time of the loop.
        let at: Duration
        let wire: Wire
        let speaker: Speaker
        let text: String
    }

    private struct Topic: Hashable, Sendable {
        let wire: Wire
        let speaker: Speaker
        let name: String
    }

    /// As many lines are kept.
    static let limit = 200
    private(set) var entries: [Entry] = []
    private var lastSaid: [Topic: String] = [:]

    /// Writes it down, unless it was the last thing said about this topic.
    mutating func add(_ words: WireWords, from speaker: Speaker, _ wire: Wire, at: Duration) {
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
