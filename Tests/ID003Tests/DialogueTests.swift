import DeviceKit
import ID003Driver
import Money
import Testing

/// The walk of a note and the talk around it.
@Suite struct DialogueTests {
    @Test("A host that speaks at once hears answers to its dead forerunner")
    func nothingIsSentBeforeASecondOfSilence() {
        var rig = Rig()
        rig.give(.opened)
        rig.pass(.milliseconds(900))
        rig.give(.received([0x13]))
        rig.pass(.milliseconds(900))
        #expect(rig.sent.isEmpty)
        rig.pass(.milliseconds(200))
        #expect(rig.sent == [wire(0x11)])
        #expect(rig.discards == 1)
    }

    @Test("Acceptance left on by a dead host would take notes nobody asked for")
    func acceptanceIsOffBeforeAnythingElse() {
        var rig = Rig()
        rig.give(.opened)
        rig.serve(until: Rig.isRest)
        #expect(rig.sent[0] == wire(0x11))
        #expect(rig.sent[1] == wire(0xC3, [1]))
        #expect(!rig.sent.contains(wire(0xC3, [0])))
    }

    @Test("A unit nobody knows is a unit nobody may credit for")
    func theUnitSaysWhoItIsBeforeItRests() {
        let rig = Rig.settled(ID003Configuration(serial: "R-17"))
        let identity = BillAcceptorIdentity(
            maker: "JCM", model: "UBA", serial: "R-17", firmware: "U(USA)-10-SS  ID003-05V201", noteSet: "USA",
            denominations: [100, 200, 500, 1000, 2000, 5000, 10000], currency: "USD", trust: .creditRepeats,
            counter: .none)
        #expect(rig.facts == [.identified(identity), .atRest(counter: nil, openOrder: .notTaken)])
    }

