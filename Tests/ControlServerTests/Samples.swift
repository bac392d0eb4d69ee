import ControlAPI

/// One value of every type of the interface, with every field filled: what the document's schemas are held against.
enum Samples {
    static func usd(_ cents: Int64) -> MoneyView { MoneyView(minorUnits: cents, currency: "USD") }

    static let tender = TenderView(tender: .cash, offered: false, reasons: [.jam, .printerNoPaper])
    static let money = MoneyLineView(
        key: .inDoubt, tone: .warn, amount: usd(2000), amount2: usd(4000), claim: "7KM4R2")
    static let visitAccount = VisitAccountView(
        account: "10000017", name: "M. Alvarez", due: usd(6347), pastDue: usd(3820), shutOff: "2026-03-05",
        wanted: usd(3820))
    static let note = NoteView(state: .escrowed, amount: usd(2000))
    static let idle = IdleView(secondsLeft: 73, asking: false)
    static let visit = VisitView(
        id: "v-1-7", accounts: [visitAccount], target: usd(6347), paidIn: usd(4000), stillToPay: usd(2347),
        over: usd(1), limitLeft: usd(96000), notes: [usd(2000), usd(2000)], note: note, slot: .shut,
        inDoubt: usd(2000), idle: idle)
    static let receipt = ReceiptView(
        number: "K07-004183", state: .printed, claim: "7KM4R2", paid: usd(6500), toBill: usd(6347),
        toCredit: usd(153), remaining: usd(0), offline: false, notes: 4, clearsInSeconds: 45)

    static let tried = TryAnswer(
        device: "check-scanner", outcome: .worked, words: "The check was read.", line: "121000248, ****6789",
        images: ["front tiff-g4, 9000 bytes"])
    static let scan = ScanView(number: 3, state: .account, account: "10000017")

    static func view(
        version: Int64 = 42, kiosk: String = "K-07", office: String = "NORTH", visit: VisitView? = visit,
        receipt: ReceiptView? = receipt
    ) -> KioskView {
        KioskView(
            version: version, kiosk: kiosk, office: office, utility: "Tarn Valley Water & Power",
            clock: "2026-03-02T14:02:11-08:00", businessDate: "2026-03-02", phase: .cash, language: .spanish,
            visit: visit, money: money, tenders: [tender], denominations: [100, 500, 1000, 2000, 5000, 10000],
            ledger: .online, receipts: .number, receipt: receipt, scan: scan)
    }

    static let account = AccountView(
        account: "10000017", name: "M. Alvarez", due: usd(6347), pastDue: usd(3820), shutOff: "2026-03-05",
        cashOnly: false, closed: false, asOf: "2026-03-01T18:00:00-08:00")
    static let fill = CashUnitFillView(
        serial: "C-8841", notes: 243, value: usd(411_500), percent: 24, nearlyFull: false)
    static let doubt = DoubtView(count: 1, amount: usd(2000))
    static let kioskStatus = KioskStatusView(
        kiosk: "K-07", phase: .start, tenders: [tender], cashUnit: fill, visit: "v-1-7", inDoubt: doubt)
    static let device = DeviceView(
        name: "validator", kind: .billAcceptor, port: "/dev/ttyS0 (9600 7E1)", health: .well, sinceSeconds: 12,
        words: "Works.", model: "SC 83", serial: "0042", firmware: "28614130", trust: .powerUpTells,
        counter: .mayLoseLast, quarantine: "It jammed.", supplies: "243 notes, 24 % full", opens: 1, faults: 0,
        bytesReceived: 880, bytesSent: 640)
    static let count = DeviceCountView(name: "notesTaken", value: 1_204)
    static let quarantine = QuarantineView(
        since: "2026-03-02T14:02:11.934-08:00", cause: .jams, words: "It jammed.", by: "p.ruiz")
    static let holder = ClaimView(owner: "device conform", sinceSeconds: 12)
    static let paper = PaperView(
        leftMillimetres: 12_400, lengthMillimetres: 80_000, percent: 15, receiptsLeft: 62, sensor: .enough)
    static let stint = StintView(
        station: "K-07", firmware: "1.2", noteSet: "USD 7", began: "2026-03-02T14:02:11.934Z",
        faultsPerThousandNotes: 3, counts: [count])
    static let passport = PassportView(
        kind: .billAcceptor, serial: "0042", model: "SC 83", faultsPerThousandNotes: 3, counts: [count],
        stints: [stint])
    static let detail = DeviceDetailView(
        device: device, quarantine: quarantine, claim: holder, paper: paper, cashUnit: fill, counts: [count],
        passport: passport, troubles: ["The port was refused."])
    static let journal = JournalStatusView(
        size: 4183, head: "3fa9c01b77", writable: false, problem: "The disk is full.")
    static let ledger = LedgerStatusView(online: true, open: 2, oldestSeconds: 31, rejected: 0)
    static let status = StatusView(
        version: "0.1.0", station: "K-07", office: "NORTH", epoch: 1, businessDate: "2026-03-02", uptimeSeconds: 812,
        kiosk: kioskStatus, devices: [device], journal: journal, ledger: ledger)
    static let line = BookLineView(place: "cassette:C-8841", side: .debit, amount: usd(2000))
    static let entry = ExplainEntryView(
        id: "K-07/1/42", time: "2026-03-02T14:02:11.934-08:00", businessDate: "2026-03-02", kind: "noteStacked",
        sentence: "A 20.00 note lies in cash unit C-8841 (reported by the device).", lines: [line],
        fact: .object([
            .init(name: "baseline", value: .null), .init(name: "note", value: .text("n-1-77")),
            .init(name: "notes", value: .list([.integer(1), .truth(true)])),
        ]))
    static let explanation = ExplainView(subject: "visit:v-1-7", entries: [entry])
    static let placeBalance = PlaceBalanceView(place: "cassette:C-8841", kind: .asset, balance: usd(-2000))
    static let balances = BalancesView(head: "3fa9c01b77", size: 4183, balances: [placeBalance])
    static let policy = PolicyView(key: "visitIdleSeconds", value: 90, standard: 60, allowed: "10...600")
    static let unit = CashUnitView(
        serial: "C-8841", stage: .pulled, holders: ["p.ruiz", "m.chen"], seal: "S-2", offeredTo: ["a", "b"],
        countsSubmitted: 0, expected: usd(411_500))
    static let faces = FaceCount(face: 2000, pieces: -1)
    static let result = CountResultView(
        counted: usd(409_500), expected: usd(411_500), difference: usd(-2000), variance: [faces], stacked: ["n-1-5"],
        returned: ["n-1-6"], unexplained: usd(0), case: "case-9")
    static let drawer = DrawerAnswer(drawer: "D-1", request: "r-1", outcome: .opened)
    static let claim = ClaimAnswer(visit: "v-1-7", account: "10000017", amount: usd(2000), receipt: "K07-004184")

