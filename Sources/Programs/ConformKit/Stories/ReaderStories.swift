import Checks
public import DeviceKit

typealias CheckStage = any Stage<CheckScannerCommand, CheckScannerReport>
typealias CheckStory = Story<CheckScannerCommand, CheckScannerReport>
typealias ScanStage = any Stage<ScannerCommand, ScannerReport>
typealias ScanStory = Story<ScannerCommand, ScannerReport>

extension Sheet where Command == CheckScannerCommand, Report == CheckScannerReport {
    /// Check scanners and readers of MICR lines.
    public static var checkScanner: Sheet {
        Sheet(
            quiet: [.endInsertion, .cleared], replies: { _ in [] },
            works: { if case .identified = $0 { true } else { false } },
            unit: { report in
                guard case .identified(let who) = report else { return nil }
                let can = who.capabilities
                let words = [
                    (can.frontImage, "front"), (can.backImage, "back"), (can.endorses, "endorses"),
                    (can.franks, "franks"), (can.holds, "holds"), (can.feelsDoubleFeed, "feelsDoubleFeed"),
                ]
                return [
                    Fact("maker", who.maker), Fact("model", who.model), Fact("serial", who.serial),
                    Fact("firmware", who.firmware),
                    Fact("can", words.filter(\.0).map(\.1).joined(separator: " ")),
                ]
            },
            remembersAtMost: 4_000_000, parting: [.endInsertion],
            stories: [
                CheckStory("noCheck", "Nobody puts a check in: the wait ends by itself.", CheckStep.noCheck),
                CheckStory("cancel", "The wait ends when it is ended.", CheckStep.cancel),
                CheckStory("read", "A check is read: its line parses, its pictures are whole.", CheckStep.read),
                CheckStory("cover", "The cover open and shut again is seen.", CheckStep.cover),
                CheckStory(
                    "lossInWait", "The link is lost in the wait: it ends in one word, and it reads again.",
                    CheckStep.loss),
            ])
    }
}

/// Steps that several stories of check scanners share.
enum CheckStep {
    static func failure(_ item: String, _ report: CheckScannerReport) -> CheckFailure? {
        if case .failed(let failure) = report, failure.item == item { failure } else { nil }
    }

    static func noCheck(_ stage: CheckStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.beginInsertion(CheckScan(item: "c1", patience: .seconds(3))))
        let end = try stage.expect("the end of the wait", within: .seconds(40)) { failure("c1", $0) }
        guard end.reason == .noCheck else { throw .failed("the wait ended as \(end.reason.rawValue)") }
    }

    static func cancel(_ stage: CheckStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.beginInsertion(CheckScan(item: "c2")))
        _ = stage.comes(within: .seconds(2)) { _ in false }
        stage.tell(.endInsertion)
        let end = try stage.expect("the end of the wait", within: .seconds(40)) { failure("c2", $0) }
        guard end.reason == .cancelled else { throw .failed("the wait ended as \(end.reason.rawValue)") }
    }

    static func read(_ stage: CheckStage) throws(StepEnd) {
        try read(stage, "c3")
    }

    static func read(_ stage: CheckStage, _ item: String) throws(StepEnd) {
        stage.forget()
        stage.tell(.beginInsertion(CheckScan(item: item, patience: .seconds(120))))
        let word: (CheckReading?, CheckFailure?) = try stage.hand(
            .insertCheck, until: "the reading", within: .seconds(60)
        ) { report in
            if case .read(let reading) = report, reading.item == item { return (reading, nil) }
            return failure(item, report).map { (nil, $0) }
        }
        if let failure = word.1 { throw .failed("the check ended as \(failure.reason.rawValue) \(failure.detail)") }
        guard let reading = word.0 else { return }
        if reading.paper == .held {
            stage.forget()
            stage.tell(.eject)
            _ = stage.comes(within: .seconds(15)) { $0 == .removed }
        }
        if reading.paper != .outside { try stage.hand(.takeCheck) }
        guard reading.line != nil else { throw .failed("no magnetic ink was read") }
    }

    static func cover(_ stage: CheckStage) throws(StepEnd) {
        let known: Bool? = stage.last { report in
            if case .status(let status) = report { .some(status.coverOpen != nil) } else { nil }
        }
        guard known == true else { throw .notDone("this unit does not tell of its cover") }
        for (hand, isOpen) in [(Hand.openCover, true), (.closeCover, false)] {
            let what = isOpen ? "the open cover" : "the shut cover"
            try stage.hand(
                hand, until: what, within: .seconds(30),
                where: { report in
                    if case .status(let status) = report { status.coverOpen == isOpen } else { false }
                })
        }
        stage.tell(.cleared)
    }

    static func loss(_ stage: CheckStage) throws(StepEnd) {
        stage.forget()
        stage.tell(.beginInsertion(CheckScan(item: "c4")))
        _ = stage.comes(within: .seconds(2)) { _ in false }
        stage.close()
        _ = try stage.expect("the end of the wait", within: .seconds(10)) { failure("c4", $0) }
        try stage.open()
        // A unit that still waits for the lost order's check would draw the next one in for nobody.
        _ = stage.comes(within: .seconds(10)) { _ in false }
        try read(stage, "c5")
    }
}

extension Sheet where Command == ScannerCommand, Report == ScannerReport {
    /// Readers of barcodes and scan lines.
    public static var scanner: Sheet {
        Sheet(
            quiet: [.enable, .disable], replies: { _ in [] }, works: { $0 == .ready }, unit: { _ in nil },
            remembersAtMost: 60_000, parting: [.disable],
            stories: [
                ScanStory("scan", "A code is read whole.", ScanStep.scan),
                ScanStory("notWanted", "A code that nobody waits for is not handed on.", ScanStep.notWanted),
                ScanStory("loss", "After a lost link a code is read whole.", ScanStep.loss),
            ])
    }
}

/// Steps that several stories of scanners share.
enum ScanStep {
    static func scan(_ stage: ScanStage) throws(StepEnd) {
        stage.tell(.enable)
        // What comes right after the opening may be the end of an older read.
        _ = stage.comes(within: .milliseconds(500)) { _ in false }
        let loss: ScanLoss? = try stage.hand(.scanCode, until: "the code", within: .seconds(15)) { report in
            switch report {
            case .scanned: .some(.none)
            case .dropped(let loss, _): .some(.some(loss))
            case .ready, .broken: nil
            }
        }
        stage.tell(.disable)
        if let loss { throw .failed("the code was dropped: \(loss.rawValue)") }
    }

    static func notWanted(_ stage: ScanStage) throws(StepEnd) {
        stage.tell(.disable)
        let loss: ScanLoss? = try stage.hand(.scanCode, until: "the code", within: .seconds(15)) { report in
            switch report {
            case .scanned: .some(.none)
            case .dropped(let loss, _): .some(.some(loss))
            case .ready, .broken: nil
            }
        }
        guard loss == .notWanted else { throw .failed("a code that nobody wanted was handed on or lost otherwise") }
    }

    static func loss(_ stage: ScanStage) throws(StepEnd) {
        stage.close()
        try stage.open()
        try scan(stage)
    }
}
