import ControlAPI
import Foundation
import RealService
import Supervision
import Testing
import Transports

/// A device that fails again and again, in front of the real service: it takes its tender with it, and nothing else.
@Suite(.serialized) struct RepeatedFaultTests {
    static let devices = """
          validator: {driver: ebds, port: validator, counter: exact, startingSeconds: 1, pollMilliseconds: 50}
          printer: {driver: escpos, port: printer, profile: tm-t88v}
          drawer: {id: D-1}
          scanner: {driver: line, port: scanner}
        """

    @Test("A slot that jams three times goes on eating notes, or closes the whole kiosk")
    func aSlotThatJamsAgainAndAgainIsSetAside() async throws {
        let office = try WholeOffice()
        let bench = try await office.startBench(["--drawers", "1", "--scanner", "line"])
        var client = try await office.start(devices: Self.devices)
        try await eventually("cash is offered") { try await client.cash().offered }
        let page = try #require(await office.page)
        let events = try await page.follow("/v1/events?kiosk=\(WholeOffice.kiosk)")
        defer { events.loop.stop() }

        try await client.beginCashVisit()
        for _ in 1...2 {
            try await jam(bench)
            try await eventually("the page says that it is jammed") { try await client.cash().reasons == [.jam] }
            _ = try await bench.lever(#"{"device":"validator","lever":"clearJam"}"#)
            try await eventually("cleared, it takes notes again") {
                _ = try await bench.lever(#"{"device":"validator","lever":"takeNote"}"#)
                return try await client.cash().offered
            }
        }
        let began = try await jam(bench)
        let told = try await when(events) { $0.tenders.first?.reasons == [.acceptorSetAside] }
        #expect(told - began < .seconds(2), "the page was told after \(told - began)")

        // By tender, not by machine: bills are read, the printer prints, the drawer opens.
        _ = try await client.act(WholeOffice.kiosk, .cancel)
        _ = try await bench.lever(#"{"device":"scanner","lever":"barcode","account":"10000016"}"#)
        try await eventually("the bill is read") {
            try await client.kiosk(WholeOffice.kiosk).scan?.account == "10000016"
        }
        #expect(try await client.lookUp(WholeOffice.kiosk, LookUpAccount(text: "10000016")).account == "10000016")
        let slip = try await client.tryDevice("printer", TryDevice(request: "s-1", by: "p.ruiz"))
        #expect(slip.outcome == .worked)
        let drawer = OpenDrawer(drawer: "D-1", request: "d-1", reason: .turnIn, by: "p.ruiz")
        #expect(try await client.openDrawer(WholeOffice.kiosk, drawer).outcome == .opened)

        // Jammed once and set aside once: two cases, and each can be read again.
        try await eventually("both cases lie there") { office.cases.count == 2 }
        for (reason, name) in zip([CaseReason.jam, .quarantine], office.cases.sorted { $0.count < $1.count }) {
            let recording = try office.recording(name)
            #expect(name.hasSuffix("-validator-\(reason.rawValue).rec") && recording.header.driver == "ebds")
            #expect(recording.header.cause == reason.sentence && recording.bytes.count > 100)
        }

        // A power cut answers for nothing, and forgets no fault.
        await office.kill()
        client = try await office.start(devices: Self.devices)
        let after = try await client.device("validator")
        #expect(after.quarantine?.cause == .jams && after.quarantine?.by == nil)
        _ = try await bench.lever(#"{"device":"validator","lever":"clearJam"}"#)
        try await eventually("who it is") { try await client.device("validator").passport != nil }
        #expect(try await client.device("validator").counts.contains(DeviceCountView(name: "jams", value: 3)))
        #expect(try await client.cash().reasons == [.acceptorSetAside])
        _ = try await client.release("validator", ReleaseDevice(by: "m.chen"))
        try await eventually("cash is offered again") { try await client.cash().offered }

        // Somebody has it for himself; given back it starts (one second here, fifteen by the standard) and takes notes.
        _ = try await client.claimDevice("validator", ClaimDevice(owner: "a look by p.ruiz", seconds: 60))
        #expect(try await client.cash().reasons == [.staff])
        let held = try await client.device("validator").device
        #expect(held.health == .unknown && held.words.hasPrefix("It is held by a look by p.ruiz"))
        _ = try await client.endClaim("validator", EndClaim(owner: "a look by p.ruiz"))
        try await eventually("cash is offered after the claim") { try await client.cash().offered }
        #expect(try await client.device("validator").quarantine == nil, "a claim is no fault")
        #expect(await office.stop() == .exited(0))
    }

    /// The next note gets stuck before anybody has seen which one it is. Answers when it was pushed in.
    @discardableResult
    private func jam(_ bench: Caller) async throws -> ContinuousClock.Instant {
        try await eventually("the slot is open") { try await bench.mouth("validator") == "open" }
        _ = try await bench.lever(#"{"device":"validator","lever":"jam"}"#)
        _ = try await bench.lever(#"{"device":"validator","lever":"insertNote","denomination":2000}"#)
        return .now
    }

    /// When the page was told something that is so.
    private func when(
        _ events: Follower, _ holds: (KioskView) -> Bool
    ) async throws -> ContinuousClock.Instant {
        let limit = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < limit {
            let event = await events.next("event: kiosk\ndata: ")
            if let view = try? ControlJSON.decode(KioskView.self, Data(event.utf8)), holds(view) { return .now }
        }
        throw Trouble("the page was never told")
    }
}
