import Checks
import Testing

@Suite struct NumberTests {
    @Test("A misread digit that passes the check digit sends the check to another bank")
    func everySingleMisreadingIsCaught() throws {
        let digits = Array("122000661")
        for place in digits.indices {
            for digit in "0123456789" where digit != digits[place] {
                var wrong = digits
                wrong[place] = digit
                #expect(throws: RoutingFault.checkDigit) { try RoutingNumber(String(wrong)) }
            }
        }
    }

    @Test("The check digit of ten is zero: one public sample forgets it")
    func checkDigitOfTen() {
        #expect(RoutingNumber.checkDigit(firstEight: "00000000") == 0)
        #expect(RoutingNumber.checkDigit(firstEight: "11100002") == 5)
        for eight in 0..<3_000 {
            let text = String(12_200_000 + eight * 7)
            #expect((RoutingNumber.checkDigit(firstEight: text) ?? 10) < 10)
            #expect(RoutingNumber(firstEight: text) != nil)
        }
        #expect(RoutingNumber.checkDigit(firstEight: "1110000") == nil)
        #expect(RoutingNumber(firstEight: "1110000x") == nil)
    }

    @Test("UnifiedPOS and the readers count the bank's digits from different places")
    func bankNumbers() throws {
        let number = try RoutingNumber("072413298")
        #expect(number.bankNumber == "41329")
        #expect(number.institution == "1329")
        #expect(number.firstEight == "07241329")
        #expect(number.district == 7)
    }

    @Test(
        "A prefix that nobody pays under must not look like a bank",
        arguments: [
            (0, RoutingPrefix.government, nil), (1, .primary, 1), (12, .primary, 12), (13, .unassigned, nil),
            (20, .unassigned, nil), (21, .thrift, 1), (32, .thrift, 12), (33, .unassigned, nil), (50, .unassigned, nil),
            (60, .unassigned, nil), (61, .electronic, 1), (72, .electronic, 12), (73, .unassigned, nil),
            (80, .travelersCheque, nil), (81, .unassigned, nil), (99, .unassigned, nil),
        ])
    func prefixes(_ two: Int, _ prefix: RoutingPrefix, _ district: Int?) throws {
        let text = (two < 10 ? "0" : "") + "\(two)000001"
        let number = try #require(RoutingNumber(firstEight: text))
        #expect(number.prefix == prefix)
        #expect(number.district == district)
        #expect(number.isPayor == (prefix != .unassigned))
        #expect(try RoutingNumber("000000000").isPayor == false)
    }

    @Test(
        "A text that is no number must be refused, not shortened",
        arguments: ["", "12200066", "1220006611", "12200066l", "١٢٢٠٠٠٦٦١"])
    func forms(_ text: String) { #expect(throws: RoutingFault.form) { try RoutingNumber(text) } }

    @Test(
        "The fraction is the witness that no head has read",
        arguments: ["66-2/1110", " 66-2/1110 ", "1-2/111", "120-2/1110"])
    func fractions(_ text: String) throws { #expect(try RoutingFraction(text).institution == "2") }

    @Test(
        "A fraction that is none must not name a bank",
        arguments: [
            "", "66-2", "66/1110", "66-2/11", "66-2/11100", "66-/1110", "-2/1110", "66-12345/1110", "6a-2/1110",
            "66-2/1110/1", "6-6-2/1110",
        ])
    func noFractions(_ text: String) { #expect(throws: FractionFault.form) { try RoutingFraction(text) } }

    @Test("The two numbers of one check must agree")
    func fractionAgainstLine() throws {
        let line = MICRLine("A075911713A 123456789C 1220", .font)
        #expect(try line.transit == .us(RoutingFraction("79-1171/759").routing))
        #expect(try RoutingFraction("16-66/1220").description == "16-66/1220")
    }
}

@Suite struct ExceptionTests {
    @Test(
        "An entry that is none would cut accounts at the wrong place",
        arguments: [
            ("12345678244A000000", MICRExceptionFault.length), ("1234567A244A00000000", .notDecimal),
            ("12345678204A00000000", .step(0x20)), ("12345678644A00000000", .step(0x64)),
            ("12345678A44A00000000", .step(0xA4)), ("12345678044A00000000", .step(0x04)),
            ("1234567824004A000000", .afterEnd), ("12345678000000000000", .count),
        ])
    func entriesThatAreNone(_ hex: String, _ fault: MICRExceptionFault) {
        #expect(throws: fault) { try MICRExceptionEntry(bytes(hex)) }
    }

    @Test("An entry is the same ten bytes in every reader")
    func entriesGoBothWays() throws {
        let steps: [MICRExceptionEntry.Step] = [.skip(31), .serial(1), .account(10), .skip(2), .account(3), .serial(4)]
        let entry = try MICRExceptionEntry(bank: "01234567", steps: steps)
        #expect(entry.encoded() == bytes("012345679f214a824324"))
        #expect(try MICRExceptionEntry(entry.encoded()) == entry)
        #expect(throws: MICRExceptionFault.count) { try MICRExceptionEntry(bank: "01234567", steps: []) }
        #expect(throws: MICRExceptionFault.step(0)) { try MICRExceptionEntry(bank: "01234567", steps: [.skip(32)]) }
        #expect(throws: MICRExceptionFault.notDecimal) { try MICRExceptionEntry(bank: "0123456", steps: [.skip(1)]) }
    }

    @Test("An entry that does not fit this line must not cut it; the next one may")
    func onlyAnEntryThatFits() throws {
        let long = try MICRExceptionEntry(bank: "12345678", steps: [.serial(4), .account(31)])
        let short = try MICRExceptionEntry(bank: "12345678", steps: [.serial(4), .account(10)])
        let text = "t123456780t12349876543210o"
        func serial(_ entries: [MICRExceptionEntry], _ text: String) -> MICRSerial? {
            MICRLine(text, .upos, exceptions: MICRExceptionTable(entries)).serial
        }
        #expect(serial([long], text) == nil)
        #expect(serial([long, short], text) == MICRSerial("1234", .exception))
        #expect(serial([short], "t122000661t12349876543210o") == nil)
        // A bank's number that fails its check digit is no key.
        #expect(serial([short], "t123456789t12349876543210o") == nil)
        #expect(serial([short], "t123456780t   12349876543210o") == MICRSerial("1234", .exception))
        #expect(serial([short], "o77o t123456780t12349876543210o") == MICRSerial("1234", .exception))
        let account = try MICRExceptionEntry(bank: "12345678", steps: [.account(10)])
        #expect(serial([account], "o77o t123456780t12349876543210o") == MICRSerial("77", .aux))
        #expect(serial([account], text) == nil)
    }
}
