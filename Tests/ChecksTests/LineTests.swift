import Checks
import Money
import Testing

func line(_ text: String, _ encoding: MICREncoding = .upos) -> MICRLine { MICRLine(text, encoding) }

@Suite struct LineTests {
    @Test(
        "The serial rules tried in another order make a second check look like the first",
        arguments: [
            ("o2336o t122000661t 123456o 0101", "2336", "123456", MICRSerialRule.aux, "0101"),
            ("t122000661t 123456o 0101", "0101", "123456", .rightOfOnUs, nil),
            ("t122000661t 1211 123456o 0101", "0101", "1211 123456", .rightOfOnUs, nil),
            ("t122000661t 1211 123456o 23", "1211", "123456", .leftGuess, "23"),
            ("t122000661t 123456o 23", nil, "123456", nil, "23"),
            ("t122000661t 12 123456o", nil, "12 123456", nil, nil),
            ("t122000661t 123456 123456o", nil, "123456 123456", nil, nil),
            ("t122000661t 12345-6o", "12345", "6", .leftGuess, nil),
            ("t122000661t 1234o", nil, "1234", nil, nil),
            ("t122000661t 1234-o", nil, "1234-", nil, nil),
            ("t122000661t 123456", nil, "123456", nil, nil),
            ("t122000661t 1234o56o789", "789", "1234o56", .rightOfOnUs, nil),
        ])
    func serialRules(_ text: String, _ serial: String?, _ account: String, _ rule: MICRSerialRule?, _ code: String?) {
        let line = line(text)
        #expect(line.fault == nil)
        #expect(line.serial?.text == serial)
        #expect(line.serial?.rule == rule)
        #expect(line.account?.text == account)
        #expect(line.processControl == code)
    }

    @Test("A guessed number must not take digits from the account for good")
    func aGuessKeepsTheWholeAccount() throws {
        let guessed = line("t123456780t   123-456-7o")
        #expect(guessed.account?.digits == "4567")
        #expect(guessed.wholeAccount?.digits == "1234567")
        #expect(guessed.serial?.isCertain == false)
        #expect(guessed.duplicateKey(amount: Money(minorUnits: 100, .usd)) == nil)
    }

    @Test(
        "Whatever stands where nothing belongs means that the line was misread",
        arguments: [
            ("t122000661t 1o 123 a0000012090a 5", MICRFault.afterAmount),
            ("t122000661t 1o 123 a000001209a", .malformedAmount),
            ("t122000661t 1o 123 a00000120901a", .malformedAmount),
            ("t122000661t 1o 123 a0000012090", .malformedAmount), ("t122000661t 1o 123 a00000?2090a", .malformedAmount),
            ("t122000661t 1o 123 a0000012090aa", .malformedAmount), ("a", .malformedAmount), ("aa", .malformedAmount),
            ("t122000661 1o 123", .transitSymbols), ("t1t2t", .transitSymbols), ("123", .transitSymbols),
            ("t12200066t 1o 123", .transitForm), ("t1220006611t 1o", .transitForm), ("tt", .transitForm),
            ("t122 00661t 1o", .transitForm), ("t2213-7632t 1o", .transitForm), ("t22137-63?t 1o", .transitForm),
            ("12 t122000661t 1o 123", .beforeTransit), ("o123 t122000661t 1o", .beforeTransit),
            ("oo t122000661t 1o", .beforeTransit), ("o1o2o t122000661t 1o", .beforeTransit),
            ("-t122000661t 1o", .beforeTransit), ("t122000661t 1o x", .illegalCharacter),
        ])
    func malformedLinesAreRefused(_ text: String, _ fault: MICRFault) {
        let line = line(text)
        #expect(line.fault == fault)
        #expect(!line.isAcceptable)
    }

    @Test("The one character left of the transit symbol is the processing code, and no other is")
    func processingCode() {
        #expect(line("2t122000661t 1o").epc == .two)
        #expect(line("o543123o 2t122000661t 1o").epc == .two)
        #expect(line("o543123o2t122000661t 1o").auxOnUs == "543123")
        #expect(line("?t122000661t 1o").epc == .unreadable)
        #expect(line("2 t122000661t 1o").epc == .two)
        #expect(line("12t122000661t 1o").fault == .beforeTransit)
    }

    @Test("An unreadable character that is left out makes another account")
    func unreadableStaysUnreadable() {
        let broken = line("t122000661t 12?4 56o 0?23")
        #expect(broken.hasUnreadable && !broken.isAcceptable && broken.fault == nil)
        #expect(broken.account?.digits == nil)
        #expect(broken.account?.text == "12?4 56")
        #expect(broken.serial?.text == "0?23")
        #expect(broken.serial?.isCertain == false)
        #expect(broken.verdict() == .readAgain(.unreadable))
        #expect(broken.depositOnUs?.contains("12*4 56/ 0*23") == true)
        #expect(line("o1?3o t122000661t 1o").serial?.isReadable == false)
    }

