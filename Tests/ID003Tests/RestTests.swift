import DeviceKit
import ID003Driver
import Money
import Testing

/// Rule 4: recovery before acceptance, and what counts as rest.
@Suite struct RestTests {
    @Test("Rest reported while the slot is open: a note comes in between the rest and what is made of it")
    func settlingShutsTheSlotFirst() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.serve(until: Rig.isRest)
        #expect(rig.inhibited)
        #expect(rig.sent.contains(wire(0xC3, [1])) && !rig.sent.contains(wire(0xC3, [0])))
        #expect(rig.facts == [.atRest(counter: nil, openOrder: .notTaken)])
    }

    @Test("A unit that shows 'idling' whatever it is told must not be given up, nor believed at once")
    func idlingRestsOnlyAfterThreeEchoes() {
        var rig = Rig.accepting()
        rig.command(.settle)
        for _ in 0..<40 where !rig.facts.contains(where: Rig.isRest) { rig.serve(.idling) }
        #expect(rig.facts.contains(where: Rig.isRest))
        #expect(rig.sentCount(0xC3) == 3)
    }

    @Test(
        "Something moves, or hides where the note is: rest would be a guess about money",
        arguments: [
            0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1B, 0x20, 0x24, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45,
            0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B, 0x4C,
        ] as [UInt8])
    func nothingElseIsRest(_ code: UInt8) {
        var rig = Rig.accepting()
        rig.command(.settle)
        for _ in 0..<40 { rig.serve(Seen(code: code, data: code == 0x13 ? [0x65] : [])) }
        #expect(!rig.facts.contains(where: Rig.isRest))
    }

    @Test("One look is no rest: disabling is asynchronous, a note may be on its way")
    func motionBetweenTheLooksStartsThemAnew() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.show(.idling)
        rig.show(.disabled)
        rig.show(.accepting)
        rig.show(.disabled)
        #expect(!rig.facts.contains(where: Rig.isRest))
        rig.show(.disabled)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
    }

    @Test("A note left in escrow at rest is a note somebody else's intent may take")
    func escrowGoesBackBeforeRest() {
        var rig = Rig.holding()
        rig.command(.settle)
        rig.show(.escrow(0x65))
        rig.serve()
        #expect(rig.sentCount(0x43) == 1)
        rig.show(.returning)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.suffix(2) == [.returned, .atRest(counter: nil, openOrder: .notTaken)])
        #expect(rig.stackOrders == 0)
    }

    @Test("A wish to settle wants a rest that was seen after the wish")
    func aWishStartsTheLooksAnew() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.show(.idling)
        rig.show(.disabled)
        rig.command(.settle)
        rig.show(.disabled)
        #expect(!rig.facts.contains(where: Rig.isRest))
        rig.show(.disabled)
        #expect(rig.facts.contains(where: Rig.isRest))
    }

    @Test("A credit that comes in recovery is still a credit, and waits for its word")
    func vendValidInRecoveryIsReportedBeforeRest() {
        var rig = Rig.stacking()
        rig.command(.settle)
        for _ in 0..<10 { rig.show(.vendValid) }
        #expect(rig.facts.last == .stacked(twenty) && rig.acks == 0)
        rig.command(.acknowledge)
        rig.show(.stacked)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.suffix(2) == [.stacked(twenty), .atRest(counter: nil, openOrder: .notTaken)])
    }
}
