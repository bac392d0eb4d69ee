import ESCPOSSimulator
import Testing

/// Requests that pass by the buffer, and those that do not.
@Suite struct RealTimeTests {
    @Test("while printing, DLE EOT is answered at once and GS r only in its turn")
    func order() {
        var counter = Counter()
        counter.send("slow line\n")
        counter.send(hex: "1D 72 01 10 04 01")
        #expect(counter.answers() == [0x16])
        counter.finish()
        #expect(counter.answers() == [0x00])
    }

    @Test("while offline, the buffered request is silent")
    func offline() {
        var counter = Counter.instant()
        counter.pull(.openCover)
        counter.send(hex: "1D 72 01 10 04 02")
        #expect(counter.answers() == [0x16])
        counter.pull(.closeCover)
        #expect(counter.answers() == [0x00])
    }

    @Test("a request that stands in image data acts, and its bytes are still image data")
    func insideImage() throws {
        var counter = Counter.instant()
        counter.send(bytes("1D 76 30 00 05 00 01 00 10 14 01 00 02") + Array("x\n".utf8))
        counter.finish()
        #expect(counter.notices.contains(.drawerOpened(.pin2, byHand: false)), "the danger of issue 8 in cash-drawers")
        let piece = try #require(counter.device.paper.last)
        let row = try #require((0..<piece.bitmap.height).first { piece.bitmap.row($0).contains { $0 != 0 } })
        #expect(Array(piece.bitmap.row(row).prefix(5)) == [0x10, 0x14, 0x01, 0x00, 0x02])
        #expect(counter.lines.last == "x")
    }

    @Test("GS ( D keeps image data from opening the drawer")
    func pulseSwitchedOff() {
        var counter = Counter.instant()
        counter.send(bytes("1D 28 44 03 00 14 01 00 1D 76 30 00 05 00 01 00 10 14 01 00 02"))
        counter.finish()
        #expect(!counter.notices.contains(.drawerOpened(.pin2, byHand: false)))
        counter.send(hex: "1D 28 44 03 00 14 01 01 10 14 01 00 02")
        counter.finish()
        #expect(counter.notices.contains(.drawerOpened(.pin2, byHand: false)))
    }

    @Test("an operand that looks like DLE is taken as operand, and the scanner fires all the same")
    func interleaved() {
        var counter = Counter.instant()
        counter.send(hex: "1B 33 10 04 03 41 0A")
        #expect(counter.answers() == [0x12])
        #expect(counter.lines.last == "A")
    }

    @Test("automatic status reports only what was asked for, several changes at a moment once")
    func automaticStatus() {
        var counter = Counter.instant()
        counter.send(hex: "1D 61 01")
        #expect(counter.answers() == [0x14, 0, 0, 0x0F])
        counter.pull(.openCover)
        #expect(counter.answers() == [])
        counter.pull(.closeCover)
        counter.pull(.drawer(.pin2, .openByHand))
        #expect(counter.answers() == [0x10, 0, 0, 0x0F])
        counter.send(hex: "1D 61 0F")
        _ = counter.answers()
        counter.pull(.removePaper)
        #expect(counter.answers() == [0x18, 0, 0x0F, 0x0F])
        counter.pull(.loadPaper(millimetres: 9_000))
        #expect(counter.answers() == [0x10, 0, 0, 0x0F])
        counter.send(hex: "1B 40")
        counter.pull(.openCover)
        #expect(counter.answers() == [])
    }

    @Test("of unread process ids only the latest comes, before the other answers")
    func pendingIDs() {
        var counter = Counter.instant()
        counter.pull(.hostStopsReading)
        counter.send(hex: "1D 72 01 1D 28 48 06 00 30 30 30 30 30 31 1D 28 48 06 00 30 30 30 30 30 32")
        counter.send(hex: "10 14 07 01")
        #expect(counter.answers() == [0x14, 0, 0, 0x0F], "status blocks do not wait")
        counter.pull(.hostReads)
        #expect(counter.answers() == bytes("37 22 30 30 30 32 00 00"))
    }

    @Test("the offline response comes when asked for, with causes if wanted")
    func offlineResponse() {
        for (d, block) in [("31", "37 23 00"), ("32", "37 23 41 40 40 40 00")] {
            var counter = Counter.instant()
            counter.send(hex: "1D 28 48 03 00 31 30 " + d)
            counter.pull(.openCover)
            #expect(counter.answers() == bytes(block))
            counter.pull(.closeCover)
            #expect(counter.answers() == [])
        }
    }

    @Test("XOFF when the buffer fills, also between the bytes of a reply; XON when it has drained")
    func flowControl() {
        var configuration = ESCPOSConfiguration()
        configuration.link = .xonXoff
        configuration.interleavesFlowControl = true
        configuration.model.receiveBufferBytes = 256
        var counter = Counter(configuration)
        counter.send(String(repeating: "abcdefg\n", count: 30))
        #expect(counter.answers() == [0x13])
        counter.send(String(repeating: "z", count: 200))
        #expect(counter.notices.contains { if case .bytesLost = $0 { true } else { false } })
        counter.finish()
        #expect(counter.answers() == [0x11])
        counter.send(hex: "1D 61 0F")
        #expect(counter.answers() == [0x14, 0x13, 0, 0, 0x0F, 0x11])
    }

    @Test("on a waiting cable nothing is lost: the surplus enters when there is room")
    func backPressure() {
        var configuration = ESCPOSConfiguration()
        configuration.model.receiveBufferBytes = 64
        var counter = Counter(configuration)
        for number in 0..<100 { counter.send("line \(number)\n") }
        #expect(counter.device.panel.cableBytes > 0)
        #expect(counter.device.room == 0)
        counter.finish()
        #expect(counter.wholeLines == (0..<100).map { "line \($0)" })
    }

    @Test("a clone keeps silent and prints operands it does not know")
    func clone() {
        var counter = Counter.instant(.clone58)
        counter.send(hex: "10 04 01 1D 61 0F 1D 28 48 06 00 30 30 30 30 30 31 1D 56 42 41 0A")
        #expect(counter.answers() == [])
        #expect(counter.lines == ["A"])
    }

    @Test("ESC = turns the printer deaf for all but real-time requests")
    func deselected() {
        var counter = Counter.instant()
        counter.send(hex: "1B 3D 02 41 42 0A 10 04 01 1D 76 30 00 01 00 01 00 1B 1B 3D 01 43 0A")
        #expect(counter.answers() == [0x16])
        #expect(counter.lines == ["C"])
    }

    @Test("after its shut-down request the printer is dead until the power is cycled")
    func shutDown() {
        var counter = Counter.instant()
        counter.send(hex: "10 14 02 01 08")
        #expect(counter.answers() == [], "disabled by default")
        counter.send(hex: "1D 28 44 03 00 14 02 01 10 14 02 01 08 10 04 01")
        #expect(counter.answers() == [0x3B, 0x30, 0x00])
        counter.pull(.powerOff)
        counter.pull(.powerOn)
        counter.send(hex: "10 04 01")
        #expect(counter.answers() == [0x16])
    }
}
