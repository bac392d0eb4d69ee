import ControlAPI
import Foundation
import RealService
import Testing

/// The real service looking after devices: what people see of it, and what stays on the disk.
@Suite(.serialized) struct DeviceCareTests {
    static let devices = """
          validator: {driver: ebds, port: validator}
          scanner: {driver: line, port: scanner}
        """

    @Test("A device set aside, held or released by somebody must be so for everybody")
    func aDeviceIsSetAsideHeldAndReleased() async throws {
        let office = try WholeOffice()
        for name in ["validator", "scanner"] { try await office.plug(name) }
        var client = try await office.start(devices: Self.devices)
        for name in ["validator", "scanner"] { try await eventually("\(name) is open") { await office.isOpen(name) } }
        let names = try await client.devices().map(\.name)
        #expect(names == ["validator", "scanner"])

        let set = try await client.setAside("validator", SetDeviceAside(words: "It smells.", by: "p.ruiz"))
        #expect(set.quarantine?.words == "It smells." && set.quarantine?.by == "p.ruiz")
        try await eventually("the page says why there is no cash") {
            try await client.kiosk("K-07").tenders.first?.reasons.contains(.acceptorSetAside) == true
        }

        // Who has a device for himself is named to the next one.
        let held = try await client.claimDevice("validator", ClaimDevice(owner: "a run by p.ruiz", seconds: 60))
        #expect(held.claim?.owner == "a run by p.ruiz")
        let refusal = await refused(by: client) { client async throws(ClientFault) in
            _ = try await client.claimDevice("validator", ClaimDevice(owner: "another", seconds: 60))
        }
        #expect(refusal?.code == .claimed && refusal?.title.contains("a run by p.ruiz") == true)
        // A lease that nobody makes longer ends by itself, and the port is opened again.
        _ = try await client.claimDevice("scanner", ClaimDevice(owner: "a program that died", seconds: 1))
        try await eventually("the line is given back", within: .seconds(10)) {
            try await client.device("scanner").claim == nil
        }
        try await eventually("and open") { await office.isOpen("scanner") }

        let given = try await client.endClaim("validator", EndClaim(owner: "a run by p.ruiz"))
        #expect(given.claim == nil)
        let released = try await client.release("validator", ReleaseDevice(by: "m.chen"))
        #expect(released.quarantine == nil)
        let again = await refused(by: client) { client async throws(ClientFault) in
            _ = try await client.release("validator", ReleaseDevice(by: "m.chen"))
        }
        #expect(again?.code == .notNow)

        // What its line carried, and the papers of what stands there.
        let recording = try await client.recording("validator")
        #expect(recording.hasPrefix("tillkeeper recording 1\nkind billAcceptor\ndevice validator\ndriver ebds\n"))
        try await eventually("the reader has papers") { try await client.device("scanner").passport != nil }
        try await eventually("they lie beside the journal") {
            FileManager.default.fileExists(atPath: office.folder + "/devices/scanner-at-K-07-scanner.json")
        }
        // Papers that came with a unit lie there, too, when they are called taken in.
        let stint = StintView(
            station: "K-02", firmware: nil, noteSet: nil, began: "2026-01-01T00:00:00.000Z",
            faultsPerThousandNotes: nil,
            counts: [DeviceCountView(name: "codesRead", value: 5)])
        let carried = PassportView(
            kind: .scanner, serial: "0042", model: nil, faultsPerThousandNotes: nil, counts: [], stints: [stint])
        #expect(try await client.takePassport(TakePassport(passport: carried)).counts.first?.value == 5)
        let there = try String(contentsOfFile: office.folder + "/devices/scanner-0042.json", encoding: .utf8)
        #expect(there.contains("K-02"))
        // They outlive the service, though this unit has no number to go by.
        await office.send("scanner", Array("10000016\r".utf8))
        try await eventually("a read is counted") { try await client.device("scanner").counts.isEmpty == false }
        let before = try await client.device("scanner").passport
        #expect(await office.end() == .exited(0))
        client = try await office.start(devices: Self.devices)
        try await eventually("its papers are found") { try await client.device("scanner").passport != nil }
        #expect(try await client.device("scanner").passport?.stints.first?.began == before?.stints.first?.began)
        #expect(await office.stop() == .exited(0))
    }

    private func refused(
        by client: ControlClient, _ act: (ControlClient) async throws(ClientFault) -> Void
    ) async -> Problem? {
        do throws(ClientFault) { try await act(client) } catch {
            if case .refused(let problem) = error { return problem }
        }
        return nil
    }
}
