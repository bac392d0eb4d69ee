/// Everything a kiosk's page shows, in one piece: the page draws it and keeps nothing, so a reload resumes.
public struct KioskView: Codable, Hashable, Sendable {
    /// Rises with every change while the service runs; a restart begins anew.
    public let version: Int64
    /// The station's name, `K-07`.
    public let kiosk: String
    /// The office's name, `NORTH`.
    public let office: String
    /// The utility's name for the head of the page.
    public let utility: String
    /// Wall clock with offset (RFC 3339).
    public let clock: String
    /// The day to which money belongs, `2026-03-02`.
    public let businessDate: String
    /// Which page is drawn.
    public let phase: KioskPhase
    /// What the customer chose; English before that.
    public let language: KioskLanguage
    /// `null`: nobody is at the kiosk.
    @OrNull public var visit: VisitView?
    /// The one sentence about the money; always there, so that it cannot be forgotten.
    public let money: MoneyLineView
    /// Every way to pay that this kiosk has, offered or not.
    public let tenders: [TenderView]
    /// The face values that are taken now, in minor units, ascending.
    public let denominations: [Int64]
    /// Offline the amounts owed are not known and payments are posted later.
    public let ledger: LedgerState
    /// How the customer gets the proof of a payment made now; said before the first note.
    public let receipts: ReceiptMeans
    /// Only on the last page of a visit, and only where money was booked.
    @OrNull public var receipt: ReceiptView?
    /// What the reader of bills and stubs read last, for whoever stands here now; `null`: nothing.
    @OrNull public var scan: ScanView?

    /// One picture of the kiosk, taken between two turns.
    public init(
        version: Int64, kiosk: String, office: String, utility: String, clock: String, businessDate: String,
        phase: KioskPhase, language: KioskLanguage, visit: VisitView?, money: MoneyLineView, tenders: [TenderView],
        denominations: [Int64], ledger: LedgerState, receipts: ReceiptMeans, receipt: ReceiptView?,
        scan: ScanView? = nil
    ) {
        (self.version, self.kiosk, self.office, self.utility) = (version, kiosk, office, utility)
        (self.clock, self.businessDate, self.phase, self.language) = (clock, businessDate, phase, language)
        (self.visit, self.money, self.tenders, self.denominations) = (visit, money, tenders, denominations)
        (self.ledger, self.receipts, self.receipt, self.scan) = (ledger, receipts, receipt, scan)
    }
}

/// One read of a bill's barcode or a stub's line. The page does with it what it does with a typed number.
public struct ScanView: Codable, Hashable, Sendable {
    /// Rises with each read while the service runs: the same bill may be read twice.
    public let number: Int64
    /// How it went.
    public let state: ScanState
    /// The account number, its check digits right; `null` unless `state` is `account`.
    @OrNull public var account: String?

    /// One read.
    public init(number: Int64, state: ScanState, account: String? = nil) {
        (self.number, self.state, self.account) = (number, state, account)
    }
}

/// How a read went.
public enum ScanState: String, Codable, Hashable, Sendable, CaseIterable {
    /// It names an account.
    case account
    /// A check digit is wrong, or something is missing: read it again, or type.
    case unreadable
    /// Read well, and no paper of this office.
    case notOurs
}

/// Where a kiosk is in its round.
public enum KioskPhase: String, Codable, Hashable, Sendable, CaseIterable {
    /// No visit.
    case start
    /// A visit is open; accounts and amounts are chosen.
    case account
    /// Notes are taken.
    case cash
    /// What is counted is settled and printed.
    case finishing
    /// The receipt's page.
    case done
    /// Nothing can be paid here now.
    case outOfService
}

/// The languages of the pages.
public enum KioskLanguage: String, Codable, Hashable, Sendable, CaseIterable {
    /// Raw values are language codes (ISO 639-1).
    case english = "en"
    /// Every text of the pages exists in it too.
    case spanish = "es"
}

