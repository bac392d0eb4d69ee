import DeviceKit
import ESCPOSDriver
import Receipts
import Testing
import WireKit

struct EncoderTests {
    private func document(_ blocks: ReceiptBlock...) -> ReceiptDocument {
        ReceiptDocument(language: .english, blocks: blocks)
    }

    private func commands(_ document: ReceiptDocument, _ profile: ESCPOSProfile = .tmT88V) throws -> [ESCPOSCommand] {
        try ESCPOSCommandDecoder.commands(ESCPOSEncoder(profile).encode(document).bytes)
    }

    @Test("A job without its frame prints in the last job's mode or stays uncut")
    func frame() throws {
        #expect(
            try commands(document(.text("Hi"))) == [
                .action(.initialize), .set(.automaticStatus, 0x0F), .set(.international, 0), .text(Array("Hi".utf8)),
                .lineFeed, .cut(mode: 66, feed: 0),
            ])
        #expect(try commands(document(.text("Hi")), .generic58).last == .set(.feedLines, 4))
    }

    @Test("Styles that are not taken back leak into the next line")
    func styles() throws {
        let list = try commands(
            document(.text("A", style: .large, align: .center), .text("B", align: .right), .text("C")))
        #expect(
            list.dropFirst(3) == [
                .set(.align, 1), .set(.bold, 1), .set(.size, 0x11), .text([0x41]), .lineFeed, .set(.align, 2),
                .set(.bold, 0),
                .set(.size, 0), .text([0x42]), .lineFeed, .set(.align, 0), .text([0x43]), .lineFeed,
                .cut(mode: 66, feed: 0),
            ])
    }

    @Test(
        "A character on the wrong page prints as another one",
        arguments: [
            ("café", "63 61 66 82"), ("Ñandú ¿?", "A5 61 6E 64 A3 20 A8 3F"), ("NÚMERO", "1B 74 13 4E E9 4D 45 52 4F"),
            ("5 €", "1B 74 13 35 20 D5"), ("Да", "1B 74 11 84 A0"), ("ćą", "1B 74 12 86 A5"),
            ("“é”", "1B 74 10 93 E9 94"),
            ("a – b", "1B 74 10 61 20 96 20 62"), ("日", "3F"), ("é日", "82 3F"), ("ґ", "3F"),
        ])
    func codePages(_ text: String, _ hex: String) {
        let encoded = ESCPOSEncoder(.tmT88V).encode(document(.text(text)))
        let body = encoded.bytes.dropFirst(8).dropLast(5)
        #expect(Hex.text(Array(body)) == hex)
        #expect(encoded.replaced.isEmpty == !hex.hasSuffix("3F") || text == "Ñandú ¿?")
    }

    @Test("The page in force is kept while it holds the line: three bytes saved on each")
    func pageIsKept() throws {
        let list = try commands(document(.text("Ú"), .text("é"), .text("Да"), .text("abc"), .text("Д")))
        let pages = list.compactMap { command -> UInt8? in
            if case .set(.codePage, let number) = command { return number }
            return nil
        }
        #expect(pages == [19, 17])
    }

    @Test("What cannot be printed is reported with its name")
    func replacedIsReported() {
        #expect(ESCPOSEncoder(.tmT88V).encode(document(.text("x日é語"))).replaced == ["日", "語"])
    }

    @Test("A control byte that comes past the layout must not become a command")
    func noControlBytes() throws {
        for value in UInt32(0)...0x1F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a" + String(Character(scalar)) + "p\u{0}22"
            for command in try commands(document(.text(text), .pair(text, text), .qr(text), .code128(text))) {
                switch command {
                case .drawerKick, .realTime, .control, .null: Issue.record("\(value): \(command)")
                default: break
                }
            }
        }
    }

    @Test("A QR code must be the bytes other hosts send")
    func nativeQR() {
        let bytes = ESCPOSEncoder(.tmT88V).encode(document(.qr("https://example.com"))).bytes
        let body = "1D 28 6B 04 00 31 41 32 00 1D 28 6B 03 00 31 43 06 1D 28 6B 03 00 31 45 31 1D 28 6B 16 00 31 50 30 "
        #expect(
            Hex.text(bytes).contains(body + Hex.text(Array("https://example.com".utf8)) + " 1D 28 6B 03 00 31 51 30"))
    }

    @Test("A printer that draws no QR code gets it as dots; one that is too narrow gets the text")
    func rasterQR() throws {
        let list = try commands(document(.qr("https://example.com/r/1")), .generic58)
        #expect(list.contains { if case .raster = $0 { true } else { false } })
        let long = String(repeating: "x", count: 300)
        let encoded = ESCPOSEncoder(.tmT88V).encode(document(.qr(long)))
        #expect(encoded.remarks.count == 1 && encoded.bytes.filter { $0 == 0x78 }.count == 300)
    }

    @Test(
        "CODE128 in the wrong set is longer than the paper or unreadable",
        arguments: [
            ("R00000001", "7B 42 52 7B 43 00 00 00 01"), ("1234", "7B 43 0C 22"), ("AB{C", "7B 42 41 42 7B 7B 43"),
            ("12345", "7B 43 0C 22 7B 42 35"), ("A12345", "7B 42 41 31 7B 43 17 2D"),
            ("AB12CD", "7B 42 41 42 31 32 43 44"),
            ("A123456B", "7B 42 41 7B 43 0C 22 38 7B 42 42"), ("12", "7B 43 0C"), ("7", "7B 42 37"),
        ])
    func code128(_ text: String, _ hex: String) throws {
        let list = try commands(document(.code128(text)))
        let data = list.compactMap { command -> [UInt8]? in
            if case .barcode(73, let data) = command { return data }
            return nil
        }
        #expect(data == [Hex.bytes(hex) ?? []])
    }

    @Test("A barcode of 16 20 01 must not kick the drawer: pairs of digits are raw bytes")
    func barcodeIsNoKick() {
        for text in ["16200102", "A16200100", "00162001", "160401", "160501"] {
            let bytes = ESCPOSEncoder(.tmT88V).encode(document(.code128(text))).bytes
            for place in 1..<bytes.count where bytes[place - 1] == 0x10 {
                #expect(![0x04, 0x05, 0x14].contains(bytes[place]))
            }
        }
    }

    @Test("Picture dots that read as a drawer kick must be changed before they are sent")
    func pictureIsNoKick() throws {
        let rows: [UInt8] = [0x10, 0x14, 0x01, 0x00, 0x10, 0x04, 0x10, 0x05, 0x10, 0x10, 0x14, 0xFF]
        let bitmap = try #require(Bitmap(width: 16, height: 6, rows: rows))
        let list = try commands(document(.picture(bitmap)))
        var found = false
        for case .raster(_, 2, 6, let data) in list {
            found = true
            #expect(data == [0x10, 0x1C, 0x01, 0x00, 0x10, 0x0C, 0x10, 0x0D, 0x10, 0x10, 0x1C, 0xFF])
        }
        #expect(found)
        // Pulses are locked before the dots and let free after them.
        let locks = list.compactMap { if case .realTimeEnable(let pairs) = $0 { pairs.first?.value } else { nil } }
        #expect(locks == [0, 1])
    }

    @Test("A tall or wide picture beyond a model's limits prints as rubbish")
    func pictureLimits() throws {
        let wide = try #require(Bitmap(width: 1_024, height: 2_000, rows: [UInt8](repeating: 0xAA, count: 128 * 2_000)))
        var heights: [UInt16] = []
        for case .raster(_, let stride, let rows, let data) in try commands(document(.picture(wide))) {
            #expect(stride == 64 && data.count == Int(stride) * Int(rows))
            heights.append(rows)
        }
        #expect(heights == [960, 40])
    }

    @Test("A logo the printer holds must travel as its name, not as fifteen thousand bytes")
    func storedPicture() throws {
        let logo = try #require(Bitmap(width: 512, height: 192, rows: [UInt8](repeating: 0x55, count: 64 * 192)))
        let paper = document(.picture(logo), .text("Hi"))
        var encoder = ESCPOSEncoder(.tmT88V)
        encoder.prepare(paper)
        let wanted = encoder.definitions(paper, stored: [])
        let key = try #require(wanted.first?.key)
        #expect(wanted.count == 1 && encoder.definitions(paper, stored: [key]).isEmpty)
        let definition = try ESCPOSCommandDecoder.commands(wanted[0].bytes)
        guard case .graphics(.defineStored(key, 1, 512, 192, _), false)? = definition.first else {
            return #expect(Bool(false), "not a definition")
        }
        let receipt = encoder.encode(paper, stored: [key])
        #expect(receipt.bytes.count < 40 && !receipt.hasRaster)
        #expect(ESCPOSEncoder(.tmT88V).definitions(paper, stored: []).first?.key == key)
    }
}
