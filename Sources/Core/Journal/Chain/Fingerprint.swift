import Crypto

/// A SHA-256 value: 32 bytes, held without a heap object because a chain makes two of them per entry.
public struct Fingerprint: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// 32 zero bytes: what the first link of a chain continues.
    public static let zero = Fingerprint(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Takes exactly 32 bytes; `nil` for any other number of them.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    /// Reads 64 hexadecimal digits of either case.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.digit(digits[place]), let low = Self.digit(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// The 32 bytes, the first of the hash first.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// 64 lower case hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The first 50 bits as ten characters that people can read aloud: digits and capitals without I, L, O and U.
    public var short: String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let first = UInt64(bigEndian: words.0)
        return String(
            decoding: (0..<10).map { alphabet[Int(first >> UInt64(59 - 5 * $0) & 31)] }, as: UTF8.self)
    }

    public static func == (left: Fingerprint, right: Fingerprint) -> Bool { left.words == right.words }

    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    /// SHA-256 of a byte that says what is hashed, followed by the content. The byte keeps an entry from being taken
    /// for a node or a link.
    static func of(_ domain: Domain, _ content: UnsafeRawBufferPointer) -> Fingerprint {
        var hash = SHA256()
        withUnsafeBytes(of: domain.rawValue) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: content)
        return Fingerprint(hash.finalize())
    }

    private init(_ digest: SHA256.Digest) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        digest.withUnsafeBytes { digest in withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: digest) } }
        self.words = words
    }

    enum Domain: UInt8 { case entry = 0, node = 1, link = 2, checkpoint = 3 }

    /// What an entry's bytes hash to: SHA-256(0x00 || bytes). Also the leaf of the Merkle tree.
    public static func entry(_ bytes: [UInt8]) -> Fingerprint { bytes.withUnsafeBytes { of(.entry, $0) } }

    /// The same over borrowed memory, for stores that read without copying.
    public static func entry(_ bytes: UnsafeRawBufferPointer) -> Fingerprint { of(.entry, bytes) }

    /// One step of the chain: SHA-256(0x02 || previous link || entry hash).
    public static func link(previous: Fingerprint, entry: Fingerprint) -> Fingerprint { pair(.link, previous, entry) }

    /// One node of the Merkle tree: SHA-256(0x01 || left || right), as in RFC 6962.
    public static func node(_ left: Fingerprint, _ right: Fingerprint) -> Fingerprint { pair(.node, left, right) }

    private static func pair(_ domain: Domain, _ left: Fingerprint, _ right: Fingerprint) -> Fingerprint {
        var hash = SHA256()
        let block = (left.words, right.words)
        withUnsafeBytes(of: domain.rawValue) { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: block) { hash.update(bufferPointer: $0) }
        return Fingerprint(hash.finalize())
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = Fingerprint(SHA256().finalize())
}

extension Fingerprint: CustomStringConvertible {
    public var description: String { hex }
}

/// 32 bytes, as a byte string.
extension Fingerprint: Codable {
    public init(from decoder: any Decoder) throws {
        let bytes = try decoder.singleValueContainer().decode([UInt8].self)
        guard let value = Fingerprint(bytes) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a fingerprint has 32 bytes"))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(bytes)
    }
}
