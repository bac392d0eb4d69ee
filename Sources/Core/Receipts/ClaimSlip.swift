public import Money

/// Paper for money whose way nobody knows yet: a note may lie in the machine without being counted.
///
/// It says what is certain apart from what is in doubt, and gives the customer a number to ask with.
public struct ClaimSlip: Hashable, Sendable {
    /// The language of its words.
    public var language: ReceiptLanguage
    /// Who issues it, and where.
    public var place: ReceiptPlace
    /// Date and time as the customer shall read them.
    public var when: String
    /// The number to ask with: `7KM 4R2`.
    public var claimNumber: String
    /// The account, masked by the caller, when one was named.
    public var account: String?
    /// What was surely counted and paid.
    public var certain: Money?
    /// The worth of what is in doubt; `nil` when the machine could not name the note.
    public var inDoubt: Money?
    /// Whom to ask: address, telephone, hours, in the slip's language.
    public var askAt: [String]
    /// Head of the journal's hash chain in hex; the first ten characters are printed.
    public var chainHead: String?
    /// A further print of the same slip.
    public var copy: Int?

    /// A slip; `certain` and `inDoubt` as far as known.
    public init(
        language: ReceiptLanguage, place: ReceiptPlace, when: String, claimNumber: String, account: String? = nil,
        certain: Money? = nil, inDoubt: Money? = nil, askAt: [String] = [], chainHead: String? = nil, copy: Int? = nil
    ) {
        (self.language, self.place, self.when, self.claimNumber) = (language, place, when, claimNumber)
        (self.account, self.certain, self.inDoubt) = (account, certain, inDoubt)
        (self.askAt, self.chainHead, self.copy) = (askAt, chainHead, copy)
    }
}

extension ReceiptDocument {
    /// The paper for a claim.
    public init(_ slip: ClaimSlip) {
        let words = ReceiptWords(slip.language)
        var blocks = Self.head(slip.place, words, logo: nil)
        if let copy = slip.copy { blocks.append(.text(words.copy(copy), style: .large, align: .center)) }
        blocks.append(.text(words.claim, style: .bold, align: .center))
        blocks.append(.text(slip.claimNumber, style: .large, align: .center))
        blocks.append(.text(slip.when, align: .center))
        blocks.append(.rule)
        if let account = slip.account { blocks.append(.pair(words.account, account)) }
        if let certain = slip.certain { blocks.append(.pair(words.certain, certain.display)) }
        blocks.append(.pair(words.inDoubt, slip.inDoubt?.display ?? words.oneNote))
        blocks.append(.rule)
        for sentence in words.claimMeans { blocks.append(.text(sentence)) }
        for line in slip.askAt { blocks.append(.text(line, align: .center)) }
        blocks.append(contentsOf: Self.foot(code: nil, chainHead: slip.chainHead, words))
        self.init(language: slip.language, blocks: blocks)
    }
}
