/// A scan as the unit understood it, or what is wrong with the order.
/// - Source: shared dossier `check-scanners.md` 3.2, 3.3.
struct ExcellaOrder: Hashable, Sendable {
    struct Image: Hashable, Sendable {
        var isFront = true
        var dotsPerInch = 200
    }

    struct Fault: Error, Hashable, Sendable {
        let code: Int
        let key: String
    }

    var images: [Image] = []
    var back: String?
    var front: String?
    var feedTimeout: Duration = .seconds(5)

    /// Sections and the keys each of them knows; a number at the end of a key counts pictures.
    private static let keys: [(section: String, keys: [String])] = [
        ("ImageOptions", ["Number", "ImageColor", "Resolution", "Compression", "FileType", "ImageSide"]),
        ("Application", ["DocUnits", "Transfer"]),
        (
            "Endorser",
            ["PrintData", "PrintFont", "PrintStyle", "PrintFrontData", "PrintFrontFont", "PrintFrontStyle"]
        ),
        (
            "ProcessOptions",
            ["MICRFmtCode", "MICRFmt", "DocFeed", "DocFeedTimeout", "Endorse", "ReadMICR", "MSRFmt"]
        ),
    ]

    init(_ body: [UInt8]) throws(Fault) {
        guard let sections = Self.read(body) else { throw Fault(code: 156, key: "NONE") }
        var values: [(key: String, value: String)] = []
        for section in sections {
            guard let known = Self.keys.first(where: { $0.section == section.name }) else {
                throw Fault(code: 155, key: section.name)
            }
            for pair in section.pairs {
                let stem =
                    pair.key.utf8.last.map { (0x31...0x34).contains($0) } == true && section.name == "ImageOptions"
                    ? String(pair.key.dropLast()) : pair.key
                guard known.keys.contains(stem) else { throw Fault(code: 154, key: pair.key) }
                values.append(pair)
            }
        }
        func value(_ key: String) -> String? { values.last { $0.key == key }?.value }
        func choice(_ key: String, _ allowed: [String]) throws(Fault) -> String? {
            guard let value = value(key) else { return nil }
            guard allowed.contains(value) else { throw Fault(code: 151, key: key) }
            return value
        }
        guard let number = Int(value("Number") ?? "0"), (1...4).contains(number) else {
            throw Fault(code: 152, key: "Number")
        }
        for place in 1...number {
            // pictures for the screen (JPEG) are not built in this unit
            _ = try choice("ImageColor\(place)", ["BW"])
            _ = try choice("Compression\(place)", ["GROUP4"])
            _ = try choice("FileType\(place)", ["TIF"])
            let side = try choice("ImageSide\(place)", ["FRONT", "BACK"])
            let fine = try choice("Resolution\(place)", ["100x100", "200x200"])
            images.append(Image(isFront: side != "BACK", dotsPerInch: fine == "100x100" ? 100 : 200))
        }
        guard let feed = Int(value("DocFeedTimeout") ?? "5000"), (0...60_000).contains(feed) else {
            throw Fault(code: 152, key: "DocFeedTimeout")
        }
        feedTimeout = .milliseconds(feed)
        let moves = try choice("DocFeed", ["MANUAL", "AUTO", "ID", "MSR", "SEQ_2", "SEQ_3", "SEQ_4"]) ?? "MANUAL"
        // nothing of ours lies where a sequence starts
        guard moves == "MANUAL" || moves == "AUTO" else { throw Fault(code: 208, key: "NONE") }
        let endorse = try choice("Endorse", ["NO", "BACK", "FRONT", "BOTH"]) ?? "NO"
        if endorse == "BACK" || endorse == "BOTH" { back = value("PrintData") }
        if endorse == "FRONT" || endorse == "BOTH" { front = value("PrintFrontData") }
        for (key, text) in [("PrintData", back), ("PrintFrontData", front)] where (text?.utf8.count ?? 0) > 400 {
            throw Fault(code: 153, key: key)
        }
    }

    private typealias Section = (name: String, pairs: [(key: String, value: String)])

    /// `<DeviceSettings><Section><Key>value</Key>…`: two levels, nothing else.
    private static func read(_ body: [UInt8]) -> [Section]? {
        guard body.count < 65_536 else { return nil }
        var rest = body[...]
        func tag() -> String? {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            guard rest.first == 0x3C, let end = rest.firstIndex(of: 0x3E) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[rest.startIndex...end].dropFirst().dropLast(), as: UTF8.self)
        }
        guard var first = tag() else { return nil }
        if first.hasPrefix("?xml") {
            guard let next = tag() else { return nil }
            first = next
        }
        guard first == "DeviceSettings" else { return nil }
        var sections: [Section] = []
        while let name = tag() {
            if name == "/DeviceSettings" { return sections }
            var section: Section = (name, [])
            while let key = tag(), key != "/" + name {
                guard !key.hasPrefix("/"), let end = rest.firstIndex(of: 0x3C) else { return nil }
                let value = String(decoding: rest[..<end], as: UTF8.self)
                rest = rest[end...]
                guard tag() == "/" + key, section.pairs.count < 64 else { return nil }
                section.pairs.append((key, plain(value)))
            }
            sections.append(section)
            guard sections.count < 16 else { return nil }
        }
        return nil
    }

    private static func plain(_ value: String) -> String {
        var text = ""
        var rest = value[...]
        while let and = rest.firstIndex(of: "&") {
            text += rest[..<and]
            let known = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")].first { rest[and...].hasPrefix($0.0) }
            text += known?.1 ?? "&"
            rest = rest[rest.index(and, offsetBy: known?.0.count ?? 1)...]
        }
        return text + rest
    }
}
