import SimulatorKit
import StarSimulator
import Testing
import WireKit

struct PaperTests {
    @Test("What the host wrote stands on the paper: text, page, place, size")
    func text() {
        var counter = Counter()
        counter.send("1B 1D 74 04")
        counter.send("43 61 66 82 20 D5 35 0A")
        counter.send("1B 1D 61 02 1B 45 1B 69 01 01 41 42 1B 69 00 00 1B 46 0A 1B 64 03")
        counter.wait(.seconds(5))
        let piece = counter.printer.paper[0]
        #expect(piece.lines.first == "Café €5")
        #expect(piece.lines.last == String(repeating: " ", count: 44) + "AB")
        #expect(piece.ending == .cut(.partial))
        #expect((0..<piece.dots.height).contains { piece.dots[575 - 4, $0] }, "right-aligned to the last column")
    }

    @Test("A cut without feed goes through the last lines: they are not whole on the piece")
    func cutThrough() {
        var counter = Counter()
        counter.send("41 0A 42 0A 43 0A 1B 64 00")
        counter.wait(.seconds(5))
        #expect(counter.printer.paper.first?.lines != ["A", "B", "C"])
    }

    @Test("A line that goes on stands on the paper it is printed on, wherever in it the roll was changed")
    func rollChangedInALine() {
        var configuration = StarConfiguration()
        configuration.readings.interruptedLineIsRepeated = false
        let lines = (0x41...0x4A).map { String(UnicodeScalar(UInt8($0))) }
        for step in 0..<60 {
            var counter = Counter(configuration)
            counter.send(lines.map { Hex.text(Array($0.utf8)) + " 0A " }.joined() + "1B 64 03")
            counter.wait(.microseconds(40_000 + step * 500))
            counter.pull(.removePaper)
            counter.pull(.loadPaper(millimetres: 50_000))
            counter.wait(.seconds(5))
            let items = counter.printer.paper.flatMap(\.items)
            for line in lines {
                let parts = items.filter { $0.content == .text(line) }
                #expect(!parts.isEmpty && parts.count <= 2, "\(line) at \(step)")
                #expect(parts.map(\.rowsShown).reduce(0, +) == parts.first?.rows, "\(line) at \(step)")
            }
        }
    }

    @Test("Dots of either language lie where they were sent, one for one")
    func pictures() {
        var line = Counter()
        line.send(
            "1B 2A 72 41 1B 2A 72 50 30 00 1B 2A 72 45 31 00 62 02 00 80 01 62 02 00 FF 00 6B 01 00 0F 1B 2A 72 42")
        line.wait(.seconds(2))
        let drawn = line.printer.paper[0].dots
        let top = 96
        #expect(drawn[0, top] && drawn[15, top] && !drawn[1, top])
        #expect(drawn[0, top + 1] && drawn[7, top + 1] && !drawn[8, top + 1])
        #expect(line.printer.paper[0].items.map(\.content) == [.image])
        var prnt = Counter(.init(model: .mcPrint3))
        prnt.send("1B 1D 53 01 02 00 02 00 00 FF FF 80 01")
        prnt.wait(.seconds(2))
        let other = prnt.printer.paper[0].dots
        #expect(other[0, top] && other[15, top] && other[0, top + 1] && !other[1, top + 1] && other[15, top + 1])
    }

    @Test("The default document end of raster mode feeds and cuts; end 1 does not")
    func documentEnd() {
        var counter = Counter()
        counter.send("1B 2A 72 41 62 01 00 FF 1B 2A 72 42")
        counter.wait(.seconds(2))
        #expect(counter.notices.contains(.cut(.partial)))
    }

    @Test("A QR code is a square of dots with finders in three corners, and its text can be asked for")
    func qr() {
        var counter = Counter()
        counter.send(
            "1B 1D 79 53 30 02 1B 1D 79 53 31 01 1B 1D 79 53 32 03 1B 1D 79 44 31 00 05 00 48 45 4C 4C 4F 1B 1D 79 50")
        counter.wait(.seconds(2))
        let piece = counter.printer.paper[0]
        #expect(piece.symbols("QR") == ["HELLO"])
        for (x, y) in [(0, 0), (14, 0), (0, 14)] {
            #expect((0..<7).allSatisfy { piece.dots[(x + $0) * 3 + 1, 96 + y * 3 + 1] })
            #expect(!piece.dots[(x + 1) * 3 + 1, 96 + (y + 1) * 3 + 1])
        }
        #expect(counter.printer.png(of: piece).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test("The power fails in a line: its rows below are white, and the next job starts on the same paper")
    func powerCut() {
        var counter = Counter()
        counter.send("41 0A 42 0A")
        counter.wait(.milliseconds(10))
        counter.pull(.powerOff)
        counter.wait(.seconds(1))
        counter.pull(.powerOn)
        counter.wait(.seconds(5))
        let piece = counter.printer.paper[0]
        #expect(piece.items.count == 1 && piece.items[0].isWhole == false)
        #expect(piece.dots.height < 96 + 24)
    }

    @Test("Kicks move the drawer they are for, and no other; a pulse in the data waits for the paper")
    func kicks() {
        var configuration = StarConfiguration()
        configuration.drawers = [.init(), .init()]
        var counter = Counter(configuration)
        counter.send("41 0A 1A")
        counter.wait(.milliseconds(10))
        #expect(counter.notices.isEmpty)
        counter.wait(.seconds(1))
        #expect(counter.notices.contains(.drawerOpened(2, byHand: false)))
        counter.pull(.openCover)
        counter.send("1C")
        counter.wait(.seconds(1))
        #expect(counter.notices.contains(.drawerOpened(1, byHand: false)))
        counter.pull(.drawer(1, .pushShut))
        counter.pull(.closeCover)
        counter.send("1B 07 02 02 07")
        counter.wait(.seconds(1))
        #expect(counter.notices.contains(.click(drawer: 1)), "20 ms are too short")
    }
}
