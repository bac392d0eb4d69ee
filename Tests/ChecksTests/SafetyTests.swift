import Checks
import Money
import Testing

@Suite struct SafetyTests {
    private struct Holder { let line: MICRLine }

    @Test(
        "An account in a log is an account on the street",
        arguments: [
            "t122000661t 1234-56789o 0101", "t122000661t 1211 123456789o", "t122000661t 123456789",
            "o12o t122000661t 123456789o",
            "t122000662t 123456789o 0101", "t12200066t 123456789o 0101", "12 t122000661t 123456789o",
            "t122000661t 123456789o a12a", "t122000661 123456789o", "t123456789123t 123456789o",
            "t122000661t 123456789o 123456789", "t122000661t 1234-56789o 00123456789", "tto0101o 123456789",
            "o0123456789o t122000661t 123456789o",
        ])
    func noPrintOfALineShowsTheAccount(_ text: String) {
        let line = MICRLine(text, .upos)
        var dumped = ""
        dump(line, to: &dumped)
        dump(Holder(line: line), to: &dumped)
        let prints = [
            "\(line)", "\(Holder(line: line))", String(reflecting: line), dumped, line.description,
            "\(String(describing: line.account))", "\(String(describing: Optional(line)))",
        ]
        for print in prints {
            let digits = print.filter(\.isNumber)
            #expect(!digits.contains("123456789"))
            #expect(!digits.contains("56789"))
        }
    }

    @Test("A short account must not be shown whole because only four digits are shown")
    func masksHideAtLeastHalf() {
        #expect(MICRMask.account(MICRAccount("1234-56789")) == "****6789")
        #expect(MICRMask.account(MICRAccount("123456")) == "****456")
        #expect(MICRMask.account(MICRAccount("12")) == "****2")
        #expect(MICRMask.account(MICRAccount("1")) == "****")
        #expect(MICRMask.account(MICRAccount("")) == "****")
        #expect("\(MICRLine("t122000661t 123-456-7o", .upos))" == "122000661, ****567")
        #expect("\(MICRLine("t122000661t 1234567o 0101", .upos))" == "122000661, ****567, check 0101")
        // A short account stands in many a number, and is no more than its mask shows of others.
        #expect("\(MICRLine("t122000661t 10o 0101", .upos))" == "122000661, ****0, check 0101")
        let twin = MICRLine("t122000661t 123456789o 123456789", .upos)
        let key = twin.duplicateKey(amount: Money(minorUnits: 100, .usd))
        #expect(key.map { "\($0)" } == "122000661, ****6789, a number not shown")
    }

    @Test("A recording keeps the shape of an answer, and nothing to deposit with")
    func recordingsAreMasked() {
        let masked = MICRMask.digits(in: Array("T122000661T 12-3U/08\r".utf8))
        #expect(String(decoding: masked, as: UTF8.self) == "TxxxxxxxxxT xx-xU/xx\r")
        #expect(MICRLine(masked, .magtek00).fault == .illegalCharacter)
    }

    @Test("A picture shows name, account and signature: a log must not")
    func picturesAreNotDumped() {
        let image = CheckImage(CheckImageKind(.front, .tiffGroup4), bytes: [0x49, 0x49, 0x2A, 0])
        var dumped = ""
        dump(image, to: &dumped)
        #expect("\(image)" == "front tiff-g4, 4 bytes")
        #expect(!dumped.contains("73"))
    }

    @Test("A keyed line has no head as witness: check digit and a name stand for it")
    func keyedLines() throws {
        let entry = try MICRManualEntry(
            routing: "122000661", onUs: "1234-56789/ 0101", operatorID: "op-7")
        #expect(entry.line.isAcceptable)
        #expect(entry.line.serial == MICRSerial("0101", .rightOfOnUs))
        #expect(entry.line.depositOnUs == "    1234-56789/ 0101")
        #expect(entry.line.kind == .personal)
        let business = try MICRManualEntry(routing: "122000661", onUs: "99/", auxOnUs: "12345", operatorID: "op-7")
        #expect(business.line.kind == .business && business.line.serial?.text == "12345")
        func fault(_ routing: String, _ onUs: String, _ aux: String = "", _ name: String = "a") -> ManualEntryFault? {
            do throws(ManualEntryFault) {
                _ = try MICRManualEntry(routing: routing, onUs: onUs, auxOnUs: aux, operatorID: name)
                return nil
            } catch { return error }
        }
        #expect(fault("122000662", "1/") == .routing(.checkDigit))
        #expect(fault("12200066", "1/") == .routing(.form))
        #expect(fault("500100015", "1/") == .noPayor)
        #expect(fault("122000661", "/") == .onUs)
        #expect(fault("122000661", "12?/") == .onUs)
        #expect(fault("122000661", "1/", "1/2") == .auxOnUs)
        #expect(fault("122000661", "1/", "", "") == .nobody)
    }