/// What a customer takes home.
public enum ReceiptMeans: String, Codable, Hashable, Sendable, CaseIterable {
    /// A printed receipt.
    case paper
    /// A number on the screen: the printer is out.
    case number
}

/// Whether the core ledger can be asked.
public enum LedgerState: String, Codable, Hashable, Sendable, CaseIterable { case online, offline }

/// One way to pay, and why it is not offered.
public struct TenderView: Codable, Hashable, Sendable {
    /// Which way.
    public let tender: Tender
    /// Whether the customer can pay so now.
    public let offered: Bool
    /// Empty while offered; else every reason, the most urgent first.
    public let reasons: [TenderReason]

    /// A way to pay in its present state.
    public init(tender: Tender, offered: Bool, reasons: [TenderReason]) {
        (self.tender, self.offered, self.reasons) = (tender, offered, reasons)
    }
}

/// The ways to pay.
public enum Tender: String, Codable, Hashable, Sendable, CaseIterable { case cash }

/// Why a tender is not offered; the pages have a sentence for each.
public enum TenderReason: String, Codable, Hashable, Sendable, CaseIterable {
    /// The devices: printer, acceptor, the cash unit behind it.
    case printerNoPaper, printerTrouble, acceptorTrouble, acceptorStarting, cashUnitFull, cashUnitMissing
    /// Set aside after repeated faults until a person has looked: acceptor, printer.
    case acceptorSetAside, printerSetAside
    /// The station: a cash unit it does not know, its journal, the office, the time without the ledger, the note path.
    case cashUnitUnknown, journalNotWritable, officeClosed, offlineLimit, jam, limitReached, noteInDoubtPath
    /// It is finding out what happened before (`recovering`), or people must look or have stopped it (`staff`).
    case recovering, staff
    /// The acceptor cannot prove what it took, and the office has set no limit for its notes.
    case noNoteLimit
}

/// The one sentence about the customer's money, as a key: the page has the words.
public struct MoneyLineView: Codable, Hashable, Sendable {
    /// Which sentence.
    public let key: MoneyKey
    /// How it looks.
    public let tone: MoneyTone
    /// What the key speaks of first; see `MoneyKey`.
    @OrNull public var amount: MoneyView?
    /// What it speaks of beside that: what is counted, while a note is in doubt.
    @OrNull public var amount2: MoneyView?
    /// The code with which the customer can ask later.
    @OrNull public var claim: String?

    /// A sentence with the amounts it needs; the others are `null`.
    public init(
        key: MoneyKey, tone: MoneyTone, amount: MoneyView? = nil, amount2: MoneyView? = nil, claim: String? = nil
    ) {
        (self.key, self.tone, self.amount, self.amount2, self.claim) = (key, tone, amount, amount2, claim)
    }
}

/// What is said about the money; in brackets what `amount` means.
public enum MoneyKey: String, Codable, Hashable, Sendable, CaseIterable {
    /// No money yet.
    case nothingYet
    /// Counted so far (that).
    case counted
    /// A note is on its way (counted so far).
    case countingNote
    /// The note came back (counted so far).
    case noteReturned
    /// The note was not taken; nothing changed.
    case noteRefused
    /// A note's place is being found out (the note).
    case settling
    /// Nobody can tell where a note is (the note; `amount2`: counted; with claim).
    case inDoubt
    /// Settling and printing (counted).
    case finishing
    /// Paid, in four ways (paid).
    case paid, paidOffline, paidPrinting, paidNoPaper
    /// The visit ended and every note is the customer's again.
    case returnedAll
    /// Money of an earlier visit was found (that).
    case foundEarlier
    /// No payment here now; a visit that ended without any money.
    case outOfService, noMoneyTaken
}

/// How the sentence about the money looks and sounds.
public enum MoneyTone: String, Codable, Hashable, Sendable, CaseIterable { case plain, good, hold, warn, bad }
