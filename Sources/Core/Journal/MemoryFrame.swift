/// One transaction of the memory journal as bytes: checksum, then content. Like a frame of a write-ahead log, it is
/// either whole or not there.
enum Frame {
    private struct Content: Codable {
        let entries: [Stored]
        let snapshot: Kept?
    }

    private struct Stored: Codable {
        let bytes: [UInt8]
        let link: Fingerprint
    }

    private struct Kept: Codable {
        let sequence: Int64
        let bytes: [UInt8]
    }

    static func bytes(_ sealed: [SealedEntry], _ snapshot: Snapshot?) -> [UInt8] {
        let content = Content(
            entries: sealed.map { Stored(bytes: $0.bytes, link: $0.link) },
            snapshot: snapshot.map { Kept(sequence: $0.sequence, bytes: $0.bytes) })
        do {
            let body = try CanonicalCBOR.encode(content)
            return Fingerprint.entry(body).bytes + body
        } catch {
            preconditionFailure("byte strings and numbers always encode: \(error)")
        }
    }

    /// The content, or `nil` for a frame that is not whole.
    static func read(_ frame: [UInt8]) -> (entries: [(bytes: [UInt8], link: Fingerprint)], snapshot: Snapshot?)? {
        let body = Array(frame.dropFirst(32))
        guard frame.count > 32, Fingerprint(frame.prefix(32)) == Fingerprint.entry(body) else { return nil }
        do {
            let content = try CanonicalCBOR.decode(Content.self, from: body)
            return (
                content.entries.map { ($0.bytes, $0.link) },
                content.snapshot.map { Snapshot(sequence: $0.sequence, bytes: $0.bytes) }
            )
        } catch { return nil }
    }
}
