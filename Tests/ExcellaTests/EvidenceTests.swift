import Checks
import DeviceKit
import ExcellaDriver
import Testing

/// A number is held against what the unit says of itself in the same breath (check-scanners.md 3.3, 3.4).
@Suite struct EvidenceTests {
    private static let twoSides = [CheckImageKind(.front, .jpeg), CheckImageKind(.back, .jpeg)]

    private func order(endorsed: Bool = true) throws -> CheckScan {
        CheckScan(
            item: "E-1", images: Self.twoSides, endorsement: endorsed ? try Sample.endorsement() : nil,
            patience: .seconds(20))
    }

    @Test(
        "A check in a path that is not clear is torn, or printed on again, by one more pass", arguments: [208, 104],
        [true, false])
    func aBlockedPathEndsTheOrder(_ code: Int, _ isToldAtOnce: Bool) throws {
        let blocked = Words.state(path: "BLOCKED")
        var unit = ScriptedUnit(scan: Words.document(Words.command(code), isToldAtOnce ? blocked : ""))
        unit.look = Words.document(blocked)
        unit.run(try order())
        #expect(unit.posts == 1)
        #expect(unit.failure?.reason == .jam && unit.failure?.paper == .stuck)
        #expect(unit.failure?.printed == .unknown)
    }

    @Test("A customer who is told to push the check in again looks at an open unit for ever", arguments: [208, 104])
    func anOpenGuideEndsTheOrder(_ code: Int) throws {
        let open = Words.state(guide: "OPEN")
        var unit = ScriptedUnit(scan: Words.document(Words.command(code), open))
        unit.look = Words.document(open)
        unit.run(try order(endorsed: false))
        #expect(unit.posts == 1)
        #expect(unit.failure?.reason == .coverOpen)
    }

    @Test("A number that was learnt to mean no check does not outweigh a check that lies in the path")
    func aLearntNumberIsNoProof() throws {
        let blocked = Words.state(path: "BLOCKED")
        var unit = ScriptedUnit(
            ExcellaConfiguration(learntCodes: [.init(230, .noCheck)]),
            scan: Words.document(Words.command(230), blocked))
        unit.look = Words.document(blocked)
        unit.run(try order())
        #expect(unit.posts == 1 && unit.failure?.reason == .jam)
    }

    @Test("With a clear path no document is no document, and a failed try is made once more")
    func withoutEvidenceTheNumberCounts() throws {
        var none = ScriptedUnit(scan: Words.document(Words.command(208), Words.state()))
        none.run(try order())
        #expect(none.posts > 1 && none.failure?.reason == .noCheck && none.failure?.paper == .outside)
        var failed = ScriptedUnit(scan: Words.document(Words.command(104), Words.state()))
        failed.run(try order(endorsed: false))
        #expect(failed.posts == 2 && failed.failure?.reason == .deviceFailure)
    }

    @Test("A check whose text the unit refused goes to the bank as if it were endorsed", arguments: [true, false])
    func aKeyThatWasWrongWasNotPrinted(_ isNamed: Bool) throws {
        let command = Words.command(0, "OK", type: "CHECK", badData: isNamed ? "PrintData" : "NONE", keyErrors: 1)
        var unit = ScriptedUnit(
            scan: Words.document(command, Words.state(), Words.paper(), Words.pictures(2)))
        unit.run(try order())
        #expect(unit.reading?.item == "E-1")
        #expect(unit.reading?.printed == .unknown)
        var good = ScriptedUnit(
            scan: Words.document(
                Words.command(0, "OK", type: "CHECK"), Words.state(), Words.paper(), Words.pictures(2)))
        good.run(try order())
        #expect(good.reading?.printed == .done)
    }

    @Test("Pictures of another order than ours may be of another check", arguments: [1, 3, 4])
    func asManyPicturesAsAsked(_ count: Int) throws {
        var unit = ScriptedUnit(
            scan: Words.document(
                Words.command(0, "OK", type: "CHECK"), Words.state(), Words.paper(), Words.pictures(count)))
        unit.run(try order())
        #expect(unit.failure?.reason == .noImage && unit.failure?.paper == .ejected)
    }

    @Test("A picture whose length nobody told cannot be seen to be whole")
    func aPictureWithoutALength() throws {
        var unit = ScriptedUnit(
            scan: Words.document(
                Words.command(0, "OK", type: "CHECK"), Words.state(), Words.paper(), Words.pictures(2, size: nil)))
        unit.run(try order())
        #expect(unit.failure?.reason == .noImage)
    }

    @Test("Two checks in one pass are two customers' money, whatever became of the pictures", arguments: [0, 1, 2])
    func aPaperTooLargeIsTwo(_ pictures: Int) throws {
        for (width, height) in [(9_251, 3_650), (8_320, 4_501)] {
            var unit = ScriptedUnit(
                scan: Words.document(
                    Words.command(0, "OK", type: "CHECK"), Words.state(), Words.paper(width: width, height: height),
                    Words.pictures(pictures)))
            unit.run(try order())
            #expect(unit.failure?.reason == .doubleFeed && unit.failure?.paper == .ejected)
        }
    }
}
