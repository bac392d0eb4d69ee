/// Worlds of one device each, in every weather its wire stands, and an oracle for each kind that knows the truth.
///
/// One thread, virtual time, one generator: the same kind, seed, number of orders and lie give the same history.
public enum DeviceStorm {
    /// Lives one world through, heals it, and judges it.
    ///
    /// - Parameters:
    ///   - orders: what people ask of the driver before the weather clears.
    ///   - lie: a wrong word, made by the harness, that the oracle must find; `nil` in earnest.
    ///   - listen: gets every event in words, as it happens.
    public static func run(
        _ kind: StormDevice, seed: UInt64, orders: Int, lie: DeviceLie? = nil, listen: ((String) -> Void)? = nil
    ) throws(DeviceStormFailure) -> DeviceStormResult {
        let job = DeviceJob(kind: kind, seed: seed, orders: orders, lie: lie, listen: listen)
        return try kind.live(job)
    }
}

/// The kinds of devices that a storm can play, beside the bill acceptors of `StormKit`.
public enum StormDevice: String, Hashable, Sendable, CaseIterable {
    /// Receipt printers, the first two with a drawer on their connector.
    case escpos, star, custom
    /// Cash drawers on a line of their own.
    case apg, hid
    /// Check scanners and readers.
    case a776, excella, minimicr
    /// Readers of barcodes and scan lines.
    case scanner, wedge

    /// Those whose worlds were clean over many seeds: a storm lives them by itself, the others by their name only.
    public static let drawn = allCases
}

/// Words that are not true, which the storm must be able to see. They live here and nowhere in the product.
public enum DeviceLie: String, Hashable, Sendable, CaseIterable {
    /// A receipt that ended unknown, or that failed, is called printed.
    case printedAnyway
    /// Each receipt goes to the printer twice.
    case printedTwice
    /// A drawer that is open is called closed.
    case closedAnyway
    /// An opening by hand is not told.
    case quietHand
    /// A kick that nothing came of is called opened.
    case openedAnyway
    /// Each check is read as the one before it.
    case checkBefore
    /// An endorsement that was not printed is called done.
    case endorsedAnyway
    /// A check in the unit is called outside.
    case outsideAnyway
    /// Each code is told twice.
    case readTwice
    /// The end of each code is cut away.
    case readShort

    /// The kinds at which it can be told.
    public var kinds: [StormDevice] {
        switch self {
        case .printedAnyway, .printedTwice: [.escpos, .star, .custom]
        case .closedAnyway, .quietHand, .openedAnyway: [.apg, .hid, .escpos, .star]
        case .checkBefore: [.a776, .excella, .minimicr]
        case .endorsedAnyway: [.a776, .excella]
        case .outsideAnyway: [.a776, .excella, .minimicr]
        case .readTwice, .readShort: [.scanner, .wedge]
        }
    }
}

/// What became of one world that was judged and found good.
public struct DeviceStormResult: Hashable, Sendable {
    /// Orders given to the driver.
    public let orders: Int
    /// Orders that ended well.
    public let done: Int
    /// Cables out, restarts, power cuts, messages lost and bent.
    public let strokes: Int
    /// Steps of the world.
    public let steps: Int
    /// Virtual time from the first start to the judgement.
    public let lasted: Duration
    /// One number for the whole history.
    public let hash: UInt64
}

/// A world that went wrong, with all that is needed to see it again.
public struct DeviceStormFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which device.
    public let kind: StormDevice
    /// The number that chose the world.
    public let seed: UInt64
    /// Orders that were to be given.
    public let orders: Int
    /// Virtual time of the wrong word.
    public let at: Duration
    /// The wrong word, and what is true.
    public let problem: String
    /// What the seed drew.
    public let drawn: String
    /// The newest events, oldest first.
    public let trace: [String]

    public var description: String {
        """
        storm: \(kind.rawValue), seed \(seed), \(seconds(at)): WRONG WORD: \(problem)
        \(drawn)
        \(trace.joined(separator: "\n"))
        replay: storm --device \(kind.rawValue) --seed \(seed) --orders \(orders) --trace
        """
    }
}
