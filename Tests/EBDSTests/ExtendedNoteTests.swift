import DeviceKit
import EBDSDriver
import Money
import Testing

/// Extended note reporting: the unit names each note itself, and may refuse to.
@Suite struct ExtendedNoteTests {
    static let rows = ["USD001+00", "USD005+00", "USD002+01", "USD002+01", "USD001+02"]

    static func specification(_ index: UInt8, _ value: String) -> [UInt8] {
        [index] + Array(value.utf8) + [0] + Array("AAAA".utf8) + [0, 0, 0]
    }

    static let blank = String(repeating: "\0", count: 9)

    /// A unit that tells no value table but rows of notes, and takes enables of some widths only.
    static func serve(
        _ rig: inout Rig, _ seen: Seen = .idle, takesEnables widths: [Int] = [8, 19], rows: [String] = rows,
        end: String = blank
    ) {
        rig.awaitFrame()
        guard rig.lastType == 7 else {
            rig.serve(seen)
            return
        }
        let index = rig.lastData.last ?? 0
        switch rig.lastData[0] {
        case 0x02 where Int(index) <= rows.count:
            rig.answer(0x70, [0x02] + seen.bytes + specification(index, rows[Int(index) - 1]))
        case 0x02: rig.answer(0x70, [0x02] + seen.bytes + specification(index, end))
        case 0x03 where widths.contains(rig.lastData.count - 4): rig.answer(0x70, [0x03] + seen.bytes)
        default: rig.answer(Seen(motion: seen.motion, detail: 0x02))
        }
    }

    static func accepting(
        _ notes: [Denomination], takesEnables widths: [Int] = [8, 19], rows: [String] = rows, end: String = blank
    ) -> Rig {
        var rig = Rig()
        rig.answersValueTable = false
        rig.give(.opened)
        for _ in 0..<60 where rig.facts.count < 2 { serve(&rig, rows: rows, end: end) }
        rig.command(.enable(notes))
        for _ in 0..<4 { serve(&rig, takesEnables: widths) }
        return rig
    }

