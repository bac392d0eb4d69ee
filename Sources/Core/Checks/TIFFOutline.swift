/// What a TIFF file says about itself, without decoding a dot: enough to see that a picture is whole and which side it
/// shows. Any bytes give an outline or a fault; nothing is read beyond the file.
/// - Source: TIFF 6.0 (1992), section 2.
public struct TIFFOutline: Hashable, Sendable {
    /// The pictures, in the order of the file; never empty.
    public let pages: [TIFFPage]

    /// More pages than any check has.
    public static let maximumPages = 16
    /// More tags than any scanner writes.
    public static let maximumTags = 200
    /// Longer than any check at any fineness, in dots.
    public static let maximumSide = 20_000

    /// Reads the directories.
    public init(_ bytes: [UInt8]) throws(TIFFFault) {
        let file = try TIFFBytes(bytes)
        var at = try file.long(at: 4)
        var pages: [TIFFPage] = []
        while at != 0 {
            guard pages.count < Self.maximumPages else { throw .tooManyPages }
            let count = try file.short(at: at)
            guard count > 0, count <= Self.maximumTags else { throw .directory }
            var tags: [TIFFTag] = []
            for place in 0..<count { tags.append(try file.tag(at: at + 2 + place * 12)) }
            pages.append(try TIFFPage(tags, fileLength: bytes.count))
            at = try file.long(at: at + 2 + count * 12)
        }
        guard !pages.isEmpty else { throw .directory }
        self.pages = pages
    }
}

/// One picture of a TIFF file.
public struct TIFFPage: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public let height: Int
    /// Bits of one dot: 1 is black and white, 8 is gray.
    public let bitsPerDot: Int
    /// Tag 259: 1 none, 4 CCITT Group 4, 5 LZW.
    public let compression: Int
    /// Bytes of the packed dots, all strips together.
    public let dataLength: Int
    /// Dots an inch across and down; `nil`: the file does not say.
    public let dotsPerInch: (across: Int, down: Int)?
    private let tags: [TIFFTag]

    init(_ tags: [TIFFTag], fileLength: Int) throws(TIFFFault) {
        func number(_ tag: Int, or value: Int?) throws(TIFFFault) -> Int {
            guard let found = tags.first(where: { $0.number == tag })?.numbers.first ?? value else {
                throw .missingTag(tag)
            }
            return found
        }
        self.tags = tags
        width = try number(256, or: nil)
        height = try number(257, or: nil)
        bitsPerDot = try number(258, or: 1)
        compression = try number(259, or: 1)
        guard (1...TIFFOutline.maximumSide).contains(width), (1...TIFFOutline.maximumSide).contains(height) else {
            throw .size
        }
        let starts = tags.first { $0.number == 273 }?.numbers ?? []
        let lengths = tags.first { $0.number == 279 }?.numbers ?? []
        guard !starts.isEmpty, starts.count == lengths.count else { throw .strips }
        for (start, length) in zip(starts, lengths) {
            guard start > 0, length > 0, start <= fileLength, length <= fileLength - start else { throw .strips }
        }
        dataLength = lengths.reduce(0, +)
        let across = tags.first { $0.number == 282 }?.numbers.first ?? 0
        let down = tags.first { $0.number == 283 }?.numbers.first ?? across
        let unit = tags.first { $0.number == 296 }?.numbers.first ?? 2
        dotsPerInch = unit == 2 && across > 0 && down > 0 ? (across, down) : nil
    }

    /// One bit a dot, packed by Group 4, as a deposit wants it; whether the dots are there is another question.
    public var isGroup4: Bool { bitsPerDot == 1 && compression == 4 }

    /// Group 4, and enough of it: every row takes one bit at least, even one that is like the row above. Only decoding
    /// proves the rest.
    /// - Source: ITU-T T.6, 2.2 (vertical mode, V0).
    public var mayBeGroup4: Bool { isGroup4 && dataLength * 8 >= height }

    /// The first number of a tag; `nil`: the page has no such tag, or it holds no numbers.
    public func number(_ tag: Int) -> Int? { tags.first { $0.number == tag }?.numbers.first }

    /// The text of a tag without its closing zero; `nil`: the page has no such tag, or it is no text.
    public func text(_ tag: Int) -> String? { tags.first { $0.number == tag }?.text }

    /// Width and height in thousandths of an inch; `nil`: the file does not say how fine it is.
    public var mils: (width: Int, height: Int)? {
        dotsPerInch.map { (width * 1000 / $0.across, height * 1000 / $0.down) }
    }

    public static func == (one: TIFFPage, other: TIFFPage) -> Bool { one.tags == other.tags }
    public func hash(into hasher: inout Hasher) { hasher.combine(tags) }
}

