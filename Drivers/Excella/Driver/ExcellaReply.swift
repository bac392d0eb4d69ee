public import Checks
public import DeviceKit

/// What the unit answers: sections of keys, read by name. What a section lacks is `nil`, never a guess.
/// - Source: shared dossier `check-scanners.md` 3.3.
public struct ExcellaReply: Hashable, Sendable {
    private let root: ExcellaXML.Element

    /// Reads an answer's content; another document than `DeviceInformation`, or the state alone, is refused.
    /// - Source: dossier 3.1 (a look is answered with "status section").
    public init(_ bytes: [UInt8]) throws(ExcellaXMLFault) {
        let read = try ExcellaXML(bytes).root
        switch read.name {
        case "DeviceInformation": root = read
        case "DeviceStatus": root = ExcellaXML.Element("DeviceInformation", [.element(read)])
        default: throw .notOfThisForm
        }
    }

    /// A value without blanks around it; `nil`: no such key.
    public func value(_ section: String, _ key: String) -> String? { raw(section, key).map(Self.trimmed) }

    /// A value as it stands there.
    func raw(_ section: String, _ key: String) -> String? { root.first(section)?.first(key)?.text }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let bytes = text.utf8.drop(while: isSpace)
        let end = bytes.lastIndex { !isSpace($0) }
        return String(decoding: end.map { bytes[...$0] } ?? bytes[bytes.endIndex...], as: UTF8.self)
    }

    /// 0 is good; HTTP 200 with another number is a normal way to fail.
    public var returnCode: Int? { value("CommandStatus", "ReturnCode").flatMap(Int.init) }
    /// The unit's own words.
    public var returnMessage: String { value("CommandStatus", "ReturnMsg") ?? "" }
    /// The key that was wrong; `nil`: none.
    public var badData: String? {
        value("CommandStatus", "BadData").flatMap { $0 == "NONE" || $0.isEmpty ? nil : $0 }
    }
    /// A key of the order was wrong and not obeyed, though the order itself may have been.
    public var hasKeyErrors: Bool {
        badData != nil || value("CommandStatus", "KVErrCnt").map { Int($0) != 0 } ?? false
    }
    /// `CHECK`, `MSR`, `ID` or `NONE`.
    public var responseType: String { value("CommandStatus", "ResponseType") ?? "" }
    /// The unit's state changed: it should be asked.
    public var statusChanged: Bool { value("CommandStatus", "CheckDS") == "T" }
    /// Whether the answer tells how the unit is.
    public var hasStatus: Bool { root.first("DeviceStatus") != nil }

    /// `LATCHED` is closed; `nil`: not told.
    public var guideOpen: Bool? { value("DeviceStatus", "AccessGuide").map { $0 != "LATCHED" } }
    /// Something lies in the path; `nil`: not told.
    public var pathBlocked: Bool? { value("DeviceStatus", "Path").map { $0 != "OK" } }
    /// A check lies in one of the feeders; `nil`: not told.
    public var documentPresent: Bool? {
        let feeders = ["ManualFeeder", "AutoFeeder", "IDFeeder"].compactMap { value("DeviceStatus", $0) }
        return feeders.isEmpty ? nil : feeders.contains("DOCPRESENT")
    }
    /// The unit is in `ERROR`.
    public var hasFailed: Bool { value("DeviceStatus", "State").map { $0 == "ERROR" } ?? false }

    /// Ink of one printer. A state that the papers do not name is no ink: nothing is endorsed with it.
    public func ink(_ side: CheckSide) -> CheckScannerStatus.Ink {
        let (printer, ink) = side == .back ? ("Printer", "Ink") : ("FrontPrinter", "FrontInk")
        switch (value("DeviceStatus", printer), value("DeviceStatus", ink)) {
        case ("NONE", _), ("NOTSUP", _): return .none
        case (nil, nil): return .unknown
        case (_, "OK"): return .ok
        case (_, "LOW"): return .low
        case (_, "NOTSUP"): return .none
        case (_, nil): return .unknown
        default: return .out
        }
    }

    /// Width and height of the paper in thousandths of an inch; `nil`: no paper was measured.
    public var size: (width: Int, height: Int)? {
        guard let width = value("DocInfo", "DocWidth").flatMap(Int.init),
            let height = value("DocInfo", "DocHeight").flatMap(Int.init), width > 0, height > 0
        else { return nil }
        return (width, height)
    }

    /// It measured a paper of nothing: what went in did not come to the end of the path.
    public var measuredNothing: Bool {
        ["DocWidth", "DocHeight"].contains { value("DocInfo", $0).flatMap(Int.init) == 0 }
    }

    /// The line in the unit's own letters; `nil`: none was read. Never shown, it holds an account.
    public var rawLine: String? { raw("DocInfo", "MICRRaw").flatMap { Self.trimmed($0).isEmpty ? nil : $0 } }
    /// Whether the unit itself made sense of the line; `nil`: not told.
    public var isDecoded: Bool? { value("DocInfo", "MICRDecode").map { $0 == "OK" } }
    /// What the unit thought of the line. The first parse status and the text are trusted, the second is not.
    public var condition: MICRCondition {
        value("DocInfo", "MICRParseSts0").flatMap { MICRCondition(parseStatus: $0) } ?? MICRCondition()
    }

    /// One picture the unit keeps until the next scan.
    public struct Picture: Hashable, Sendable {
        /// Where it can be had.
        public let address: String
        /// Its length in bytes; `nil`: not told.
        public let size: Int?
    }

    /// How many pictures the unit says it keeps.
    public var pictureCount: Int { max(0, value("ImageInfo", "Number").flatMap(Int.init) ?? 0) }

    /// The pictures, in the order in which they were asked for; four at most.
    public var pictures: [Picture] {
        (0..<min(4, pictureCount)).map { place in
            Picture(
                address: value("ImageInfo", "ImageURL\(place + 1)") ?? "",
                size: value("ImageInfo", "ImageSize\(place + 1)").flatMap(Int.init))
        }
    }

    /// How the unit is, for a screen.
    public var status: CheckScannerStatus {
        CheckScannerStatus(
            activity: .idle, coverOpen: guideOpen, jammed: pathBlocked, documentPresent: documentPresent,
            endorserInk: ink(.back), frankerInk: ink(.front), failed: hasFailed)
    }
}
