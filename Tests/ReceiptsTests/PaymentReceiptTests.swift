import Money
import Receipts
import Testing

struct PaymentReceiptTests {
    private func dollars(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }

    private func receipt(_ language: ReceiptLanguage) -> PaymentReceipt {
        PaymentReceipt(
            language: language,
            place: ReceiptPlace(utility: "TARN VALLEY WATER & POWER", office: "NORTH", kiosk: "K-07"),
            number: "K07-004183", when: "2026-03-02  14:03", accounts: [ReceiptAccount(masked: "3001")],
            tenders: [.notes(count: 4, dollars(6_500))], paidOnBill: dollars(6_347), total: dollars(6_500),
            credit: dollars(153), code: "7KM 4R2", chainHead: "9f3ac01e77b2d4")
    }

    private func text(_ receipt: PaymentReceipt) -> [String] {
        ReceiptLayout(columns: 32).plainText(ReceiptDocument(receipt))
    }

    @Test("The customer's proof must say number, money and where to ask, as drawn")
    func englishReceipt() {
        #expect(
            text(receipt(.english)) == [
                "   TARN VALLEY WATER & POWER", "          Office NORTH", "           Kiosk K-07", "",
                "       RECEIPT K07-004183", "       2026-03-02  14:03", "--------------------------------",
                "Account                     3001", "Cash, 4 notes             $65.00",
                "Paid on bill              $63.47",
                "Credit kept for you        $1.53", "--------------------------------", "          PAID $65.00", "",
                "  Where is my money? Ask with", "            7KM 4R2", "        log 9f3a c01e 77",
            ])
    }

    @Test("A customer who reads Spanish must get the same proof in Spanish")
    func spanishReceipt() {
        let lines = text(receipt(.spanish))
        for expected in [
            "         Oficina NORTH", "       RECIBO K07-004183", "Efectivo, 4 billetes      $65.00",
            "A su factura              $63.47", "Crédito a su favor         $1.53", "         PAGADO $65.00",
        ] { #expect(lines.contains(expected)) }
    }

    @Test("A receipt printed off line must say that the money is accepted and still to be posted")
    func offlineSaysSo() {
        var offline = receipt(.english)
        offline.willBePosted = true
        #expect(text(offline).joined(separator: " ").contains("Accepted, will be posted."))
        #expect(!text(receipt(.english)).joined().contains("will be posted"))
    }

    @Test(
        "A second paper that looks like the first can be claimed twice",
        arguments: [
            (ReceiptMark.copy(count: 1), "C O P Y"), (.copy(count: 2), "C O P Y   2"),
            (.duplicate, "D U P L I C A T E"),
            (.void(reason: "Note came back"), "V O I D"),
        ])
    func marks(_ mark: ReceiptMark, _ expected: String) {
        var marked = receipt(.english)
        marked.mark = mark
        #expect(text(marked).contains { $0.contains(expected) })
        #expect(!text(receipt(.english)).contains { $0.contains(expected) })
    }

    @Test("A void receipt must not say that money was paid")
    func voidIsNotPaid() {
        var void = receipt(.english)
        void.mark = .void(reason: "Note came back")
        let lines = text(void)
        #expect(!lines.contains { $0.contains("PAID") } && lines.contains { $0.contains("Note came back") })
    }

    @Test("A counter receipt without tendered cash and change cannot settle a dispute")
    func counterReceipt() {
        var counter = receipt(.english)
        counter.place.kiosk = nil
        counter.place.cashier = "Ana"
        counter.tenders = [.check(number: "1187", dollars(10_000)), .cash(dollars(12_000))]
        counter.change = dollars(440)
        counter.credit = nil
        counter.remainingDue = dollars(16_025)
        counter.accounts = [
            ReceiptAccount(masked: "***006", paid: dollars(12_011)),
            ReceiptAccount(masked: "***007", paid: dollars(15_000), purpose: "Refundable deposit"),
        ]
        let lines = text(counter)
        for expected in [
            "          Cashier Ana", "Check 1187               $100.00", "Cash                     $120.00",
            "Your change                $4.40", "Still to pay             $160.25", "  Refundable deposit     $150.00",
        ] { #expect(lines.contains(expected)) }
    }

    @Test("A claim slip must keep what is certain apart from what is in doubt", arguments: ReceiptLanguage.allCases)
    func claimSlip(_ language: ReceiptLanguage) {
        let slip = ClaimSlip(
            language: language, place: ReceiptPlace(utility: "TARN VALLEY", office: "NORTH", kiosk: "K-07"),
            when: "2026-03-02  14:03", claimNumber: "7KM 4R2", account: "3001", certain: dollars(4_000),
            inDoubt: dollars(2_000), askAt: ["Office NORTH, 555-0142"], chainHead: "9f3ac01e77")
        let lines = ReceiptLayout(columns: 32).plainText(ReceiptDocument(slip))
        #expect(lines.contains { $0.hasSuffix("$40.00") } && lines.contains { $0.hasSuffix("$20.00") })
        #expect(lines.contains { $0.contains("7 K M   4 R 2") })
        #expect(!lines.joined().contains(language == .english ? "PAID" : "PAGADO"))
        var unnamed = slip
        unnamed.inDoubt = nil
        let words = language == .english ? "one note" : "un billete"
        #expect(ReceiptLayout(columns: 32).plainText(ReceiptDocument(unnamed)).contains { $0.hasSuffix(words) })
    }
}
