/// Worlds in which everything goes wrong that a seed can think of, and an oracle that knows where every note lies.
///
/// One thread, virtual time, one generator: the same seed, number of notes and planted fault give the same history bit
/// for bit, on every machine.
public enum Storm {
    /// Lives one world through, heals it, and judges it.
    ///
    /// - Parameters:
    ///   - notes: pieces of paper that go into the mouth before the weather clears.
    ///   - fault: a mistake of ours, made by the harness, that the oracle must find; `nil` in earnest.
    ///   - listen: gets every event in words, as it happens.
    public static func run(
        seed: UInt64, notes: Int, fault: PlantedFault? = nil, wire: StormWire? = nil,
        listen: ((String) -> Void)? = nil
    ) throws(StormFailure) -> StormResult {
        let world = StormWorld(seed: seed, notes: notes, fault: fault, wire: wire, listen: listen)
        return try world.live()
    }
}

/// What became of one world that was judged and found good.
public struct StormResult: Hashable, Sendable {
    /// The one number that chose the whole world.
    public let seed: UInt64
    /// The acceptor's wire, wanted or drawn.
    public let wire: StormWire
    /// Pieces of paper that the mouth took.
    public let notes: Int
    /// Power cuts of host, device or both.
    public let cuts: Int
    /// Notes in a cash unit that the books do not know of.
    public let lost: Int
    /// Credits without a note of their own in a cash unit.
    public let doubled: Int
    /// Notes credited to a customer.
    public let credited: Int
    /// Notes that were in doubt at some time.
    public let doubts: Int
    /// Notes that fell in by themselves and were registered.
    public let found: Int
    /// Steps of the world, the last one included.
    public let steps: Int
    /// Payments in the journal.
    public let payments: Int
    /// Virtual time from the first start to the judgement.
    public let lasted: Duration
    /// One number for the whole history: every byte on the wire with its time, every fact, every posting.
    public let hash: UInt64
}

/// Mistakes that the storm must be able to see. They live here and nowhere in the product.
public enum PlantedFault: String, Hashable, Sendable, CaseIterable {
    /// A commit is acknowledged before it is durable: the order to stack leaves a host that may forget it.
    case stackBeforeIntent
    /// A lost line with an order open is taken for "the note went back".
    case lostLineIsReturned
    /// Open intents and notes in doubt are not there any more after a restart.
    case forgetOpenNotes
}

/// What the oracle found.
public enum StormProblem: Hashable, Sendable, CustomStringConvertible {
    /// A note is in a cash unit (or on its way) and its customer has nothing for it.
    case lost(String)
    /// Money was credited that is not there, or twice.
    case doubled(String)
    /// Journal and books contradict each other.
    case books(String)
    /// Ledger and journal contradict each other.
    case posting(String)
    /// The world does not come to rest.
    case stuck(String)

    public var description: String {
        switch self {
        case .lost(let words): "LOST: \(words)"
        case .doubled(let words): "DOUBLED: \(words)"
        case .books(let words): "BOOKS: \(words)"
        case .posting(let words): "POSTING: \(words)"
        case .stuck(let words): "STUCK: \(words)"
        }
    }

    /// Money is wrong, not only words about it.
    public var isMoney: Bool {
        switch self {
        case .lost, .doubled: true
        case .books, .posting, .stuck: false
        }
    }
}

/// A world that went wrong, with all that is needed to see it again.
public struct StormFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// With `notes` and the planted fault, all that is needed to live it again.
    public let seed: UInt64
    /// Pieces of paper that were to go in.
    public let notes: Int
    /// The step at which it was seen.
    public let step: Int
    /// Virtual time since the first start.
    public let at: Duration
    /// What the oracle saw.
    public let problem: StormProblem
    /// What the seed drew for this world.
    public let weather: String
    /// The newest events, oldest first.
    public let trace: [String]

    public var description: String {
        """
        storm: seed \(seed), step \(step), \(clock(at)): \(problem)
        \(weather)
        \(trace.joined(separator: "\n"))
        replay: storm --seed \(seed) --notes \(notes) --trace
        """
    }
}
