import Money
import Receipts
import Testing

struct LayoutTests {
    private func rows(_ block: ReceiptBlock, _ columns: Int) -> [String] {
        ReceiptLayout(columns: columns).plainText(ReceiptDocument(language: .english, blocks: [block]))
    }

    @Test(
        "Text that wraps badly loses words or letters at the paper's edge",
        arguments: [
            ("short", 10, ["short"]),
            ("", 10, [""]),
            ("exactly10!", 10, ["exactly10!"]),
            ("two words fit", 9, ["two words", "fit"]),
            ("two words fit", 10, ["two words", "fit"]),
            ("a  b", 10, ["a  b"]),
            ("abcdefghijklm", 5, ["abcde", "fghij", "klm"]),
            ("no abcdefghijklm", 5, ["no", "abcde", "fghij", "klm"]),
            ("line\nbreak", 10, ["line", "break"]),
            ("line\r\nbreak\n", 10, ["line", "break", ""]),
            ("tab\there", 10, ["tab here"]),
            ("trailing   ", 9, ["trailing"]),
            ("x", 0, ["x"]),
            ("keep\u{A0}me close", 7, ["keep me", "close"]),
        ])
    func textWraps(_ text: String, _ columns: Int, _ expected: [String]) {
        #expect(rows(.text(text), columns) == expected)
    }

    @Test(
        "A figure that breaks or touches its label reads as another amount",
        arguments: [
            ("Paid", "$63.47", 16, ["Paid      $63.47"]),
            ("Credit kept for you", "$1.53", 16, ["Credit", "kept for", "you        $1.53"]),
            ("Label", "$1,234,567.89", 14, ["Label", " $1,234,567.89"]),
            ("", "$5.00", 10, ["     $5.00"]),
            ("A", "", 5, ["A"]),
            ("A", "123456789", 5, ["A", "12345", " 6789"]),
        ])
    func pairs(_ label: String, _ figure: String, _ columns: Int, _ expected: [String]) {
        #expect(rows(.pair(label, figure), columns) == expected)
    }

    @Test("A column that spills into its neighbour makes a table unreadable")
    func columnsShareTheLine() {
        let cells = [
            ReceiptCell("Water service", share: 2), ReceiptCell("3", share: 1, align: .center),
            ReceiptCell("45.12", share: 1, align: .right),
        ]
        #expect(rows(.columns(cells), 20) == ["Water      3   45.12", "service"])
        #expect(rows(.columns(cells), 4) == ["Wate", "r", "serv", "ice", " 3", "45.1", "   2"])
        #expect(rows(.columns([]), 20).isEmpty)
        #expect(rows(.columns([ReceiptCell("a", share: .max), ReceiptCell("b", share: .max)]), 10) == ["a    b"])
    }

    @Test("Double size that counts single columns runs over the paper's edge")
    func doubleSizeHalvesTheLine() {
        let document = ReceiptDocument(language: .english, blocks: [.text("PAID IN FULL", style: .large)])
        let lines = ReceiptLayout(columns: 16).lines(document)
        #expect(lines.count == 2)
        for line in lines {
            guard case .row(let row) = line else { return #expect(Bool(false)) }
            #expect(row.cells.count <= 8 && row.style.double)
        }
    }

    @Test(
        "A control byte in a name must not reach the printer as a command",
        arguments: [
            ("A\u{1B}p\u{00}B", "A\u{FFFD}p\u{FFFD}B"), ("e\u{301}", "é"), ("N\u{303}", "Ñ"), ("a\u{200B}b", "ab"),
            ("\u{202E}x", "x"), ("\u{9B}1m", "\u{FFFD}1m"), ("👩‍👩‍👧", "\u{FFFD}"), ("ok\u{7F}", "ok\u{FFFD}"),
        ])
    func cellsAreHarmless(_ text: String, _ expected: String) {
        #expect(ReceiptRow(ReceiptCells.of(text)).text == expected)
    }

    @Test("Feeds of nothing or of a mile waste paper or trap")
    func feedsAreBounded() {
        let layout = ReceiptLayout(columns: 10)
        func lines(_ count: Int) -> [ReceiptLine] {
            layout.lines(ReceiptDocument(language: .english, blocks: [.feed(count)]))
        }
        #expect(lines(0) == [] && lines(-5) == [] && lines(3) == [.feed(3)] && lines(.max) == [.feed(255)])
    }

    @Test("Any text on any width keeps every visible character")
    func nothingIsCutOff() {
        var state: UInt64 = 7
        func roll(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        for _ in 0..<2_000 {
            let text = String((0..<roll(60)).map { _ in Array("ab c\nñé€-")[roll(9)] })
            let columns = 1 + roll(20)
            let visible = text.filter { $0 != " " && $0 != "\n" }
            for block in [
                ReceiptBlock.text(text), .pair(text, "7"), .pair("7", text),
                .columns([.init(text, share: 1), .init("7", share: 2)]),
            ] {
                let lines = ReceiptLayout(columns: columns).lines(ReceiptDocument(language: .english, blocks: [block]))
                var seen = 0
                for case .row(let row) in lines {
                    #expect(row.cells.count <= columns)
                    seen += row.cells.filter { $0 != " " }.count
                }
                if case .text = block { #expect(seen == visible.count) } else { #expect(seen == visible.count + 1) }
            }
        }
    }
}
