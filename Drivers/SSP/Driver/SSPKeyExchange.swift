/// What a host brings to one key exchange. Pure rooms have no chance in them, so it is given from outside.
///
/// Anybody who hears both halves and is willing to compute finds the key: 64 bits are few. It keeps the bored out.
/// - Source: shared dossier `bill-acceptors.md` 4.5.
public struct SSPKeyExchange: Hashable, Sendable {
    /// A prime, greater than the modulus (GA973).
    public let generator: UInt64
    /// A prime; at least 31 bits are advisable.
    public let modulus: UInt64
    /// The host's secret exponent; used again only when all exchanges of a program were used.
    public let secret: UInt64

    /// `nil` when these numbers can make no key: a modulus under 3, a generator not above it, an empty secret.
    public init?(generator: UInt64, modulus: UInt64, secret: UInt64) {
        guard modulus >= 3, generator > modulus, secret > 0 else { return nil }
        self.generator = generator
        self.modulus = modulus
        self.secret = secret
    }

    /// Numbers that are known to make a key.
    init(known generator: UInt64, _ modulus: UInt64, _ secret: UInt64) {
        (self.generator, self.modulus, self.secret) = (generator, modulus, secret)
    }

    /// What the host sends.
    public var publicHalf: UInt64 { Self.power(generator, secret, modulus) }

    /// The key both share; `nil` for a unit's half that can only be a fault or an attack (0, 1, p - 1, or above).
    public func key(unitHalf: UInt64) -> UInt64? {
        guard unitHalf > 1, unitHalf < modulus - 1 else { return nil }
        return Self.power(unitHalf, secret, modulus)
    }

    /// `base` to the `exponent`, modulo `modulus`; products are taken in 128 bits.
    static func power(_ base: UInt64, _ exponent: UInt64, _ modulus: UInt64) -> UInt64 {
        func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
            // Both are below the modulus, so the high half is, too, and the division cannot overflow.
            modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
        }
        var result: UInt64 = 1 % modulus
        var factor = base % modulus
        var left = exponent
        while left > 0 {
            if left & 1 == 1 { result = product(result, factor) }
            factor = product(factor, factor)
            left >>= 1
        }
        return result
    }
}

extension SSPKeyExchange: CustomStringConvertible, CustomReflectable {
    /// Never the secret: logs and reports are read by many.
    public var description: String { "key exchange (not shown)" }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
