import ControlAPI
import CoreLedger
import Foundation
import RealService
import Testing

/// The real service with what an office owns beside acceptor and printer. A device that the drivers know and the service
/// does not is a device that stays dark.
@Suite(.serialized) struct WholeServiceTests {
    static let devices = """
          drawer: {id: D-1, driver: apg, port: drawer, model: mmf-226}
          secondDrawer: {id: D-2, driver: hid, port: second, model: star}
          checkScanner: {driver: minimicr, port: checks}
          scanner: {driver: line, port: scanner}
        """

    @Test func everyClassOfDeviceIsOpenedShownAndObeyed() async throws {
        let office = try WholeOffice()
        for name in ["drawer", "second", "checks", "scanner"] { try await office.plug(name) }
        let client = try await office.start(devices: Self.devices)
        for name in ["drawer", "second", "checks", "scanner"] {
            try await eventually("\(name) is open") { await office.isOpen(name) }
        }

        // A bill under the reader.
        let bill = try #require(BillBarcode(account: try AccountNumber(typed: "10000016"), dueCents: 6_347))
        try await Task.sleep(for: .milliseconds(300))  // a read that begins with the opening may lack its beginning
        await office.send("scanner", Array(bill.description.utf8) + [0x0D])
        try await eventually("the account is on the page") {
            try await client.kiosk("K-07").scan?.account == "10000016"
        }

        // One pulse for one order; a pty has no sensor line, so nobody knows whether it opened.
        let order = OpenDrawer(drawer: "D-1", request: "r-1", reason: .test, by: "p.ruiz")
        #expect(try await client.openDrawer("K-07", order).outcome == .unknown)
        #expect(await office.bytes(at: "drawer") == [0x41])

        // The other drawer tells of itself: open without a command is a security fact with its name.
        await office.send("second", [0x00])
        try await Task.sleep(for: .milliseconds(700))
        await office.send("second", [0x80])
        try await eventually("the opening by hand is in the journal") {
            do throws(ClientFault) {
                return try await client.explain("drawer:D-2").entries.contains { $0.kind == "drawerIncident" }
            } catch {
                return false  // nothing is written about it yet
            }
        }

        // The check reader is asked who it is.
        try await eventually("a question to the check reader") { await !office.bytes(at: "checks").isEmpty }
        #expect(await office.stop() == .exited(0))
    }
}
