import ESCPOSSimulator
import Testing

/// What a printer does when something is in its way: keep the data, say so, go on by itself.
@Suite struct StoppageTests {
    static let job =
        "1B 40 1D 61 0F" + (1...12).map { " 4C " + String($0 + 0x60, radix: 16) + " 0A" }.joined()
        + " 1D 56 42 00 1D 28 48 06 00 30 30 4A 30 30 31"
    static let lines = (1...12).map { "L" + String(Character(Unicode.Scalar(UInt8($0 + 0x60)))) }
    static let done = bytes("37 22 4A 30 30 31 00")

    @Test("a job takes the time of its paper, and its id comes only when all of it is out")
    func takesTime() {
        var counter = Counter()
        counter.send(hex: Self.job)
        counter.wait(.milliseconds(100))
        #expect(counter.device.panel.isPrinting)
        #expect(counter.wholeLines.count < 12)
        #expect(!counter.answers().contains(0x37))
        counter.finish()
        #expect(counter.wholeLines == Self.lines)
        #expect(counter.answers() == Self.done)
        #expect(counter.notices.contains(.cut(.partial)))
    }

    @Test("paper out in a receipt: the line is finished, the rest waits, reload alone continues it once")
    func paperOut() {
        var counter = Counter()
        counter.send(hex: Self.job)
        counter.wait(.milliseconds(90))
        counter.pull(.useUpPaper(toMillimetres: 1))
        counter.finish()
        let before = counter.wholeLines
        #expect(!before.isEmpty && before.count < 12)
        #expect(!counter.device.panel.isOnline)
        let answer = counter.answers()
        #expect(answer.suffix(4).prefix(3) == [0x1C, 0x00, 0x0F])
        #expect(!answer.contains(0x37))
        #expect(counter.notices.contains(.paperEnd) && counter.notices.contains(.wentOffline))
        // Asked again and again it still does not answer for the receipt.
        counter.send(hex: "10 04 02 10 04 04")
        #expect(counter.answers() == [0x32, 0x7E])
        counter.pull(.loadPaper(millimetres: 50_000))
        counter.finish()
        #expect(counter.wholeLines == Self.lines)
        #expect(Array(counter.answers().suffix(7)) == Self.done)
        #expect(counter.device.paper.contains { $0.ending == .rollEnd })
    }

    @Test("cover opened in a line: the line is torn and printed again, nothing is lost")
    func cover() {
        var counter = Counter()
        counter.send(hex: Self.job)
        counter.wait(.milliseconds(48))
        counter.pull(.openCover)
        counter.wait(.seconds(5))
        let torn = counter.device.paper.flatMap(\.items).filter { !$0.isWhole }
        #expect(torn.count == 1)
        #expect(counter.wholeLines == ["La", "Lb"])
        counter.pull(.closeCover)
        counter.finish()
        #expect(counter.wholeLines == Self.lines)
        #expect(Array(counter.answers().suffix(7)) == Self.done)
    }

    @Test("by the other reading the line goes on where it stopped")
    func coverOtherReading() {
        var configuration = ESCPOSConfiguration()
        configuration.readings.interruptedLineIsRepeated = false
        var counter = Counter(configuration)
        counter.send(hex: Self.job)
        counter.wait(.milliseconds(48))
        counter.pull(.openCover)
        counter.pull(.closeCover)
        counter.finish()
        #expect(counter.wholeLines.count == 11)
        #expect(counter.device.paper.flatMap(\.items).count { !$0.isWhole } == 1)
    }

    @Test("a line that goes on stands on the paper it is printed on, wherever in it the roll was changed")
    func rollChangedInALine() {
        var configuration = ESCPOSConfiguration()
        configuration.readings.interruptedLineIsRepeated = false
        for step in 0..<40 {
            var counter = Counter(configuration)
            counter.send(hex: Self.job)
            counter.wait(.microseconds(48_000 + step * 500))
            counter.pull(.removePaper)
            counter.pull(.loadPaper(millimetres: 50_000))
            counter.finish()
            let items = counter.device.paper.flatMap(\.items)
            for line in Self.lines {
                let parts = items.filter { $0.content == .text(line) }
                #expect(!parts.isEmpty && parts.count <= 2, "\(line) at \(step)")
                #expect(parts.map(\.rowsShown).reduce(0, +) == parts.first?.rows, "\(line) at \(step)")
            }
        }
    }

