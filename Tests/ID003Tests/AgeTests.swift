import DeviceKit
import ID003Driver
import Money
import Testing

/// Rules 1 to 3: what is old decides nothing.
@Suite struct AgeTests {
    @Test("An order on an old look stacks the next note on this one's intent")
    func anOldEscrowIsLookedAtOnceMore() {
        var rig = Rig.holding()
        let seenAt = rig.seenAt
        for _ in 0..<10 { rig.show(.escrow(0x65)) }
        rig.awaitFrame()
        rig.command(.stack(seenAt: seenAt))
        #expect(rig.stackOrders == 0)
        rig.show(.escrow(0x65))
        #expect(rig.stackOrders == 1)
    }

    @Test("A look that shows another note than the intent was made for")
    func anotherCodeIsAnotherNote() {
        var rig = Rig.holding()
        rig.awaitFrame()
        rig.command(.stack(seenAt: rig.seenAt))
        rig.show(.escrow(0x63))
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(until: Rig.isRest)
        #expect(rig.stackOrders == 0)
    }

    @Test("A second without a look is time enough for another note of the same value")
    func aNoteUnseenForASecondIsNotTheSame() {
        var rig = Rig.holding()
        rig.awaitFrame()
        rig.lose()
        rig.lose()
        rig.lose()
        rig.command(.stack(seenAt: rig.seenAt))
        rig.show(.escrow(0x65))
        rig.show(.escrow(0x65))
        #expect(rig.stackOrders == 0)
        #expect(rig.facts.last == .outcomeMissing)
    }

    @Test("A process that slept sends the order it meant to send before the sleep")
    func aStalledProcessOrdersNothing() {
        var rig = Rig.holding()
        rig.now += .milliseconds(1500)
        rig.command(.stack(seenAt: rig.seenAt))
        #expect(rig.stackOrders == 0)
        rig.show(.escrow(0x65))
        #expect(rig.stackOrders == 0)
    }

    @Test("A look that was asked for too long ago orders the note that lies there now")
    func anAnswerThatCameLateOrdersNothing() {
        var rig = Rig.holding(ID003Configuration(escrowAge: .milliseconds(500)))
        rig.awaitFrame()
        rig.command(.stack(seenAt: rig.seenAt))
        rig.now += .milliseconds(700)  // the process slept, the answer waited
        rig.give(.received(wire(0x13, [0x65])))
        #expect(rig.stackOrders == 0)
        #expect(rig.last == 0x11)
    }

    @Test("An answer that waited in a buffer for a second is about another world")
    func anOldAnswerIsDropped() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.now += .milliseconds(1200)
        rig.give(.received(wire(0x13, [0x65])))
        #expect(rig.facts.isEmpty)
        #expect(rig.faults.last?.reason == "an answer older than a second")
    }

    @Test("An escrow shown in the answer to the look before may be the note that has gone")
    func afterASilenceEscrowIsLookedAtOnceMore() {
        var rig = Rig.accepting()
        rig.lose()
        rig.show(.escrow(0x65))
        #expect(rig.facts.isEmpty)
        rig.show(.escrow(0x65))
        #expect(rig.facts.count == 1)
    }

    @Test("Input that came before the question would be taken for its answer")
    func inputIsDroppedBeforeEachQuestion() {
        var rig = Rig.accepting()
        let before = (rig.discards, rig.sent.count)
        rig.serve(20)
        #expect(rig.discards - before.0 == rig.sent.count - before.1)
        rig.awaitFrame()
        rig.isOpen = false
        rig.give(.received(Array(wire(0x15).prefix(3))))
        rig.awaitFrame()
        rig.give(.received(Array(wire(0x15).suffix(2))))
        #expect(!rig.facts.contains(.stacked(nil)), "two halves of two answers are no credit")
    }

    @Test("One intent, two orders: two notes for one credit", arguments: 0..<6)
    func aSecondWishOrdersNothing(_ way: Int) {
        var rig = Rig.stacking()
        let seenAt = rig.seenAt
        switch way {
        case 0: rig.show(.stacking)
        case 1: rig.show(.vendValid)
        case 2: rig.show(.returning)
        case 3: rig.show(.escrow(0x65))
        case 4: rig.lose()
        default: rig.show(.jam)
        }
        rig.command(.stack(seenAt: seenAt))
        rig.serve(12)
        #expect(rig.stackOrders == 1)
    }

    @Test("An order for a note that has gone needs an end all the same")
    func anOrderForNobodyEndsInRest() {
        var rig = Rig.holding()
        rig.show(.returning)
        rig.show(.idling)
        #expect(rig.facts.last == .returned)
        rig.command(.stack(seenAt: rig.seenAt))
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(until: Rig.isRest)
        #expect(rig.stackOrders == 0)
    }
}
