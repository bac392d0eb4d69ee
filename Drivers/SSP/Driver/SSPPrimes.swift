/// Key exchanges from chance that is given from outside.
extension SSPKeyExchange {
    /// An exchange from three random numbers: primes of 32 to 62 bits, the generator above the modulus.
    ///
    /// The numbers must come from a source that nobody can predict, and be used once.
    public init(random first: UInt64, _ second: UInt64, _ third: UInt64) {
        let modulus = Self.prime(from: (first >> 2) | 1 << 32)
        let generator = Self.prime(from: modulus + 2 + (second >> 34))
        // 2 to 2^62 + 1: neither the empty exponent nor the one that shows the generator itself.
        self.init(known: generator, modulus, (third >> 2) + 2)
    }

    /// Exchanges for one start of a program, drawn from the caller's source of chance: one for each connection, reset and
    /// break. After the last the first serves again; the key differs as long as the unit draws a secret of its own.
    public static func drawn(_ count: Int, using random: inout some RandomNumberGenerator) -> [SSPKeyExchange] {
        (0..<max(0, count)).map { _ in SSPKeyExchange(random: random.next(), random.next(), random.next()) }
    }

    /// The least prime that is not below the number; the number is below 2^63.
    static func prime(from number: UInt64) -> UInt64 {
        var candidate = number | 1
        while !isPrime(candidate) { candidate += 2 }
        return candidate
    }

    /// Miller-Rabin with bases that decide every number of 64 bits.
    static func isPrime(_ number: UInt64) -> Bool {
        guard number > 3, number & 1 == 1 else { return number == 2 || number == 3 }
        let shift = (number - 1).trailingZeroBitCount
        let odd = (number - 1) >> UInt64(shift)
        let bases: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
        return bases.allSatisfy { base in
            guard number > base else { return number == base || !number.isMultiple(of: base) }
            var value = power(base, odd, number)
            if value == 1 || value == number - 1 { return true }
            for _ in 1..<max(shift, 1) {
                value = power(value, 2, number)
                if value == number - 1 { return true }
            }
            return false
        }
    }
}
