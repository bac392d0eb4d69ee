/// The one source of chance in a simulated world: the same seed gives the same world on every machine.
///
/// SplitMix64 (Steele, Lea, Flood 2014): a counter and a mixing function, so a world can be split into independent streams.
public struct Dice: Hashable, Sendable, RandomNumberGenerator {
    private var state: UInt64

    /// Dice that fall the same way each time for this seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in the range, every value equally likely up to one part in 2^32.
    public mutating func roll(_ range: ClosedRange<Int>) -> Int {
        let span = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int((next() >> 32) % span)
    }

    /// True in `parts` of `whole` throws.
    public mutating func chance(_ parts: Int, in whole: Int) -> Bool { roll(1...whole) <= parts }

    /// One of the choices; the list must not be empty.
    public mutating func pick<T>(_ choices: [T]) -> T { choices[roll(0...(choices.count - 1))] }

    /// An independent stream for a part of the world.
    public mutating func split() -> Dice { Dice(seed: next()) }
}
