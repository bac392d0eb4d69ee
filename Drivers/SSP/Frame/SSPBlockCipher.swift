import Crypto
import CryptoExtras

/// AES-128 over whole blocks, each by itself (ECB), as eSSP wants it. Nothing here knows what the blocks hold.
///
/// ECB hides little and proves nothing; the count inside the blocks is what keeps a replay out.
/// - Source: shared dossier `bill-acceptors.md` 4.5.
public struct SSPBlockCipher: Hashable, Sendable {
    /// Bytes of one block, and of the key.
    public static let blockSize = 16

    private let key: [UInt8]

    /// The low eight bytes are the fixed key, the high eight the negotiated one, both least significant byte first.
    public init(fixedKey: UInt64, negotiated: UInt64) {
        key = Self.littleEndian(fixedKey) + Self.littleEndian(negotiated)
    }

    /// Encrypts whole blocks; `nil` when the bytes are none, or not a multiple of the block size.
    public func encrypt(_ bytes: [UInt8]) -> [UInt8]? { permute(bytes) { try AES.permute(&$0, key: $1) } }

    /// Decrypts whole blocks; `nil` when the bytes are none, or not a multiple of the block size.
    public func decrypt(_ bytes: [UInt8]) -> [UInt8]? { permute(bytes) { try AES.inversePermute(&$0, key: $1) } }

    private func permute(
        _ bytes: [UInt8], _ step: (inout [UInt8], SymmetricKey) throws -> Void
    ) -> [UInt8]? {
        guard !bytes.isEmpty, bytes.count.isMultiple(of: Self.blockSize) else { return nil }
        let secret = SymmetricKey(data: key)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
            var block = Array(bytes[start..<(start + Self.blockSize)])
            do { try step(&block, secret) } catch { return nil }
            result += block
        }
        return result
    }

    private static func littleEndian(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}

extension SSPBlockCipher: CustomStringConvertible, CustomReflectable {
    /// Never the key: logs and reports are read by many.
    public var description: String { "AES key (not shown)" }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
