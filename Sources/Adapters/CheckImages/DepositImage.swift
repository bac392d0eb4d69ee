public import Checks

/// A scanner's picture made ready for a deposit; the scanner's own bytes stay what they are, for the audit.
/// - Source: shared dossier `check-scanners.md` 3.5; `x9-image-cash-letter.md` 8.
public struct DepositImage: Hashable, Sendable {
    /// The face it shows.
    public let side: CheckSide
    /// Dots across.
    public let width: Int
    /// Dots down.
    public let height: Int
    /// Dots an inch.
    public let dotsPerInch: Int
    /// A TIFF of one page and one strip, bitonal, Group 4, without any tag of the scanner's.
    public let bytes: [UInt8]
    /// What a person should look at before the deposit; empty: nothing.
    public let warnings: [Warning]

    /// Signs that a picture is worth little.
    public enum Warning: String, Hashable, Sendable, CaseIterable {
        /// A front under 2 KB: nearly nothing on it.
        case nearlyBlank
        /// Over 120 KB: a dark or noisy picture.
        case noisy
        /// Under 200 dots an inch.
        case tooCoarse
    }

    /// Decodes what the scanner gave, makes it bitonal, and writes it anew.
    /// - Throws: `CheckImageFault` when it is no whole TIFF.
    public init(_ image: CheckImage) throws(CheckImageFault) {
        switch image.kind.encoding {
        case .jpeg: throw .jpeg
        case .tiffGroup4, .tiffGray: break
        }
        let picture = try CheckTIFF.picture(image.bytes)
        side = image.kind.side
        (width, height, dotsPerInch) = (picture.width, picture.height, picture.dotsPerInch)
        bytes = try CheckTIFF.group4(picture)
        var warnings: [Warning] = []
        if side == .front, bytes.count < 2048 { warnings.append(.nearlyBlank) }
        if bytes.count > 120 * 1024 { warnings.append(.noisy) }
        if dotsPerInch < 200 { warnings.append(.tooCoarse) }
        self.warnings = warnings
    }
}
