public import Checks

/// What the text of a record says.
public enum MiniMICRAnswer: Hashable, Sendable, CustomStringConvertible {
    /// `Version …`, without that word.
    case version(String)
    /// `SE = …`, without that.
    case serial(String)
    /// `?` alone: the unit does not know the command. Or a check of which one character was felt and not read.
    case question
    /// A check went through, and there was no magnetic ink.
    case noMICR
    /// A check went through: the line in the unit's letters, and what stands after the slash.
    case line([UInt8], MiniMICRStatus)
    /// The state of the picture store of the bigger sister, the MICRImage.
    case image(MiniMICRImage)

    /// Reads the text of a record; `nil` when it is none of these: a byte that no reader sends.
    public init?(_ text: [UInt8]) {
        guard text.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let words = String(decoding: text, as: UTF8.self)
        if let rest = Self.rest(words, after: "Version") {
            self = .version(rest)
        } else if words.hasPrefix("SE"), let rest = Self.rest(words.dropFirst(2), after: "=") {
            self = .serial(rest)
        } else if words == "?" {
            self = .question
        } else if let image = MiniMICRImage(words) {
            self = .image(image)
        } else {
            let slash = text.lastIndex(of: 0x2F)
            let code = slash.map { String(decoding: text[($0 + 1)...], as: UTF8.self) } ?? ""
            let status = MiniMICRStatus(code)
            let line = slash.flatMap { status == nil ? nil : Array(text[..<$0]) } ?? text
            let letters = String(decoding: line.filter { $0 != 0x20 }, as: UTF8.self).lowercased()
            self = letters == "nomicr" ? .noMICR : .line(line, status ?? .none)
        }
    }

    /// In words; a line masked, because this may stand in a log.
    public var description: String {
        switch self {
        case .version(let text): "version \(text)"
        case .serial(let text): "serial number \(text)"
        case .question: "unknown command"
        case .noMICR: "no MICR"
        case .line(let bytes, let status):
            "a check, \(bytes.count) characters"
                + (status == .none ? "" : ", status \(status.code)")
        case .image(let image): image.description
        }
    }

    private static func rest(_ text: some StringProtocol, after word: String) -> String? {
        let open = text.drop { $0 == " " }
        guard open.hasPrefix(word) else { return nil }
        return String(open.dropFirst(word.count).drop { $0 == " " })
    }
}

/// What a unit with the status switch on appends to each line.
public enum MiniMICRStatus: Hashable, Sendable {
    /// The switch is off.
    case none
    /// Two digits; `condition` is `nil` for a number that no table has.
    case short(String)
    /// Four digits, as the newer family sends them.
    case long(String)

    init?(_ code: String) {
        guard code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        switch code.utf8.count {
        case 2: self = .short(code)
        case 4: self = .long(code)
        default: return nil
        }
    }

    /// The digits; empty without status.
    public var code: String {
        switch self {
        case .none: ""
        case .short(let code), .long(let code): code
        }
    }

    /// What the unit thought; a number that no table has says nothing.
    public var condition: MICRCondition {
        switch self {
        case .none: MICRCondition()
        case .short(let code): MICRCondition(statusCode: code) ?? MICRCondition()
        case .long(let code): MICRCondition(parseStatus: code) ?? MICRCondition()
        }
    }
}

/// The answer to `IS`: what lies in the picture store.
/// - Source: shared dossier `check-scanners.md` 5 (IS answer).
public struct MiniMICRImage: Hashable, Sendable, CustomStringConvertible {
    /// It was sent already.
    public let isLocked: Bool
    /// Compressed by Group 4; otherwise not at all.
    public let isGroup4: Bool
    /// Bits a dot; zero: no picture.
    public let bits: Int
    /// Bytes.
    public let size: Int
    /// `nil`: it has none.
    public let name: String?

    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let sign = Array(parts[0].utf8)
        guard sign.count == 3, sign[0] == 0x4C || sign[0] == 0x4E, sign[1] == 0x47 || sign[1] == 0x4E,
            [0x30, 0x31, 0x32, 0x34, 0x38].contains(sign[2]), let size = Int(parts[1]), size >= 0,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        isLocked = sign[0] == 0x4C
        isGroup4 = sign[1] == 0x47
        bits = Int(sign[2]) - 0x30
        self.size = size
        name = parts[2] == "noname" ? nil : String(parts[2])
    }

    public var description: String {
        bits == 0 ? "no picture" : "picture \(name ?? ""), \(size) bytes, \(bits) bit" + (isLocked ? ", sent" : "")
    }
}
