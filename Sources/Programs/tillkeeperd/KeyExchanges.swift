import SSPDriver

/// Fresh numbers for the key exchanges of an encrypted line: a driver is pure and has no chance in it.
enum KeyExchanges {
    /// As many as a life of the service needs; without one left the line asks for a restart.
    static func made(_ count: Int = 64) -> [SSPKeyExchange] {
        var generator = SystemRandomNumberGenerator()
        return made(count, &generator)
    }

    static func made(_ count: Int, _ random: inout some RandomNumberGenerator) -> [SSPKeyExchange] {
        var exchanges: [SSPKeyExchange] = []
        while exchanges.count < count {
            let modulus = prime(between: 1 << 31, and: 1 << 32, &random)
            let generator = prime(between: modulus + 1, and: 1 << 33, &random)
            let secret = UInt64.random(in: 2..<modulus, using: &random)
            if let exchange = SSPKeyExchange(generator: generator, modulus: modulus, secret: secret) {
                exchanges.append(exchange)
            }
        }
        return exchanges
    }

    /// Found by trial: a few thousand divisions each, which is nothing once at a start.
    private static func prime(
        between low: UInt64, and high: UInt64, _ random: inout some RandomNumberGenerator
    ) -> UInt64 {
        while true {
            let candidate = UInt64.random(in: low..<high, using: &random) | 1
            if isPrime(candidate) { return candidate }
        }
    }

    static func isPrime(_ number: UInt64) -> Bool {
        guard number > 2, number & 1 == 1 else { return number == 2 }
        var divisor: UInt64 = 3
        while divisor * divisor <= number {
            if number.isMultiple(of: divisor) { return false }
            divisor += 2
        }
        return true
    }
}