    @Test func withoutAValueTableTheRowsAreAskedForAndTold() {
        let rig = Self.accepting([.usd(2000)])
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.denominations == [100, 500, 2000, 10000])
        #expect(rig.facts.last == .atRest(counter: 7))
    }

    @Test func onlyWantedRowsAreEnabledBeforeAnyNoteIs() throws {
        var rig = Self.accepting([.usd(2000), .usd(100)])
        let enables = try #require(rig.sent.first { $0[2] >> 4 == 7 && $0[3] == 0x03 })
        #expect(enables[4] == 0)  // nothing may enter before the rows are set
        #expect(Array(enables[7..<15]) == [0b0001101, 0, 0, 0, 0, 0, 0, 0])
        rig.awaitFrame()
        #expect(rig.lastData == [0x7F, 0x1C, 0x14])
    }

    @Test func theNoteIsTheOneTheFrameNames() throws {
        var rig = Self.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + Self.specification(0, "USD002+01"))
        let seenAt = try #require(rig.seenAt)
        rig.command(.stack(seenAt: seenAt))
        #expect(rig.lastData == [0x7F, 0x3C, 0x14])
        rig.answer(.stacking)
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + Self.specification(0, "USD002+01"))
        #expect(rig.facts == [.escrowed(.usd(2000), seenAt: seenAt), .stacked(.usd(2000))])
    }

    @Test func aBlankNoteFrameIsNoEvidenceAndAnUnreadableOneIsAnAlarm() {
        var rig = Self.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + [UInt8](repeating: 0, count: 18))
        #expect(rig.facts.isEmpty)
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + Self.specification(0, "USDx02+01"))
        #expect(rig.facts == [.stacked(nil)])
    }

    /// A value that the unit did not tell among its own can be held against nothing.
    @Test func aNoteFrameOfAValueThatTheUnitDoesNotHaveNamesNone() {
        var rig = Self.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + Self.specification(0, "USD003+00"))
        #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
        rig = Self.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + Self.specification(0, "USD003+00"))
        #expect(rig.facts == [.stacked(nil)])
    }

    @Test func aNoteFrameBeforeTheNameIsToldBehindIt() {
        var rig = Rig()
        rig.answersValueTable = false
        rig.give(.opened)
        rig.answer(.idle)
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + Self.specification(0, "USD002+01"))
        #expect(rig.facts.isEmpty)
        for _ in 0..<60 where rig.facts.count < 3 { Self.serve(&rig) }
        #expect(rig.facts.dropFirst() == [.stacked(.usd(2000)), .atRest(counter: 7)])
    }

    @Test func escrowWithoutItsNoteFrameIsLookedAtOnceMore() {
        var rig = Self.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(.escrow(0))
        #expect(rig.facts.isEmpty)
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + Self.specification(0, "USD005+00"))
        #expect(rig.facts == [.escrowed(.usd(500), seenAt: rig.now)])
    }

    /// The ack bit is spent on it, so an escrow or a POWER UP that were passed over with it would never be told again.
    @Test func aNoteFrameOfAnotherLengthHidesNoEvent() {
        var rig = Self.accepting([.usd(2000)])
        rig.reports = []
        let short = Self.specification(0, "USD002+01").dropLast(2)
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + short)
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + short)
        #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
        rig.reports = []
        rig.answer(0x70, [0x02] + Seen(motion: 0x11).bytes + short)
        #expect(!rig.facts.contains { if case .stacked = $0 { true } else { false } }, "blank or not, nobody can say")
        rig.answer(0x70, [0x02] + Seen.powerUp.bytes + short)
        #expect(rig.facts.contains(.poweredUp))
    }

    @Test func aUnitThatRefusesTheRowsIsUsedByValueIndex() {
        var rig = Self.accepting([.usd(2000)], takesEnables: [])
        rig.awaitFrame()
        #expect(rig.lastData == [0x10, 0x1C, 0x04])
    }

    /// Enables as they went out: their bytes.
    static func enables(_ rig: Rig) -> [[UInt8]] {
        rig.sent.filter { $0[2] >> 4 == 7 && $0[3] == 0x03 }.map { Array($0[7..<($0.count - 2)]) }
    }

    @Test("A unit whose model wants the long enables is given up for a short table, and takes no note")
    func theOtherWidthOfTheEnablesIsTriedOnce() {
        var rig = Self.accepting([.usd(2000)], takesEnables: [19])
        #expect(Self.enables(rig) == [8, 19].map { [0b0001100] + [UInt8](repeating: 0, count: $0 - 1) })
        rig.awaitFrame()
        #expect(rig.lastData == [0x7F, 0x1C, 0x14], "extended mode stays")
        rig.reports = []
        rig.command(.disable)
        rig.answer(.off)
        rig.command(.enable([.usd(500)]))
        for _ in 0..<3 { Self.serve(&rig, takesEnables: [19]) }
        #expect(Self.enables(rig).map(\.count) == [8, 19, 19], "the width that was taken stays")
    }

    @Test("Enables that a unit drops without a word, given up at once, leave the office without notes")
    func theOtherWidthIsTriedAfterSilence() {
        var rig = Self.accepting([.usd(2000)], takesEnables: [8, 19])
        rig.command(.enable([.usd(500)]))
        rig.awaitFrame()
        #expect(rig.lastType == 7)
        while rig.lastType == 7 { rig.lose() }
        rig.answer(.idle)
        for _ in 0..<2 { Self.serve(&rig, takesEnables: [19]) }
        #expect(Self.enables(rig).last?.count == 19)
        rig.awaitFrame()
        #expect(rig.lastData == [0x7F, 0x1C, 0x14])
    }

    @Test("Enables tried for ever keep the slot shut for ever")
    func noWidthIsTriedTwice() {
        let rig = Self.accepting([.usd(2000)], takesEnables: [])
        #expect(Self.enables(rig).map(\.count) == [8, 19])
    }

    @Test func aUnitThatCallsExtendedPollsInvalidIsUsedWithoutThem() {
        var rig = Self.accepting([.usd(2000)])
        rig.answer(Seen(detail: 0x02))
        rig.awaitFrame()
        #expect(rig.lastData == [0x10, 0x1C, 0x04])
        rig.answer(.escrow(5))
        #expect(rig.facts.last == .escrowed(.usd(2000), seenAt: rig.now))
    }

    @Test func aUnitToldNotToIsNeverAskedForRows() {
        var rig = Rig(EBDSConfiguration(extendedNotes: .no))
        rig.answersValueTable = false
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(!rig.sent.contains { $0[2] >> 4 == 7 && $0[3] == 0x02 })
    }

    @Test func aUnitToldToUseRowsFallsBackToItsValueTable() {
        var rig = Rig(EBDSConfiguration(extendedNotes: .yes))
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        let asked = rig.sent.filter { $0[2] >> 4 == 7 }.map { $0[3] }
        #expect(asked == [0x02, 0x06])
        #expect(rig.sent.allSatisfy { $0[2] >> 4 != 1 || $0[5] & 0x10 == 0 })
    }
}
