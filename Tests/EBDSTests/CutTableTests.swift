import DeviceKit
import EBDSDriver
import Money
import Testing

/// The dossier's two tables of cuts (1.6) as the models corrected them (rules 4 to 7, 13, 14), one row a test.
@Suite struct CutTableTests {
    private func isRest(_ report: BillAcceptorReport) -> Bool {
        if case .atRest = report { true } else { false }
    }

    private func policy(_ policy: EBDSPowerUpPolicy) -> EBDSConfiguration { EBDSConfiguration(powerUpPolicy: policy) }

    /// The order to stack went out and was heard; the reports so far are forgotten.
    private func stacking(_ configuration: EBDSConfiguration = EBDSConfiguration()) throws -> Rig {
        var rig = Rig.holding(configuration)
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(.stacking)
        rig.reports = []
        return rig
    }

    private func stackOrders(_ rig: Rig) -> Int { rig.sent.count { $0[2] >> 4 == 1 && $0[4] & 0x20 != 0 } }

    // MARK: Where the note was when the unit lost its power

    @Test("Before escrow: the blank STACKED of every power-up is no note", arguments: [EBDSPowerUpPolicy.a, .b, .c])
    func beforeEscrow(_ policy: EBDSPowerUpPolicy) {
        var rig = Rig.accepting(self.policy(policy))
        rig.answer(.accepting)
        rig.answer(Seen(motion: 0x00, condition: 0x12, detail: 0x01))
        rig.answer(.blank)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .rejected, .atRest(counter: 7)])
    }

    @Test("At escrow, held: it goes back and is not decided again", arguments: [EBDSPowerUpPolicy.a, .c])
    func heldAtEscrow(_ policy: EBDSPowerUpPolicy) {
        var rig = Rig.holding(self.policy(policy))
        rig.reports = []
        rig.answer(Seen(motion: 0x04, detail: 0x01))
        rig.awaitFrame()
        #expect(rig.ordersReturn)
        rig.answer(.returning)
        rig.answer(.returned)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .returned, .atRest(counter: 7)])
        #expect(stackOrders(rig) == 0)
    }

    @Test("At escrow, out of service: no rest before the attendant took it out", arguments: [EBDSPowerUpPolicy.b, .c])
    func outOfServiceAtEscrow(_ policy: EBDSPowerUpPolicy) {
        var rig = Rig.holding(self.policy(policy))
        rig.reports = []
        rig.answer(Seen(motion: 0x00, detail: 0x05))
        for _ in 0..<200 { rig.serve(Seen(motion: 0x00, detail: 0x04)) }
        #expect(rig.facts == [.poweredUp])
        rig.serve(.idle, until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
    }

    @Test("After the order, policy B: STACKED with its value is the credit")
    func afterTheOrderWithValue() throws {
        var rig = try stacking(policy(.b))
        rig.answer(.powerUp)
        rig.answer(.stacked(5))
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .stacked(.usd(2000)), .atRest(counter: 7)])
        #expect(rig.dialogue.policyEvidence == .valueNamed)
    }

    @Test(
        "After the order, policies A and C: a STACKED without value is no credit, the counter decides",
        arguments: [EBDSPowerUpPolicy.a, .c])
    func afterTheOrderWithoutValue(_ policy: EBDSPowerUpPolicy) throws {
        var rig = try stacking(self.policy(policy))
        rig.counter = [0, 8]
        rig.answer(.powerUp)
        rig.answer(.blank)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 8)])
        #expect(rig.dialogue.policyEvidence == .valueMissing)
    }

    @Test("Returning: REJECTED, and no STACKED", arguments: [EBDSPowerUpPolicy.a, .b, .c])
    func whileReturning(_ policy: EBDSPowerUpPolicy) {
        var rig = Rig.holding(self.policy(policy))
        rig.command(.giveBack)
        rig.answer(.returning)
        rig.reports = []
        rig.answer(.powerUp)
        rig.answer(.rejected)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .rejected, .atRest(counter: 7)])
    }

    @Test("Series 2000: it gives back and says nothing of it; only the counter tells")
    func series2000() throws {
        var rig = try stacking()
        rig.answer(.powerUp)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
    }

    // MARK: Where the host was

    @Test("Host dies before the stack frame: the next life finds the note in escrow and gives it back")
    func beforeTheStackFrame() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<20 where !rig.ordersReturn {  // first who it is, then what is to be done
            rig.serve(.escrow(5))
            rig.awaitFrame()
        }
        #expect(rig.ordersReturn)
        rig.answer(.returning)
        rig.answer(.returned)
        rig.serve(until: isRest)
        #expect(stackOrders(rig) == 0)
        #expect(!rig.facts.contains { if case .stacked = $0 { true } else { false } })
        #expect(rig.facts.contains(.returned) && rig.facts.last == .atRest(counter: 7))
    }

    @Test("Stack frame sent, answer lost: polled for with the same bit, and the credit comes once")
    func stackAnswerLost() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        let bit = rig.lastAck
        rig.reports = []
        rig.lose()
        #expect(!rig.ordersStack && rig.lastAck == bit)
        rig.answer(.stacking)
        rig.answer(.stacked(5))
        rig.answer(.idle)
        #expect(rig.facts == [.stacked(.usd(2000))])
        #expect(stackOrders(rig) == 1)
    }

    @Test("Unit cut after the order, in escrow afterwards: the order never took, and is not given again")
    func escrowAfterTheCut() throws {
        var rig = try stacking(policy(.a))
        rig.answer(Seen(motion: 0x04, detail: 0x01))
        rig.awaitFrame()
        #expect(rig.ordersReturn)
        rig.answer(.returned)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .returned, .atRest(counter: 7)])
        #expect(stackOrders(rig) == 1)
    }

    @Test("Unit cut after the order, REJECTED before the STACKED: not an outcome by itself, the counter stands")
    func rejectedAfterTheCut() throws {
        var rig = try stacking(policy(.a))
        rig.answer(Seen(motion: 0x00, condition: 0x12, detail: 0x01))
        rig.answer(.blank)
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .rejected, .atRest(counter: 7)])
    }

    @Test("Host dies after STACKED was on the wire: gone with the dead host, the counter of the next life tells")
    func stackedToADeadHost() {
        var rig = Rig()
        rig.counter = [0, 8]
        rig.give(.opened)
        rig.serve(until: isRest)
        #expect(rig.facts.last == .atRest(counter: 8))
        #expect(rig.facts.count == 2)  // who it is, and that it rests
    }

    @Test("STACKED again because our acknowledgement was lost: the same bit, the same note")
    func stackedAgain() throws {
        var rig = try stacking()
        rig.answer(.stacked(5))
        rig.awaitFrame()
        // It never heard our newest frame and says what it said before, under the old bit.
        rig.give(.received(wire(0x20 | (rig.lastAck ^ 1), Seen.stacked(5).bytes)))
        rig.answer(.idle)
        #expect(rig.facts == [.stacked(.usd(2000))])
    }

    @Test("Line lost for over 5 s without a power cut: STACKED with its value counts when the line is back")
    func lineLost() throws {
        var rig = try stacking()
        rig.pass(.seconds(8))
        guard case .broken = rig.facts.first else {
            Issue.record("eight seconds of silence are a broken dialogue")
            return
        }
        rig.reports = []
        rig.open = rig.dialogue.deadline != nil
        rig.answer(.stacked(5))
        rig.serve(until: isRest)
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
    }
}
