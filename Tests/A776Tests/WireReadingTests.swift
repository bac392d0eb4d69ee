import A776Driver
import DeviceKit
import Testing
import WireKit

/// Bytes of the papers' tables, put together here, and bytes beside them.
@Suite struct WireReadingTests {
    private func read(_ hex: String, _ side: CheckScannerDirection = .device) -> CheckScannerMessage? {
        guard let bytes = Hex.bytes(hex) else { return nil }
        do throws(WireFault) {
            let message = try CheckScannerWire.decode(direction: side, bytes: bytes)
            #expect(message.encoded() == bytes)
            return message
        } catch { return nil }
    }

    private func text(_ status: String, _ text: String) -> String {
        status + text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test(
        "A recording of a unit that another host set to a parse format must be read, not called noise",
        arguments: ["122000218/123456789/1321/00", "122000218-123456789-1321", "122000218,12?456789,1321,05"])
    func parsedFormats(_ fields: String) {
        for status in ["00", "01"] {
            guard case .micr(let reply) = read(text(status, fields) + "0d") else {
                Issue.record("no MICR answer: \(fields)")
                continue
            }
            #expect(reply.text == Array(fields.utf8))
        }
        #expect(read(text("02", fields) + "0d") == nil)
        #expect(read(text("00", fields)) == nil)
        #expect(read(text("00", fields) + "0a0d") == nil)
    }

    @Test("Two sides of one scan: the second picture may come with nothing but its length")
    func aBareSecondPicture() {
        let state = "00 01 03 03 00 ff ff"
        let first = "08 00 00 00 49 49 2a 00 08 00 00 00"
        let second = "05 00 00 00 01 02 03 04 05"
        for code in ["b8", "b9"] {
            #expect(read("1d 49 \(code) \(state) \(first) \(second)")?.description.contains("5 bytes") == true)
            #expect(read("1d 49 \(code) \(state) \(first) \(second) 00") == nil)
            #expect(read("1d 49 \(code) \(state) \(first) 06 00 00 00 01 02 03 04 05") == nil)
        }
        #expect(read("1d 49 b7 \(state) \(second)") == nil)
    }

    @Test("An NCR block with a value of zero is a block all the same")
    func ncrZeros() {
        guard case .foreign(.ncrFields(let info)) = read("46 31 1f 50 1f 40 1f 00 1f 30 1f 00 00") else {
            Issue.record("no information block")
            return
        }
        #expect(info == [[0x46, 0x31], [0x50], [0x40], [0x00], [0x30], [0x00]])
        guard case .foreign(.ncrFields(let size)) = read("53 30 30 1f 00 1f 00 1f 96 1f 5a 1f 2c 1f 1e 00") else {
            Issue.record("no size block")
            return
        }
        #expect(size.count == 7 && size[1] == [0x00] && size[6] == [0x1E])
        #expect(read("46 31 1f 50 1f 00 1f 00") == nil)
    }

    @Test("Words of anything must not be called a check's line of an IBM reader")
    func ibmLetters() {
        #expect(read(text("64", "T122000218T 1234-5U 1321")) != nil)
        #expect(read(text("5a", ")122000218) 1234'5( 13?1")) != nil)
        for words in ["HTTP/1.1 200 OK", "<DeviceInformation>", "Hello", "122000218\\1", "a=b"] {
            #expect(read(text("64", words)) == nil, "\(words)")
        }
    }

    @Test(
        "A host that asks what no table has is read as what it never said",
        arguments: [
            "1d b2 33", "1d b8 02 01 00", "1d b8 01 00 00", "1d b8 01 04 00", "1d b8 01 05 00", "1d b8 01 07 00",
            "1d b8 01 01 03", "1d b9 03 00 00 01 00 00 00", "1d b3 00 00 06",
        ])
    func valuesOutsideOfTheTables(_ hex: String) { #expect(read(hex, .host) == nil) }

    @Test(
        "What the tables have is read",
        arguments: [
            "1d b2 32", "1d b8 00 01 00", "1d b8 01 02 01", "1d b8 01 03 02", "1d b8 01 06 00",
            "1d b9 02 01 07 01 00 09 00", "1d b3 01 02 05",
        ])
    func valuesOfTheTables(_ hex: String) { #expect(read(hex, .host) != nil) }

    @Test("A status that an Epson reader has not must not pass for a reading; one of the A776 may be new")
    func statuses() {
        #expect(read("5f 50 31 32 00") != nil && read("5f 70 00") != nil)
        #expect(read("5f 41 54 00") == nil)
        for status in ["04", "05", "06"] { #expect(read("1d 49 b8 \(status) 01 00 00 00 00 00 00 00 00 00") != nil) }
    }
}
