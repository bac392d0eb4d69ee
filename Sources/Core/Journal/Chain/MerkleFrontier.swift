/// The right edge of a Merkle tree over all entries: enough to add leaves and to name the root at any size, in at most
/// 63 hashes. The tree is that of RFC 6962, section 2.1, so any transparency-log tool can prove an entry's place in it.
public struct MerkleFrontier: Hashable, Sendable, Codable {
    /// Number of leaves.
    public private(set) var size: Int64
    /// Roots of the full subtrees, the largest first: one for each 1 bit of `size`.
    public private(set) var peaks: [Fingerprint]

    /// A tree without leaves.
    public init() { (size, peaks) = (0, []) }

    /// Takes a stored frontier; `nil` if the number of peaks cannot belong to the size.
    public init?(size: Int64, peaks: [Fingerprint]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
        (self.size, self.peaks) = (size, peaks)
    }

    /// Adds the next leaf, already hashed.
    public mutating func append(_ leaf: Fingerprint) {
        var node = leaf
        for _ in 0..<size.trailingOneBits { node = .node(peaks.removeLast(), node) }
        peaks.append(node)
        size += 1
    }

    /// The root over all leaves so far.
    public var root: Fingerprint {
        guard var root = peaks.last else { return .emptyRoot }
        for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
        return root
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let size = try box.decode(Int64.self, forKey: .size)
        let peaks = try box.decode([Fingerprint].self, forKey: .peaks)
        guard let value = MerkleFrontier(size: size, peaks: peaks) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(peaks.count) peaks for \(size) leaves"))
        }
        self = value
    }

    private enum CodingKeys: String, CodingKey { case size, peaks }
}

extension Int64 {
    fileprivate var trailingOneBits: Int { (~self).trailingZeroBitCount }
}
