import DeviceKit
import ID003Driver
import Money
import Testing

/// The dossier's table of cuts (2.5) as the models corrected it, one row a test.
@Suite struct CutTableTests {
    @Test("Row credit: only VEND VALID is money, and only once an order was given")
    func creditIsTheFirstVendValidAfterAnOrder() {
        var rig = Rig.stacking()
        rig.show(.stacking)
        #expect(rig.facts.count == 1)
        rig.show(.vendValid)
        #expect(rig.facts.last == .stacked(twenty))
    }

    @Test("Row ACK: an ACK before the commit makes the unit forget a credit that is on no disk")
    func nothingIsAcknowledgedBeforeTheControllerSaysSo() {
        var rig = Rig.stacking()
        for _ in 0..<20 { rig.show(.vendValid) }
        #expect(rig.acks == 0)
        #expect(rig.facts.count == 2)
    }

    @Test("Row repeat: a credit for each report is a second credit for one note")
    func aRepeatedVendValidIsOneCredit() {
        var rig = Rig.stacking()
        for _ in 0..<5 { rig.show(.vendValid) }
        rig.command(.acknowledge)
        for _ in 0..<5 { rig.show(.vendValid) }
        #expect(rig.facts.count { $0 == .stacked(twenty) } == 1)
    }

    @Test("Row 16 alone: it is no second credit; without any VEND VALID it is the credit that was missed")
    func stackedIsNoSecondCredit() {
        var rig = Rig.stacking()
        rig.show(.vendValid)
        rig.command(.acknowledge)
        rig.show(.stacked)
        rig.show(.stacked)
        #expect(rig.facts.count { $0 == .stacked(twenty) } == 1)
        var missed = Rig.stacking()
        missed.show(.stacked)
        #expect(missed.facts.last == .stacked(twenty))
        missed.command(.acknowledge)
        missed.show(.idling)
        #expect(missed.acks == 0)
    }

    @Test("Row 16 alone, nothing ordered: money from nothing")
    func stackedWithoutAnOrderBooksNothing() {
        var rig = Rig.accepting()
        rig.show(.stacked)
        rig.show(.idling)
        #expect(rig.facts.isEmpty)
    }

    @Test("Row stack-1 or stack-2: VEND VALID at the lever credits a note that may still come back")
    func stackTwoIsOrdered() {
        let rig = Rig.stacking()
        #expect(rig.sentCount(0x42) == 1 && rig.sentCount(0x41) == 0)
        var first = Rig(ID003Configuration(stackOrder: .stack1))
        first.give(.opened)
        first.serve(until: Rig.isRest)
        guard case .identified(let identity) = first.facts.first else {
            Issue.record("not identified")
            return
        }
        #expect(identity.trust == .pulsesOnly, "a unit that credits at the lever takes small notes only")
    }

    @Test("Row lost ACK: a unit that never hears ours takes no note any more")
    func aRepetitionIsAcknowledgedAgain() {
        var rig = Rig.stacking()
        rig.show(.vendValid)
        rig.command(.acknowledge)
        rig.show(.vendValid)
        #expect(rig.acks == 2)
    }

    @Test("Row cut after the order, 42: counted at once it is false where the unit gives the note back")
    func noteInStackerIsInDoubtAndVendValidSettlesIt() {
        var rig = Rig.stacking()
        for _ in 0..<6 { rig.serve(.inStacker) }
        #expect(rig.facts.suffix(2) == [.poweredUp, .remembered(.mayBeTaken)])
        #expect(rig.sentCount(0x40) == 0, "the reset wipes it out before it is written down")
        rig.command(.acknowledge)
        rig.show(.inStacker)
        rig.serve()
        #expect(rig.sentCount(0x40) == 1)
        rig.show(.starting)
        rig.show(.vendValid)
        #expect(rig.facts.last == .stacked(twenty))
        rig.command(.acknowledge)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
        #expect(rig.acks == 1)
    }

