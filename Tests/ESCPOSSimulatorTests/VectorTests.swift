import ESCPOSSimulator
import SimulatorKit
import Testing

/// Bytes from other people's hosts mean here what they mean there.
@Suite struct VectorTests {
    /// Dialects of other machines, and vectors that are there to be broken.
    static let foreign = [
        "kiosk-", "usb/", "micr/", "star/", "apg", "mmf/", "logic-", "ibm-", "posiflex", "star-usb", "hid-", "acode",
    ]

    static let hostVectors: [Vector] = {
        do {
            let all = try Vector.load("escpos", "host") + Vector.load("drawers", "host")
            return all.filter { vector in !foreign.contains { vector.name.hasPrefix($0) } }
        } catch { return [] }
    }()

    @Test func noVectorFileIsReadInVain() { #expect(Self.hostVectors.count > 90) }

    @Test("a host's bytes leave the parser in step: the next line prints as it was sent", arguments: hostVectors)
    func staysInStep(_ vector: Vector) {
        var counter = Counter.instant()
        counter.send(vector.bytes)
        counter.finish()
        if vector.name == "escp/truncated-bad" { return }
        if vector.name.contains("peripheral-display") { counter.send(hex: "1B 3D 01") }
        counter.send(hex: "0A 18 1B 53 1B 40")
        counter.send("next line\n")
        counter.finish()
        #expect(counter.lines.last == "next line")
    }

    @Test("no command's operand falls on the paper as text", arguments: hostVectors)
    func printsNothingButText(_ vector: Vector) {
        let isText = ["text/", "codepage/", "intl/uk", "done/job", "pid/receipt", "page/full", "barcode/"]
        if isText.contains(where: { vector.name.hasPrefix($0) }) { return }
        // A drawer command cut short waits for its times; one-byte printers' words are text for this one.
        if vector.name.hasPrefix("slip/") { return }
        var counter = Counter.instant()
        counter.send(vector.bytes)
        counter.send("\n")
        counter.finish()
        #expect(counter.lines.filter { !$0.isEmpty } == [])
    }

    @Test("text on every code page prints as the letters that were meant")
    func printedText() throws {
        let expected: [(String, String)] = [
            ("text/abc-lf", "abc"), ("text/fox", "The quick brown fox jumps over the lazy dog"),
            ("text/raw-utf8-is-wrong", "Γé¼"), ("text/ht-tabs", "        A       B"), ("codepage/cafe-cp437", "café"),
            ("codepage/cp850", "é"), ("codepage/wpc1252", "€é"), ("codepage/pc866-da", "Да"),
            ("codepage/pc852", "ćą"), ("codepage/iso8859-15-euro", "€"), ("intl/uk-pound", "£"),
            ("page/full-job", "Hi"), ("done/job-with-gsr1", "Hi"), ("pid/receipt-job", "Total 5.00"),
        ]
        for (name, text) in expected {
            var counter = Counter.instant()
            counter.send(try Vector.named("escpos", name).bytes + [0x0A])
            counter.finish()
            #expect(counter.lines.joined().hasPrefix(text) || counter.lines.contains(text), "\(name)")
        }
    }

    @Test("the same picture sent in every form blackens the dots it names")
    func picturesAgree() throws {
        let small: [(Int, [UInt8])] = [(0, [0xFF, 0]), (1, [0, 1]), (2, [0xFF, 0xFF])]
        let rows: [(String, [(Int, [UInt8])])] = [
            ("image/gsv0", small), ("image/column-24", small),
            // Eight-dot columns have dots three rows high.
            (
                "image/column-8",
                [(0, [0xFF, 0]), (2, [0xFF, 0]), (3, [0, 1]), (6, [0xFF, 0xFF]), (8, [0xFF, 0xFF])]
            ),
            ("image/gsv0-quad", [(0, [0xFF, 0xFF, 0, 0]), (2, [0, 0, 0, 3]), (5, [0xFF, 0xFF, 0xFF, 0xFF])]),
            ("image/gsv0-both", [(0, [0xC0]), (1, [0])]), ("image/column-1px", [(0, [0x80]), (1, [0])]),
            ("image/gs8l-8x2", [(0, [0xFF]), (1, [0x81])]), ("nv/fs-q-8x8", [(0, [0xFF]), (1, [0x81]), (7, [0xFF])]),
            ("nv/define-G1", [(0, [0xFF]), (6, [0x81]), (7, [0xFF])]),
        ]
        // Whatever was only stored is printed; what is not there prints nothing.
        let print = bytes("1D 28 4C 02 00 30 32 1C 70 01 00 1D 28 4C 06 00 30 45 47 31 01 01")
        for (name, picture) in rows {
            var counter = Counter.instant()
            counter.send(try Vector.named("escpos", name).bytes + print)
            counter.finish()
            let piece = try #require(counter.device.paper.last)
            let top = try #require((0..<piece.bitmap.height).first { y in piece.bitmap.row(y).contains { $0 != 0 } })
            for (row, dots) in picture {
                #expect(Array(piece.bitmap.row(top + row).prefix(dots.count)) == dots, "\(name), row \(row)")
            }
        }
    }

    @Test("every answer that vectors show can be had from a physical state")
    func deviceVectors() throws {
        struct Row {
            let file: String
            let name: String
            var levers: [ESCPOSLever] = []
            var ask: String
            var setUp: (inout ESCPOSConfiguration) -> Void = { _ in }
        }
        let closedIsLow: (inout ESCPOSConfiguration) -> Void = {
            $0.drawers = [.pin2: DrawerFitting(contact: .normallyClosed)]
        }
        let manualByte: (inout ESCPOSConfiguration) -> Void = { $0.readings.automaticStatusFourthByte = 0 }
        let lowManual: (inout ESCPOSConfiguration) -> Void = {
            closedIsLow(&$0)
            manualByte(&$0)
        }
        let lowNoNearEnd: (inout ESCPOSConfiguration) -> Void = {
            lowManual(&$0)
            $0.model.hasNearEndSensor = false
        }
        let feeds: (inout ESCPOSConfiguration) -> Void = {
            closedIsLow(&$0)
            $0.readings.recoveryNeedsFeedButton = true
        }
        let rows: [Row] = [
            Row(file: "escpos", name: "rt-reply/eot1-16", ask: "10 04 01"),
            Row(file: "escpos", name: "rt-reply/eot1-12", ask: "10 04 01", setUp: closedIsLow),
            Row(file: "escpos", name: "rt-reply/eot1-1E", levers: [.openCover], ask: "10 04 01"),
            Row(
                file: "escpos", name: "rt-reply/eot1-3A", levers: [.openCover, .closeCover], ask: "10 04 01",
                setUp: feeds),
            Row(file: "escpos", name: "rt-reply/eot2-16", levers: [.openCover], ask: "10 04 02"),
            Row(file: "escpos", name: "rt-reply/eot2-1A", levers: [.holdFeedButton], ask: "10 04 02"),
            Row(file: "escpos", name: "rt-reply/eot2-36", levers: [.openCover, .removePaper], ask: "10 04 02"),
            Row(file: "escpos", name: "rt-reply/eot2-52", levers: [.heatHead], ask: "10 04 02"),
            Row(file: "escpos", name: "rt-reply/eot3-1A", levers: [.jamCutter], ask: "1D 56 00 10 04 03"),
            Row(file: "escpos", name: "rt-reply/eot3-32", levers: [.breakDown], ask: "10 04 03"),
            Row(file: "escpos", name: "rt-reply/eot4-12", ask: "10 04 04"),
            Row(file: "escpos", name: "rt-reply/eot4-1E", levers: [.loadPaper(millimetres: 2_000)], ask: "10 04 04"),
            Row(file: "escpos", name: "rt-reply/eot4-72", levers: [.removePaper], ask: "10 04 04", setUp: lowNoNearEnd),
            Row(file: "escpos", name: "rt-reply/clear-response", ask: "10 14 08 01 03 14 01 06 02 08"),
            Row(file: "escpos", name: "rt-reply/power-off-notice", ask: "1D 28 44 05 00 14 01 01 02 01 10 14 02 01 08"),
            Row(file: "escpos", name: "asb/1000000F", ask: "1D 61 0F", setUp: closedIsLow),
            Row(file: "escpos", name: "asb/1400000F", ask: "1D 61 0F"),
            Row(file: "escpos", name: "asb/18000C00", levers: [.removePaper], ask: "10 14 07 01", setUp: lowNoNearEnd),
            Row(file: "escpos", name: "asb/1C000F00", levers: [.removePaper], ask: "10 14 07 01", setUp: manualByte),
            Row(
                file: "escpos", name: "asb/18080000", levers: [.jamCutter], ask: "1D 56 00 10 14 07 01",
                setUp: lowManual),
            Row(file: "escpos", name: "asb/18200000", levers: [.breakDown], ask: "10 14 07 01", setUp: lowManual),
            Row(file: "escpos", name: "asb/58000000", levers: [.holdFeedButton], ask: "10 14 07 01", setUp: lowManual),
            Row(file: "escpos", name: "gsr/reply-00", ask: "1D 72 01"),
            Row(file: "escpos", name: "gsi/reply-model-20", ask: "1D 49 01"),
            Row(file: "escpos", name: "gsi/reply-type-02", ask: "1D 49 02"),
            Row(file: "escpos", name: "gsi/reply-model", ask: "1D 49 43"),
            Row(file: "escpos", name: "gsi/reply-model-t81", ask: "1D 49 43", setUp: { $0.model.name = "TM-T81" }),
            Row(file: "escpos", name: "pid/done-0001", ask: "1D 28 48 06 00 30 30 30 30 30 31"),
            Row(file: "escpos", name: "pid/done-0002", ask: "1D 28 48 06 00 30 30 30 30 30 32"),
            Row(file: "escpos", name: "pid/offline-4causes", levers: [.openCover], ask: "10 14 07 04"),
            Row(file: "drawers", name: "status/12", ask: "10 04 01", setUp: closedIsLow),
            Row(
                file: "drawers", name: "status/16", levers: [.drawer(.pin2, .openByHand)], ask: "10 04 01",
                setUp: closedIsLow),
            Row(file: "drawers", name: "status/1E", levers: [.openCover], ask: "10 04 01"),
            Row(file: "drawers", name: "status/00", levers: [.drawer(.pin2, .openByHand)], ask: "1D 72 02"),
            Row(file: "drawers", name: "status/1000000F", ask: "1D 61 01", setUp: closedIsLow),
            Row(file: "drawers", name: "status/14000000", ask: "1D 61 01", setUp: manualByte),
            Row(
                file: "drawers", name: "status/18000C00", levers: [.removePaper], ask: "10 14 07 01",
                setUp: lowNoNearEnd),
        ]
        for row in rows {
            var configuration = ESCPOSConfiguration()
            (configuration.lineTime, configuration.cutTime) = (.zero, .zero)
            row.setUp(&configuration)
            var counter = Counter(configuration)
            for lever in row.levers { counter.pull(lever) }
            counter.send(hex: row.ask)
            #expect(counter.answers() == (try Vector.named(row.file, row.name).bytes), "\(row.name)")
        }
    }

    @Test("the size of a QR symbol is told before it is printed")
    func qrSize() throws {
        // Version 1 has 21 modules; at 8 dots that is 168.
        var counter = Counter.instant()
        counter.send(hex: "1D 28 6B 03 00 31 43 08 1D 28 6B 07 00 31 50 30 31 32 33 34 1D 28 6B 03 00 31 52 30")
        #expect(counter.answers() == bytes("37 36 31 36 38 1F 31 36 38 1F 31 1F 30 00"))
    }

    @Test("USB identity and port status are those of the class specification")
    func usb() throws {
        var counter = Counter.instant()
        #expect(counter.device.usbDeviceID == (try Vector.named("escpos", "usb/device-id").bytes))
        #expect(counter.device.usbPortStatus == 0x18)
        counter.pull(.removePaper)
        #expect(counter.device.usbPortStatus == 0x30)
        counter.pull(.loadPaper(millimetres: 10_000))
        counter.pull(.openCover)
        #expect(counter.device.usbPortStatus == 0x10)
    }
}
