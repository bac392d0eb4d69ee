public import Receipts

/// A document as the bytes of one job for one model of printer.
///
/// Pictures are made ready once (`prepare`) and kept; the rest is written in one pass into one array.
public struct ESCPOSEncoder: Hashable, Sendable {
    /// The model.
    public let profile: ESCPOSProfile
    private var pictures: [PreparedPicture] = []

    /// Most pictures kept ready: a utility has a logo or two, and documents from a stranger must not fill memory.
    static let keptPictures = 8

    /// An encoder that has prepared nothing yet.
    public init(_ profile: ESCPOSProfile) { self.profile = profile }

    /// Makes the pictures of a document ready, so that `encode` only copies them.
    public mutating func prepare(_ document: ReceiptDocument) {
        for block in document.blocks {
            guard case .picture(let bitmap, _) = block, prepared(bitmap) == nil else { continue }
            if pictures.count >= Self.keptPictures { pictures.removeFirst() }
            pictures.append(PreparedPicture(bitmap, profile))
        }
    }

    /// What a printer that keeps pictures must be told before it can print this document: key and command, for every
    /// picture that is not among `stored`.
    public func definitions(_ document: ReceiptDocument, stored: [PictureKey]) -> [(key: PictureKey, bytes: [UInt8])] {
        guard profile.keepsPictures else { return [] }
        var wanted: [(key: PictureKey, bytes: [UInt8])] = []
        for block in document.blocks {
            guard case .picture(let bitmap, _) = block else { continue }
            let picture = prepared(bitmap) ?? PreparedPicture(bitmap, profile)
            guard let definition = picture.definition, !stored.contains(picture.key),
                !wanted.contains(where: { $0.key == picture.key })
            else { continue }
            wanted.append((picture.key, definition))
        }
        return wanted
    }

    /// The job from initialise to cut.
    /// - Parameter stored: keys of pictures the printer was seen to hold; others travel as dots.
    public func encode(_ document: ReceiptDocument, stored: [PictureKey] = []) -> EncodedReceipt {
        var writer = ESCPOSWriter(profile)
        writer.begin()
        for line in ReceiptLayout(columns: profile.columns).lines(document) {
            switch line {
            case .row(let row): writer.write(row)
            case .feed(let count): writer.feed(count)
            case .picture(let bitmap, let align):
                let picture = prepared(bitmap) ?? PreparedPicture(bitmap, profile)
                writer.write(picture, align, isStored: profile.keepsPictures && stored.contains(picture.key))
            case .qr(let text): writer.qr(text)
            case .code128(let text): writer.code128(text)
            }
        }
        writer.end()
        return writer.finished()
    }

    private func prepared(_ bitmap: Bitmap) -> PreparedPicture? {
        // The same array costs one pointer comparison; a copy from elsewhere one comparison of bytes.
        pictures.first { $0.original == bitmap }
    }
}

/// What came out.
public struct EncodedReceipt: Hashable, Sendable {
    /// From ESC @ to the cut.
    public let bytes: [UInt8]
    /// Characters that no page of the printer holds; each is a `?` on the paper.
    public let replaced: [Unicode.Scalar]
    /// Things that were printed otherwise than asked, in words.
    public let remarks: [String]
    /// Dots travel in this job: a break inside them leaves the printer waiting for the rest.
    public let hasRaster: Bool
    /// Lines of text and feed, for how long printing may take.
    public let rows: Int
}