    @Test("a jammed blade waits for a recovery request, then cuts and confirms")
    func cutter() {
        var counter = Counter()
        counter.pull(.jamCutter)
        counter.send(hex: Self.job)
        counter.finish()
        #expect(counter.notices.contains(.cutterStuck))
        #expect(counter.device.panel.isCutterError && !counter.device.panel.isOnline)
        counter.pull(.freeCutter)
        counter.finish()
        #expect(!counter.device.panel.isOnline, "only a request clears it")
        _ = counter.answers()
        counter.send(hex: "10 05 01")
        counter.finish()
        #expect(counter.device.panel.isOnline)
        #expect(counter.wholeLines == Self.lines)
        #expect(Array(counter.answers().suffix(7)) == Self.done)
    }

    @Test("DLE ENQ 2 and DLE DC4 8 drop the job and its id: it is never confirmed")
    func purge() {
        for request in ["10 05 02", "10 14 08 01 03 14 01 06 02 08"] {
            var counter = Counter()
            counter.pull(.jamCutter)
            counter.send(hex: Self.job)
            counter.finish()
            counter.pull(.freeCutter)
            _ = counter.answers()
            counter.send(hex: request)
            counter.finish()
            #expect(!counter.answers().starts(with: Self.done))
            #expect(counter.device.panel.bufferedBytes == 0)
        }
    }

    @Test("a hot head stops between lines and goes on when it has cooled")
    func hotHead() {
        var counter = Counter()
        counter.send(hex: Self.job)
        counter.wait(.milliseconds(70))
        counter.pull(.heatHead)
        counter.wait(.seconds(60))
        #expect(counter.wholeLines.count < 12)
        counter.send(hex: "10 04 03")
        #expect(counter.answers().last == 0x52)
        counter.pull(.coolHead)
        counter.finish()
        #expect(counter.wholeLines == Self.lines)
    }

    @Test("an unrecoverable error outlives its repair until the power is cycled")
    func breakdown() {
        var counter = Counter.instant()
        counter.pull(.breakDown)
        counter.pull(.repair)
        counter.send(hex: "10 04 03")
        #expect(counter.answers() == [0x32])
        counter.pull(.powerOff)
        counter.pull(.powerOn)
        counter.send(hex: "10 04 03")
        #expect(counter.answers() == [0x12])
    }

    @Test("paper out inside a raster image: the bytes owed stay owed, the picture is completed after reload")
    func paperOutInImage() throws {
        var configuration = ESCPOSConfiguration()
        configuration.tailMillimetres = 10
        var counter = Counter(configuration)
        counter.send(bytes("1B 40 1D 76 30 00 40 00 C8 00"))
        counter.send([UInt8](repeating: 0xFF, count: 64 * 200))
        counter.send("after\n")
        counter.wait(.milliseconds(50))
        counter.pull(.useUpPaper(toMillimetres: 2))
        counter.finish()
        #expect(!counter.device.panel.isOnline)
        counter.pull(.loadPaper(millimetres: 1_000))
        counter.finish()
        let black = counter.device.paper.reduce(0) { sum, piece in
            sum + (0..<piece.bitmap.height).count { y in piece.bitmap.row(y).allSatisfy { $0 == 0xFF } }
        }
        #expect(black == 200)
        #expect(counter.lines.last == "after")
    }

    @Test("the near-end sensor warns and, if asked, stops")
    func nearEnd() {
        var counter = Counter.instant()
        counter.pull(.useUpPaper(toMillimetres: 1_000))
        #expect(counter.notices.contains(.paperNearEnd))
        #expect(counter.device.panel.isOnline)
        counter.send(hex: "1D 72 01")
        #expect(counter.answers() == [0x03])
        counter.send(hex: "1B 63 34 02")
        #expect(!counter.device.panel.isOnline)
    }
}
