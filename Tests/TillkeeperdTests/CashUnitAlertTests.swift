import ControlAPI
import RealService
import Testing

/// The alert of the office's policy, at the real service: in everything that staff and their monitors look at.
@Suite(.serialized) struct CashUnitAlertTests {
    @Test("A cash unit that nobody was sent for: the kiosk stops in front of a customer")
    func theAlertIsToldEverywhere() async throws {
        let office = try WholeOffice()
        try await office.plug("validator")
        let client = try await office.start(
            devices: "  validator: {driver: ebds, port: validator, counter: exact, startingSeconds: 1}")
        #expect(try await client.status().kiosk.cashUnit?.nearlyFull == false)
        #expect(try await client.metrics().contains("\ntillkeeper_cash_unit_nearly_full 0\n"))

        // One in a hundred of ten notes: any unit is at the alert, and none is full.
        for (key, value) in [("cashUnitCapacity", 10), ("cashUnitAlertPercent", 1)] as [(String, Int64)] {
            _ = try await client.setPolicy(key, SetPolicy(value: value, by: "p.ruiz", approvedBy: "m.chen"))
        }
        #expect(try await client.status().kiosk.cashUnit?.words == "0 % full, change it soon")
        #expect(try await client.devices().first?.supplies == "0 notes, 0 % full, change it soon")
        #expect(try await client.metrics().contains("\ntillkeeper_cash_unit_nearly_full 1\n"))
        #expect(try await client.cash().reasons.contains(.cashUnitFull) == false)
        #expect(await office.stop() == .exited(0))
    }
}
