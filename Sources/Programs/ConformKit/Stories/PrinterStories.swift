public import DeviceKit
import Receipts

typealias PrinterStage = any Stage<POSPrinterCommand, POSPrinterReport>
typealias PrinterStory = Story<POSPrinterCommand, POSPrinterReport>

extension Sheet where Command == POSPrinterCommand, Report == POSPrinterReport {
    /// Receipt printers.
    public static var printer: Sheet {
        Sheet(
            quiet: [.recover, .abandon(id: "none")], replies: { _ in [] },
            works: { if case .identified = $0 { true } else { false } },
            unit: { report in
                guard case .identified(let model, let firmware, let serial) = report else { return nil }
                return [Fact("model", model), Fact("firmware", firmware), Fact("serial", serial)]
            },
            remembersAtMost: 200_000, parting: [], stories: PrinterStep.stories)
    }
}

/// Steps that several stories of printers share.
enum PrinterStep {
    /// What stands on the receipt, for the person's eyes.
    static let words = "CONFORMANCE"

    static func job(_ id: String) -> PrintJob {
        PrintJob(
            id: id,
            document: ReceiptDocument(
                language: .english, blocks: [.text("\(words) \(id)"), .pair("Cash", "20.00"), .pair("Change", "0.00")]))
    }

    static var stories: [PrinterStory] {
        [
            PrinterStory("print", "A receipt is printed, and the printer's own word says so.", printed),
            PrinterStory("cover", "The cover open and shut again is seen.", cover),
            PrinterStory("paper", "Without paper no receipt counts as printed; with paper it ends in one word.", paper),
            PrinterStory(
                "lossInJob", "The link is lost in mid-receipt: the receipt ends in one word, never two.", loss),
            PrinterStory("drawer", "The drawer on connector 1 opens on order, and shut again is seen.", drawer),
            PrinterStory("power", "Switched off and on again, it is found again.", power),
        ]
    }

    static func end(of id: String, _ report: POSPrinterReport) -> PrintOutcome? {
        if case .jobEnded(id, let outcome) = report { outcome } else { nil }
    }

    static func status(_ report: POSPrinterReport) -> POSPrinterStatus? {
        if case .status(let status) = report { status } else { nil }
    }

    private static func printed(_ stage: PrinterStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.print(job("C1")))
        let outcome = try stage.expect("the end of the receipt", within: .seconds(60)) { end(of: "C1", $0) }
        switch outcome {
        case .printed: break
        case .failed(let why): throw .failed("the receipt failed: \(why)")
        case .unknown(let why):
            try stage.hand(.readReceipt(words))
            throw .notDone("the receipt is there, but the printer cannot say so: \(why)")
        }
        try stage.hand(.readReceipt(words))
    }

    private static func cover(_ stage: PrinterStage) throws(StepEnd) {
        guard stage.last({ status($0).map { $0.coverOpen != nil } }) == true else {
            throw .notDone("this printer does not tell of its cover")
        }
        try stage.hand(
            .openCover, until: "the open cover", within: .seconds(30),
            where: { report in
                status(report)?.coverOpen == true
            })
        try stage.hand(
            .closeCover, until: "the shut cover", within: .seconds(60),
            where: { report in
                status(report)?.coverOpen == false
            })
    }

    private static func paper(_ stage: PrinterStage) throws(StepEnd) {
        try stage.hand(
            .removePaper, until: "the end of the paper", within: .seconds(60),
            where: { report in
                status(report)?.paper == .end
            })
        stage.forget()
        stage.tell(.print(job("C2")))
        if stage.comes(within: .seconds(10), { end(of: "C2", $0) == .printed }) {
            throw .failed("it called a receipt printed without paper")
        }
        let before = stage.comes(within: .seconds(1)) { end(of: "C2", $0) != nil }
        try stage.hand(
            .loadPaper, until: "the new paper", within: .seconds(60),
            where: { report in
                let paper = status(report)?.paper
                return paper == .enough || paper == .nearEnd
            })
        guard !before else { return }
        if stage.comes(within: .seconds(20), { end(of: "C2", $0) != nil }) { return }
        stage.tell(.recover)
        if stage.comes(within: .seconds(20), { end(of: "C2", $0) != nil }) { return }
        stage.tell(.abandon(id: "C2"))
        _ = try stage.expect("the end of the receipt", within: .seconds(60)) { end(of: "C2", $0) }
    }

    private static func loss(_ stage: PrinterStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.print(job("C3")))
        _ = stage.comes(within: .milliseconds(100)) { _ in false }
        stage.close()
        try stage.open()
        _ = try stage.expect("the end of the receipt", within: .seconds(60)) { end(of: "C3", $0) }
        var ends = 0
        _ = stage.comes(within: .seconds(5)) { report in
            if end(of: "C3", report) != nil { ends += 1 }
            return false
        }
        guard ends == 1 else { throw .failed("the receipt ended \(ends) times") }
    }

    private static func drawer(_ stage: PrinterStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.openDrawer(connector: 1, request: "C4"))
        let word: DrawerReport = try stage.expect("a word about the drawer", within: .seconds(20)) { report in
            guard case .drawer(let word) = report else { return nil }
            switch word {
            case .opened("C4"), .kickFailed("C4"), .kickUnknown("C4"): return word
            case .opened, .kickFailed, .kickUnknown, .position, .openedByHand, .leftOpen, .closed, .sensorFault,
                .polarityLearned:
                return nil
            }
        }
        if case .kickFailed = word { throw .notDone("no drawer was seen to open; there may be none") }
        try stage.hand(.seeDrawerOpen(1))
        guard case .opened = word else { throw .notDone("the drawer opened, but no sensor says so") }
        try stage.hand(
            .pushDrawerShut(1), until: "the shut drawer", within: .seconds(60),
            where: { report in
                guard case .drawer(let word) = report else { return false }
                switch word {
                case .closed, .position(.closed): return true
                case .opened, .kickFailed, .kickUnknown, .position, .openedByHand, .leftOpen, .sensorFault,
                    .polarityLearned:
                    return false
                }
            })
    }

    private static func power(_ stage: PrinterStage) throws(StepEnd) {
        stage.expectLoss(true)
        defer { stage.expectLoss(false) }
        try stage.hand(
            .powerOff, until: "the loss of the printer", within: .seconds(60),
            where: { report in
                if case .broken = report { return true }
                return status(report)?.online == false
            })
        stage.forget()
        try stage.hand(.powerOn)
        try stage.open()
    }
}
