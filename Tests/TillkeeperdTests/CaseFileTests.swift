import CheckPaper
import ControlAPI
import Foundation
import RealService
import SimulatorKit
import Supervision
import Testing

/// What is sealed when something odd happens in front of the real service, and what must never stand in it.
@Suite(.serialized) struct CaseFileTests {
    static let devices = """
          validator: {driver: ssp, port: validator}
          printer: {driver: escpos, port: printer, profile: tm-t88v}
          checkScanner: {driver: a776, port: check-scanner}
        """

    @Test("A string on a note and a stuck check leave no trace, or one that gives secrets away")
    func whatIsOddIsSealedWithoutItsSecrets() async throws {
        let office = try WholeOffice()
        let bench = try await office.startBench(["--validator", "ssp", "--check-scanner", "a776", "--drawers", "0"])
        let client = try await office.start(devices: Self.devices)
        try await eventually("the check scanner works") {
            try await client.device("check-scanner").device.health == .well
        }
        try await eventually("cash is offered") { try await client.cash().offered }
        #expect(office.cases.isEmpty, "nothing odd has happened yet")

        // A check goes through, and the next one gets stuck.
        _ = try await bench.lever(#"{"device":"check-scanner","lever":"putIn","flaw":"none"}"#)
        let read = try await client.tryDevice("check-scanner", TryDevice(request: "c-1", by: "p.ruiz"))
        #expect(read.outcome == .worked)
        _ = try await bench.lever(#"{"device":"check-scanner","lever":"jam"}"#)
        var tries = 1
        try await eventually("the next check gets stuck") {
            // The unit must be seen empty first; a check that comes too early is taken away again.
            _ = try await bench.lever(#"{"device":"check-scanner","lever":"take"}"#)
            guard try await bench.mouth("check-scanner") == "dark" else { return false }
            try await Task.sleep(for: .milliseconds(500))
            _ = try await bench.lever(#"{"device":"check-scanner","lever":"putIn","flaw":"none"}"#)
            tries += 1
            let stuck = try await client.tryDevice("check-scanner", TryDevice(request: "c-\(tries)", by: "p.ruiz"))
            return stuck.outcome == .failed && stuck.words.contains("jammed")
        }
        try await eventually("the stuck check is a case") {
            office.cases.contains { $0.contains("-check-scanner-jam") }
        }
        let name = try #require(office.cases.first { $0.contains("-check-scanner-jam") })
        let recording = try office.recording(name)
        #expect(recording.header.driver == "a776" && recording.header.cause == CaseReason.jam.sentence)
        var dice = Dice(seed: 1)
        let line = CheckMaker.check(id: 1, dice: &dice).line
        let figures = line.split { !$0.isNumber }.map { String($0) }.filter { $0.count >= 6 }
        #expect(figures.count >= 2, "the line \(line) has a bank and an account")
        for number in figures {
            #expect(!recording.bytes.contains(Array(number.utf8)), "\(number) stands in the case file")
        }
        #expect(recording.masked > 0, "the check that was read is in these minutes")

        // A note that is counted is fished out of the box again.
        try await client.beginCashVisit()
        try await eventually("the slot is open") { try await bench.mouth("validator") == "open" }
        _ = try await bench.lever(#"{"device":"validator","lever":"insertOnString","denomination":2000}"#)
        try await eventually("the note is counted") {
            try await client.kiosk(WholeOffice.kiosk).visit?.paidIn.minorUnits == 2_000
        }
        _ = try await bench.lever(#"{"device":"validator","lever":"pullString"}"#)
        try await eventually("the string is a case") { office.cases.contains { $0.contains("-validator-cheat") } }
        let cheat = try office.recording(try #require(office.cases.first { $0.contains("-validator-cheat") }))
        #expect(cheat.header.driver == "ssp" && cheat.header.cause == CaseReason.cheat.sentence)
        #expect(cheat.masked > 0, "the keys were agreed in these minutes")
        #expect(office.cases.count == 2, "one oddity is one case")

        #expect(await office.stop() == .exited(0))
    }
}
