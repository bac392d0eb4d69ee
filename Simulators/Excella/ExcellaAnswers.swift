import CheckPaper
import ExcellaFrame
import SimulatorKit

/// Requests, and the documents that answer them.
/// - Source: shared dossier `check-scanners.md` 3.1, 3.3.
extension ExcellaDevice {
    mutating func take(_ request: HTTPMessage, _ now: Duration, _ out: inout Effects) {
        let words = request.startLine.split(separator: " ")
        guard words.count == 3 else { return say(400, "text/plain", [], &out) }
        switch (words[0], words[1]) {
        case ("POST", "/Excella?DeviceScan"): order(request.body, now, &out)
        case ("GET", "/Excella?DeviceInformation=DeviceStatus"):
            say(200, "text/xml", document(code: 0, type: "NONE", [deviceStatus]), &out)
        case ("GET", let target):
            guard let picture = stored.first(where: { $0.name == target }) else {
                return say(404, "text/plain", Array("no such picture".utf8), &out)
            }
            say(200, "image/tiff", picture.bytes, &out)
        default: say(400, "text/plain", [], &out)
        }
    }

    private mutating func order(_ body: [UInt8], _ now: Duration, _ out: inout Effects) {
        do throws(ExcellaOrder.Fault) {
            let order = try ExcellaOrder(body)
            if isJammed { throw ExcellaOrder.Fault(code: configuration.readings.jamCode, key: "NONE") }
            if isOpen { throw ExcellaOrder.Fault(code: configuration.readings.guideCode, key: "NONE") }
            if hasFailed { throw ExcellaOrder.Fault(code: 101, key: "NONE") }
            stored = []
            scan = Scan(order: order, ends: now + order.feedTimeout)
        } catch { say(200, "text/xml", failure(error.code, key: error.key), &out) }
    }

    func waitedInVain() -> [UInt8] {
        failure(isOpen ? configuration.readings.guideCode : configuration.readings.feedTimeoutCode)
    }

    /// The paper has come to the end of its way.
    mutating func finish(_ order: ExcellaOrder, _ out: inout Effects) -> [UInt8] {
        let readings = configuration.readings
        let moving = track.papers(.moving).map(\.check)
        let isDouble = moving.count > 1
        if !(isDouble && readings.feelsDoubleFeed), !track.jamsNext {
            if let back = order.back, configuration.hasPrinter, backInk != .out {
                track.stamp([back], on: .back, of: .moving) { out.append(.notice($0)) }
            }
            if let front = order.front, configuration.hasFrontPrinter, frontInk != .out {
                track.stamp([front], on: .front, of: .moving) { out.append(.notice($0)) }
            }
        }
        let papers = track.papers(.moving)
        guard track.arrive(at: .exit, { out.append(.notice($0)) }) else { return failure(readings.jamCode) }
        if isDouble, readings.feelsDoubleFeed { return failure(readings.doubleFeedCode) }
        let line = papers.compactMap(\.check.heard).joined(separator: " ")
        shoot(order, papers, Self.letters(line))
        return document(code: 0, type: "CHECK", [deviceStatus, documentInfo(papers, line), imageInfo])
    }

    private mutating func shoot(_ order: ExcellaOrder, _ papers: [SimulatedCheckPaper], _ raw: String) {
        stored = order.images.enumerated().map { place, image in
            let dots = min(image.dotsPerInch, configuration.dotsPerInch)
            let sheets = papers.map {
                image.isFront
                    ? CheckDrawing.front($0.check, franked: $0.frontLines, dotsPerInch: dots)
                    : CheckDrawing.back($0.check, endorsed: $0.backLines, dotsPerInch: dots)
            }
            var sheet = sheets.first ?? Bilevel(width: 8, height: 8)
            for other in sheets.dropFirst() { sheet = sheet.beside(other, overlap: sheet.width / 4) }
            let page = TIFFWriter.Page(
                sheet, .group4, dotsPerInch: dots,
                tags: [
                    .init(270, .text(raw)), .init(271, .text("MagTek, Inc.")),
                    .init(272, .text("Excella (\(configuration.serialNumber))")), .init(305, .text("simulator")),
                    .init(315, .text("nobody")),
                ])
            let side = image.isFront ? "FRONT" : "BACK"
            return Stored(
                name: "/chkimg/\(side)\(image.dotsPerInch)BW_\(place + 1).TIF", bytes: TIFFWriter.file([page]))
        }
    }

    static func letters(_ line: String) -> String {
        String(
            decoding: line.utf8.map { letter -> UInt8 in
                switch letter {
                case UInt8(ascii: "t"): UInt8(ascii: "T")
                case UInt8(ascii: "o"): UInt8(ascii: "U")
                case UInt8(ascii: "a"): UInt8(ascii: "$")
                default: letter
                }
            }, as: UTF8.self)
    }
}
