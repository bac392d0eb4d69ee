import DeviceKit
import Money
import SSPDriver
import Testing

/// Events of a unit with acknowledged polls stand in every answer until 57.
/// - Source: shared dossier `bill-acceptors.md` 4.3, column PWA.
@Suite struct RepeatedEventTests {
    @Test(
        "A unit that says \"initialising\", or tells of a payout, until it is acknowledged, never comes to rest",
        arguments: [[0xB6], [0xCA] + amount, [0xDC, 0x01] + [UInt8](repeating: 0, count: 4) + amount]
            as [[UInt8]])
    func anEventOfAnotherKindIsAcknowledged(_ event: [UInt8]) {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<100 where !rig.codes.contains(0x57) { rig.serve(event) }
        #expect(rig.codes.contains(0x57))
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
    }

    @Test("A note in escrow that waits, or is taken by a poll, while another event is acknowledged (rules 4 and 15)")
    func theNoteGoesBackFirst() throws {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<100 where !rig.codes.contains(0x08) { rig.serve() }
        rig.servePoll([0xB6, 0xEF, 0x05])
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08, "the note first")
        for _ in 0..<20 where !rig.codes.contains(0x57) { rig.serve([0xB6]) }
        #expect(rig.codes.contains(0x57), "then the event")
    }

    @Test("A credit acknowledged unseen, behind an event that nobody can read")
    func whatCannotBeReadIsNotAcknowledged() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<60 { rig.serve([0xB6, 0xA7, 0xEE, 0x05]) }
        #expect(!rig.codes.contains(0x57))
    }

    @Test("A credit lost behind the printer's word, whose size is known")
    func aPrintersWordHidesNoCredit() throws {
        for words in [[0xA6], [0xA8, 0x01], [0xAF], [0x90, 0x00], [0x92]] as [[UInt8]] {
            var rig = try Rig.stacking()
            rig.servePoll(words + [0xEE, 0x05, 0xEB])
            #expect(rig.facts.contains(.stacked(.usd(2000))), "\(words)")
        }
    }

    @Test("One attempt at fraud written down with every poll, until the note in hand is done")
    func oneAttemptIsOneAlarm() throws {
        var rig = try Rig.stacking()
        rig.reports = []
        for _ in 0..<8 { rig.servePoll([0xE6, 0x05, 0xCC]) }
        #expect(rig.reports.count { $0 == .cheated } == 1)
        rig.servePoll([0xCC])
        rig.servePoll([0xE6, 0x05, 0xCC])
        #expect(rig.reports.count { $0 == .cheated } == 2, "the next attempt is another one")
    }

    private static let amount: [UInt8] = [0xE8, 0x03, 0, 0] + Array("USD".utf8)
}
