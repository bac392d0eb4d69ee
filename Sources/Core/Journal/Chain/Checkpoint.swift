import Crypto
public import Custody

/// A statement about a whole journal in one line: given away, it makes every later change before it visible.
public struct Checkpoint: Hashable, Sendable, Codable {
    /// Whose journal it vouches for.
    public let station: StationID
    /// Of the last entry it vouches for.
    public let epoch: Int
    /// Number of entries it vouches for.
    public let size: Int64
    /// The chain's link after that entry.
    public let link: Fingerprint
    /// Merkle root over the entry hashes.
    public let root: Fingerprint
    /// When it was made, by the station's clock.
    public let moment: Moment

    /// Takes one that a witness sent. One's own come from `Chain.checkpoint(at:)`.
    public init(
        station: StationID, epoch: Int, size: Int64, link: Fingerprint, root: Fingerprint, moment: Moment
    ) {
        (self.station, self.epoch, self.size) = (station, epoch, size)
        (self.link, self.root, self.moment) = (link, root, moment)
    }

    /// The ten characters printed on paper.
    public var text: String { link.short }

    /// What is signed: SHA-256(0x03 || canonical bytes).
    fileprivate func signedBytes() throws(CBORFault) -> [UInt8] {
        try CanonicalCBOR.encode(self).withUnsafeBytes { Fingerprint.of(.checkpoint, $0) }.bytes
    }

    /// Whether both can be true of one journal: the same size needs the same content, in the same epoch.
    public func contradicts(_ other: Checkpoint) -> Bool {
        station == other.station && size == other.size
            && (link != other.link || root != other.root || epoch != other.epoch)
    }
}

/// A checkpoint with its Ed25519 signature (64 bytes) and the public key it was made with (32 bytes).
public struct SignedCheckpoint: Hashable, Sendable, Codable {
    /// What was signed.
    public let checkpoint: Checkpoint
    /// Ed25519, 64 bytes.
    public let signature: [UInt8]
    /// Public, 32 bytes; proves nothing by itself.
    public let key: [UInt8]

    /// Takes a stored or received one. Says nothing about its truth: ask `verify`.
    public init(checkpoint: Checkpoint, signature: [UInt8], key: [UInt8]) {
        (self.checkpoint, self.signature, self.key) = (checkpoint, signature, key)
    }

    /// Whether the signature was made with the private half of the expected key. A key that came with the checkpoint
    /// proves nothing: give the one you trust.
    public func verify(trusting trusted: [UInt8]) -> Bool {
        guard trusted == key else { return false }
        do {
            return try Curve25519.Signing.PublicKey(rawRepresentation: key)
                .isValidSignature(signature, for: checkpoint.signedBytes())
        } catch {
            return false  // no key or no content: not a valid signature
        }
    }
}

/// The station's private key for checkpoints.
public struct CheckpointKey: Sendable {
    private let secret: Curve25519.Signing.PrivateKey

    /// Takes the 32 secret bytes, which the shell keeps in a sealed credential; `nil` for any other length.
    public init?(_ secret: [UInt8]) {
        guard secret.count == 32 else { return nil }
        do { self.secret = try Curve25519.Signing.PrivateKey(rawRepresentation: secret) } catch { return nil }
    }

    /// The public half, 32 bytes.
    public var publicKey: [UInt8] { Array(secret.publicKey.rawRepresentation) }

    /// Signs a checkpoint.
    public func sign(_ checkpoint: Checkpoint) throws(SigningFault) -> SignedCheckpoint {
        do {
            let signature = try secret.signature(for: checkpoint.signedBytes())
            return SignedCheckpoint(checkpoint: checkpoint, signature: Array(signature), key: publicKey)
        } catch { throw SigningFault(reason: String(describing: error)) }
    }
}

/// The crypto library refused to sign.
public struct SigningFault: Error, Hashable, Sendable {
    /// In the library's words.
    public let reason: String
}
