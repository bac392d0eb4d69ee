import CoreLedger
import Testing

@Suite("Account numbers and barcodes")
struct AccountNumberTests {
    @Test("a neighbour's account paid because of one wrong digit")
    func oneDigit() throws {
        for base in stride(from: Int64(1_000_001), to: 9_999_999, by: 77_777) {
            let digits = Array(AccountNumber(base: base)!.digits)
            #expect(try AccountNumber(typed: String(digits)).digits == String(digits))
            for place in 0..<8 {
                for wrong in "0123456789" where wrong != digits[place] {
                    var typed = digits
                    typed[place] = wrong
                    #expect(throws: AccountEntryFault.checkDigitWrong) { try AccountNumber(typed: String(typed)) }
                }
            }
            for place in 0..<7 where digits[place] != digits[place + 1] {
                var typed = digits
                typed.swapAt(place, place + 1)
                let pair = Set([digits[place], digits[place + 1]])
                if pair == ["0", "9"] { continue }
                #expect(throws: AccountEntryFault.checkDigitWrong) { try AccountNumber(typed: String(typed)) }
            }
        }
    }

    @Test("a customer sent away who typed the right number with a space")
    func typing() throws {
        #expect(AccountNumber(base: 1_000_001)?.digits == "10000016")
        #expect(try AccountNumber(typed: " 1000-0016 ").digits == "10000016")
        #expect(throws: AccountEntryFault.empty) { try AccountNumber(typed: "  ") }
        #expect(throws: AccountEntryFault.wrongLength(4)) { try AccountNumber(typed: "3001") }
        #expect(throws: AccountEntryFault.notDigits) { try AccountNumber(typed: "1000001a") }
        #expect(throws: AccountEntryFault.notDigits) { try AccountNumber(typed: "١٠٠٠٠٠١٦") }
        #expect(throws: AccountEntryFault.tooLong) { try AccountNumber(typed: String(repeating: "1", count: 99)) }
        #expect(AccountNumber(base: 999_999) == nil)
    }

    @Test("a payment on the wrong account or a wrong amount from a misread barcode")
    func barcode() throws {
        let number = try AccountNumber(typed: "10000016")
        let code = try #require(BillBarcode(account: number, dueCents: 6347))
        #expect(code.description == "TVW10000016000063474")
        #expect(try BillBarcode(scanned: "\(code)\r\n") == code)
        #expect(try AccountEntry("tvw10000016000063474").account == number)
        #expect(try AccountEntry("10000016") == .number(number))
        let characters = Array(code.description)
        for place in 3..<20 {
            for wrong in "0123456789" where wrong != characters[place] {
                var read = characters
                read[place] = wrong
                #expect(throws: AccountEntryFault.barcodeDamaged) { try BillBarcode(scanned: String(read)) }
            }
        }
        #expect(throws: AccountEntryFault.notOurBarcode) { try AccountEntry("ABC10000016000063474") }
        #expect(throws: AccountEntryFault.barcodeDamaged) { try AccountEntry("TVW1000001600006347") }
        #expect(throws: AccountEntryFault.empty) { try BillBarcode(scanned: " ") }
        #expect(BillBarcode(account: number, dueCents: 100_000_000) == nil)
        #expect(BillBarcode(account: number, dueCents: -1) == nil)
    }
}
