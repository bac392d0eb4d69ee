import CheckPaper

/// Sections of an answer.
/// - Source: shared dossier `check-scanners.md` 3.3, and the public sample answer.
extension ExcellaDevice {
    typealias Pairs = [(key: String, value: String)]
    typealias Section = (name: String, pairs: Pairs)

    func document(code: Int, type: String, _ sections: [Section], key: String = "NONE") -> [UInt8] {
        let bug = (150..<200).contains(code)
        var command: Pairs = [
            ("BadData", key), ("CheckDS", code == 0 || bug ? "F" : "T"), ("KVErrCnt", bug ? "1" : "0"),
        ]
        if bug { command.append(("KVErrCode1", String(code))) }
        command += [("ResponseType", type), ("ReturnCode", String(code)), ("ReturnMsg", words(code))]
        let gap = configuration.readings.parts ? "\n\t" : ""
        let inside = ([("CommandStatus", command)] + sections).map { section in
            let pairs = section.1.map { "\(gap)<\($0.key)>\(Self.escaped($0.value))</\($0.key)>" }.joined()
            return "\(gap)<\(section.0)>\(pairs)\(gap)</\(section.0)>"
        }.joined()
        let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?><DeviceInformation>\(inside)</DeviceInformation>"
        return Array(text.utf8)
    }

    func failure(_ code: Int, key: String = "NONE") -> [UInt8] {
        document(code: code, type: "NONE", configuration.readings.failuresTellStatus ? [deviceStatus] : [], key: key)
    }

    private func words(_ code: Int) -> String {
        let readings = configuration.readings
        switch code {
        case 0: return "OK"
        case 101: return "Internal Device Failure"
        case 105: return "Undetermined Path Error"
        case 151: return "Illegal Value"
        case 152: return "Value Out of Range"
        case 153: return "String Too Long"
        case 154: return "Unrecognized Key"
        case 155: return "Unrecognized Section"
        case 156: return "Problem parsing XML"
        case 208: return "Cannot find doc at location for this sequence move"
        default: break
        }
        guard readings.saysWords else { return "Error" }
        if code == readings.feedTimeoutCode { return "Feed Timeout" }
        if code == readings.jamCode { return "Document Jam" }
        if code == readings.doubleFeedCode { return "Double Feed Detected" }
        return code == readings.guideCode ? "Access Guide Open" : "Error"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for letter in text { result += letter == "&" ? "&amp;" : letter == "<" ? "&lt;" : String(letter) }
        return result
    }

    var deviceStatus: Section {
        func ink(_ ink: CheckInk, _ isThere: Bool) -> String {
            guard isThere else { return "NOTSUP" }
            switch ink {
            case .ok: return "OK"
            case .low: return "LOW"
            case .out: return "OUT"
            }
        }
        let waits = !track.papers(.mouth).isEmpty
        let pairs: Pairs = [
            ("AccessGuide", isOpen ? "OPEN" : "LATCHED"), ("AutoFeeder", "NOTSUP"),
            ("FrontInk", ink(frontInk, configuration.hasFrontPrinter)),
            ("FrontPrinter", configuration.hasFrontPrinter ? "PRESENT" : "NOTSUP"), ("IDFeeder", "EMPTY"),
            ("Ink", ink(backInk, configuration.hasPrinter)), ("LED1", "NNNN"), ("LED2", "GGGG"), ("LED3", "NNNN"),
            ("Lamp1", "OK"), ("Lamp2", "OK"), ("ManualFeeder", waits ? "DOCPRESENT" : "EMPTY"),
            ("Path", isJammed ? "BLOCKED" : "OK"), ("Printer", configuration.hasPrinter ? "PRESENT" : "NONE"),
            ("RTCBattery", "OK"), ("RawSensors", "384"), ("ScanCalibStatus", "FACTORY"),
            ("SnsrCalibStatus", "FACTORY"), ("StartTimeout", "4000"), ("State", hasFailed ? "ERROR" : "ONLINE"),
        ]
        return ("DeviceStatus", pairs)
    }

    func documentInfo(_ papers: [SimulatedCheckPaper], _ line: String) -> Section {
        let width = papers.reduce(0) { $0 + $1.check.size.width * ($0 == 0 ? 4 : 3) / 4 }
        let height = papers.map(\.check.size.height).max() ?? 0
        let raw = Self.letters(line)
        let isBusiness = papers.first?.check.isBusiness == true
        let parts = line.split(separator: "t", omittingEmptySubsequences: false)
        // sum of account 2, transit 4
        var faults = 0
        if parts.count == 3, parts[1].contains("?") { faults += 4 }
        if parts.count == 3, parts[2].contains("?") { faults += 2 }
        if parts.count != 3, line.contains("?") { faults += 4 }
        let sts0 = raw.isEmpty ? "2000" : "0\(isBusiness ? 1 : 0)0\(faults)"
        let transit = parts.count == 3 ? String(parts[1]) : ""
        let aux = parts.count == 3 ? parts[0].split(separator: "o").first.map(String.init) ?? "" : ""
        let onUs = parts.count == 3 ? Self.letters(String(parts[2])) : ""
        let account = parts.count == 3 ? parts[2].split(separator: "o").first.map(String.init) ?? "" : ""
        let pairs: Pairs = [
            ("DocHeight", String(height)), ("DocUnits", "ENGLISH"), ("DocWidth", String(width)),
            ("MICRAcct", account.filter { $0 != " " }), ("MICRAmt", ""), ("MICRAux", aux.filter { $0 != " " }),
            ("MICRChkType", isBusiness ? "BUSINESS" : "PERSONAL"), ("MICRCountry", "USA"),
            ("MICRDecode", raw.isEmpty ? "NONE" : "OK"), ("MICREPC", ""), ("MICRFont", "E13B"),
            ("MICROnUs", onUs), ("MICROut", "\(raw)/\(sts0)"), ("MICRParseSts0", sts0),
            ("MICRParseSts1", raw.isEmpty ? "01" : isBusiness ? "10" : "00"), ("MICRRaw", raw),
            ("MICRTransit", transit),
        ]
        return ("DocInfo", pairs)
    }

    var imageInfo: Section {
        var pairs: Pairs = []
        for (place, picture) in stored.enumerated() {
            pairs += [
                ("ImageSHA1Key\(place + 1)", "NONE"), ("ImageSize\(place + 1)", String(picture.bytes.count)),
                ("ImageURL\(place + 1)", picture.name),
            ]
        }
        pairs.append(("Number", String(stored.count)))
        return ("ImageInfo", pairs)
    }
}
