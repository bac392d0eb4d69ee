public import Checks
public import ExcellaFrame

/// What the host asks of the unit.
/// - Source: shared dossier `check-scanners.md` 3.1, 3.2.
public enum ExcellaRequest: Hashable, Sendable {
    /// How are you.
    case status
    /// Wait for a check and scan it.
    case scan(ExcellaSettings)
    /// The bytes of a picture, by the address that the unit gave.
    case image(String)

    /// The request on the wire.
    /// - Parameter host: as the unit is addressed; it is told in the field `Host`.
    public func message(host: String) -> HTTPMessage {
        switch self {
        case .status: Self.get("/Excella?DeviceInformation=DeviceStatus", host)
        case .image(let address): Self.get(address, host)
        case .scan(let settings):
            HTTPMessage(
                "POST /Excella?DeviceScan HTTP/1.1",
                fields: [
                    .init("Host", host), .init("Content-Type", "text/xml"),
                    .init("Content-Length", String(settings.xml().encoded().count)),
                ], body: settings.xml().encoded())
        }
    }

    private static func get(_ target: String, _ host: String) -> HTTPMessage {
        HTTPMessage("GET \(target) HTTP/1.1", fields: [.init("Host", host)])
    }

    /// Whether an address that a unit gave may be asked for: a path of its own, nothing that could end the line.
    public static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.count <= 256 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// Keys and values of one scan.
/// - Source: shared dossier `check-scanners.md` 3.2.
public struct ExcellaSettings: Hashable, Sendable {
    /// Up to four pictures.
    public var images: [CheckImageKind]
    /// Text for the back; `nil`: none.
    public var back: String?
    /// Text for the front; `nil`: none.
    public var front: String?
    /// How long the unit waits for a check, in milliseconds.
    public var feedTimeoutMilliseconds: Int

    /// Settings of one scan.
    public init(images: [CheckImageKind], back: String? = nil, front: String? = nil, feedTimeoutMilliseconds: Int) {
        self.images = images
        self.back = back
        self.front = front
        self.feedTimeoutMilliseconds = feedTimeoutMilliseconds
    }

    /// The document that is sent.
    public func xml() -> ExcellaXML {
        typealias Pair = (String, String)
        var options: [Pair] = [("Number", String(images.count))]
        for (place, kind) in images.enumerated() {
            let n = place + 1
            let isBitonal = kind.encoding == .tiffGroup4
            options += [
                ("ImageColor\(n)", isBitonal ? "BW" : "GRAY8"),
                ("Resolution\(n)", "\(kind.dotsPerInch)x\(kind.dotsPerInch)"),
                ("Compression\(n)", isBitonal ? "GROUP4" : "JPEG"), ("FileType\(n)", isBitonal ? "TIF" : "JPG"),
                ("ImageSide\(n)", kind.side == .front ? "FRONT" : "BACK"),
            ]
        }
        var endorser: [Pair] = []
        if let back {
            endorser += [("PrintData", back), ("PrintFont", "INTFONT2"), ("PrintStyle", "NORMAL")]
        }
        if let front {
            endorser += [("PrintFrontData", front), ("PrintFrontFont", "INTFONT2"), ("PrintFrontStyle", "NORMAL")]
        }
        let endorse = back == nil ? front == nil ? "NO" : "FRONT" : front == nil ? "BACK" : "BOTH"
        let process: [Pair] = [
            ("MICRFmtCode", "0"), ("DocFeed", "MANUAL"), ("DocFeedTimeout", String(feedTimeoutMilliseconds)),
            ("Endorse", endorse), ("ReadMICR", "E13B"),
        ]
        var sections = [Self.section("ImageOptions", options)]
        sections.append(Self.section("Application", [("DocUnits", "ENGLISH"), ("Transfer", "HTTP")]))
        if !endorser.isEmpty { sections.append(Self.section("Endorser", endorser)) }
        sections.append(Self.section("ProcessOptions", process))
        return ExcellaXML(ExcellaXML.Element("DeviceSettings", sections))
    }

    private static func section(_ name: String, _ pairs: [(String, String)]) -> ExcellaXML.Node {
        .element(
            ExcellaXML.Element(
                name,
                pairs.map { .element(ExcellaXML.Element($0.0, [.text(ExcellaXML.escaped($0.1))])) }))
    }
}
