import SSPFrame
import WireKit

/// The host's side of one agreed key: seals commands, opens answers, keeps the count.
///
/// A block is eLEN, eCOUNT (four bytes, low first), data, packing, CRC-16 low and high; whole blocks of 16 bytes.
/// The count starts at 0; a command carries N, its answer N + 1, the next command N + 1.
/// - Source: shared dossier `bill-acceptors.md` 4.5.
struct SSPEnvelope: Hashable, Sendable {
    /// First data byte of an encrypted frame.
    static let mark: UInt8 = 0x7E

    private let cipher: SSPBlockCipher
    /// Filler that nobody can predict without the seed; it only keeps equal commands from looking equal.
    private var packing: UInt64
    /// Carried by the next command.
    private(set) var count: UInt32 = 0

    init(fixedKey: UInt64, negotiated: UInt64, packingSeed: UInt64) {
        cipher = SSPBlockCipher(fixedKey: fixedKey, negotiated: negotiated)
        packing = packingSeed
    }

    /// Frame data that holds these bytes under the present count; `nil` when they do not fit one frame.
    mutating func seal(_ data: [UInt8]) -> [UInt8]? {
        guard data.count <= 0xF0 - 7 else { return nil }
        var clear: [UInt8] = [UInt8(data.count)]
        clear += (0..<4).map { UInt8(truncatingIfNeeded: count >> UInt32($0 * 8)) }
        clear += data
        while (clear.count + 2) % SSPBlockCipher.blockSize != 0 { clear.append(filler()) }
        let crc = crc16Forward(clear, polynomial: 0x8005, initial: 0xFFFF)
        clear += [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)]
        return cipher.encrypt(clear).map { [Self.mark] + $0 }
    }

    /// The data inside an answer, if the block opens and carries the count that follows ours. Moves the count on.
    mutating func open(_ data: [UInt8]) -> [UInt8]? {
        guard data.first == Self.mark, let clear = cipher.decrypt(Array(data.dropFirst())) else { return nil }
        let length = Int(clear[0])
        guard length >= 1, length + 7 <= clear.count else { return nil }
        let told = UInt16(clear[clear.count - 2]) | UInt16(clear[clear.count - 1]) << 8
        guard crc16Forward(clear.dropLast(2), polynomial: 0x8005, initial: 0xFFFF) == told else { return nil }
        let answered = (0..<4).reduce(UInt32(0)) { $0 | UInt32(clear[1 + $1]) << UInt32($1 * 8) }
        guard answered == count &+ 1 else { return nil }
        count = answered
        return Array(clear[5..<(5 + length)])
    }

    private mutating func filler() -> UInt8 {
        packing = packing &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: packing >> 56)
    }
}
