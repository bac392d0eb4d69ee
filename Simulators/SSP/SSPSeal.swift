import SSPFrame
import WireKit

/// The unit's side of an agreed key: opens commands, seals answers, keeps the count.
/// - Source: shared dossier `bill-acceptors.md` 4.5.
struct SSPSeal: Hashable, Sendable {
    enum Opened: Hashable, Sendable {
        case data([UInt8])
        /// It opened, but its count is not the expected one: dropped without an answer.
        case wrongCount
        case closed
    }

    private let cipher: SSPBlockCipher
    /// Expected in the next command.
    private var expected: UInt32 = 0

    init(fixedKey: UInt64, negotiated: UInt64) {
        cipher = SSPBlockCipher(fixedKey: fixedKey, negotiated: negotiated)
    }

    /// The command inside the blocks.
    mutating func open(_ blocks: [UInt8]) -> Opened {
        guard let clear = cipher.decrypt(blocks), let length = clear.first, length > 0, Int(length) <= clear.count - 7
        else { return .closed }
        let body = clear[..<(clear.count - 2)]
        let crc = crc16Forward(body, polynomial: 0x8005, initial: 0xFFFF)
        guard clear[clear.count - 2] == UInt8(crc & 0xFF), clear[clear.count - 1] == UInt8(crc >> 8) else {
            return .closed
        }
        var count: UInt32 = 0
        for byte in clear[1...4].reversed() { count = count << 8 | UInt32(byte) }
        guard count == expected else { return .wrongCount }
        return .data(Array(clear[5..<(5 + Int(length))]))
    }

    /// The answer to the command that was opened last; its packing is zero.
    mutating func close(_ answer: [UInt8]) -> [UInt8] {
        expected &+= 1
        var clear = [UInt8(truncatingIfNeeded: answer.count)]
        var count = expected
        for _ in 0..<4 {
            clear.append(UInt8(count & 0xFF))
            count >>= 8
        }
        clear.append(contentsOf: answer)
        let over = (clear.count + 2) % SSPBlockCipher.blockSize
        if over > 0 { clear.append(contentsOf: repeatElement(0, count: SSPBlockCipher.blockSize - over)) }
        let crc = crc16Forward(clear, polynomial: 0x8005, initial: 0xFFFF)
        clear.append(UInt8(crc & 0xFF))
        clear.append(UInt8(crc >> 8))
        return cipher.encrypt(clear) ?? []
    }

    /// base^exponent mod modulus, by squaring; no product leaves 128 bits.
    static func raised(_ base: UInt64, to exponent: UInt64, modulo modulus: UInt64) -> UInt64 {
        guard modulus > 1 else { return 0 }
        var answer: UInt64 = 1
        for place in stride(from: 63, through: 0, by: -1) {
            answer = times(answer, answer, modulus)
            if exponent >> UInt64(place) & 1 == 1 { answer = times(answer, base % modulus, modulus) }
        }
        return answer
    }

    private static func times(_ one: UInt64, _ other: UInt64, _ modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(one.multipliedFullWidth(by: other)).remainder
    }

    /// Deterministic Miller-Rabin: these twelve bases decide every number of 64 bits.
    static func isPrime(_ number: UInt64) -> Bool {
        guard number > 3 else { return number > 1 }
        guard number & 1 == 1 else { return false }
        let twos = (number - 1).trailingZeroBitCount
        let odd = (number - 1) >> UInt64(twos)
        for base: UInt64 in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37] where base % number != 0 {
            var value = raised(base, to: odd, modulo: number)
            if value == 1 || value == number - 1 { continue }
            var isComposite = true
            for _ in 1..<max(twos, 1) where isComposite {
                value = times(value, value, number)
                if value == number - 1 { isComposite = false }
            }
            if isComposite { return false }
        }
        return true
    }
}
