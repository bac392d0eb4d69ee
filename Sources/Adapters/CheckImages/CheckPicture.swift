/// The dots of one side of a check.
public struct CheckPicture: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public let height: Int
    /// Dots an inch, both ways.
    public let dotsPerInch: Int
    /// The dots.
    public let dots: Dots

    /// Dots in one of two forms.
    public enum Dots: Hashable, Sendable {
        /// One bit a dot, rows filled up to whole bytes, the highest bit leftmost, 1 is black.
        case bitonal([UInt8])
        /// One byte a dot, 0 is black, 255 is white.
        case gray([UInt8])
    }

    /// A picture; the bytes have to fit its size.
    /// - Throws: `CheckImageFault.size` when they do not, or when a side is longer than any check's.
    public init(width: Int, height: Int, dotsPerInch: Int, _ dots: Dots) throws(CheckImageFault) {
        guard CheckImageLimits.sides.contains(width), CheckImageLimits.sides.contains(height),
            (50...1200).contains(dotsPerInch)
        else { throw .size }
        let wanted =
            switch dots {
            case .bitonal(let bytes): (bytes.count, (width + 7) / 8 * height)
            case .gray(let bytes): (bytes.count, width * height)
            }
        guard wanted.0 == wanted.1 else { throw .size }
        (self.width, self.height, self.dotsPerInch, self.dots) = (width, height, dotsPerInch, dots)
    }

    /// Whether a dot is black: at half and below in gray. Dots beyond the picture are white.
    public func isBlack(_ x: Int, _ y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return switch dots {
        case .bitonal(let bytes): bytes[y * ((width + 7) / 8) + x >> 3] >> UInt8(7 - x & 7) & 1 == 1
        case .gray(let bytes): bytes[y * width + x] < 128
        }
    }
}

/// How much a file may ask of us.
public enum CheckImageLimits {
    /// A side of a picture, in dots.
    public static let sides = 1...8192
    /// Dots of a whole picture: a business check at 400 dots an inch has 5 million.
    public static let dots = 16 << 20
    /// The file.
    public static let bytes = 16 << 20
    /// Pages of a file.
    public static let pages = 16
}

/// Why a file is no picture of a check.
public enum CheckImageFault: Error, Hashable, Sendable {
    /// No TIFF at all, or one whose first directory cannot be read; the library's words.
    case notTIFF(String)
    /// The page is not there.
    case noPage(Int)
    /// Sizes that no check has, or dots that do not fill them.
    case size
    /// Colour, tiles, or a number of bits that no scanner of ours sends.
    case form(String)
    /// The dots end too early or make no sense; the library's words.
    case damaged(String)
    /// The library refused to write.
    case notWritten
    /// It is no TIFF by its kind: a JPEG is for the screen only.
    case jpeg
}
