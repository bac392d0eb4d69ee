import CCNETDriver
import DeviceKit
import Money
import Testing

/// Opening, timing, repeating, identity: the wire's own rules.
@Suite struct DialogueTests {
    @Test func nothingIsSentBeforeASecondOfSilenceOrAnOldFrameIsObeyed() {
        var rig = Rig()
        rig.give(.opened)
        rig.pass(.milliseconds(900))
        rig.give(.received([0x55]))  // a late answer to the host before us
        rig.pass(.milliseconds(999))
        #expect(rig.sent.isEmpty)
        rig.pass(.milliseconds(1))
        #expect(rig.sent == [wire([0x33])])
        #expect(rig.discards == 1)
    }

    @Test func aLineThatIsNeverSilentIsReportedAndNotPolled() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<60 {
            rig.give(.received([0xFF]))
            rig.pass(.milliseconds(100))
        }
        #expect(rig.sent.isEmpty)
        #expect(rig.reports == [.broken("the line is never silent")])
    }

    @Test func theUnitSaysWhoItIsBeforeItIsTrustedWithAnything() {
        let rig = Rig.settled()
        #expect(
            rig.facts == [
                .identified(
                    BillAcceptorIdentity(
                        maker: "CashCode", model: "VU-UA1837AF", serial: "00K505021811", firmware: "VU-UA1837AF",
                        noteSet: "", denominations: [100, 200, 500, 1000, 2000, 5000, 10000], currency: "USD",
                        trust: .powerUpTells, counter: .none)),
                .atRest(counter: nil, openOrder: .none),
            ])
        #expect(rig.codes.filter { $0 == 0x34 }.count >= 1)
        #expect(rig.sent.filter { $0[3] == 0x34 }.allSatisfy { $0[4..<10].allSatisfy { $0 == 0 } })
        #expect(!rig.codes.contains(Rig.reset))
    }

    @Test func aUnitAsSpecifiedIsClassAAndItsRestProvesThatAnOrderWasNotTaken() {
        let rig = Rig.settled(specified)
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.trust == .creditRepeats)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
    }

    @Test func eachEnabledTypeIsHeldInEscrowOrANoteIsStackedWithoutAnOrder() {
        var rig = Rig.settled()
        rig.command(.enable([.usd(2000), .usd(10000), .usd(777)]))
        rig.awaitFrame()
        while rig.code != 0x34 { rig.serve() }
        #expect(rig.last == wire([0x34, 0, 0, 0xA0, 0, 0, 0xA0]))
        rig.serve()
        rig.command(.disable)
        for _ in 0..<4 where rig.code != 0x34 || rig.data != [0, 0, 0, 0, 0, 0] { rig.serve(Seen.idle) }
        #expect(rig.sent.contains(wire([0x34, 0, 0, 0, 0, 0, 0])))
    }

    @Test func aUnitThatForgotWhatItMayTakeIsToldAgain() {
        var rig = Rig.accepting()
        rig.answer(Seen.off)
        rig.awaitFrame()
        #expect(rig.code == 0x34 && rig.data == [0, 0, 0xF7, 0, 0, 0xF7])
    }

    @Test func everyAnswerIsAcknowledgedAndThereIsSilenceAfterIt() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.answer(Seen.idle)
        #expect(rig.sent.last == wire([0x00]))
        let acknowledgedAt = rig.now
        let poll = rig.sent.count
        rig.awaitFrame()
        #expect(rig.sent.count == poll + 1)
        #expect(rig.now - acknowledgedAt >= .milliseconds(20))
    }

    @Test func pollsAreTwoHundredMillisecondsApart() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.serve(Seen.idle)
        rig.awaitFrame()
        let first = rig.now
        rig.serve(Seen.idle)
        rig.awaitFrame()
        #expect(rig.now - first == .milliseconds(200))
    }

    @Test("A unit that said how long it is busy is asked sooner, or called broken", arguments: [0x09, 0xFF] as [UInt8])
    func aBusyUnitIsLeftAloneForAsLongAsItSays(_ tenths: UInt8) {
        var rig = Rig.accepting()
        rig.answer([0x1B, tenths])
        let said = rig.now
        rig.awaitFrame()
        #expect(rig.now - said == .milliseconds(100) * Int(tenths))
        #expect(!rig.reports.contains { if case .broken = $0 { true } else { false } })
    }

    @Test func aSilentUnitIsBrokenAfterFiveSecondsAndStartedAnewEachTen() {
        var rig = Rig.accepting()
        let start = rig.now
        rig.pass(.milliseconds(4900))
        #expect(!rig.reports.contains { if case .broken = $0 { true } else { false } })
        rig.pass(.seconds(1))
        #expect(rig.reports.contains { if case .broken = $0 { true } else { false } })
        #expect(!rig.codes.contains(Rig.reset))
        rig.pass(.seconds(25))
        #expect(rig.codes.count { $0 == Rig.reset } == 2)
        #expect(rig.now - start < .seconds(32))
        rig.open = false
        rig.serve(Seen.off) { if case .identified = $0 { true } else { false } }
        rig.serve(Seen.off, until: isRest)
    }

    @Test func aClosedLineIsBrokenAtOnce() {
        var rig = Rig.accepting()
        rig.give(.closed(.hungUp))
        #expect(rig.facts == [.broken("the line hung up")])
        #expect(rig.dialogue.deadline == nil)
    }

    @Test func aBillTableThatBeginsLikeAStateIsATable() {
        var rig = Rig()
        rig.table[0] = 0x19  // 25 dollars as type 0; 19 alone would be "disabled"
        rig.give(.opened)
        rig.serve(until: isRest)
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.denominations.contains(2500))
    }

    @Test func aUnitWithoutATableTakesNothingUnlessTheInstallerKnowsIt() {
        for (fallback, mask) in [([Denomination?](), UInt8(0)), ([nil, .usd(500)], 2)] {
            var rig = Rig(CCNETConfiguration(fallbackNotes: fallback))
            rig.table = [0x30]
            rig.give(.opened)
            rig.serve(until: isRest)
            rig.command(.enable(Denomination.usNotes))
            for _ in 0..<5 { rig.serve() }
            #expect(rig.sent.last { $0[3] == 0x34 }?[6] == mask)
        }
    }

    @Test func aSilentQuestionIsGivenUpAndTheUnitServesWithoutIt() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<120 where !rig.reports.contains(where: isRest) {
            rig.awaitFrame()
            if rig.code == 0x41 || rig.code == 0x31 { rig.lose() } else { rig.serve() }
        }
        #expect(rig.reports.contains(where: isRest))
    }

    @Test func theCounterCountsWhenItIsReadTwiceBecauseTwoBytesMayBeALateState() {
        var rig = Rig(CCNETConfiguration(counter: .stackedNotes, counterTrust: .exact))
        rig.counter = [0x01, 0x02]
        rig.give(.opened)
        rig.serve(until: isRest)
        #expect(rig.facts.last == .atRest(counter: 0x0102, openOrder: .none))
        #expect(rig.codes.suffix(3).filter { $0 == 0x5B }.count == 2)
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.counter == .exact)
    }

    @Test func aUnitThatRefusesTheCounterHasNone() {
        var rig = Rig(CCNETConfiguration(counter: .stackedNotes))
        rig.give(.opened)
        rig.serve(until: isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
    }

    @Test func aDamagedAnswerIsRefusedAndNothingOfItIsBelieved() throws {
        var rig = Rig.accepting()
        rig.answer(Seen.idle)
        rig.awaitFrame()
        rig.now += .milliseconds(10)
        rig.open = false
        rig.give(.received(try Vector.named("INVALID: stacked type 3 with wrong CRC").bytes))
        #expect(rig.sent.last == wire([0xFF]))
        #expect(rig.facts.isEmpty)
        #expect(rig.faults.count == 1)
    }

    @Test func anAnswerInManyPiecesIsOneAnswer() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        for byte in wire(Seen.escrow(5)) {
            rig.now += .milliseconds(5)
            rig.give(.received([byte]))
        }
        #expect(rig.facts == [.escrowed(.usd(2000), seenAt: rig.now)])
    }

    @Test func settleBringsAReadyUnitToRestAgain() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.sent.contains(wire([0x34, 0, 0, 0, 0, 0, 0])))
    }

    @Test func aCouponOrAnUnknownTypeIsNeverMoney() {
        for type: UInt8 in [23, 3, 99] {
            var rig = Rig.accepting()
            rig.answer(Seen.escrow(type))
            #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
            rig.command(.stack(seenAt: rig.now))
            for _ in 0..<6 { rig.serve(Seen.escrow(type)) }
            #expect(rig.orders == 0)
        }
    }

    @Test func aNoteNobodyDecidesAboutIsHeldWhereTheInstallerWantsIt() throws {
        var rig = Rig.accepting(CCNETConfiguration(holdAfter: .seconds(5)))
        rig.answer(Seen.escrow(5))
        let seenAt = try #require(rig.seenAt)
        for _ in 0..<40 where rig.code != 0x38 { rig.serve(Seen.escrow(5)) }
        #expect(rig.code == 0x38)
        for _ in 0..<5 { rig.serve(Seen.holding) }
        rig.command(.stack(seenAt: seenAt))
        rig.answer(Seen.holding)
        rig.awaitFrame()
        #expect(rig.code == Rig.stack)
    }
}
