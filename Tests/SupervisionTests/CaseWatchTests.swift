import DeviceKit
import Supervision
import Testing

@Suite struct CaseWatchTests {
    private var watch = CaseWatch()

    @Test("A device that cries all day would push out the case that matters")
    mutating func theSameReasonRests() {
        #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(0)) == .cheat)
        #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(299)) == nil)
        #expect(watch.note(.happened(.doubt), at: "validator", now: .seconds(299)) == .doubt)
        #expect(watch.note(.happened(.cheat), at: "printer", now: .seconds(299)) == .cheat)
        #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(300)) == .cheat)
    }

    @Test(
        "A second customer's note is in no file because the first one's was sealed minutes ago",
        arguments: [CaseReason.doubt, .unordered, .counter, .witnesses])
    mutating func moneyNeverRests(_ reason: CaseReason) {
        for second in [0, 0, 1, 200] {
            #expect(watch.note(.happened(reason), at: "validator", now: .seconds(second)) == reason)
        }
        #expect(watch.overdue(now: .seconds(1_000)).isEmpty, "all of them are sealed")
    }

    @Test("A unit that has gone mad fills the folder with doubts, and the first one is pushed out")
    mutating func moneyIsBounded() {
        let sealed = (0..<1_000).filter { watch.note(.happened(.unordered), at: "v", now: .seconds($0 / 10)) != nil }
        #expect(sealed.count == CaseWatch.most)
        #expect(watch.overdue(now: .seconds(299)).isEmpty)
        #expect(watch.overdue(now: .seconds(300)).map(\.reason) == [.unordered])
    }

    @Test("What happened while the same reason rested is in no file, ever")
    mutating func theRestIsSealedWhenItsTimeIsOver() {
        #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(0)) == .cheat)
        for second in [10, 200, 299] {
            #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(second)) == nil)
        }
        #expect(watch.overdue(now: .seconds(299)).isEmpty)
        #expect(watch.overdue(now: .seconds(300)).map(\.device) == ["validator"])
        #expect(watch.overdue(now: .seconds(300)).isEmpty, "one file for all of them")
        #expect(watch.note(.happened(.cheat), at: "validator", now: .seconds(599)) == nil, "and a new rest")
        #expect(watch.overdue(now: .seconds(600)).map(\.reason) == [.cheat])
        #expect(watch.overdue(now: .seconds(2_000)).isEmpty, "nothing has happened since")
    }

    @Test("A jam that is told ten times a second is one case")
    mutating func aStandingConditionIsSealedAtItsBeginning() {
        #expect(watch.note(.over(.jam), at: "validator", now: .seconds(0)) == nil)
        #expect(watch.note(.holds(.jam), at: "validator", now: .seconds(1)) == .jam)
        #expect(watch.note(.holds(.jam), at: "validator", now: .seconds(1_000)) == nil)
        #expect(watch.note(.over(.jam), at: "validator", now: .seconds(1_001)) == nil)
        #expect(watch.note(.holds(.jam), at: "validator", now: .seconds(1_002)) == .jam)
    }

    @Test("What is odd at an acceptor or a printer must be seen as odd")
    func reportsTellWhatIsOdd() {
        #expect(BillAcceptorReport.cheated.oddities == [.happened(.cheat)])
        #expect(
            BillAcceptorReport.status(.init(activity: .idle, jammed: true)).oddities == [.holds(.jam), .over(.failure)])
        #expect(BillAcceptorReport.status(.init(activity: .idle, failed: true)).oddities.contains(.holds(.failure)))
        #expect(BillAcceptorReport.returned.oddities == [])
        #expect(POSPrinterReport.jobEnded(id: "a", .unknown("?")).oddities == [.happened(.paper)])
        #expect(POSPrinterReport.jobEnded(id: "a", .printed).oddities == [])
        #expect(POSPrinterReport.status(.init(error: .cutter)).oddities == [.holds(.jam), .over(.failure)])
    }

    @Test func everyReasonHasItsSentenceAndFitsIntoAName() {
        for reason in CaseReason.allCases {
            #expect(reason.sentence.hasSuffix("."))
            #expect(reason.rawValue.allSatisfy { $0.isLetter && $0.isLowercase })
        }
    }
}
