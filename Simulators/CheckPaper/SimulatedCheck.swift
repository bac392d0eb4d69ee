/// A check that a made-up customer wrote, before anybody scans it.
public struct SimulatedCheck: Hashable, Sendable {
    /// Chosen by whoever puts it in.
    public let id: Int
    /// Name and address, as printed at the upper left.
    public var drawer: [String]
    /// Name of the bank.
    public var bank: String
    /// Number at the upper right.
    public var number: Int
    /// As written by hand.
    public var date: String
    /// To whose order.
    public var payee: String
    /// The amount, in cents.
    public var minorUnits: Int64
    /// What the customer wrote at the lower left.
    public var memo: String
    /// The MICR line as it was printed, in the letters `0-9 t o a -` and blanks.
    public var line: String
    /// How its ink is.
    public var ink: MagneticInk
    /// 8.5 by 3.5 inches with an auxiliary field, instead of 6 by 2.75.
    public var isBusiness: Bool
    /// Where the pen's strokes come from.
    public var hand: UInt64

    /// The magnetic side of a line.
    public enum MagneticInk: Hashable, Sendable {
        /// Every character can be read.
        case good
        /// A copy, or a check that lies the wrong way: the head feels nothing.
        case none
        /// Characters at these places of the line cannot be read.
        case torn([Int])
    }

    /// A check with all that stands on it.
    public init(
        id: Int, drawer: [String], bank: String, number: Int, date: String, payee: String, minorUnits: Int64,
        memo: String, line: String, ink: MagneticInk = .good, isBusiness: Bool = false, hand: UInt64 = 1
    ) {
        self.id = id
        self.drawer = drawer
        self.bank = bank
        self.number = number
        self.date = date
        self.payee = payee
        self.minorUnits = minorUnits
        self.memo = memo
        self.line = line
        self.ink = ink
        self.isBusiness = isBusiness
        self.hand = hand
    }

    /// Width and height in thousandths of an inch.
    public var size: (width: Int, height: Int) { isBusiness ? (8500, 3500) : (6000, 2750) }

    /// What a perfect head makes of it, in the letters of `line` with `?`; `nil`: no magnetic ink.
    public var heard: String? {
        switch ink {
        case .good: return line
        case .none: return nil
        case .torn(let places):
            let letters = line.utf8.enumerated().map { index, letter in
                places.contains(index) && letter != 0x20 ? UInt8(ascii: "?") : letter
            }
            return String(decoding: letters, as: UTF8.self)
        }
    }
}
