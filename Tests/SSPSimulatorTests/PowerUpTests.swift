import SSPSimulator
import SimulatorKit
import Testing

/// Events of all polls until the unit is at rest.
private func told(_ bench: inout Bench, _ poll: UInt8 = 0x07) -> [UInt8] {
    bench.send([0x11])
    var all: [UInt8] = []
    for _ in 0..<20 {
        all += bench.send([poll]).dropFirst()
        bench.wait(200)
    }
    return all
}

private func cut(_ bench: inout Bench) -> [UInt8] {
    bench.pull(.powerOff, .powerOn)
    return told(&bench)
}

@Test func aNoteInEscrowAtACutGoesBackAndTheFrontIsTold() {
    var bench = Bench.ready()
    bench.escrow(1)
    let events = cut(&bench)
    #expect(events.first == 0xF1 && bench.place(1) == .withCustomer)
    #expect(events.contains(0xE1) && !events.contains(0xE2) && !events.contains(0xEE))
}

@Test func aNotePastItsCreditFallsAndTheBoxIsToldNotTheCredit() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.poll()
    bench.wait(500)
    let events = cut(&bench)
    #expect(bench.place(1) == inBox && bench.device.counter == 1)
    #expect(events.contains(0xE2) && !events.contains(0xE1) && !events.contains(0xEE))
}

@Test(arguments: [SSPReadings.UnfinishedStack.intoBox, .givenBack])
func aNoteBeforeItsCreditGoesAsTheReadingSays(_ reading: SSPReadings.UnfinishedStack) {
    var bench = Bench.ready { $0.readings.unfinishedStack = reading }
    bench.escrow(1)
    bench.poll()
    bench.wait(200)
    let events = cut(&bench)
    #expect(bench.place(1) == (reading == .intoBox ? inBox : .withCustomer))
    #expect(events.contains(reading == .intoBox ? 0xE2 : 0xE1))
}

@Test func aStrangersNoteIsClearedIntoTheBoxOnlyByAUnitOfThatKind() {
    for clears in [false, true] {
        var bench = Bench.ready { $0.readings.clearsUnordered = clears }
        bench.escrow(1)
        let events = cut(&bench)
        #expect(bench.place(1) == (clears ? inBox : .withCustomer))
        #expect(events.contains(0xE2) == clears)
    }
}

@Test func aNoteComesBackAfterItsCreditOnlyFromAUnitOfThatKind() {
    var bench = Bench.ready { $0.readings.comesBackAfterCredit = true }
    bench.escrow(1)
    bench.poll()
    bench.wait(450)
    #expect(bench.poll().contains(0xEE))
    #expect(cut(&bench).contains(0xE1))
    #expect(bench.place(1) == .withCustomer)
}

@Test(arguments: [false, true]) func anUnacknowledgedCreditOverACutIsAsTheReadingSays(_ survives: Bool) {
    var bench = Bench.ready { $0.readings.pendingCreditSurvives = survives }
    bench.escrow(1, poll: 0x56)
    bench.ackedPoll()
    bench.wait(1000)
    #expect(bench.ackedPoll().contains(0xEE))
    bench.pull(.powerOff, .powerOn)
    #expect(told(&bench, 0x56).contains(0xEE) == survives)
    #expect(bench.place(1) == inBox && bench.device.counter == 1)
}

@Test func aCutBeforeTheCounterIsWrittenLosesItsStep() {
    var bench = Bench.ready { $0.readings.counter = .mayLoseLastStep }
    bench.escrow(1)
    bench.poll()
    bench.wait(710)
    #expect(bench.place(1) == inBox && bench.device.counter == 0)
    _ = cut(&bench)
    #expect(bench.device.counter == 0)
}

@Test func disabledIsToldOnceOrInEveryPoll() {
    for (reading, times) in [(SSPReadings.Telling.once, 1), (.inEveryPoll, 5)] {
        var bench = Bench.ready { $0.readings.disabled = reading }
        bench.send([0x09])
        var count = 0
        for _ in 0..<5 where bench.poll().contains(0xE8) { count += 1 }
        #expect(count == times)
    }
}
