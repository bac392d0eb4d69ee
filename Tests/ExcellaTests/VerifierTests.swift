import CheckPaper
import Checks
import DeviceKit
import ExcellaDriver
import ExcellaFrame
import ExcellaSimulator
import SimulatorKit
import Testing

/// Bytes cut, torn and soiled: nothing true is lost, nothing traps, nothing grows without bounds.
@Suite struct VerifierTests {
    private func read(_ chunks: [[UInt8]], answers: Bool = true) -> [HTTPParser.Item] {
        var parser = HTTPParser(readsAnswers: answers)
        var items: [HTTPParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { items.append(item) }
        }
        return items
    }

    private func bodies(_ items: [HTTPParser.Item]) -> [String] {
        items.map { item in
            switch item {
            case .message(let message): String(decoding: message.body, as: UTF8.self)
            case .fault(let fault): "fault: \(fault.rawValue)"
            }
        }
    }

    private func text(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\r\n").utf8) }

    @Test("Answers cut anywhere, with a length and in chunks, must be found whole")
    func cutAnywhere() {
        let bytes =
            text("HTTP/1.1 100 Continue", "", "HTTP/1.1 200 OK", "content-LENGTH:  5 ", "", "hello")
            + text(
                "HTTP/1.1 200 OK", "Transfer-Encoding: Chunked", "", "3;x=1", "abc", "A", "0123456789", "0", "T: 1", "",
                "")
            + text("HTTP/1.1 204 No Content", "", "")
        let wanted = ["hello", "abc0123456789", ""]
        #expect(bodies(read([bytes])) == wanted)
        #expect(bodies(read(bytes.map { [$0] })) == wanted)
        for cut in 1..<bytes.count {
            #expect(bodies(read([Array(bytes[..<cut]), Array(bytes[cut...])])) == wanted)
        }
    }

    @Test("An answer that ends with its connection is whole only then")
    func endsWithConnection() {
        var parser = HTTPParser(readsAnswers: true)
        parser.append(text("HTTP/1.1 200 OK", "Connection: close", "", "to the end"))
        #expect(parser.next() == nil)
        #expect(parser.isInside)
        #expect(parser.finish().map { String(decoding: $0.body, as: UTF8.self) } == "to the end")
        #expect(!parser.isInside)
    }

    @Test("Lies about lengths, and heads without end, must be refused and not waited for")
    func liesAreRefused() {
        func first(_ bytes: [UInt8], answers: Bool = true) -> String? { bodies(read([bytes], answers: answers)).first }
        let two = text("HTTP/1.1 200 OK", "Content-Length: 5", "Transfer-Encoding: chunked", "", "")
        #expect(first(two)?.hasPrefix("fault") == true)
        #expect(
            first(text("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Length: 6", "", ""))?.hasPrefix("fault") == true
        )
        #expect(first(text("HTTP/1.1 200 OK", "Content-Length: -1", "", ""))?.hasPrefix("fault") == true)
        #expect(first(text("HTTP/1.1 200 OK", "Content-Length: 999999999", "", ""))?.hasPrefix("fault") == true)
        #expect(
            first(text("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "FFFFFFF", ""))?.hasPrefix("fault") == true)
        #expect(first(text("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "-1", ""))?.hasPrefix("fault") == true)
        #expect(first(text("HTTP/1.1 200 OK", "no colon", "", ""))?.hasPrefix("fault") == true)
        #expect(first(text("SSH-2.0", "", ""))?.hasPrefix("fault") == true)
        #expect(first([UInt8](repeating: 0x41, count: 20_000))?.hasPrefix("fault") == true)
        #expect(first(text("GET / HTTP/1.1", "", "")) != nil)
        #expect(first(text("GET / HTTP/1.1", "", ""), answers: false) == "")
    }

    @Test(
        "Documents that this unit never sends are refused: nothing can hide in them",
        arguments: [
            "", "<a>", "<a></b>", "<a x=\"1\"></a>", "<a/><b/>", "text<a/>", "<!DOCTYPE a><a/>", "<a><!-- x --></a>",
            "<a><![CDATA[x]]></a>", "<a>&b;</a>", "<a>&#xFFFFFFFF;</a>", "<a>& </a>", "<<a>>", "<a></a", "<?xml?>",
            "<a><b><c><d><e><f><g><h><i/></h></g></f></e></d></c></b></a>", "<a><?x?></a>",
        ])
    func foreignXMLIsRefused(_ text: String) {
        #expect(throws: ExcellaXMLFault.self) { try ExcellaXML(Array(text.utf8)) }
    }

    @Test("Text with entities must come back as it was meant")
    func entities() throws {
        let document = try ExcellaXML(Array("<a>A&amp;B &lt;1&gt; &#65;&#x42;</a>\n".utf8))
        #expect(document.root.text == "A&B <1> AB")
        #expect(ExcellaXML.escaped("A&B <1>") == "A&amp;B &lt;1&gt;")
    }

    @Test("Random and torn bytes, either way: a typed answer, and what is read comes back as it was")
    func tornBytesTrapNothing() throws {
        var dice = Dice(seed: 4711)
        let seeds =
            Vector.all.map(\.bytes) + [
                text("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello"),
                text("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "3", "abc", "0", "", ""),
                text("GET /Excella?DeviceInformation=DeviceStatus HTTP/1.1", "Host: a", "", ""),
            ]
        var read = 0
        for _ in 0..<6_000 {
            var bytes = dice.pick(seeds)
            for _ in 0..<dice.roll(0...4) where !bytes.isEmpty {
                let place = dice.roll(0...(bytes.count - 1))
                switch dice.roll(0...3) {
                case 0: bytes[place] = UInt8(dice.roll(0...255))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(dice.pick([0x3C, 0x3E, 0x26, 0x0A, 0x2F]), at: place)
                default: bytes.removeLast(min(bytes.count, dice.roll(0...40)))
                }
            }
            do throws(WireFault) {
                let side = dice.chance(1, in: 2) ? ExcellaDirection.host : .device
                let message = try ExcellaWire.decode(direction: side, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 500)
    }

    @Test("A unit that says anything at any time must not break the rule: one order, one last word")
    func anyUnitIsSurvived() throws {
        for seed in 1...12 {
            var dice = Dice(seed: UInt64(seed))
            let unit = Rig.unit {
                $0.ending = dice.pick([.length, .chunks, .connection])
                $0.closesAfterAnswer = dice.chance(1, in: 3)
                $0.saysWords = dice.chance(1, in: 2)
                $0.failuresTellStatus = dice.chance(1, in: 2)
            }
            var rig = Rig.ready(ExcellaConfiguration(), unit)
            var (orders, id) = (0, 0)
            for _ in 0..<400 {
                switch dice.roll(0...15) {
                case 0...2:
                    orders += 1
                    rig.command(
                        .beginInsertion(
                            try Sample.scan(
                                "A-\(orders)", endorsed: dice.chance(1, in: 2), patience: .seconds(dice.roll(0...20)))))
                case 3...4:
                    id += 1
                    rig.lever(.insert([Sample.check(id)]))
                case 5: rig.command(.endInsertion)
                case 6 where dice.chance(1, in: 4):
                    rig.give(.received((0..<dice.roll(1...30)).map { _ in UInt8(dice.roll(0...255)) }))
                case 7: rig.lever(.takeChecks)
                case 8: rig.lever(.openCover(dice.chance(1, in: 3)))
                case 9:
                    if dice.chance(1, in: 3) { rig.lever(.jamNext) }
                case 10:
                    rig.lever(.clearPath)
                    rig.command(.cleared)
                case 11: rig.lever(.mute(dice.chance(1, in: 4)))
                case 12 where dice.chance(1, in: 4): rig.hangUp()
                default: rig.pass(.milliseconds(dice.roll(10...9000)))
                }
            }
            rig.lever(.mute(false))
            rig.lever(.openCover(false))
            rig.pass(.seconds(300))
            let items = rig.ends.map { report -> String in
                switch report {
                case .read(let reading): reading.item
                case .failed(let failure): failure.item
                case .identified, .broken, .status, .waitingForCheck, .documentInserted, .printed, .removed: ""
                }
            }
            #expect(items.sorted() == (1...max(1, orders)).map { "A-\($0)" }.sorted(), "seed \(seed)")
            // what is called unprinted is unprinted
            for case .read(let reading) in rig.ends where reading.printed == .nothing {
                let line = reading.line?.canonical
                let papers = rig.device.papers.filter { $0.check.line == line && !$0.backLines.isEmpty }
                #expect(papers.isEmpty, "seed \(seed)")
            }
        }
    }
}
