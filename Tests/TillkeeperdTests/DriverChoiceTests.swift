import APGDrawerDriver
import DeviceKit
import HIDDrawerDriver
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

    @Test func theStandardLinesAreThoseOfTheDrivers() {
        #expect(APGDrawerModel.lineSettings == LineSettings(.baud9600))
    }
}
