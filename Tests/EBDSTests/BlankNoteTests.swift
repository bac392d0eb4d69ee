import DeviceKit
import EBDSDriver
import Money
import Testing

/// What a reply says that names no note, and what a spent ack bit takes with it.
///
/// - Source: dossier `bill-acceptors.md` 1.3 (value index), 1.5 (blank stack), 1.10 (an event is in one reply only);
///   models README, rule 13.
@Suite struct BlankNoteTests {
    /// A note of no value, as units may write it: ISO, base, sign and exponent. A dot is a zero byte.
    static let blanks = [
        ".........", "...000+00", "...020+00", "USD000+00", "USD......", "USD.00+00", "         ", "   000+00",
        "USD   +00",
    ]

    static func blank(_ value: String) -> [UInt8] {
        [0x02] + Seen.blank.bytes + [0] + value.utf8.map { $0 == 0x2E ? 0 : $0 } + [UInt8](repeating: 0, count: 8)
    }

    @Test("A blank STACKED after a cut, taken for a note, credits what the customer got back", arguments: blanks)
    func aBlankStackedAfterACutCreditsNothing(_ value: String) throws {
        var rig = ExtendedNoteTests.accepting([.usd(2000)])
        rig.answer(0x70, [0x02] + Seen.escrow(0).bytes + ExtendedNoteTests.specification(0, "USD002+01"))
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        #expect(rig.ordersStack)
        rig.answer(.powerUp)
        rig.reports = []
        rig.answer(0x70, Self.blank(value))
        #expect(rig.facts.isEmpty, "\(rig.facts)")
    }

    @Test("A blank STACKED of a cash unit put in, taken for a note, credits the note in hand", arguments: blanks)
    func aBlankStackedAtWorkCreditsNothing(_ value: String) {
        var rig = ExtendedNoteTests.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(0x70, Self.blank(value))
        #expect(rig.facts.isEmpty, "\(rig.facts)")
    }

    @Test("A blank STACKED before the unit's name, kept as a note, credits the open order behind it", arguments: blanks)
    func aBlankStackedBeforeTheNameCreditsNothing(_ value: String) {
        var rig = Rig()
        rig.answersValueTable = false
        rig.give(.opened)
        rig.answer(.idle)
        rig.answer(0x70, Self.blank(value))
        for _ in 0..<60 where rig.facts.count < 2 { ExtendedNoteTests.serve(&rig) }
        #expect(rig.facts.dropFirst() == [.atRest(counter: 7)])
    }

    @Test("The frame as an auditor wrote it down: a lost twenty beside a credit")
    func theFrameOfTheAudit() throws {
        let frame = try EBDSWire.decode(
            direction: .device,
            bytes: [
                0x02, 0x1E, 0x70, 0x02, 0x11, 0x10, 0, 0, 0x55, 0x35, 0, 0, 0, 0, 0x30, 0x30, 0x30, 0x2B, 0x30, 0x30, 0,
                0, 0, 0, 0, 0, 0, 0, 0x03, 0x16,
            ])
        #expect(frame.description.contains("no note"), "\(frame)")
    }

    @Test("A row without a value that ends the table hides the notes behind it")
    func anUnusedRowEndsNoTable() throws {
        let rig = ExtendedNoteTests.accepting(
            [.usd(2000)], rows: ["USD001+00", "USD000+00", "USD002+01"], end: "\0\0\0000+00")
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.denominations == [100, 2000])
        let asked = rig.sent.filter { $0[2] >> 4 == 7 && $0[3] == 0x02 }
        #expect(asked.count == 4, "the row of no currency ends the table")
        let enables = try #require(rig.sent.first { $0[2] >> 4 == 7 && $0[3] == 0x03 })
        #expect(enables[7] == 0b0000100)
    }

    @Test("A value index believed in extended mode stacks a note under another note's value")
    func aValueIndexIsNoValueInExtendedMode() {
        var rig = ExtendedNoteTests.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(.escrow(5))
        #expect(rig.facts.isEmpty, "looked at once more")
        rig.answer(.escrow(5))
        #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
    }

    @Test("A STACKED with a value index, passed over in extended mode, leaves a note unbooked")
    func aValueIndexIsEvidenceInExtendedMode() {
        var rig = ExtendedNoteTests.accepting([.usd(2000)])
        rig.reports = []
        rig.answer(.stacked(5))
        #expect(rig.facts == [.stacked(nil)])
    }

    @Test("A value index told before the name is read by the table that nobody told")
    func aValueIndexBeforeTheNameNamesNoNoteOfRows() {
        var rig = Rig()
        rig.answersValueTable = false
        rig.give(.opened)
        rig.answer(.idle)
        rig.answer(.stacked(5))
        for _ in 0..<60 where rig.facts.count < 3 { ExtendedNoteTests.serve(&rig) }
        #expect(rig.facts.dropFirst() == [.stacked(nil), .atRest(counter: 7)])
    }

    /// Bodies that no sub-type has, behind a status.
    static let odd: [(subtype: UInt8, bytes: Int)] = [
        (0x01, 0), (0x02, 0), (0x02, 17), (0x03, 1), (0x04, 1), (0x06, 0), (0x06, 5), (0x0B, 0), (0x0B, 2), (0x0D, 0),
        (0x1D, 0), (0x1D, 2),
    ]

    @Test("An event in a reply of another length is told once: a POWER UP or a STACKED would be lost", arguments: odd)
    func aReplyOfAnotherLengthHidesNoEvent(_ subtype: UInt8, _ bytes: Int) {
        let tail = [UInt8](repeating: 1, count: bytes)
        var rig = Rig.accepting()
        rig.answer(0x70, [subtype] + Seen.stacked(5).bytes + tail)
        #expect(rig.facts == [.stacked(.usd(2000))])
        rig.answer(0x70, [subtype] + Seen.powerUp.bytes + tail)
        #expect(rig.facts.last == .poweredUp)
    }

    @Test("Bytes of an unknown sub-type, read as a status, make events that never were")
    func whatHasNoKnownLayoutHasNoStatus() {
        var rig = Rig.accepting()
        for subtype: UInt8 in [0x05, 0x07, 0x0C, 0x10, 0x1B, 0x1E] {
            rig.answer(0x70, [subtype] + Seen.stacked(5).bytes)
        }
        #expect(rig.facts.isEmpty)
    }
}
