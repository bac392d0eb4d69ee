import Crypto

/// A body as it is stored and sent, byte for byte, on every try: an upgrade between two tries cannot change it.
public struct SealedPosting: Hashable, Sendable {
    /// The key the bytes are posted under; `body()` checks that they say the same.
    public let key: IdempotencyKey
    /// Canonical JSON in UTF-8.
    public let bytes: [UInt8]
    /// SHA-256 of `bytes`; the core compares it, so that a key can never stand for two contents.
    public let hash: BodyHash

    /// Takes bytes as they were stored or received, without judging them: `body()` does.
    public init(key: IdempotencyKey, bytes: [UInt8]) {
        (self.key, self.bytes) = (key, bytes)
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        // 32 bytes by the definition of SHA-256.
        hash = BodyHash(bytes: Array(hasher.finalize()))!
    }

    /// Reads a stored body: checks it and takes the key out of it.
    public init(stored text: String) throws(PostingFault) {
        let bytes = Array(text.utf8)
        self.init(key: try PostingBody(reading: bytes).key, bytes: bytes)
    }

    /// The bytes as text, as the journal keeps them.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The content, checked. A body under another key than its own is refused.
    public func body() throws(PostingFault) -> PostingBody {
        let body = try PostingBody(reading: bytes)
        guard body.key == key else { throw .keyAndSourceDiffer("key") }
        return body
    }
}

extension PostingBody {
    /// The checked body as bytes. From here on it never changes.
    public func sealed() throws(PostingFault) -> SealedPosting {
        try check()
        let bytes = Array(canonicalText().utf8)
        guard bytes.count <= Self.maximumBytes else { throw .tooLong(bytes: bytes.count) }
        return SealedPosting(key: key, bytes: bytes)
    }
}
