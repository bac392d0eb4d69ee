import CoreLedger
import ScannerSimulator
import Testing

@Suite struct StubTests {
    private func line(_ text: String, _ layout: StubLayout = .practice) throws(StubFault) -> StubLine {
        try StubLine(scanned: text, layout: layout)
    }

    @Test("The stub as another hand has made it")
    func agreesWithTheSimulator() throws {
        for step in 0..<200 {
            let bill = SimulatedBill(
                base: 1_000_001 + step * 4_321, cents: step * 49_999, due: (2026, 1 + step % 12, 28))
            let text = String(decoding: bill.scanLine.characters, as: UTF8.self)
            let stub = try line(text)
            #expect(stub.description == text)
            #expect(stub.account.digits == bill.account && stub.dueCents == Int64(bill.cents))
            #expect(stub.dueDate.number == Int64(20_260_000 + (1 + step % 12) * 100 + 28))
            #expect(StubLine(account: stub.account, dueCents: stub.dueCents, dueDate: stub.dueDate) == stub)
            #expect(
                try BillBarcode(scanned: String(decoding: bill.barcode.characters, as: UTF8.self)).dueCents
                    == stub.dueCents)
        }
    }

    @Test("One digit misread must not move a payment to a neighbour, or to another amount")
    func oneDigit() throws {
        let right = Array("1000001600006347202603316".utf8)
        #expect(try line(String(decoding: right, as: UTF8.self)).account.digits == "10000016")
        for place in right.indices {
            for wrong in UInt8(0x30)...0x39 where wrong != right[place] {
                var read = right
                read[place] = wrong
                #expect(throws: StubFault.damaged) { try line(String(decoding: read, as: UTF8.self)) }
            }
        }
    }

    @Test("A digit too many or too few, a letter for a digit, a smudge: scan again, never guess")
    func damaged() {
        let text = "10000016 00006347 20260331 6"
        #expect(throws: StubFault.empty) { try line(" \r\n") }
        #expect(throws: StubFault.wrongLength(24, wanted: 25)) { try line(String(text.dropLast())) }
        #expect(throws: StubFault.wrongLength(26, wanted: 25)) { try line(text + "0") }
        #expect(throws: StubFault.notDigits) { try line("1O000016 00006347 20260331 6") }
        #expect(throws: StubFault.notDigits) { try line("10000016 0000?347 20260331 6") }
        #expect(throws: StubFault.notDigits) { try line("١0000016 00006347 20260331 8") }
        #expect(throws: StubFault.tooLong) { try line(String(repeating: "1", count: 129)) }
        #expect(throws: StubFault.tooLong) { try line(String(repeating: " ", count: 200)) }
    }

    @Test("Check digits that fit a day that is none are another company's stub")
    func noSuchDay() throws {
        let bill = SimulatedBill(base: 1_000_001, cents: 6_347, due: (2026, 2, 30))
        #expect(throws: StubFault.noSuchDay("20260230")) {
            try line(String(decoding: bill.scanLine.characters, as: UTF8.self))
        }
    }

    @Test("An account whose own check digit is wrong is refused, also when the line's fits")
    func accountsOwnDigit() throws {
        // 10000017 is no account; the line's digit is made to fit.
        let layout = StubLayout.practice
        let found = (0...9).compactMap { digit -> StubFault? in
            do throws(StubFault) {
                _ = try line("100000170000634720260331\(digit)", layout)
                return nil
            } catch { return error }
        }
        #expect(found == Array(repeating: .damaged, count: 10))
    }

    @Test("Another office's layout is data, and a layout that cannot work is refused at once")
    func layouts() throws {
        let layout = try #require(
            StubLayout([.init(.dueDate, 8), .init(.account, 8), .init(.amountDue, 10)], check: .weights([7, 3, 1])))
        let stub = try #require(
            StubLine(
                account: AccountNumber(typed: "10000016"), dueCents: 9_876_543_210, dueDate: CalendarDay("2026-03-31"),
                layout: layout))
        #expect(stub.description.hasPrefix("20260331 10000016 9876543210 "))
        #expect(try line(stub.description, layout) == stub)
        #expect(layout.length == 27)
        let digits = Array(stub.description.filter { $0 != " " })
        for place in digits.indices {
            for wrong in "0123456789" where wrong != digits[place] {
                var read = digits
                read[place] = wrong
                #expect(throws: StubFault.self) { try line(String(read), layout) }
            }
        }
        #expect(StubLayout([]) == nil)
        #expect(StubLayout([.init(.account, 8), .init(.amountDue, 8)]) == nil)
        #expect(StubLayout([.init(.account, 9), .init(.amountDue, 8), .init(.dueDate, 8)]) == nil)
        #expect(StubLayout([.init(.account, 8), .init(.amountDue, 40), .init(.dueDate, 8)]) == nil)
        let all: [StubLayout.Column] = [.init(.account, 8), .init(.amountDue, 8), .init(.dueDate, 8)]
        #expect(StubLayout(all, check: .weights([])) == nil)
        #expect(StubLayout(all, check: .weights([0, 1])) == nil)
        #expect(StubLayout(all) == .practice)
        let account = try AccountNumber(typed: "10000016")
        #expect(StubLine(account: account, dueCents: -1, dueDate: stub.dueDate) == nil)
        #expect(StubLine(account: account, dueCents: 100_000_000, dueDate: stub.dueDate) == nil)
    }

    @Test("Whatever is held under the reader is told apart by itself")
    func papers() throws {
        func paper(_ text: String) throws(ScannedPaperFault) -> ScannedPaper { try ScannedPaper(Array(text.utf8)) }
        #expect(try paper("TVW10000016000063474").dueCents == 6_347)
        #expect(try paper("10000016 00006347 20260331 6").dueCents == 6_347)
        #expect(try paper("1000-0016").dueCents == nil)
        #expect(try paper("1000-0016\r").account.digits == "10000016")
        #expect(throws: ScannedPaperFault.entry(.notOurBarcode)) { try paper("ABC123") }
        #expect(throws: ScannedPaperFault.entry(.checkDigitWrong)) { try paper("10000017") }
        #expect(throws: ScannedPaperFault.entry(.empty)) { try paper("") }
        #expect(throws: ScannedPaperFault.stub(.wrongLength(24, wanted: 25))) { try paper("100000160000634720260331") }
        #expect(throws: ScannedPaperFault.notText) { try paper("1000\u{7}0016") }
        #expect(throws: ScannedPaperFault.notText) { try paper("ä") }
        #expect(throws: ScannedPaperFault.tooLong) { try paper(String(repeating: "1", count: 129)) }
    }
}
