import CCNETFrame
import CCNETSimulator
import SimulatorKit
import Testing

@Test func aStartGoesFromPowerUpByResetAndInitialiseToDisabledOrNoHostKnowsWhereItIs() {
    var bench = Bench()
    #expect(bench.poll() == [0x10])
    bench.wait(60_000)
    #expect(bench.poll() == [0x10], "it waits for RESET")
    #expect(bench.send([0x30]) == [0x00])
    #expect(bench.poll() == [0x13])
    bench.wait(2000)
    #expect(bench.poll() == [0x19])
    bench.enable()
    #expect(bench.poll() == [0x14])
    #expect(bench.notices.last == .bezelLight(true))
}

@Test func aNoteIsShownOnItsWayAndStackedUntilItIsAcknowledgedOrACreditIsLost() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 2000)))
    #expect(bench.poll() == [0x15])
    bench.wait(1000)
    #expect(bench.poll() == [0x80, 5])
    #expect(bench.send([0x35]) == [0x00])
    #expect(bench.poll() == [0x17])
    bench.wait(800)
    #expect(bench.place(1) == inBox)
    #expect(bench.poll() == [0x81, 5])
    bench.wait(10_000)
    #expect(bench.poll() == [0x81, 5])
    bench.acknowledge()
    #expect(bench.poll() == [0x14])
}

@Test func theAcknowledgementMeansTheLastAnswerOrCA2CouldNotHappen() {
    for (means, pending) in [(true, Optional(1)), (false, nil)] {
        var asked = Bench.ready { $0.readings.acknowledgementMeansLastAnswer = means }
        asked.stack(1)
        asked.poll()
        asked.send([0x31])
        asked.acknowledge()
        #expect(asked.device.creditPending == pending)
    }
    var bench = Bench.ready()
    bench.stack(2)
    bench.acknowledge()
    #expect(bench.device.creditPending == 2, "nothing was told, nothing is acknowledged")
    bench.poll()
    bench.send([0xFF])
    bench.acknowledge()
    #expect(bench.device.creditPending == 2, "a refused answer waits for nothing")
}

@Test func returnedStandsUntilItIsAcknowledged() {
    var bench = Bench.ready()
    bench.escrow(1)
    #expect(bench.send([0x36]) == [0x00])
    #expect(bench.poll() == [0x18])
    bench.wait(500)
    #expect(bench.place(1) == .withCustomer)
    #expect(bench.poll() == [0x82, 2])
    bench.acknowledge()
    #expect(bench.poll() == [0x14])
}

@Test func aNoteNobodyDecidesAboutGoesBackAfterTenSecondsUnlessItIsHeld() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.wait(9000)
    #expect(bench.send([0x38]) == [0x00])
    #expect(bench.poll() == [0x1A])
    bench.wait(9000)
    #expect(bench.place(1) == .escrow)
    bench.wait(2000)
    #expect(bench.place(1) == .withCustomer)
    #expect(bench.poll() == [0x82, 2])
}

@Test func ordersWithoutANoteInEscrowAreIllegal() {
    var bench = Bench.ready()
    for order: UInt8 in [0x35, 0x36, 0x38] { #expect(bench.send([order]) == [0x30]) }
    bench.stack(1)
    for order: UInt8 in [0x35, 0x36, 0x38] { #expect(bench.send([order]) == [0x30]) }
}

@Test func aTypeWithoutTheEscrowBitIsStackedUnasked() {
    var bench = Bench.ready()
    bench.send([0x34, 0, 0, 0xFF, 0, 0, 0])
    bench.escrow(1)
    bench.wait(800)
    #expect(bench.poll() == [0x81, 2])
}

@Test func rejectionsTellTheirReason() {
    for (paper, reason) in [
        (SimulatedPaper.forged(minorUnits: 500), UInt8(0x66)), (.note(minorUnits: 100), 0x68),
        (.note(minorUnits: 7), 0x65), (.barcode("123456"), 0x92),
    ] {
        var bench = Bench.ready()
        bench.enable([0, 0, 0x04])
        bench.pull(.insert(id: 1, paper))
        bench.wait(1000)
        #expect(bench.poll() == [0x1C, reason])
        bench.wait(600)
        #expect(bench.poll() == [0x14])
        #expect(bench.place(1) == .withCustomer)
    }
}

@Test func aCouponWaitsInEscrowAndTellsItsText() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .barcode("123456789012")))
    bench.wait(1000)
    #expect(bench.poll() == [0x80, 0x17])
    #expect(bench.send([0x3A]) == Array("123456789012".utf8))
}

@Test func questionsAreAnsweredInTheStatesOfThePaperOnly() {
    var bench = Bench.ready()
    #expect(bench.send([0x37]) == [0x30] && bench.send([0x41]) == [0x30])
    bench.enable([0, 0, 0])
    #expect(bench.send([0x37]).count == 34)
    let table = bench.send([0x41])
    #expect(table.count == 120)
    #expect(Array(table[0..<5]) == [1, 0x55, 0x53, 0x41, 0] && Array(table[35..<40]) == [1, 0x55, 0x53, 0x41, 2])
    bench.send([0x32, 0, 0, 5])
    #expect(bench.send([0x31]) == [0, 0, 0, 0, 0, 5])
    #expect(bench.send([0x5B]) == [0x30] && bench.send([0x60]) == [0x30])
    #expect(bench.raw(CCNETFrame(address: 1, payload: [0x33]).encoded()) == [], "another address")
}

@Test func theCounterIsToldWhereItsReadingSaysOrTheDriverReadsAnotherNumber() {
    for (place, question, answer) in [
        (CCNETReadings.CounterPlace.stackedNotes, UInt8(0x5B), [UInt8(0), 2]),
        (.statistics(bytes: 6, at: 1), 0x60, [0x11, 0, 0, 0, 2, 0x22]),
    ] {
        var bench = Bench.ready {
            $0.readings.counter = .exact
            $0.readings.counterPlace = place
        }
        for id in 1...2 {
            bench.stack(id)
            bench.poll()
            bench.acknowledge()
        }
        bench.enable([0, 0, 0])
        #expect(bench.send([question]) == answer)
    }
}

@Test func longAnswersTellTheirLengthInTwoBytes() {
    var bench = Bench { $0.readings.longAnswers = true }
    #expect(bench.raw(CCNETFrame(address: 3, payload: [0x33]).encoded()).prefix(6) == [0x02, 3, 0, 0, 8, 0x10])
    var table = Bench { $0.hasLongTable = true }
    #expect(table.send([0x41]).count == 240)
    #expect(table.send([0x31]).count == 12)
}
