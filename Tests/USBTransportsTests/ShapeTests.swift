import Testing

@testable import USBTransports

@Suite("What a device says of itself")
struct ShapeTests {
    private static let bulk = [
        USBInterface.Endpoint(address: 1, kind: 2, packetSize: 64),
        USBInterface.Endpoint(address: 0x82, kind: 2, packetSize: 64),
    ]

    private static func interface(_ number: UInt8, _ code: (UInt8, UInt8, UInt8), setting: UInt8 = 0) -> USBInterface {
        USBInterface(number: number, setting: setting, code: code, endpoints: bulk)
    }

    @Test("A printer opened on the wrong of its interfaces would swallow receipts")
    func choosesPrinter() {
        let all = [
            Self.interface(0, (8, 6, 80)), Self.interface(1, (0xFF, 0, 0)), Self.interface(2, (7, 1, 1)),
            Self.interface(2, (7, 1, 3), setting: 1), Self.interface(2, (7, 1, 2), setting: 2),
        ]
        let chosen = USBInterface.printer(among: all, number: nil)
        #expect(chosen?.number == 2 && chosen?.setting == 2)
        #expect(USBInterface.printer(among: Array(all[..<3]), number: nil)?.code.wire == 1)
        #expect(USBInterface.printer(among: Array(all[..<2]), number: nil)?.number == 1)
        #expect(USBInterface.printer(among: all, number: 1)?.number == 1)
        #expect(USBInterface.printer(among: [all[0], all[3]], number: nil) == nil)
    }

    private static func answer(_ text: String, _ length: [UInt8]) -> [UInt8] { length + Array(text.utf8) }

    @Test("A device id must be read from printers that count it wrongly, too")
    func deviceID() {
        let text = "MFG:EPSON; CMD:ESC/POS ;MDL:TM-T20;;x;CLS:PRINTER;"
        let count = UInt8(text.utf8.count + 2)
        let lengths: [[UInt8]] = [[0, count], [count, 0], [0, 0], [0xFF, 0xFF]]
        for length in lengths {
            let id = PrinterDeviceID(answer: Self.answer(text, length))
            #expect(id?.maker == "EPSON" && id?.model == "TM-T20" && id?.commandSet == "ESC/POS")
            #expect(id?.fields.count == 4)
        }
        #expect(PrinterDeviceID(answer: Self.answer(text, [0, 12]))?.fields.map(\.value) == ["EPSON"])
        #expect(PrinterDeviceID(answer: Self.answer("manufacturer:A;Model:B;SN:7;", [0, 0]))?.maker == "A")
        for nothing: [UInt8] in [[], [0], [0, 2], [0, 4, 0x41, 0x42], [0, 3, 0xFF]] {
            #expect(PrinterDeviceID(answer: nothing) == nil)
        }
    }

    @Test("Reports must have their described length: a drawer that gets a shorter one stays shut")
    func reportLengths() {
        let plain: [UInt8] = [0x75, 8, 0x95, 120, 0x81, 2, 0x95, 2, 0x91, 2]
        let one = HIDReports(descriptor: plain)
        #expect(one.inputLength == 120 && one.outputLength(number: 0) == 2 && !one.areNumbered)
        // Numbered, with a push and pop around the second, and 16-bit counts.
        let numbered: [UInt8] =
            [0x85, 1, 0x75, 8, 0x96, 0x2C, 0x01, 0x81, 2, 0xA4, 0x85, 2, 0x95, 3, 0x91, 2, 0xB4, 0x75, 1, 0x95, 4]
            + [0x91, 2]
        let two = HIDReports(descriptor: numbered)
        #expect(two.areNumbered && two.inputLength == 301)
        #expect(two.outputLength(number: 2) == 4 && two.outputLength(number: 1) == 2)
        #expect(two.outputLength(number: 3) == nil)
    }

    @Test("Any bytes as a report descriptor must give an answer, or a broken drawer stops the service")
    func anyDescriptor() {
        var seed: UInt64 = 0x5DEE_CE66
        for length in 0..<400 {
            let bytes = (0..<length).map { _ -> UInt8 in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(seed >> 33 & 0xFF)
            }
            let reports = HIDReports(descriptor: bytes)
            #expect((reports.inputLength ?? 0) <= HIDReports.maximumBits / 8 + 1)
            _ = PrinterDeviceID(answer: bytes)
        }
        #expect(
            HIDReports(descriptor: [0x77, 0xFF, 0xFF, 0xFF, 0xFF, 0x97, 0xFF, 0xFF, 0xFF, 0xFF, 0x80]).inputs == [])
    }
}
