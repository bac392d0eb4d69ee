/// The closed form of XML that this unit speaks: elements with text or elements inside, nothing else. No attributes, no
/// comments, no types of documents: what the unit never sends is refused, so that nothing can hide in it.
/// - Source: shared dossier `check-scanners.md` 3.1 to 3.3.
public struct ExcellaXML: Hashable, Sendable {
    /// Text before the first element: the declaration and white space, as it came.
    public let prologue: String
    /// The one element.
    public let root: Element
    /// White space after it, as it came.
    public let epilogue: String

    /// Longest document, in bytes.
    public static let maximumLength = 262_144
    /// Most elements.
    public static let maximumElements = 2000
    /// Deepest nesting.
    public static let maximumDepth = 8

    /// An element with what stands in it.
    public struct Element: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Text and elements in their order.
        public let content: [Node]
        /// Written as `<name/>`.
        public let isShort: Bool
        /// White space behind the name, as it came.
        public let blanks: String

        /// An element as it is to be written.
        public init(_ name: String, _ content: [Node], isShort: Bool = false, blanks: String = "") {
            (self.name, self.content, self.isShort, self.blanks) = (name, content, isShort, blanks)
        }

        /// The elements directly in it.
        public var elements: [Element] {
            content.compactMap {
                switch $0 {
                case .element(let element): element
                case .text: nil
                }
            }
        }

        /// Its text with the entities resolved, without elements.
        public var text: String {
            content.map {
                switch $0 {
                case .element: ""
                case .text(let raw): ExcellaXML.resolved(raw)
                }
            }.joined()
        }

        /// The first element of a name.
        public func first(_ name: String) -> Element? { elements.first { $0.name == name } }
    }

    /// What can stand in an element.
    public indirect enum Node: Hashable, Sendable {
        /// As it came, entities not resolved.
        case text(String)
        /// Another element.
        case element(Element)
    }

    /// A document as it is to be written.
    public init(_ root: Element, prologue: String = "", epilogue: String = "") {
        (self.root, self.prologue, self.epilogue) = (root, prologue, epilogue)
    }

    /// The bytes of the document.
    public func encoded() -> [UInt8] { Array((prologue + Self.written(root) + epilogue).utf8) }

    private static func written(_ element: Element) -> String {
        guard !element.isShort else { return "<\(element.name)\(element.blanks)/>" }
        let inside = element.content.map {
            switch $0 {
            case .text(let raw): raw
            case .element(let inner): written(inner)
            }
        }.joined()
        return "<\(element.name)\(element.blanks)>\(inside)</\(element.name)>"
    }

    /// Text as it stands in a document.
    public static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func resolved(_ raw: String) -> String {
        guard raw.utf8.contains(0x26) else { return raw }
        var text = ""
        var rest = raw[...]
        while let and = rest.firstIndex(of: "&") {
            text += rest[..<and]
            let entity = rest[and...].prefix(10)
            guard let end = entity.firstIndex(of: ";") else { break }
            text += Self.entity(String(entity[..<end].dropFirst())) ?? String(entity[...end])
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }

    static func entity(_ name: String) -> String? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}

/// Why bytes are no document of this unit.
public enum ExcellaXMLFault: String, Error, Hashable, Sendable {
    /// No element, or something beside it.
    case outside = "text outside of the one element"
    /// The end comes too early.
    case cutShort = "the document is cut short"
    /// A name with other characters than letters, digits, `_`, `-`, `.`.
    case name = "no name of an element"
    /// An end that belongs to another element.
    case nesting = "elements that overlap"
    /// Attributes, comments, declarations inside, processing instructions.
    case notOfThisForm = "a form that this unit does not send"
    /// Longer, deeper, or with more elements than any of this unit.
    case tooLarge = "the document is too large"
    /// `&` without a name that every document knows.
    case entity = "an unknown entity"
}