    @Test("Row cut after the order, 42, a model proven never to give back: a doubt for nothing")
    func noteInStackerOfAProvenModelIsStacked() {
        var rig = Rig.stacking(ID003Configuration(behaviour: ID003Behaviour(neverGivesBackAt42: true)))
        for _ in 0..<6 { rig.serve(.inStacker) }
        #expect(rig.facts.suffix(2) == [.poweredUp, .stacked(twenty)])
        #expect(rig.sentCount(0x40) == 0 && rig.acks == 0)
        rig.command(.acknowledge)
        rig.show(.inStacker)
        rig.serve()
        #expect(rig.sentCount(0x40) == 1)
        rig.show(.starting)
        rig.show(.vendValid)  // the same note, should it be told again
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.count { $0 == .stacked(twenty) } == 1)
        #expect(rig.acks == 1)
    }

    @Test("Row cut, 41: crediting a note that goes back to the customer")
    func noteInAcceptorIsNotTaken() {
        var rig = Rig.stacking()
        for _ in 0..<6 { rig.serve(.inAcceptor) }
        #expect(rig.facts.suffix(2) == [.poweredUp, .remembered(.notTaken)])
        #expect(rig.sentCount(0x40) == 0)
        rig.command(.acknowledge)
        rig.show(.inAcceptor)
        rig.serve()
        #expect(rig.sentCount(0x40) == 1)
        rig.show(.starting)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
        #expect(!rig.facts.contains(.stacked(twenty)))
    }

    @Test("Row cut, 40 with an open order: writing off a note whose VEND VALID the unit has forgotten")
    func powerUpWithoutANoteIsInDoubt() {
        var rig = Rig.stacking()
        for _ in 0..<6 { rig.serve(.powerUp) }
        #expect(rig.facts.last == .remembered(.mayBeTaken))
        rig.command(.acknowledge)
        rig.show(.powerUp)
        rig.serve()
        #expect(rig.sentCount(0x40) == 1)
        rig.show(.starting)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none), "its rest proves nothing after that")
    }

    @Test("Row cut, 40, a model proven to cover an unacknowledged credit with 42: a doubt for nothing")
    func powerUpOfAProvenModelIsNotTaken() {
        var rig = Rig.stacking(ID003Configuration(behaviour: ID003Behaviour(unacknowledgedShowsAs42: true)))
        for _ in 0..<6 { rig.serve(.powerUp) }
        #expect(rig.facts.last == .remembered(.notTaken))
    }

    @Test(
        "Row host crash after 15, before ACK: a restarted host that does not hear it again loses the credit"
    )
    func aRestartedHostHearsTheCreditAgain() {
        var rig = Rig()
        rig.give(.opened)
        rig.serve(.vendValid) { if case .stacked = $0 { true } else { false } }
        guard case .identified = rig.facts[0] else {
            Issue.record("a credit of a unit without a name")
            return
        }
        #expect(rig.facts[1] == .stacked(nil), "the value comes from the intent, never from the wire")
        rig.command(.acknowledge)
        #expect(rig.acks == 1)
        rig.serve(until: Rig.isRest)
    }

    @Test("Idle with an open order: the unit would still stand at VEND VALID, so the note was not taken")
    func idleProvesThatTheNoteWasNotTaken() {
        var rig = Rig.stacking()
        rig.show(.idling)
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
    }

    @Test("Escrow after the order: a second order may take the next note on the first one's intent")
    func escrowAfterTheOrderGoesBack() {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: rig.seenAt))
        rig.lose()  // nobody knows whether the order arrived
        rig.show(.escrow(0x65))
        rig.show(.escrow(0x65))
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(until: Rig.isRest)
        #expect(rig.stackOrders == 1)
        var heard = Rig.stacking()
        for _ in 0..<8 { heard.show(.escrow(0x65)) }
        #expect(heard.stackOrders == 1 && heard.sentCount(0x43) > 0)
    }

    @Test("A start nobody ordered, without 40, 41 or 42: rest after it proves nothing about an open order")
    func anUnorderedStartSpoilsTheProof() {
        var rig = Rig.stacking()
        rig.show(.starting)
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
    }

    @Test("An acknowledge that never comes: a unit at power-up waits for ever, and nothing is wiped out")
    func withoutAWordNoResetGoesOut() {
        var rig = Rig.stacking()
        for _ in 0..<100 { rig.serve(.inStacker) }
        #expect(rig.sentCount(0x40) == 0)
        #expect(rig.facts.count { $0 == .remembered(.mayBeTaken) } == 1)
    }

    @Test("A lost RESET must be sent again, or the unit never works again")
    func aResetIsRepeatedWhileThePowerUpStands() {
        var rig = Rig.accepting()
        for _ in 0..<6 { rig.serve(.powerUp) }
        rig.command(.acknowledge)
        for _ in 0..<8 { rig.serve(.powerUp) }
        #expect(rig.sentCount(0x40) > 1)
        #expect(rig.facts.count { $0 == .remembered(.mayBeTaken) } == 1)
    }

    @Test("A swapped unit behind the same plug: its word is not the old one's")
    func anotherVersionAfterAPowerUpIsAnotherUnit() {
        var rig = Rig.accepting()
        rig.version = Array("i(EUR)-20".utf8)
        for _ in 0..<20 { rig.serve(.powerUp) }
        #expect(rig.facts.count { if case .identified = $0 { true } else { false } } == 1)
        guard case .identified(let identity) = rig.facts.dropLast().last else {
            Issue.record("\(rig.facts)")
            return
        }
        #expect(identity.model == "iVizion")
        #expect(rig.facts.last == .remembered(.mayBeTaken), "who it is comes before what it remembers")
    }

    @Test("A jam that a reset may end: the doubt is durable before the reset, and none is sent unasked")
    func troubleIsResetOnlyWhereAllowedAndAfterTheDoubt() {
        var never = Rig.stacking()
        for _ in 0..<200 { never.show(.jam) }
        #expect(never.sentCount(0x40) == 0)
        var rig = Rig.stacking(ID003Configuration(resetsTroubleAfter: .seconds(5)))
        for _ in 0..<60 { rig.show(.jam) }
        #expect(rig.facts.suffix(2) == [.outcomeMissing, .remembered(.mayBeTaken)])
        #expect(rig.sentCount(0x40) == 0)
        rig.command(.acknowledge)
        for _ in 0..<4 { rig.serve(.jam) }
        #expect(rig.sentCount(0x40) == 1)
        rig.show(.starting)
        rig.serve(until: Rig.isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
    }
}
