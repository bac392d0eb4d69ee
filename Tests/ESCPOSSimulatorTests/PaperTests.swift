import ESCPOSSimulator
import Testing

/// What is on paper is what was sent, where it was sent, and it can be seen.
@Suite struct PaperTests {
    @Test("a cut without feed goes through the last lines; with feed it does not")
    func bladeDistance() {
        var counter = Counter.instant()
        counter.send("one\ntwo\nthree\nfour\n")
        counter.send(hex: "1D 56 00")
        counter.send(hex: "0A 0A 0A 0A 1D 56 42 00")
        counter.finish()
        #expect(counter.device.paper.count >= 2)
        #expect(!counter.device.paper[0].lines.contains("four"))
        #expect(counter.device.paper[1].lines.contains("four"))
        var careful = Counter.instant()
        careful.send("one\ntwo\nthree\nfour\n")
        careful.send(hex: "1D 56 42 00")
        careful.finish()
        #expect(careful.device.paper[0].lines == ["one", "two", "three", "four"])
        #expect(careful.device.paper[0].ending == .cut(.partial))
    }

    @Test("alignment, wrapping, tabs and sizes stand in their columns")
    func columns() {
        var counter = Counter.instant()
        counter.send(hex: "1B 61 01")
        counter.send("mid\n")
        counter.send(hex: "1B 61 02")
        counter.send("right\n")
        counter.send(hex: "1B 61 00")
        counter.send(String(repeating: "x", count: 45) + "\n")
        counter.send("a\tb\n")
        counter.finish()
        #expect(counter.lines[0] == String(repeating: " ", count: 19) + "mid")
        #expect(counter.lines[1].hasSuffix("right") && counter.lines[1].count == 42)
        #expect(counter.lines[2].count == 42 && counter.lines[3] == "xxx")
        #expect(counter.lines[4] == "a       b")
    }

    @Test("a reserved cut falls when the paper has come to the blade")
    func reservedCut() {
        var counter = Counter.instant()
        counter.send("mine\n")
        counter.send(hex: "1D 56 62 00")
        counter.send("yours\nyours\nyours\nyours\nyours\nyours\n")
        counter.finish()
        #expect(counter.device.paper[0].lines == ["mine"])
        #expect(counter.device.paper[1].lines.first == "yours")
    }

    @Test("torn off by hand at the bar")
    func tearOff() {
        var counter = Counter.instant(.clone58)
        counter.send("ticket\n\n\n\n\n\n\n")
        counter.pull(.tearOff)
        #expect(counter.device.paper[0].lines.first == "ticket")
        #expect(counter.device.paper[0].ending == .torn)
        counter.pull(.collectPaper)
        #expect(!counter.lines.contains("ticket"))
    }

    @Test("barcode data out of range: what is left of it is text, as on the machine")
    func badBarcode() {
        var counter = Counter.instant()
        counter.send(hex: "1D 6B 41 0B 30 31 32 41 42 43 44 45 46 47 48 0A")
        #expect(counter.lines == ["ABCDEFGH"])
    }

    @Test("a raster wider than the paper is clipped, one at the wrong place is swallowed")
    func rasters() {
        var counter = Counter.instant()
        counter.send(bytes("1D 76 30 00 00 01 02 00") + [UInt8](repeating: 0xFF, count: 512) + Array("ok\n".utf8))
        #expect(counter.lines == ["ok"])
        counter.send(Array("x".utf8) + bytes("1D 76 30 00 02 00 02 00 41 42 43 44") + Array("y\n".utf8))
        #expect(counter.lines == ["ok", "xy"])
    }

    @Test("page mode prints nothing before FF and then everything at its place")
    func pageMode() throws {
        var counter = Counter.instant()
        let before = counter.device.paper
        counter.send(hex: "1B 4C 1B 57 00 00 00 00 00 02 C8 00 1B 54 00 1D 24 40 00")
        counter.send("Seat 12")
        #expect(counter.device.paper == before)
        counter.send(hex: "0C")
        #expect(counter.lines == ["Seat 12"])
        counter.send(hex: "1B 4C")
        counter.send("gone")
        counter.send(hex: "18 0C")
        #expect(!counter.lines.contains("gone"))
    }

    @Test("reverse feed prints over what is there")
    func reverse() throws {
        var counter = Counter.instant()
        counter.send("A\n")
        let before = try #require(counter.device.paper.last).bitmap.height
        counter.send(hex: "1B 65 01")
        counter.send("B\n")
        #expect(counter.device.paper.last?.bitmap.height == before)
    }

    @Test("the PNG is a PNG: signature, sizes, check sums that another reader accepts")
    func png() throws {
        var counter = Counter.instant()
        counter.send("Hello\n")
        counter.send(hex: "1D 56 42 00")
        counter.finish()
        let piece = try #require(counter.device.paper.first)
        let file = counter.device.png(of: piece, zoom: 2)
        #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let width = file[16..<20].reduce(0) { $0 << 8 | Int($1) }
        let height = file[20..<24].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == (512 + 56) * 2)
        #expect(height == piece.bitmap.height * 2)
        // CRC-32 of an empty IEND is a constant of the specification.
        #expect(Array(file.suffix(4)) == [0xAE, 0x42, 0x60, 0x82])
    }

    @Test("every letter of the four languages has a drawing of its own")
    func letters() throws {
        var seen: Set<[UInt8]> = []
        var counter = Counter.instant()
        counter.send(hex: "1B 74 10")
        let signs = (0x21...0x7E).map { UInt8($0) } + (0xC0...0xFF).map { UInt8($0) }
        for sign in signs {
            let start = counter.device.paper.last?.bitmap.height ?? 0
            counter.send([sign, 0x0A])
            let piece = try #require(counter.device.paper.last)
            let dots = (start..<(start + 24)).flatMap { piece.bitmap.row($0).prefix(2) }
            #expect(dots.contains { $0 != 0 })
            #expect(seen.insert(dots).inserted, "\(sign) looks like another sign")
            counter.pull(.tearOff)
        }
    }
}
