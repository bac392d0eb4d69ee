/// One HTTP/1.1 request or answer, as far as this unit needs it.
/// - Source: RFC 9112; shared dossier `check-scanners.md` 3.1.
public struct HTTPMessage: Hashable, Sendable {
    /// Request line or status line, without its end.
    public let startLine: String
    /// Fields in their order.
    public let fields: [Field]
    /// The content, put together if it came in chunks.
    public let body: [UInt8]
    /// It came in chunks.
    public let wasChunked: Bool

    /// One field.
    public struct Field: Hashable, Sendable {
        /// As written; compared without regard to case.
        public let name: String
        /// Without blanks around it.
        public let value: String

        /// A field with its value.
        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    /// A message as it is meant; a length has to be among the fields.
    public init(_ startLine: String, fields: [Field], body: [UInt8] = [], wasChunked: Bool = false) {
        (self.startLine, self.fields, self.body, self.wasChunked) = (startLine, fields, body, wasChunked)
    }

    /// The first field of a name; `nil`: there is none.
    public func field(_ name: String) -> String? {
        fields.first { HTTPMessage.isSame($0.name, name) }?.value
    }

    /// The sender ends the connection after this message.
    public var closesConnection: Bool {
        field("Connection").map { HTTPMessage.isSame($0, "close") } ?? startLine.hasPrefix("HTTP/1.0")
    }

    /// The status of an answer; `nil`: it is a request.
    public var status: Int? {
        let words = startLine.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3 else { return nil }
        return Int(words[1])
    }

    /// The bytes on the wire, in one piece.
    public func encoded() -> [UInt8] {
        let head = ([startLine] + fields.map { "\($0.name): \($0.value)" }).joined(separator: "\r\n")
        return Array((head + "\r\n\r\n").utf8) + body
    }

    /// The same word in any case.
    public static func isSame(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
        func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
        return one.utf8.elementsEqual(other.utf8) { small($0) == small($1) }
    }
}

/// Why bytes are no HTTP message; nothing behind such bytes can be read.
public enum HTTPFault: String, Error, Hashable, Sendable {
    /// The head is longer, or has more fields, than any of this unit.
    case headTooLong = "the head is too long"
    /// No request or status line of HTTP/1.
    case startLine = "no HTTP/1 start line"
    /// A field without a name or with control characters.
    case field = "a malformed field"
    /// Lengths that contradict each other, or no number.
    case length = "lengths that cannot be"
    /// Content longer than any picture of a check.
    case bodyTooLong = "the content is too long"
    /// A chunk without its length or its end.
    case chunk = "a malformed chunk"
}
