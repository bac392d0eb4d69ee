import EBDSSimulator
import SimulatorKit
import Testing

private enum Position: CaseIterable { case path, escrow, ordered, returning }

/// Brings note 1 to a position under a policy, cuts and restores the power, and reads every reply until rest.
private func cut(_ position: Position, policy: UInt8, _ shape: (inout EBDSConfiguration) -> Void = { _ in })
    -> (bench: Bench, replies: [[UInt8]])
{
    let poll: [UInt8] = [0x7F, 0x1C, policy << 2]
    var bench = Bench.ready(poll, shape)
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(position == .path ? 400 : 1000)
    if position == .ordered { bench.poll([0x7F, 0x3C, policy << 2]) }
    if position == .returning { bench.poll([0x7F, 0x5C, policy << 2]) }
    bench.wait(100)
    bench.pull(.powerOff)
    bench.wait(3000)
    bench.pull(.powerOn)
    var replies: [[UInt8]] = []
    for _ in 0..<20 {
        replies.append(bench.poll(poll))
        bench.wait(100)
    }
    return (bench, replies)
}

/// The events in the order of their replies: U power-up, R rejected, T returned, S stacked with value, s without.
private func events(_ replies: [[UInt8]]) -> String {
    replies.map { reply in
        (reply[3] & 1 != 0 ? "U" : "") + (reply[2] & 2 != 0 ? "R" : "") + (reply[1] & 0x40 != 0 ? "T" : "")
            + (reply[1] & 0x10 != 0 ? (reply[3] >> 3 & 7 != 0 ? "S" : "s") : "")
    }.joined()
}

private let a: UInt8 = 0
private let b: UInt8 = 1
private let c: UInt8 = 2

@Test(arguments: [a, b, c])
func aNoteBeforeEscrowComesBackAtPowerUpOrTheCustomerLosesIt(policy: UInt8) {
    let (bench, replies) = cut(.path, policy: policy)
    #expect(events(replies) == "URs")
    #expect(bench.place(1) == .withCustomer)
}

@Test func policyAHoldsAnUndecidedNoteWithoutItsValueSoThatNobodyCreditsABlank() {
    var (bench, replies) = cut(.escrow, policy: a)
    #expect(events(replies) == "Us")
    #expect(bench.place(1) == .escrow)
    #expect(replies[19][1] == 0x04 && replies[19][3] >> 3 & 7 == 0)
    bench.poll([0x7F, 0x3C, 0])
    bench.wait(800)
    #expect(bench.place(1) == inBox)
    #expect(events([bench.poll()]) == "s")
}

@Test func policyBPutsAnUndecidedNoteOutOfServiceUntilAnAttendantComes() {
    var (bench, replies) = cut(.escrow, policy: b)
    #expect(events(replies) == "Us")
    #expect(replies[19][1] == 0 && replies[19][3] & 0x04 != 0)
    bench.poll([0x7F, 0x3C, 0x04])
    bench.poll([0x7F, 0x5C, 0x04])
    bench.wait(8000)
    #expect(bench.place(1) == .escrow)
    bench.pull(.attendantRemovesNote)
    #expect(bench.place(1) == .withStaff)
    #expect(bench.poll()[1] == 0x01)
}

@Test func policyCAtEscrowFollowsTheReadingBecauseThePapersDisagree() {
    #expect(cut(.escrow, policy: c).replies[19][3] & 0x04 != 0)
    let held = cut(.escrow, policy: c) { $0.readings.policyCAtEscrow = .held }
    #expect(held.replies[19][1] == 0x04 && held.replies[19][3] == 0)
}

@Test func anOrderedNoteIsFinishedAndOnlyPolicyBTellsItsValue() {
    for (policy, expected) in [(a, "Us"), (b, "US"), (c, "Us")] {
        let (bench, replies) = cut(.ordered, policy: policy)
        #expect(events(replies) == expected)
        #expect(bench.place(1) == inBox)
        #expect(bench.device.counter == 1)
    }
}

@Test(arguments: [a, b, c])
func aNoteOnItsWayOutIsRejectedAtPowerUpAndNoStackedFollows(policy: UInt8) {
    let (bench, replies) = cut(.returning, policy: policy)
    #expect(events(replies) == "UR")
    #expect(bench.place(1) == .withCustomer)
}

@Test func series2000ReturnsEveryUnstackedNoteInSilence() {
    for position in Position.allCases {
        let (bench, replies) = cut(position, policy: b) { $0.readings.isSeries2000 = true }
        #expect(events(replies) == "U")
        #expect(bench.place(1) == .withCustomer)
    }
}

@Test func theBlankStackedAtPowerUpFollowsTheReadingSoThatADriverSurvivesBoth() {
    let blanks: [(EBDSReadings.BlankStacked, String, String)] = [
        (.everyPowerUp, "Us", "URs"), (.asTable, "Us", "UR"), (.never, "U", "UR"),
    ]
    for (reading, empty, returning) in blanks {
        var bench = Bench { $0.readings.blankStacked = reading }
        var replies = [bench.poll()]
        bench.wait(1100)
        replies.append(bench.poll())
        #expect(events(replies) == empty)
        let ordered = cut(.ordered, policy: b) { $0.readings.blankStacked = reading }
        #expect(events(ordered.replies) == (reading == .everyPowerUp ? "USs" : "US"))
        #expect(events(cut(.returning, policy: a) { $0.readings.blankStacked = reading }.replies) == returning)
    }
}

@Test func theFirmwareCalibratesForASecondAndObeysNothingInThatTime() {
    var bench = Bench()
    let first = bench.poll()
    #expect(first == [0x21, 0x00, 0x50, 0x01, 0x10, 0x54, 0x16])
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.notices.contains(.refused(id: 1, .notReady)))
    bench.wait(1000)
    #expect(bench.poll()[1] == 0x11)
    #expect(bench.poll()[1] == 0x01)
}

@Test func withoutPowerNothingIsSaidAndNothingMoves() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(500)
    bench.pull(.powerOff)
    #expect(bench.poll() == [])
    bench.wait(60000)
    #expect(bench.place(1) == .path)
    #expect(bench.device.deadline == nil)
}

@Test func aSoftResetIsAPowerUpWithoutAnAnswerSoThatANoteInsideIsDealtWithAlike() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(400)
    #expect(bench.send(0x60, [0x7F, 0x7F, 0x7F]) == [])
    bench.wait(500)
    #expect(bench.poll() == [])
    var replies: [[UInt8]] = []
    bench.wait(600)
    for _ in 0..<15 {
        replies.append(bench.poll())
        bench.wait(100)
    }
    #expect(events(replies) == "URs")
    #expect(bench.place(1) == .withCustomer)
}

@Test func aCutBetweenBoxAndCounterLosesTheLastStepOnlyWhereTheReadingSaysSo() {
    for (reading, expected) in [(EBDSReadings.Counter.exact, 1), (.mayLoseLastStep, 0)] {
        var bench = Bench.ready { $0.readings.counter = reading }
        bench.escrow(1)
        bench.poll([0x7F, 0x3C, 0])
        bench.wait(720)
        #expect(bench.place(1) == inBox)
        bench.pull(.powerOff, .powerOn)
        bench.wait(2000)
        #expect(bench.device.counter == expected)
        #expect(events([bench.poll()]) == "Us")
    }
}