    /// What is answered, by the name of its schema.
    static let answers: [(name: String, value: any Encodable & Sendable)] = [
        ("Problem", Problem(.moneyInside, "There is money inside.")), ("MoneyView", usd(2000)), ("KioskView", view()),
        ("VisitView", visit), ("VisitAccountView", visitAccount), ("NoteView", note), ("IdleView", idle),
        ("ReceiptView", receipt), ("ScanView", scan), ("TenderView", tender), ("MoneyLineView", money),
        ("AccountView", account),
        ("StatusView", status), ("KioskStatusView", kioskStatus), ("CashUnitFillView", fill), ("DoubtView", doubt),
        ("JournalStatusView", journal), ("LedgerStatusView", ledger), ("DeviceView", device),
        ("BalancesView", balances), ("PlaceBalanceView", placeBalance), ("ExplainView", explanation),
        ("ExplainEntryView", entry), ("BookLineView", line), ("PolicyView", policy), ("CashUnitView", unit),
        ("FaceCount", faces), ("CountResultView", result), ("DrawerAnswer", drawer), ("TryAnswer", tried),
        ("ClaimAnswer", claim),
        ("DeviceDetailView", detail), ("QuarantineView", quarantine), ("ClaimView", holder), ("PaperView", paper),
        ("DeviceCountView", count), ("PassportView", passport), ("StintView", stint),
    ]

    /// What is ordered, by the name of its schema.
    static let orders: [(name: String, value: any Encodable & Sendable)] = [
        ("OpenVisit", OpenVisit(language: .english)), ("ChooseLanguage", ChooseLanguage(language: .spanish)),
        ("LookUpAccount", LookUpAccount(text: "10000017")),
        ("ChooseAccounts", ChooseAccounts(accounts: [WantedAccount(account: "10000017", wanted: usd(2000))])),
        ("WantedAccount", WantedAccount(account: "10000017", wanted: nil)), ("NoDetails", NoDetails()),
        ("InstallCashUnit", InstallCashUnit(serial: "C-8842", seal: "S-1", by: ["p.ruiz", "m.chen"])),
        ("PullCashUnit", PullCashUnit(seal: "S-2", by: ["p.ruiz", "m.chen"])),
        ("OfferCashUnit", OfferCashUnit(to: ["a", "b"], purpose: .count)),
        ("AcceptCashUnit", AcceptCashUnit(by: ["a", "b"], seal: "S-2")), ("ActOfPeople", ActOfPeople(by: ["a", "b"])),
        ("SubmitCount", SubmitCount(by: "a", counts: [FaceCount(face: 2000, pieces: 124)])),
        ("OpenDrawer", OpenDrawer(drawer: "D-1", request: "r-1", reason: .test, by: "a")),
        ("TryDevice", TryDevice(request: "r-1", by: "a")),
        ("OpenBusinessDay", OpenBusinessDay(date: "2026-03-03", by: ["a"])),
        ("SetPolicy", SetPolicy(value: 50000, by: "a", approvedBy: "b")),
        ("ClaimVisit", ClaimVisit(account: "10000017", by: "a")),
        ("SetDeviceAside", SetDeviceAside(words: "It smells.", by: "a")), ("ReleaseDevice", ReleaseDevice(by: "a")),
        ("ClaimDevice", ClaimDevice(owner: "conform", seconds: 60)), ("EndClaim", EndClaim(owner: "conform")),
        ("FitPaper", FitPaper(metres: 80, by: "a")), ("TakePassport", TakePassport(passport: passport)),
    ]
}
