import SSPFrame
import SSPSimulator
import SimulatorKit
import Testing

@Test func thePollAfterAReportedEscrowAcceptsItAndAHoldDoesNot() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.poll() == [0xF0, 0xEF, 0])
    bench.wait(1000)
    #expect(bench.poll() == [0xF0, 0xEF, 3])
    for _ in 0..<5 {
        #expect(bench.send([0x18]) == [0xF0])
        #expect(bench.place(1) == .escrow)
    }
    #expect(bench.poll() == [0xF0, 0xCC])
    bench.wait(450)
    #expect(bench.poll() == [0xF0, 0xEE, 3, 0xCC])
    bench.wait(300)
    #expect(bench.poll() == [0xF0, 0xEB])
    #expect(bench.place(1) == inBox && bench.device.counter == 1)
}

@Test func theSameSequenceBitGetsTheSameAnswerAndDoesNothingOrALostAnswerWouldCostTheCredit() {
    var bench = Bench.ready()
    bench.escrow(1)
    let before = bench.sent.last
    bench.again([0x07])
    #expect(bench.sent.last == before && bench.place(1) == .escrow)
    bench.again([0x08])
    #expect(bench.place(1) == .escrow)
}

@Test func afterAPowerCutOnlySyncOrTheOtherBitIsHeard() {
    var bench = Bench.ready()
    bench.pull(.powerOff, .powerOn)
    bench.wait(2500)
    bench.sequence = true
    #expect(bench.send([0x07]).isEmpty)
    #expect(bench.send([0x11]) == [0xF0])
    #expect(bench.poll() == [0xF0, 0xF1, 0xE8])
    #expect(bench.poll() == [0xF0])
}

@Test func rejectGivesBackAndSaysWhy() {
    var bench = Bench.ready()
    bench.escrow(1)
    #expect(bench.send([0x08]) == [0xF0])
    #expect(bench.poll() == [0xF0, 0xED])
    bench.wait(600)
    #expect(bench.poll() == [0xF0, 0xEC])
    #expect(bench.send([0x17]) == [0xF0, 0x08])
    #expect(bench.place(1) == .withCustomer)
    #expect(bench.send([0x08]) == [0xF5])
    #expect(bench.send([0x18]) == [0xF8])
}

@Test func acknowledgedPollsRepeatTheCreditAndTakeNoNoteBeforeTheAcknowledgement() {
    var bench = Bench.ready()
    bench.escrow(1, poll: 0x56)
    bench.ackedPoll()
    bench.wait(1000)
    #expect(bench.ackedPoll() == [0xF0, 0xEE, 3, 0xEB])
    for _ in 0..<3 { #expect(bench.ackedPoll() == [0xF0, 0xEE, 3]) }
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.place(2) == .hand && !bench.device.isLit)
    #expect(bench.send([0x57]) == [0xF0])
    #expect(bench.send([0x57]) == [0xF5])
    #expect(bench.ackedPoll() == [0xF0])
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.place(2) == .path)
}

@Test func silenceDisablesAndGivesBack() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.wait(10_500)
    #expect(bench.place(1) == .path || bench.place(1) == .withCustomer)
    #expect(!bench.device.isLit)
}

@Test func papersThatAreNoMoneyAreRefusedWithTheirReason() {
    var bench = Bench.ready()
    for (id, paper, code): (Int, SimulatedPaper, UInt8) in [
        (1, .forged(minorUnits: 500), 0x04), (2, .note(minorUnits: 7), 0x04), (3, .barcode("X"), 0x14),
    ] {
        bench.pull(.insert(id: id, paper))
        bench.wait(2000)
        #expect(bench.place(id) == .withCustomer)
        #expect(bench.send([0x17]) == [0xF0, code])
    }
    bench.send([0x02, 0x01, 0x00])
    bench.pull(.insert(id: 4, .note(minorUnits: 500)))
    bench.wait(2000)
    #expect(bench.send([0x17]) == [0xF0, 0x06])
}