/// Why bytes are no TIFF file that can be used.
public enum TIFFFault: Error, Hashable, Sendable {
    /// Neither `II` nor `MM` with the number 42.
    case header
    /// Something lies beyond the end of the file.
    case tooShort
    /// A directory without or with too many entries.
    case directory
    /// More pages than `TIFFOutline.maximumPages`; a directory that follows itself ends here too.
    case tooManyPages
    /// A tag that every picture needs is missing.
    case missingTag(Int)
    /// No dots, or more than `TIFFOutline.maximumSide` on one side.
    case size
    /// The dots are not all in the file.
    case strips
}

/// One entry of a directory; what is neither numbers nor text is kept empty.
struct TIFFTag: Hashable, Sendable {
    let number: Int
    var numbers: [Int] = []
    var text: String?
}

/// The bytes of a file in either order.
private struct TIFFBytes {
    private let bytes: [UInt8]
    private let isLittle: Bool

    init(_ bytes: [UInt8]) throws(TIFFFault) {
        self.bytes = bytes
        guard bytes.count >= 8 else { throw .tooShort }
        switch (bytes[0], bytes[1]) {
        case (0x49, 0x49): isLittle = true
        case (0x4D, 0x4D): isLittle = false
        default: throw .header
        }
        guard try short(at: 2) == 42 else { throw .header }
    }

    func short(at place: Int) throws(TIFFFault) -> Int { try number(at: place, bytes: 2) }

    func long(at place: Int) throws(TIFFFault) -> Int { try number(at: place, bytes: 4) }

    private func number(at place: Int, bytes count: Int) throws(TIFFFault) -> Int {
        guard place >= 0, place <= bytes.count - count else { throw .tooShort }
        return (0..<count).reduce(0) { $0 << 8 | Int(bytes[place + (isLittle ? count - 1 - $1 : $1)]) }
    }

    func tag(at place: Int) throws(TIFFFault) -> TIFFTag {
        let (type, count) = (try short(at: place + 2), try long(at: place + 4))
        let size =
            switch type {
            case 1, 2, 6, 7: 1
            case 3, 8: 2
            case 4, 9, 11: 4
            case 5, 10, 12: 8
            default: 1
            }
        var tag = TIFFTag(number: try short(at: place))
        // long lists of numbers are strips: a check has no more than it has rows
        guard count > 0, count <= TIFFOutline.maximumSide else { return tag }
        let start = count * size <= 4 ? place + 8 : try long(at: place + 8)
        guard start <= bytes.count - count * size else { throw .tooShort }
        switch type {
        case 1: tag.numbers = (0..<count).map { Int(bytes[start + $0]) }
        case 2:
            tag.text = String(decoding: bytes[start..<(start + count)].prefix { $0 != 0 }, as: UTF8.self)
        case 3: for index in 0..<count { tag.numbers.append(try short(at: start + index * 2)) }
        case 4: for index in 0..<count { tag.numbers.append(try long(at: start + index * 4)) }
        case 5:
            for index in 0..<count {
                let divisor = try long(at: start + index * 8 + 4)
                tag.numbers.append(divisor == 0 ? 0 : try long(at: start + index * 8) / divisor)
            }
        default: break
        }
        return tag
    }
}
