/// What a host can ask of a reader of this family: letters and a carriage return, on some units after a header byte.
/// - Source: shared dossier `check-scanners.md` 5 (commands), 6.
public struct MiniMICRCommand: Hashable, Sendable, CustomStringConvertible {
    /// The letters, and what follows them: `VR`, `SWB 01000010`.
    public let text: String
    /// The unit listens only after `1D` (switch group C).
    public let header: Bool

    /// A command of printable ASCII; `nil` for any other text, and for one that does not begin with two letters.
    public init?(_ text: String, header: Bool = false) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, bytes.allSatisfy({ (0x20...0x7E).contains($0) }),
            bytes[..<2].allSatisfy({ (0x41...0x5A).contains($0) })
        else { return nil }
        self.text = text
        self.header = header
    }

    private init(known text: String, header: Bool) { (self.text, self.header) = (text, header) }

    /// Who is there: the version of what runs in it.
    static func version(header: Bool) -> MiniMICRCommand { MiniMICRCommand(known: "VR", header: header) }
    /// Who is there: the serial number.
    static func serial(header: Bool) -> MiniMICRCommand { MiniMICRCommand(known: "SE", header: header) }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] { (header ? [0x1D] : []) + Array(text.utf8) + [0x0D] }

    /// The command's letters.
    public var name: String { String(text.prefix { $0.isLetter }) }

    public var description: String {
        for (letters, words) in Self.words where letters == name { return "\(text): \(words)" }
        return name.utf8.count == 3 && name.hasPrefix("SW") ? "\(text): switch group \(name.suffix(1))" : text
    }

    private static let words: [(String, String)] = [
        ("VR", "version"), ("SE", "serial number"), ("SA", "store the switches"), ("RS", "restart"),
        ("FC", "format code"), ("HW", "hardware and format"), ("IS", "image status"), ("SI", "image query"),
        ("SF", "image query"), ("TI", "transfer image"), ("TG", "image tags"), ("AI", "append image"),
        ("BC", "batch"), ("DM", "disable"), ("EM", "enable"), ("BLK", "block"), ("UNBLK", "unblock"),
    ]
}