@Test func nameplateAndChannelsAreToldInTheAskedLayout() {
    var bench = Bench.ready()
    #expect(bench.send([0x0C]) == [0xF0, 0x00, 0x1C, 0x96, 0x2C])
    #expect(bench.send([0x06, 8]) == [0xF8])
    let old = bench.send([0x05])
    #expect(old.count == 1 + 1 + 4 + 3 + 3 + 1 + 7 + 7 + 3 + 1 && old.last == 5)
    #expect(bench.send([0x06, 6]) == [0xF0])
    let new = bench.send([0x05])
    #expect(new.count == old.count + 7 * 3 + 7 * 4)
    #expect(new.suffix(4) == [0x10, 0x27, 0, 0])  // 10000: the hundred
    #expect(bench.send([0x58]).count == 22)
    #expect(bench.send([0x77]) == [0xF2])
}

@Test func aChannelWithoutAValueHasNoCurrencyOrItsNumberWouldNameANoteThatIsNone() {
    var bench = Bench.ready { $0.channels = [SSPChannel("USD", 0), SSPChannel("USD", 500)] }
    bench.send([0x06, 6])
    let setup = bench.send([0x05])
    #expect(setup[6...8] == [0x55, 0x53, 0x44])  // the data set's country is that of its notes
    #expect(setup.suffix(14) == [0x58, 0x58, 0x58, 0x55, 0x53, 0x44, 0, 0, 0, 0, 0xF4, 0x01, 0, 0])
    bench = Bench.ready { $0.channels = [] }
    #expect(bench.send([0x05])[6...8] == [0x58, 0x58, 0x58])
}

@Test func aCompositeModulusOrABackwardExchangeIsRefused() {
    var bench = Bench.ready()
    #expect(bench.send([0x4A, 0x53, 0x32, 0, 0, 0, 0, 0, 0]) == [0xF4])  // 12883 = 13 x 991
    #expect(bench.send([0x4B, 0xF1, 0x27, 0, 0, 0, 0, 0, 0]) == [0xF4])  // 10225
    #expect(bench.send([0x4C, 1, 0, 0, 0, 0, 0, 0, 0]) == [0xF8])
    #expect(bench.send([0x4A, 0xC5, 0x05, 0x8F, 0x3A, 0, 0, 0, 0]) == [0xF0])
    #expect(bench.send([0x4B, 0x8D, 0xA6, 0x13, 0, 0, 0, 0, 0]) == [0xF0])
    // 185556 from the host, 315757 from the unit: the computed exchange of the paper.
    #expect(bench.send([0x4C, 0xD4, 0xD4, 0x02, 0, 0, 0, 0, 0]) == [0xF0, 0x6D, 0xD1, 0x04, 0, 0, 0, 0, 0])
    #expect(bench.device.isEncrypted)
}

@Test func anEncryptedPollIsAnsweredEncryptedOnceAndAReplayIsDropped() throws {
    var bench = Bench.ready()
    bench.send([0x4A, 0xC5, 0x05, 0x8F, 0x3A, 0, 0, 0, 0])
    bench.send([0x4B, 0x8D, 0xA6, 0x13, 0, 0, 0, 0, 0])
    bench.send([0x4C, 0xD4, 0xD4, 0x02, 0, 0, 0, 0, 0])
    let cipher = SSPBlockCipher(fixedKey: 0x0123_4567_0123_4567, negotiated: 32_443)
    let poll = try #require(cipher.encrypt([1, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0xA1, 0xC7]))
    let answer = bench.send([0x7E] + poll)
    let clear = try #require(cipher.decrypt(Array(answer.dropFirst())))
    #expect(clear[0..<6] == [1, 1, 0, 0, 0, 0xF0])
    #expect(bench.send([0x7E] + poll).isEmpty)  // the count is behind
    bench.sequence.toggle()
    #expect(bench.send([0x7E] + [UInt8](repeating: 9, count: 16)) == [0xFA])
    bench.pull(.powerOff, .powerOn)
    #expect(!bench.device.isEncrypted)
}
