import APGDrawerDriver
import CCNETDriver
import DeviceKit
import EBDSDriver
import HIDDrawerDriver
import ID003Driver
import Money
import SSPDriver
import Settings
import Testing

@testable import tillkeeperd

/// A key of the settings that no driver knows would open the wrong drawer, or none.
@Suite struct DriverChoiceTests {
    @Test func everyBoardOfTheSettingsIsAModelOfItsOwn() {
        let models = Settings.Drawer.boards.map { DrawerDrivers.board($0) }
        #expect(models == APGDrawerModel.all, "in the order of the driver's table")
        #expect(DrawerDrivers.board(nil) == .apg484A)
        // The settings ask for bytes where the driver's table has none.
        let without = zip(Settings.Drawer.boards, models).filter { $1.openBytes.allSatisfy(\.isEmpty) }.map(\.0)
        #expect(without == Settings.Drawer.boardsWithoutBytes)
    }

    @Test func everyBoardOnUSBOfTheSettingsIsAModel() {
        let models = Settings.Drawer.hidModels.map { DrawerDrivers.hidModel(named: $0) }
        #expect(!models.contains(nil) && Set(models).count == models.count)
        #expect(DrawerDrivers.hidModel(named: "posiflex-8") == nil)
    }

    @Test("A note acceptor's key that stays in the settings leaves the unit without notes, or with wrong ones")
    func whatTheOfficeSaysOfItsAcceptorReachesTheDriver() throws {
        let ebds = try #require(try Self.acceptor("ebds", "noteValues: [500, 0, 2000]") as? EBDSDialogue)
        #expect(ebds.configuration.fallbackNotes == [.usd(500), nil, .usd(2000)])
        let us = try #require(try Self.acceptor("ebds", "counter: exact") as? EBDSDialogue)
        #expect(us.configuration.fallbackNotes == Denomination.usNotes && us.configuration.counterTrust == .exact)
        let words = "noteValues: [100], stackOrder: stack1, serial: U-1"
        let jcm = try #require(try Self.acceptor("id003", words) as? ID003Dialogue)
        #expect(jcm.configuration.fallbackNotes == [.usd(100)] && jcm.configuration.stackOrder == .stack1)
        let plain = try #require(try Self.acceptor("id003", "serial: U-1") as? ID003Dialogue)
        #expect(plain.configuration.fallbackNotes.isEmpty && plain.configuration.stackOrder == .stack2)
        let cash = try #require(try Self.acceptor("ccnet", "noteValues: [0, 0, 1000]") as? CCNETDialogue)
        #expect(cash.configuration.fallbackNotes == [nil, nil, .usd(1000)])
        for (word, scale) in [
            ("minorUnits", SSPValueScale.minorUnits), ("wholeUnits", .wholeUnits),
            ("timesRealMultiplier", .timesRealMultiplier),
        ] {
            let words = "valueScale: \(word), model: NV200, noteValues: [100, 500]"
            let ssp = try #require(try Self.acceptor("ssp", words) as? SSPDialogue)
            #expect(ssp.configuration.valueScale == scale && ssp.configuration.model == "NV200")
            #expect(ssp.configuration.fallbackChannels == [.usd(100), .usd(500)])
        }
    }

    private static func acceptor(
        _ driver: String, _ words: String
    ) throws -> any Dialogue<BillAcceptorCommand, BillAcceptorReport> {
        let text = """
            {station: K-07, tenant: t, office: N, utility: Water, receipt: {office: [North]}, store: {path: j.sqlite},
            ledger: {path: l.sqlite}, devices: {validator: {driver: \(driver), port: v, \(words)}}}
            """
        let validator = try #require(try Settings.read(text: text, file: "office.yaml").devices.validator)
        return try AcceptorDrivers.dialogue(validator)
    }

    @Test func theStandardLinesAreThoseOfTheDrivers() {
        #expect(APGDrawerModel.lineSettings == LineSettings(.baud9600))
    }
}
