import Money

extension ReceiptDocument {
    /// The paper for a payment.
    public init(_ receipt: PaymentReceipt) {
        let words = ReceiptWords(receipt.language)
        var blocks = Self.head(receipt.place, words, logo: receipt.logo)
        blocks.append(contentsOf: Self.markBlocks(receipt.mark, words))
        blocks.append(.text("\(words.receipt) \(receipt.number)", align: .center))
        blocks.append(.text(receipt.when, align: .center))
        blocks.append(.rule)
        blocks.append(contentsOf: Self.accountBlocks(receipt.accounts, words))
        for tender in receipt.tenders { blocks.append(words.tender(tender)) }
        if let change = receipt.change { blocks.append(.pair(words.change, change.display)) }
        blocks.append(.pair(words.paidOnBill, receipt.paidOnBill.display))
        if let credit = receipt.credit, !credit.isZero { blocks.append(.pair(words.credit, credit.display)) }
        if let remaining = receipt.remainingDue { blocks.append(.pair(words.remaining, remaining.display)) }
        blocks.append(.rule)
        blocks.append(contentsOf: Self.totalBlocks(receipt, words))
        for sentence in receipt.sentences { blocks.append(.text(sentence, align: .center)) }
        blocks.append(contentsOf: Self.foot(code: receipt.code, chainHead: receipt.chainHead, words))
        self.init(language: receipt.language, blocks: blocks)
    }

    private static func markBlocks(_ mark: ReceiptMark, _ words: ReceiptWords) -> [ReceiptBlock] {
        switch mark {
        case .original: []
        case .copy(let count): [.text(words.copy(count), style: .large, align: .center)]
        case .duplicate:
            [
                .text(words.duplicate, style: .large, align: .center), .text(words.duplicateMeans, align: .center),
            ]
        case .void(let reason):
            [.text(words.void, style: .large, align: .center), .text(reason, align: .center)]
        }
    }

    private static func accountBlocks(_ accounts: [ReceiptAccount], _ words: ReceiptWords) -> [ReceiptBlock] {
        accounts.flatMap { account -> [ReceiptBlock] in
            var blocks: [ReceiptBlock] = [.pair(words.account, account.masked)]
            // With several accounts each says what it got; with one the sum below says it.
            if let paid = account.paid { blocks.append(.pair("  " + (account.purpose ?? words.paid), paid.display)) }
            return blocks
        }
    }

    private static func totalBlocks(_ receipt: PaymentReceipt, _ words: ReceiptWords) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if case .void = receipt.mark {
            blocks.append(.text(words.voidMeans, style: .bold, align: .center))
        } else {
            blocks.append(.text("\(words.paidCapitals) \(receipt.total.display)", style: .bold, align: .center))
            if receipt.willBePosted { blocks.append(.text(words.willBePosted, align: .center)) }
        }
        return blocks
    }

    /// Utility, office and station, as every paper begins.
    static func head(_ place: ReceiptPlace, _ words: ReceiptWords, logo: Bitmap?) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if let logo { blocks.append(.picture(logo)) }
        blocks.append(.text(place.utility, style: .bold, align: .center))
        blocks.append(.text("\(words.office) \(place.office)", align: .center))
        if let kiosk = place.kiosk { blocks.append(.text("\(words.kiosk) \(kiosk)", align: .center)) }
        if let cashier = place.cashier { blocks.append(.text("\(words.cashier) \(cashier)", align: .center)) }
        blocks.append(.feed(1))
        return blocks
    }

    /// The way to ask for one's money, and the journal's head, as every paper ends.
    static func foot(code: String?, chainHead: String?, _ words: ReceiptWords) -> [ReceiptBlock] {
        var blocks: [ReceiptBlock] = []
        if let code {
            blocks.append(.feed(1))
            blocks.append(.text(words.whereIsMyMoney, align: .center))
            blocks.append(.text(code, style: .bold, align: .center))
        }
        if let chainHead, !chainHead.isEmpty {
            blocks.append(.text("\(words.log) \(grouped(chainHead))", align: .center))
        }
        return blocks
    }

    /// Ten characters in groups a person can read aloud: `9f3a c01e 77`.
    static func grouped(_ chainHead: String) -> String {
        var text = ""
        for (place, character) in chainHead.prefix(10).enumerated() {
            if place > 0, place % 4 == 0 { text.append(" ") }
            text.append(character)
        }
        return text
    }
}