    @Test("A guessed table is guessed money: a unit that tells none takes nothing until somebody enters it")
    func withoutACurrencyTableThereAreNoNotes() {
        var rig = Rig()
        rig.table = nil
        rig.give(.opened)
        rig.serve(until: Rig.isRest)
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("not identified")
            return
        }
        #expect(identity.denominations.isEmpty && identity.currency.isEmpty)
        rig.command(.enable(Denomination.usNotes))
        rig.serve(10)
        #expect(!rig.sent.contains(wire(0xC3, [0])))
    }

    @Test("An old unit would stay useless although its notes are known")
    func theInstallersTableServesAUnitThatTellsNone() {
        var rig = Rig(ID003Configuration(fallbackNotes: Denomination.usNotes))
        rig.table = nil
        rig.give(.opened)
        rig.serve(until: Rig.isRest)
        rig.command(.enable([.usd(500)]))
        rig.serve(8)
        #expect(rig.sent.contains(wire(0xC0, [0xFB, 0])))
        rig.show(.escrow(0x63))
        #expect(rig.facts.last == .escrowed(.usd(500), seenAt: rig.seenAt))
    }

    @Test("A note the controller does not want would be drawn in")
    func onlyTheWantedNotesAreEnabledAndOnlyAfterRest() {
        var rig = Rig()
        rig.give(.opened)
        rig.command(.enable([twenty]))
        rig.serve(until: Rig.isRest)
        rig.serve(6)
        #expect(!rig.sent.contains { $0[2] == 0xC0 })
        rig.command(.enable([twenty, .usd(100)]))
        rig.serve(6)
        #expect(rig.sent.contains(wire(0xC0, [0xEE, 0])))
        #expect(rig.sent.last { $0[2] == 0xC3 } == wire(0xC3, [0]))
        rig.command(.disable)
        rig.serve(6)
        #expect(rig.sent.last { $0[2] == 0xC3 } == wire(0xC3, [1]))
    }

    @Test("A note ordered twice, or credited twice, or never acknowledged, is a customer's loss or ours")
    func aNoteWalksFromMouthToBox() {
        var rig = Rig.holding()
        #expect(rig.facts == [.escrowed(twenty, seenAt: rig.seenAt)])
        rig.command(.stack(seenAt: rig.seenAt))
        rig.serve()
        #expect(rig.stackOrders == 1 && rig.sent.contains(wire(0x42)))
        rig.show(.stacking)
        rig.show(.vendValid)
        #expect(rig.facts.last == .stacked(twenty))
        rig.show(.vendValid)
        #expect(rig.acks == 0)
        rig.awaitFrame()  // a look is on the line when the word comes: its answer is acknowledged
        rig.command(.acknowledge)
        #expect(rig.acks == 0)
        rig.show(.vendValid)
        #expect(rig.acks == 1)
        rig.show(.stacked)
        rig.show(.idling)
        #expect(rig.facts.count == 2)
        #expect(rig.stackOrders == 1)
    }

    @Test("A commit of two milliseconds need not cost a poll")
    func anAcknowledgeInTheSameTurnIsSentAtOnce() {
        var rig = Rig.stacking()
        rig.show(.vendValid)
        #expect(rig.acks == 0)
        rig.command(.acknowledge)
        #expect(rig.sent.last == wire(0x50))
        rig.pass(.milliseconds(40))
        #expect(rig.sent.last == wire(0x11))
    }

    @Test("A lost ACK leaves the unit at VEND VALID for ever, or gives a second credit")
    func eachRepetitionIsAcknowledgedAndNoneIsReported() {
        var rig = Rig.stacking()
        rig.show(.vendValid)
        rig.command(.acknowledge)
        for _ in 0..<4 { rig.show(.vendValid) }
        #expect(rig.acks == 5)
        #expect(rig.facts.filter { $0 == .stacked(twenty) }.count == 1)
        rig.show(.idling)
        rig.show(.escrow(0x63))
        rig.command(.stack(seenAt: rig.seenAt))
        rig.show(.vendValid)
        #expect(rig.facts.last == .stacked(.usd(500)))
    }

    @Test("An acknowledge of the note before would tell the unit to forget a credit that is on no disk")
    func aLateAcknowledgeOfAnotherReportAcknowledgesNothing() {
        var rig = Rig.holding()
        rig.command(.giveBack)
        rig.serve()
        rig.show(.returning)
        rig.show(.idling)
        #expect(rig.facts.last == .returned)
        rig.show(.escrow(0x63))
        rig.command(.stack(seenAt: rig.seenAt))
        rig.show(.vendValid)
        rig.command(.acknowledge)  // for "returned"
        rig.show(.vendValid)
        #expect(rig.acks == 0)
        rig.command(.acknowledge)
        #expect(rig.acks == 1)
    }

    @Test("An ACK sent on a late answer may meet the next note's VEND VALID")
    func afterASilenceTheNextAnswerIsNotAcknowledged() {
        var rig = Rig.stacking()
        rig.show(.vendValid)
        rig.awaitFrame()
        rig.lose()
        rig.command(.acknowledge)
        #expect(rig.acks == 0)
        rig.show(.vendValid)  // it may be the answer to the look before
        #expect(rig.acks == 0)
        rig.show(.vendValid)
        #expect(rig.acks == 1)
    }

    @Test("A note given back must not linger in the mouth of the books")
    func aNoteGoesBack() {
        var rig = Rig.holding()
        rig.command(.giveBack)
        rig.awaitFrame()
        #expect(rig.last == 0x43)
        rig.answer(0x50)
        rig.show(.returning)
        rig.show(.idling)
        #expect(rig.facts.suffix(1) == [.returned])
        #expect(rig.stackOrders == 0)
    }

    @Test("A ticket or an unknown note taken for money is a loss")
    func whatTheTableDoesNotNameIsUnknown() {
        for data: [UInt8] in [[0x68], [0x7A], [0x6F, 0x31, 0x32], [0x63, 0x00], [0x63, 0x6F]] {
            var rig = Rig.accepting()
            rig.show(Seen(code: 0x13, data: data))
            #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
            rig.command(.stack(seenAt: rig.now))
            rig.serve(4)
            #expect(rig.stackOrders == 0)
        }
    }

    @Test("What people see at the slot must be what the unit says")
    func statesAreReportedOnce() {
        var rig = Rig.accepting()
        for seen in [Seen(code: 0x43), Seen(code: 0x43), Seen(code: 0x44), Seen(code: 0x46), Seen(code: 0x47)] {
            rig.show(seen)
        }
        rig.show(Seen(code: 0x49, data: [0xA2]))
        rig.show(Seen(code: 0x48))
        rig.show(.idling)
        #expect(
            rig.reports == [
                .status(BillAcceptorStatus(activity: .unknown, cashUnitFull: true)),
                .status(BillAcceptorStatus(activity: .unknown, cashUnitPresent: false)),
                .status(BillAcceptorStatus(activity: .unknown, jammed: true)),
                .status(BillAcceptorStatus(activity: .unknown, paused: true)),
                .status(BillAcceptorStatus(activity: .unknown, failed: true)),
                .cheated, .status(BillAcceptorStatus(activity: .unknown)),
                .status(BillAcceptorStatus(activity: .idle)),
            ])
    }

    @Test("A refused note was never money")
    func aRejectionIsToldOnce() {
        var rig = Rig.accepting()
        rig.show(.accepting)
        rig.show(.rejecting)
        rig.show(.rejecting)
        rig.show(.idling)
        #expect(rig.facts == [.rejected])
    }

    @Test("A hold nobody asked for confuses a unit that knows another form of it")
    func holdIsSentOnlyWhereItIsConfigured() {
        var quiet = Rig.holding()
        for _ in 0..<40 { quiet.show(.escrow(0x65)) }
        #expect(quiet.sentCount(0x44) == 0)
        var rig = Rig.holding(ID003Configuration(hold: .init(every: .seconds(3), data: [0xFF])))
        for _ in 0..<60 { rig.show(rig.sentCount(0x44) > 0 ? .holding : .escrow(0x65)) }
        #expect(rig.sent.contains(wire(0x44, [0xFF])))
        #expect(rig.facts.count == 1, "a held note is the same note")
        rig.command(.stack(seenAt: rig.seenAt))
        rig.show(.holding)
        #expect(rig.stackOrders == 1)
    }

    @Test("A dead line that looks idle keeps a slot lit that nobody serves")
    func silenceOfFiveSecondsIsSaidOnceAndEndsInRecovery() {
        var rig = Rig.accepting()
        rig.pass(.seconds(4))
        #expect(rig.facts.isEmpty)
        rig.pass(.seconds(4))
        #expect(rig.facts.count == 1)
        #expect(rig.reports.first == .status(BillAcceptorStatus(activity: .unknown)))
        rig.inhibited = false
        rig.serve(until: Rig.isRest)
        guard case .broken = rig.facts[0], case .identified = rig.facts[1] else {
            Issue.record("\(rig.facts)")
            return
        }
        #expect(rig.sent.contains(wire(0xC3, [1])))
    }

    @Test("Power recovery of a unit that wants another width must not keep it from work")
    func aRefusedSettingIsLeftOut() {
        var rig = Rig(ID003Configuration(settings: [.polled, ID003Setting(.optionalFunction, [2, 0])]))
        rig.give(.opened)
        for _ in 0..<80 where !rig.facts.contains(where: Rig.isRest) {
            rig.awaitFrame()
            if rig.last == 0xC5 { rig.answer(0x4B) } else { rig.serve() }
        }
        #expect(rig.facts.contains(where: Rig.isRest))
        #expect(rig.sentCount(0xC5) == 1)
        #expect(rig.sentCount(0xC2) == 1)
    }
}
