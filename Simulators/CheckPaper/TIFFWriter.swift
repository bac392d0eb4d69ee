/// A TIFF file as a scanner writes one: little-endian, one strip a page.
/// - Source: TIFF 6.0 (1992), section 2 (file) and 8 (baseline tags).
public enum TIFFWriter {
    /// How the dots are packed.
    public enum Encoding: Hashable, Sendable {
        /// One bit a dot, CCITT T.6.
        case group4
        /// One bit a dot, as it lies in memory.
        case plain
        /// Eight bits a dot, LZW: what an imager sends that converts nothing.
        case grayLZW
    }

    /// A tag beside those that describe the picture.
    public struct Tag: Hashable, Sendable {
        /// Its number.
        public let number: UInt16
        /// What it holds.
        public let value: Value

        /// A tag with its value.
        public init(_ number: UInt16, _ value: Value) { (self.number, self.value) = (number, value) }

        /// The kinds of value a scanner writes.
        public enum Value: Hashable, Sendable {
            /// ASCII, closed with a zero by the writer.
            case text(String)
            /// 16 bits.
            case short(UInt16)
            /// Two of 16 bits.
            case shorts(UInt16, UInt16)
        }
    }

    /// One picture of a file.
    public struct Page: Hashable, Sendable {
        /// The dots.
        public let picture: Bilevel
        /// How they are packed.
        public let encoding: Encoding
        /// Dots an inch, both ways.
        public let dotsPerInch: Int
        /// Further tags, in any order.
        public let tags: [Tag]

        /// A page as it is to be written.
        public init(_ picture: Bilevel, _ encoding: Encoding, dotsPerInch: Int, tags: [Tag] = []) {
            (self.picture, self.encoding) = (picture, encoding)
            (self.dotsPerInch, self.tags) = (dotsPerInch, tags)
        }
    }

    /// A whole file with all pages.
    public static func file(_ pages: [Page]) -> [UInt8] {
        var file: [UInt8] = [0x49, 0x49, 42, 0]
        var link = file.count
        file += long(0)
        for page in pages {
            let strip = strip(page)
            let stripAt = file.count
            file += strip
            pad(&file)
            let entries = entries(page, stripAt: stripAt, stripLength: strip.count)
            // values that do not fit into an entry stand before the directory
            var rows: [UInt8] = []
            for entry in entries.sorted(by: { $0.number < $1.number }) {
                rows += short(entry.number) + short(entry.type) + long(entry.count)
                if entry.bytes.count <= 4 {
                    rows += entry.bytes + [UInt8](repeating: 0, count: 4 - entry.bytes.count)
                } else {
                    rows += long(file.count)
                    file += entry.bytes
                    pad(&file)
                }
            }
            file.replaceSubrange(link..<(link + 4), with: long(file.count))
            file += short(UInt16(entries.count)) + rows
            link = file.count
            file += long(0)
        }
        return file
    }

    private struct Entry {
        let number: UInt16
        let type: UInt16
        let count: Int
        let bytes: [UInt8]

        init(_ number: UInt16, short value: Int) {
            (self.number, type, count) = (number, 3, 1)
            bytes = TIFFWriter.short(UInt16(truncatingIfNeeded: value))
        }

        init(_ number: UInt16, long value: Int) {
            (self.number, type, count) = (number, 4, 1)
            bytes = TIFFWriter.long(value)
        }

        init(_ number: UInt16, ratio value: Int) {
            (self.number, type, count) = (number, 5, 1)
            bytes = TIFFWriter.long(value) + TIFFWriter.long(1)
        }

        init(_ tag: Tag) {
            number = tag.number
            switch tag.value {
            case .text(let text):
                bytes = Array(text.utf8) + [0]
                (type, count) = (2, bytes.count)
            case .short(let value): (type, count, bytes) = (3, 1, TIFFWriter.short(value))
            case .shorts(let one, let two):
                (type, count, bytes) = (3, 2, TIFFWriter.short(one) + TIFFWriter.short(two))
            }
        }
    }

    private static func entries(_ page: Page, stripAt: Int, stripLength: Int) -> [Entry] {
        let compression: Int
        switch page.encoding {
        case .group4: compression = 4
        case .plain: compression = 1
        case .grayLZW: compression = 5
        }
        let isGray = page.encoding == .grayLZW
        return [
            Entry(256, long: page.picture.width), Entry(257, long: page.picture.height),
            Entry(258, short: isGray ? 8 : 1), Entry(259, short: compression),
            // white is 0 with one bit a dot, black is 0 in gray
            Entry(262, short: isGray ? 1 : 0),
            Entry(273, long: stripAt), Entry(278, long: page.picture.height), Entry(279, long: stripLength),
            Entry(282, ratio: page.dotsPerInch), Entry(283, ratio: page.dotsPerInch), Entry(296, short: 2),
        ] + page.tags.map(Entry.init)
    }

    private static func strip(_ page: Page) -> [UInt8] {
        switch page.encoding {
        case .group4: return Group4.encode(page.picture)
        case .plain: return page.picture.bytes
        case .grayLZW: return LZW.encode(gray(page.picture))
        }
    }

    /// Ink and paper as an imager sees them: neither quite black nor quite white.
    private static func gray(_ picture: Bilevel) -> [UInt8] {
        var dots: [UInt8] = []
        dots.reserveCapacity(picture.width * picture.height)
        for row in 0..<picture.height {
            for x in 0..<picture.width {
                let byte = picture.bytes[row * picture.rowBytes + x >> 3]
                dots.append(byte >> UInt8(7 - x & 7) & 1 == 1 ? 0x20 : 0xE8)
            }
        }
        return dots
    }

    private static func pad(_ file: inout [UInt8]) { if file.count % 2 == 1 { file.append(0) } }

    private static func short(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private static func long(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