    @Test("A Canadian check in a US deposit comes back from the bank")
    func canadianIsRecognisedAndRefused() throws {
        let canadian = line("t22137-632t001 6042202o927540")
        #expect(canadian.country == .canada && canadian.country?.code == 2)
        #expect(canadian.isAcceptable)
        #expect(canadian.verdict() == .refuse(.foreign(.canada)))
        #expect(canadian.verdict(in: .canada) == .take)
        #expect(CanadianTransit("22137-632")?.electronic == "063222137")
        for text in ["22137632", "2213-7632", "22137-63", "22137-6321", "2213a-632", "22137_632", ""] {
            #expect(CanadianTransit(text) == nil)
        }
    }

    @Test("An office that takes what nobody pays stands with worthless paper")
    func verdicts() {
        #expect(line("t122000661t 123456o 0101").verdict() == .take)
        #expect(line("t122000661t 123456o 0101").verdict(in: .canada) == .refuse(.foreign(.unitedStates)))
        #expect(line("t122000662t 123456o 0101").verdict() == .readAgain(.checkDigit))
        #expect(line("t500100015t 123456o 0101").verdict() == .refuse(.noPayor))
        #expect(line("t000000000t 123456o 0101").verdict() == .refuse(.noPayor))
        #expect(line("t12200066t 123456o 0101").verdict() == .readAgain(.form(.transitForm)))
    }

    @Test("An encoded amount is cents, ten digits of them")
    func amounts() {
        let line = line("t122000661t 1o 123 a0000012090a   ")
        #expect(line.amount(in: .usd) == Money(minorUnits: 12_090, .usd))
        #expect(line.onUs == "1o 123")
    }

    @Test("Two checks with one key are taken for one, so every part of it must be sure")
    func duplicateKeys() throws {
        let amount = Money(minorUnits: 4_200, .usd)
        let key = try #require(line("t122000661t 12-34 56o 0101").duplicateKey(amount: amount))
        #expect(key.account == "123456" && key.serial == "0101" && key.transit == "122000661")
        #expect(line("t122000661t 123456o 0102").duplicateKey(amount: amount) != key)
        #expect(line("t122000661t 12?456o 0101").duplicateKey(amount: amount) == nil)
        #expect(line("t122000661t 123456o").duplicateKey(amount: amount) == nil)
        #expect(!"\(key)".contains("123456"))
    }

    @Test("A field that is cut to fit a record names another account")
    func depositFieldsAreNeverCut() {
        #expect(line("t122000661t 12345678901234567890o").depositOnUs == nil)
        #expect(line("t122000661t 1234567890123456789o").depositOnUs == "1234567890123456789/")
        #expect(line("o1234567890123456o t122000661t 1o").depositAuxOnUs == nil)
        #expect(line("t122000661t 1o").depositAuxOnUs == String(repeating: " ", count: 15))
    }

    @Test("The same letter is another symbol in another reader's alphabet", arguments: MICREncoding.allCases)
    func alphabetsGoBothWays(_ encoding: MICREncoding) {
        let text = "o543123o 2t122000661t 12-34 56o 01 a0000012090a"
        let characters = line(text).characters
        let written = encoding.bytes(characters)
        #expect(encoding.characters(written) == characters)
        #expect(MICRLine(written, encoding).canonical == text)
        #expect(MICRLine(written, encoding).raw == written)
    }

    @Test("Any bytes give a line; a reader that dies at a bad byte takes no more checks")
    func anyBytesGiveALine() {
        var state: UInt64 = 42
        func roll(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let table = try? MICRExceptionTable(bytes("12200066244a82210000"))
        for round in 0..<40_000 {
            let encoding = MICREncoding.allCases[roll(MICREncoding.allCases.count)]
            let letters = encoding.bytes(line("0123456789 toa-?t122000661to  t").characters)
            let raw = (0..<roll(40)).map { _ in
                round % 3 == 0 ? UInt8(roll(256)) : letters[roll(letters.count)]
            }
            let line = MICRLine(raw, encoding, exceptions: table ?? MICRExceptionTable())
            #expect(line.raw == raw)
            #expect(!line.description.isEmpty)
            if line.isAcceptable {
                #expect(line.fault == nil && !line.hasUnreadable && line.transit != nil)
                #expect(line.account != nil && line.onUs != nil)
            }
        }
    }
}
