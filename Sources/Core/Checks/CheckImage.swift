/// How the bytes of a check image are to be read.
public enum CheckImageEncoding: String, Hashable, Sendable, CaseIterable {
    /// TIFF, one bit a dot, compressed by CCITT Group 4: the form a deposit wants.
    case tiffGroup4 = "tiff-g4"
    /// TIFF, gray, as some scanners keep it inside; to be made bitonal before a deposit.
    case tiffGray = "tiff-gray"
    /// JPEG, gray or colour: for the screen.
    case jpeg
}

/// Which picture of a check is meant: side, form and fineness.
public struct CheckImageKind: Hashable, Sendable {
    /// The face it shows.
    public var side: CheckSide
    /// The form of its bytes.
    public var encoding: CheckImageEncoding
    /// Dots per inch in both directions; 200 for a deposit.
    public var dotsPerInch: Int

    /// A picture of this side, 200 dots per inch where nothing else is said.
    public init(_ side: CheckSide, _ encoding: CheckImageEncoding, dotsPerInch: Int = 200) {
        self.side = side
        self.encoding = encoding
        self.dotsPerInch = dotsPerInch
    }

    /// Front and back as a deposit wants them.
    /// - Source: check-scanners.md 3.2 (black and white, 200 x 200, Group 4, TIFF, both sides).
    public static let deposit = [CheckImageKind(.front, .tiffGroup4), CheckImageKind(.back, .tiffGroup4)]
}

/// One picture of one side of one check, in the very bytes the scanner gave: their hash is what an audit compares.
public struct CheckImage: Hashable, Sendable {
    /// What the scanner was asked for, or what it says this is.
    public let kind: CheckImageKind
    /// Dots across; `nil`: not known before the bytes are decoded.
    public let width: Int?
    /// Dots down; `nil`: not known before the bytes are decoded.
    public let height: Int?
    /// The whole file as it came over the wire, never rewritten.
    public let bytes: [UInt8]

    /// A picture as it came; `width` and `height` only where the wire tells them.
    public init(_ kind: CheckImageKind, width: Int? = nil, height: Int? = nil, bytes: [UInt8]) {
        self.kind = kind
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}

extension CheckImage: CustomStringConvertible, CustomReflectable {
    /// What it is and how long: never its content, which shows name, account and signature of a customer.
    public var description: String { "\(kind.side.rawValue) \(kind.encoding.rawValue), \(bytes.count) bytes" }

    /// A dump says no more than the words.
    public var customMirror: Mirror { Mirror(self, unlabeledChildren: [description]) }
}
