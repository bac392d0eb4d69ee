import Money

/// Values that several tests share.
enum Samples {
    static let euro = known("EUR")
    static let yen = known("JPY")
    static let dinar = known("KWD")

    private static func known(_ code: String) -> Currency {
        do { return try Currency(code) } catch { preconditionFailure("\(code) is a currency") }
    }
}

/// Chance from a seed, so that a failure comes again (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Small and large amounts of both signs, such that two of them can be added.
    mutating func amount() -> Int64 {
        Int64(truncatingIfNeeded: next()) >> Int64.random(in: 1...62, using: &self)
    }
}
