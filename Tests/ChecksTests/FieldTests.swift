import Checks
import Money
import Testing

/// Where one field of a line ends and the next begins.
@Suite struct FieldTests {
    private let amount = Money(minorUnits: 100, .usd)

    @Test(
        "A customer with a Canadian check must hear that it is not taken, and not feed it again and again",
        arguments: ["001 t22137-632t 6042202o", "001t22137-632t 6042202o", " 12345 t22137-632t6042202o 45"])
    func aCanadianSerialStandsBare(_ text: String) {
        let line = line(text)
        #expect(line.fault == nil && line.country == .canada && line.isAcceptable)
        #expect(line.serial?.text == String(text.drop { $0 == " " }.prefix { $0.isNumber }))
        #expect(line.serial?.isCertain == true)
        #expect(line.account?.text == "6042202" && line.auxOnUs == nil)
        #expect(line.processControl == (text.hasSuffix("45") ? "45" : nil))
        #expect(line.verdict() == .refuse(.foreign(.canada)))
        #expect(line.verdict(in: .canada) == .take)
    }

    @Test("Whatever else is wrong with a Canadian check, reading it again does not make it one of ours")
    func aCanadianCheckIsRefusedAtOnce() {
        #expect(line("12 34 t22137-632t 6042202o").verdict() == .refuse(.foreign(.canada)))
        #expect(line("t22137-632t 60?2202o").verdict() == .refuse(.foreign(.canada)))
        #expect(line("12 34 t22137-632t 6042202o").verdict(in: .canada) == .readAgain(.form(.beforeTransit)))
        #expect(line("t22137-632t 60?2202o").verdict(in: .canada) == .readAgain(.unreadable))
        // a US line has no bare digits there
        #expect(line("001 t122000661t 1o").verdict() == .readAgain(.form(.beforeTransit)))
        #expect(line("t22137-63?t 1o").verdict() == .readAgain(.unreadable))
    }

    @Test("A processing code that stands apart must not send a good check to the keyboard")
    func aCodeMayStandApart() {
        #expect(line("2 t122000661t 1o").epc == .two)
        #expect(line("  2   t122000661t 1o").epc == .two)
        let business = line("o543123o 2  t122000661t 1o")
        #expect(business.epc == .two && business.auxOnUs == "543123" && business.fault == nil)
        for text in ["12 t122000661t 1o", "1 2 t122000661t 1o", "? t122000661t 1o", "- t122000661t 1o"] {
            #expect(line(text).fault == .beforeTransit, "\(text)")
        }
    }

    @Test("A number glued of two fields is another check's number, and a copy of the check passes for a new one")
    func oneGroupIsTheNumber() {
        let code = line("t122000661t 123456o1309 10")
        #expect(code.serial?.text == "1309" && code.serial?.rule == .rightOfOnUs && code.processControl == "10")
        #expect(code.duplicateKey(amount: amount)?.serial == "1309")
        let before = line("t122000661t 123456o 10 1309")
        #expect(before.serial?.text == "1309" && before.processControl == "10")
        let both = line("t122000661t 123456o 10 1309 7")
        #expect(both.serial?.text == "1309" && both.processControl == "10 7")
    }

    @Test("Two groups that could both be the number: shown as before, and sure of neither")
    func twoNumbersAreNone() {
        for text in ["t122000661t 123456o 1309 1310", "t122000661t 123456o 13 09"] {
            let line = line(text)
            #expect(line.serial?.text.count { $0.isNumber } == (text.hasSuffix("1310") ? 8 : 4))
            #expect(line.serial?.isCertain == false)
            #expect(line.duplicateKey(amount: amount) == nil)
            #expect(line.processControl == nil)
        }
    }

    @Test("A printed dash belongs to what stands on the paper, and to no key")
    func dashesStay() {
        let business = line("o12-34o t122000661t 1o")
        #expect(business.serial?.text == "12-34" && business.auxOnUs == "12-34")
        #expect(business.duplicateKey(amount: amount)?.serial == "1234")
        let account = line("t122000661t -123-456-o 0101")
        #expect(account.account?.text == "-123-456-" && account.account?.digits == "123456")
        #expect(account.duplicateKey(amount: amount)?.account == "123456")
    }

    @Test("An unread character is no digit: two digits and a gap are a code, not a number")
    func aGapIsNoDigit() {
        let line = line("t122000661t 123456o 1?2")
        #expect(line.serial == nil && line.processControl == "1?2")
    }
}

@Suite struct ComparisonTests {
    private typealias Field = MICRVectors.Field

    private func answer(_ input: String) throws -> [Field] {
        try MICRVectors.answer(kind: "line", input: input, encoding: "upos")
    }

    @Test("What was never read behind an error must not be told beside it")
    func behindAnErrorNothingIsTold() throws {
        let error = Field("error", .text("transit field needs exactly two transit symbols"))
        let expected = [Field("accept", .truth(false)), error]
        for input in ["?122000661t 1o", "t122000661 1o a0000012345a"] {
            #expect(MICRVectors.disagreement(expected: expected, answer: try answer(input)) == nil)
            #expect(MICRVectors.disagreement(expected: [expected[0]], answer: try answer(input))?.name == "error")
        }
        // An error behind the transit field hides no gap from a vector that knows of none.
        let late = [Field("accept", .truth(false)), Field("error", .text("stray characters before the transit field"))]
        let both = try answer("12 t122000661t 1?o 101")
        #expect(MICRVectors.disagreement(expected: late, answer: both)?.name == "unreadable")
        let clean = [Field("accept", .truth(true))]
        let amount = try answer("t122000661t 1o 101 a0000012345a")
        #expect(MICRVectors.disagreement(expected: clean, answer: amount)?.name == "amount")
        let gap = try answer("t122000661t 1?o 101")
        #expect(
            MICRVectors.disagreement(expected: [Field("accept", .truth(false))], answer: gap)?.name == "unreadable")
    }

    @Test("A transaction code that no paper has a word for must not be told as a process code")
    func shortCodesHaveNoWord() throws {
        let expected = [Field("accept", .truth(true))]
        #expect(MICRVectors.disagreement(expected: expected, answer: try answer("t122000661t 12345678o 02")) == nil)
        let long = try answer("o77o t122000661t 12345678o 0101")
        #expect(MICRVectors.disagreement(expected: expected, answer: long)?.name == "process_control")
        let other = expected + [Field("process_control", .text("03"))]
        #expect(
            MICRVectors.disagreement(expected: other, answer: try answer("t122000661t 12345678o 02"))?.name
                == "process_control")
    }
}
