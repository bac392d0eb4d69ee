import ESCPOSSimulator
import Testing

/// Symbols on paper can be read back from their dots.
@Suite struct SymbolTests {
    @Test("a QR symbol reads back, at every level and up to a long text", arguments: [48, 49, 50, 51] as [UInt8])
    func qr(level: UInt8) throws {
        for length in [1, 17, 40, 106, 170] {
            let data = (0..<length).map { UInt8(0x21 + ($0 * 7 + Int(level)) % 90) }
            var counter = Counter.instant()
            counter.send(
                bytes("1D 28 6B 03 00 31 43 02 1D 28 6B 03 00 31 45") + [level, 0x1D, 0x28, 0x6B]
                    + [UInt8((length + 3) % 256), UInt8((length + 3) / 256), 0x31, 0x50, 0x30] + data
                    + bytes("1D 28 6B 03 00 31 51 30"))
            counter.finish()
            let piece = try #require(counter.device.paper.last)
            #expect(piece.symbols("QR") == [String(decoding: data, as: UTF8.self)])
            let symbol = try #require(QRReader(piece.bitmap, module: 2))
            #expect(try symbol.text() == data)
        }
    }

    @Test("a symbol that is too wide or empty prints nothing")
    func qrTooWide() {
        var counter = Counter.instant()
        counter.send(bytes("1D 28 6B 03 00 31 43 10 1D 28 6B CB 00 31 50 30") + [UInt8](repeating: 0x61, count: 200))
        counter.send(hex: "1D 28 6B 03 00 31 51 30")
        counter.send("after\n")
        #expect(counter.device.paper.flatMap { $0.symbols("QR") } == [])
        #expect(counter.lines == ["after"])
    }

    @Test("bars of known numbers are those of the standards")
    func bars() throws {
        // Modules as a scanner sees them, from the standards' own examples.
        let rows: [(String, String)] = [
            (
                "1D 6B 43 0D 34 30 30 36 33 38 31 33 33 33 39 33 31",
                "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101"
            ),
            ("1D 6B 44 07 31 32 33 34 35 36 37", "1010011001001001101111010100011010101001110101000010001001110010101"),
        ]
        for (command, modules) in rows {
            var counter = Counter.instant()
            counter.send(bytes("1D 77 02 1D 68 08 " + command))
            counter.finish()
            let piece = try #require(counter.device.paper.last)
            let row = try #require((0..<piece.bitmap.height).first { piece.bitmap.row($0).contains { $0 != 0 } })
            let seen = (0..<modules.count).map { piece.bitmap[$0 * 2, row] ? "1" : "0" }.joined()
            #expect(seen == modules)
        }
    }

    @Test("the data of a CODE128 symbol is told as a reader would tell it")
    func code128() throws {
        var counter = Counter.instant()
        counter.send(try Vector.named("escpos", "barcode/code128-setC").bytes)
        #expect(counter.device.paper.last?.symbols("CODE128") == ["1234"])
    }
}
