import EBDSSimulator
import Testing
import SimulatorKit

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self) }

@Test func theNameplateIsToldWithTheWidthsOfThePaperSoThatASwappedDeviceIsSeen() {
    var bench = Bench.ready()
    let widths: [(UInt8, Int, String)] = [
        (0x04, 20, "SC8307R"), (0x05, 20, "SIM0000001"), (0x06, 9, "286001103"), (0x07, 9, "286002116"),
        (0x08, 32, "USD"), (0x09, 9, "491900213"), (0x0E, 9, "286002116"), (0x0F, 9, "491900213"),
    ]
    for (command, width, expected) in widths {
        let body = bench.query(command)
        #expect(body.count == width && text(body) == expected)
    }
    #expect(bench.query(0x00) == [0x5, 0xA, 0x1, 0x7])
    #expect(bench.query(0x0D).count == 6)
    bench.pull(.swap(serial: "OTHER"))
    bench.wait(1500)
    #expect(text(bench.query(0x05)) == "OTHER")
}

@Test func theCounterCountsNotesOrValueAsTheReadingSaysAndIsClearedByHostOrHand() {
    var value = Bench.ready { $0.readings.counterUnit = .value }
    value.stack(1, 2000)
    value.poll()
    value.stack(2, 5000)
    value.poll()
    #expect(value.query(0x01) == [0, 0, 0, 0, 4, 6], "70 dollars")
    #expect(value.send(0x60, [0, 0, 0x03])[0] & 0xFE == 0x20)
    #expect(value.query(0x01) == [0, 0, 0, 0, 0, 0])
    #expect(Array(value.query(0x0A).suffix(8)) == [0, 0, 0, 0, 0, 0, 0, 2], "life totals are not cleared")
    value.stack(3, 100)
    value.pull(.clearCounter)
    #expect(value.device.counter == 0)
    var none = Bench.ready { $0.readings.counter = .none }
    none.stack(1)
    none.poll()
    #expect(none.send(0x60, [0, 0, 0x01])[3] & 0x02 != 0, "INVALID COMMAND")
}

@Test func resetsAreCountedSoThatAnUnseenRestartIsFound() {
    var bench = Bench.ready()
    #expect(bench.query(0x02) == [0, 0, 0, 0, 0, 1])
    bench.pull(.powerOff, .powerOn)
    bench.wait(1500)
    #expect(bench.query(0x02) == [0, 0, 0, 0, 0, 2])
}

@Test func extendedReportingNamesTheNoteInEscrowAndAtTheCredit() {
    let poll: [UInt8] = [0x7F, 0x1C, 0x10]
    var bench = Bench.ready(poll)
    bench.escrow(1, 2000)
    let escrow = bench.poll(poll)
    #expect(escrow[0] & 0xFE == 0x70 && escrow[1] == 0x02 && escrow[2] == 0x04 && escrow[4] == 0)
    #expect(text(Array(escrow[9...17])) == "USD002+01")
    #expect(escrow[8] == 0 && escrow.count == 26)
    bench.poll([0x7F, 0x3C, 0x10])
    bench.wait(700)
    let done = bench.poll(poll)
    #expect(done[2] == 0x11 && text(Array(done[9...17])) == "USD002+01")
    #expect(bench.poll(poll)[0] & 0xFE == 0x20)
}

@Test func aBlankStackedHasZerosWhereTheCurrencyWouldBe() {
    var bench = Bench()
    bench.wait(1100)
    let blank = bench.poll([0x7F, 0x1C, 0x10])
    #expect(blank[1] == 0x02 && blank[2] & 0x10 != 0 && blank[9...11] == [0, 0, 0])
    var plain = Bench { $0.readings.blankStackedIsExtended = false }
    plain.wait(1100)
    #expect(plain.poll([0x7F, 0x1C, 0x10])[0] & 0xFE == 0x20)
}

@Test(arguments: EBDSReadings.BlankForm.allCases)
func aBlankNoteAndARowBehindTheTableHaveTheFormOfTheReading(_ form: EBDSReadings.BlankForm) {
    let (iso, base): ([UInt8], [UInt8]) =
        switch form {
        case .zeroBytes: ([0, 0, 0], [0, 0, 0])
        case .digits: ([0, 0, 0], [0x30, 0x30, 0x30])
        case .spaces: ([0x20, 0x20, 0x20], [0x20, 0x20, 0x20])
        }
    var bench = Bench { $0.readings.blankForm = form }
    bench.wait(1100)
    let blank = bench.poll([0x7F, 0x1C, 0x10])
    #expect(blank[1] == 0x02 && blank.count == 26 && Array(blank[9...14]) == iso + base)
    let behind = bench.send(0x70, [0x02, 0, 0, 0, 8])
    #expect(behind[8] == 8 && Array(behind[9...14]) == iso + base)
}

