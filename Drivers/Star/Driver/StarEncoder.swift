public import Receipts

/// A document as the bytes of one job for one model of Star printer.
public struct StarEncoder: Hashable, Sendable {
    /// The model.
    public let profile: StarProfile

    /// An encoder for this model.
    public init(_ profile: StarProfile) { self.profile = profile }

    /// Most print checks in one job. The dialogue's window for the counter is made for it.
    static let mostMarks = 8

    /// The job from initialise to cut, and behind it the last print check.
    /// - Parameters:
    ///   - language: what `profile.language` came to; `automatic` counts as Line Mode.
    ///   - marked: with print checks: one behind the cut, and up to seven between lines.
    public func encode(
        _ document: ReceiptDocument, language: StarProfile.Language, marked: Bool = true
    ) -> EncodedStarReceipt {
        var writer = StarWriter(profile, language)
        writer.begin()
        let lines = ReceiptLayout(columns: profile.columns).lines(document)
        let step = max(1, (lines.count + Self.mostMarks - 1) / Self.mostMarks)
        for (place, line) in lines.enumerated() {
            switch line {
            case .row(let row): writer.write(row)
            case .feed(let count): writer.feed(count)
            case .picture(let bitmap, let align): writer.picture(bitmap, align)
            case .qr(let text): writer.qr(text)
            case .code128(let text): writer.code128(text)
            }
            // Lost lines take their check with them: a receipt with a hole does not count as printed.
            if marked, (place + 1) % step == 0, place + 1 < lines.count { writer.mark() }
        }
        writer.end()
        if marked { writer.mark() }
        return writer.finished()
    }
}

/// What came out.
public struct EncodedStarReceipt: Hashable, Sendable {
    /// From ESC @ to the cut and its print check.
    public let bytes: [UInt8]
    /// Print checks among them, the last one behind the cut.
    public let marks: Int
    /// Characters that no page of the printer holds; each is a `?` on the paper.
    public let replaced: [Unicode.Scalar]
    /// Things that were printed otherwise than asked, in words.
    public let remarks: [String]
    /// Dots travel in this job: a break inside them leaves the printer waiting for the rest.
    public let hasRaster: Bool
    /// Lines of text and feed, for how long printing may take.
    public let rows: Int
}
