import DeviceKit
import ExcellaDriver
import Testing

/// A unit that answers by script: one answer to every scan, one to every look after it, one picture for all.
struct ScriptedUnit {
    var dialogue: ExcellaDialogue
    /// What a scan is answered with.
    let scan: String
    /// What a look is answered with once a scan was posted.
    var look = Words.document(Words.state())
    var picture = Words.jpeg
    private(set) var posts = 0
    private(set) var pictures = 0
    private(set) var reports: [CheckScannerReport] = []

    init(_ configuration: ExcellaConfiguration = ExcellaConfiguration(), scan: String) {
        dialogue = ExcellaDialogue(configuration)
        self.scan = scan
    }

    /// Runs one order from the opened line to its last word.
    mutating func run(_ order: CheckScan) {
        var now = Duration.seconds(10)
        var events: [DialogueEvent<CheckScannerCommand>] = [.opened]
        var isOrdered = false
        for _ in 0..<400 {
            if events.isEmpty { now = max(now, dialogue.deadline ?? now) }
            now += .milliseconds(10)
            let step = dialogue.on(events.isEmpty ? .time : events.removeFirst(), now: now)
            dialogue = step.next
            for effect in step.effects {
                switch effect {
                case .send(let bytes): events.append(.received(answer(bytes, &now)))
                case .report(let report):
                    reports.append(report)
                    if case .identified = report, !isOrdered {
                        isOrdered = true
                        events.append(.command(.beginInsertion(order)))
                    }
                case .discardInput, .fault: break
                }
            }
            if failure != nil || reading != nil { return }
        }
        Issue.record("no last word")
    }

    private mutating func answer(_ request: [UInt8], _ now: inout Duration) -> [UInt8] {
        let line = String(decoding: request.prefix { $0 != 0x0D }, as: UTF8.self)
        let body: [UInt8]
        if line.hasPrefix("POST ") {
            posts += 1
            now += .milliseconds(5_200)
            body = Array(scan.utf8)
        } else if line.contains("DeviceStatus") {
            body = Array((posts == 0 ? Words.document(Words.state()) : look).utf8)
        } else {
            pictures += 1
            body = picture
        }
        return Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    var failure: CheckFailure? {
        reports.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }.last
    }
    var reading: CheckReading? {
        reports.compactMap { if case .read(let reading) = $0 { reading } else { nil } }.last
    }
}

/// Answers in the words of the papers (check-scanners.md 3.3).
enum Words {
    /// The shortest JPEG that looks like one.
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0x00, 0xFF, 0xD9]

    static func document(_ sections: String...) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><DeviceInformation>\(sections.joined())</DeviceInformation>"
    }

    static func command(
        _ code: Int, _ message: String = "", type: String = "NONE", badData: String = "NONE", keyErrors: Int = 0
    ) -> String {
        "<CommandStatus><BadData>\(badData)</BadData><CheckDS>T</CheckDS><KVErrCnt>\(keyErrors)</KVErrCnt>"
            + "<ResponseType>\(type)</ResponseType><ReturnCode>\(code)</ReturnCode>"
            + "<ReturnMsg>\(message)</ReturnMsg></CommandStatus>"
    }

    static func state(guide: String = "LATCHED", path: String = "OK") -> String {
        "<DeviceStatus><AccessGuide>\(guide)</AccessGuide><ManualFeeder>EMPTY</ManualFeeder><Path>\(path)</Path>"
            + "<Printer>PRESENT</Printer><Ink>OK</Ink><State>ONLINE</State></DeviceStatus>"
    }

    static func paper(width: Int = 8320, height: Int = 3650) -> String {
        "<DocInfo><DocWidth>\(width)</DocWidth><DocHeight>\(height)</DocHeight><MICRDecode>OK</MICRDecode>"
            + "<MICRParseSts0>0000</MICRParseSts0><MICRRaw>T122000661T 1234567U 0101</MICRRaw></DocInfo>"
    }

    static func pictures(_ count: Int, size: Int? = jpeg.count) -> String {
        let each = (1...max(1, count)).map { place in
            (size.map { "<ImageSize\(place)>\($0)</ImageSize\(place)>" } ?? "")
                + "<ImageURL\(place)>/chkimg/P_\(place)</ImageURL\(place)>"
        }
        return "<ImageInfo><Number>\(count)</Number>\(each.joined())</ImageInfo>"
    }
}