@Test func inhibitsOfAnotherModelsLengthAreDropped() {
    for (width, taken) in [
        (EBDSReadings.InhibitWidth.either, [8, 19]), (.eight, [8]), (.nineteen, [19]),
    ] {
        for count in [8, 19] {
            var bench = Bench.ready([0x7F, 0x1C, 0x10]) { $0.readings.inhibitWidth = width }
            let answer = bench.send(0x70, [0x03, 0, 0, 0] + [UInt8](repeating: 0x7F, count: count))
            #expect(answer.isEmpty != taken.contains(count))
        }
    }
}

@Test func tableAndSpecificationsAgreeSoThatNoIndexMeansTwoValues() {
    var bench = Bench.ready()
    let table = bench.send(0x70, [0x06, 0, 0, 0])
    #expect(table.count == 78)
    for index in 1...7 {
        let line = Array(table[(8 + (index - 1) * 10)..<(8 + index * 10)])
        let specification = bench.send(0x70, [0x02, 0, 0, 0, UInt8(index)])
        #expect(line[0] == UInt8(index) && Array(specification[8...17]) == line)
    }
    #expect(bench.send(0x70, [0x02, 0, 0, 0, 8])[9...11] == [0, 0, 0])
}

@Test func inhibitsRefuseANoteAndAreTakenOnlyAtRest() {
    let poll: [UInt8] = [0x7F, 0x1C, 0x10]
    var bench = Bench.ready(poll)
    let inhibits: [UInt8] = [0x7B, 0, 0, 0, 0, 0, 0, 0]
    #expect(bench.send(0x70, [0x03, 0, 0, 0] + inhibits).count == 8)
    bench.escrow(1, 500)
    bench.wait(600)
    #expect(bench.place(1) == .withCustomer)
    bench.escrow(2, 100)
    #expect(bench.place(2) == .escrow)
    let busy = bench.send(0x70, [0x03, 0, 0, 0] + inhibits)
    #expect(busy[0] & 0xFE == 0x70 && busy[4] & 0x02 != 0 || busy[3] & 0x02 != 0)
    var plain = Bench.ready(poll) { $0.readings.inhibitsAnsweredExtended = false }
    #expect(plain.send(0x70, [0x03, 0, 0, 0] + inhibits)[0] & 0xFE == 0x20)
}

@Test func aCouponIsReadAsABarcodeAndCountsAsNoNote() {
    let poll: [UInt8] = [0x7F, 0x1C, 0x12]
    var bench = Bench.ready(poll)
    bench.pull(.insert(id: 1, .barcode("1234567890")))
    bench.wait(1000)
    let reply = bench.poll(poll)
    #expect(reply[1] == 0x01 && reply.count == 36 && text(Array(reply[8...18])) == "1234567890(")
    bench.poll([0x7F, 0x3C, 0x12])
    bench.wait(700)
    #expect(bench.place(1) == inBox && bench.device.counter == 0)
}

@Test func makesWithoutExtendedOrAuxiliaryCommandsSayNoInTheirOwnWay() {
    let query: [UInt8] = [0x06, 0, 0, 0]
    var invalid = Bench.ready { $0.readings.extended = .invalidCommand }
    #expect(invalid.send(0x70, query)[3] & 0x02 != 0)
    invalid.escrow(1)
    #expect(invalid.poll([0x7F, 0x1C, 0x10])[0] & 0xFE == 0x20, "falls back to value indexes")
    var crc = Bench.ready { $0.readings.extended = .softwareCRC }
    #expect(crc.send(0x70, query).dropFirst() == [0x5, 0xA, 0x1, 0x7])
    var silent = Bench.ready {
        $0.readings.extended = .silent
        $0.readings.auxiliary = .silent
    }
    #expect(silent.send(0x70, query) == [] && silent.query(0x05) == [])
    var noAuxiliary = Bench.ready { $0.readings.auxiliary = .invalidCommand }
    #expect(noAuxiliary.send(0x60, [0, 0, 5])[3] & 0x02 != 0)
}

@Test func theOmnibusBytesOfAnExtendedCommandActOnlyUnderThatReading() {
    for (reading, place) in [(false, NotePlace.escrow), (true, .pastEscrow)] {
        var bench = Bench.ready { $0.readings.extendedCarriesPoll = reading }
        bench.escrow(1)
        bench.send(0x70, [0x06, 0x7F, 0x3C, 0])
        #expect(bench.place(1) == place)
    }
}
