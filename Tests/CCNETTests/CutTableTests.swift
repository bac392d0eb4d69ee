import CCNETDriver
import DeviceKit
import Money
import Testing

/// The table of cuts (dossier 3.4, as corrected by models rule 11), one row a test.
@Suite struct CutTableTests {
    /// Power is back: served until the unit has its RESET.
    private func powerUp(_ rig: inout Rig, _ state: [UInt8]) {
        rig.awaitFrame()
        for _ in 0..<40 where rig.code != Rig.reset {
            rig.serve(state)
            rig.awaitFrame()
        }
        #expect(rig.code == Rig.reset)
    }

    @Test func acknowledgementLostStackedComesAgainAndIsOneNote() throws {
        var rig = try Rig.stacking(specified)
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.stacked(5))  // this ACK does not arrive
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.idle)
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 1)
    }

    @Test func powerCutWhileStackingIsToldAsStackedAfterTheReset() throws {
        var rig = try Rig.stacking(specified)
        rig.reports = []
        powerUp(&rig, Seen.powerUpInStacker)
        #expect(rig.facts.first == .poweredUp)
        #expect(!rig.facts.contains { if case .remembered = $0 { true } else { false } })
        rig.serve()
        rig.answer(Seen.starting)
        rig.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
        let before = rig.acks
        rig.answer(Seen.stacked(5))
        #expect(rig.acks == before + 1)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.orders == 1)
    }

    @Test func hostCrashBeforeTheAcknowledgementTheNextLifeHearsItAgain() throws {
        var first = try Rig.stacking(specified)
        first.acknowledges = false
        let before = first.acks
        first.answer(Seen.stacked(5))
        #expect(first.acks == before)
        var second = Rig(specified)
        second.give(.opened)
        second.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
    }

    @Test func noteInTheValidatorAtPowerUpIsNotTakenAndThatIsDurableBeforeTheReset() throws {
        var rig = try Rig.stacking()
        rig.acknowledges = false
        rig.serve(Seen.powerUpInValidator) { $0 == .remembered(.notTaken) }
        for _ in 0..<20 { rig.serve(Seen.powerUpInValidator) }
        #expect(!rig.codes.contains(Rig.reset), "the RESET would wipe out what nobody has written down")
        rig.command(.acknowledge)
        powerUp(&rig, Seen.powerUpInValidator)
        rig.serve()
        rig.answer(Seen.starting)
        rig.serve(Seen.off, until: isRest)
    }

    @Test(arguments: [
        (Optional(true), CCNETCounter.none, Optional(PowerUpMemory.notTaken)), (nil, .none, .mayBeTaken),
        (false, .none, .mayBeTaken), (false, .stackedNotes, nil), (true, .stackedNotes, .notTaken),
    ])
    func nothingInTheUnitAtPowerUpIsReadByWhatTheUnitKeeps(
        _ keeps: Bool?, _ counter: CCNETCounter, _ memory: PowerUpMemory?
    ) throws {
        let configuration = CCNETConfiguration(keepsInProcess: keeps, counter: counter, counterTrust: .exact)
        var rig = Rig(configuration)
        rig.counter = [0, 7]
        rig.give(.opened)
        powerUp(&rig, Seen.powerUp)
        #expect(rig.facts.first == .poweredUp)
        guard case .identified = rig.facts[1] else {
            Issue.record("no name before the memory")
            return
        }
        #expect(Array(rig.facts.dropFirst(2)) == (memory.map { [.remembered($0)] } ?? []))
        rig.serve()
        rig.serve(Seen.starting)
        rig.serve(Seen.off, until: isRest)
        let proof: OpenOrderProof = keeps == true ? .notTaken : .none
        #expect(rig.facts.last == .atRest(counter: counter == .none ? nil : 7, openOrder: proof))
    }

    @Test func idleWithAnOpenOrderIsNoProofForAUnitThatForgets() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.idle)
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
    }

    @Test func aNoteThatWasSeenToGoBackIsProofForAnyUnit() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.escrow(5))  // the order never arrived
        rig.awaitFrame()
        rig.serve()
        rig.answer(Seen.returned(5))
        rig.serve(Seen.off, until: isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
    }

    @Test func aSecondCutAfterTheResetIsAPowerUpOfItsOwn() throws {
        var rig = Rig(specified)
        rig.give(.opened)
        powerUp(&rig, Seen.powerUp)
        rig.serve()
        rig.answer(Seen.starting)
        rig.reports = []
        powerUp(&rig, Seen.powerUp)
        #expect(rig.facts.first == .poweredUp && rig.facts.last == .remembered(.notTaken))
    }

    @Test func aResetThatGotLostIsGivenAgainWithoutASecondReport() {
        var rig = Rig(specified)
        rig.give(.opened)
        powerUp(&rig, Seen.powerUp)
        rig.reports = []
        rig.lose()
        powerUp(&rig, Seen.powerUp)
        #expect(rig.facts.isEmpty)
    }

    @Test func aUnitThatStartsAnewByItselfIsAskedForItsNameAgain() {
        var rig = Rig.accepting(specified)
        rig.serial = "00K999999999"
        rig.answer(Seen.starting)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.facts.first == .poweredUp)
        guard case .identified(let identity) = rig.facts[1] else {
            Issue.record("no identity")
            return
        }
        #expect(identity.serial == "00K999999999")
    }

    @Test func fullOrJammedIsPolledOnAndNeverTakenForAnOutcome() throws {
        for state: [UInt8] in [[0x41], [0x42], [0x43], [0x44], [0x46], [0x47, 0x50]] {
            var rig = try Rig.stacking(specified)
            rig.reports = []
            for _ in 0..<20 { rig.answer(state) }
            #expect(rig.facts.isEmpty, "\(state)")
        }
    }
}