    @Test("A number of a reader that is read wrongly sends a good check back, or a bad one on")
    func readerCodes() throws {
        #expect(MICRCondition(statusCode: "01")?.signal == MICRCondition.Signal.none)
        #expect(MICRCondition(statusCode: "08")?.style == .canadian)
        #expect(MICRCondition(statusCode: "05")?.faults == [.transit])
        #expect(MICRCondition(statusCode: "04")?.isSound == true)
        #expect(MICRCondition(statusCode: "02") == nil && MICRCondition(statusCode: "5") == nil)
        let told: [(String, MICRCondition)] = [
            ("0100", MICRCondition(signal: .good, style: .business)),
            ("0000", MICRCondition(signal: .good, style: .standard)),
            ("2000", MICRCondition(signal: .none, style: .standard)),
            ("1000", MICRCondition(signal: .low, style: .standard)),
            ("0340", MICRCondition(signal: .good, style: .canadian, noSerial: true)),
            ("0107", MICRCondition(signal: .good, faults: [.transit, .account, .serial], style: .business)),
            ("0014", MICRCondition(signal: .good, faults: [.transit], style: .standard, hasAmount: true)),
        ]
        for (text, condition) in told { #expect(MICRCondition(parseStatus: text) == condition) }
        for text in ["", "010", "01000", "3000", "0400", "0080", "0008", "0a00"] {
            #expect(MICRCondition(parseStatus: text) == nil)
        }
    }

    @Test("A status that is taken for another sends the cashier to the wrong repair, and an unknown one is never good")
    func readerResults() {
        let cognitive: [MICRReaderResult] = [.good, .badRead, .noCheck, .jam, .noMICR, .unexplained]
        for (byte, result) in cognitive.enumerated() { #expect(MICRReaderResult(cognitive: UInt8(byte)) == result) }
        #expect(MICRReaderResult(epson: 0x50) == .good && MICRReaderResult(epson: 0x70) == .badRead)
        #expect(MICRReaderResult(epson: 0x00) == .unexplained)
        let details: [MICRReaderResult] = [
            .badRead, .notExecuted, .cancelled, .noCheck, .badSize, .noMICR, .badRead, .badRead, .badRead, .coverOpen,
            .unexplained,
        ]
        for (place, result) in details.enumerated() {
            #expect(MICRReaderResult(epson: 0x70, detail: 0x40 + UInt8(place)) == result)
        }
        #expect(MICRReaderResult(epson: 0x50, detail: 0x40) == .good)
        let oki: [(UInt8, MICRReaderResult)] = [
            (0x30, .good), (0x31, .unexplained), (0x33, .badRead), (0x34, .noMICR), (0x36, .jam),
        ]
        for (code, result) in oki { #expect(MICRReaderResult(oki: code) == result) }
        #expect(MICRReaderResult(ibmText: Array("?".utf8)) == .noMICR)
        #expect(MICRReaderResult(ibmText: Array("12?4".utf8)) == .badRead)
        #expect(MICRReaderResult(ibmText: Array("1234".utf8)) == .good)
        #expect((0...255).allSatisfy { MICRReaderResult(oki: $0) != .good || $0 == 0x30 })
    }

    @Test("What does not fit the paper or the printer's letters must be refused before the check moves")
    func printedTexts() throws {
        let routing = try RoutingNumber("121000358")
        let endorsement = try Endorsement(
            depositOnlyTo: "CITY WATER 445", bank: "FIRST BANK", routing: routing, date: "11/21/2026", item: "000123")
        #expect(
            endorsement.text.lines == [
                "FOR DEPOSIT ONLY", "CITY WATER 445", "FIRST BANK <121000358>", "11/21/2026 000123",
            ])
        #expect(try Franking(paidAt: "MAIN ST", date: "11/21/2026").text.lines == ["PAID MAIN ST 11/21/2026"])
        #expect(try Franking.void().text.lines == ["VOID"])
        #expect(throws: CheckTextFault.empty) { try CheckText([" ", ""]) }
        #expect(throws: CheckTextFault.character(line: 1)) { try CheckText(["\u{1B}q"]) }
        #expect(throws: CheckTextFault.character(line: 2)) { try CheckText(["a", "Müller"]) }
        #expect(throws: CheckTextFault.lineTooLong(line: 1, limit: 45)) {
            try CheckText([String(repeating: "x", count: 46)])
        }
        #expect(throws: CheckTextFault.tooManyLines(limit: 8)) { try CheckText(Array(repeating: "x", count: 9)) }
    }
}
