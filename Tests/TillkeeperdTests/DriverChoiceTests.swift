import APGDrawerDriver
import DeviceKit
import Foundation
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

/// A key that others can read is no secret, and one that is shown in a sentence is none either.
@Suite struct EncryptionKeyFileTests {
    private func file(_ content: String, _ mode: Int) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(content.utf8), attributes: [.posixPermissions: mode])
        try #require(made)
        return path
    }

    private func refusal(_ path: String) -> String? {
        do throws(StartRefusal) {
            _ = try EncryptionKeyFile.read(path)
            return nil
        } catch { return error.sentence }
    }

    @Test func theKeyIsRead() throws {
        let path = try file("0123456789abcdef\n", 0o600)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try EncryptionKeyFile.read(path) == 0x0123_4567_89AB_CDEF)
    }

    @Test func aFileForAllEyesIsRefused() throws {
        let path = try file("0123456789abcdef\n", 0o640)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(refusal(path)?.contains("chmod 600") == true)
    }

    @Test(arguments: [
        "", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg", "12345678 12345678", "+123456789abcdef",
    ])
    func whatIsNoKeyIsRefusedAndNotShown(_ content: String) throws {
        let path = try file(content, 0o600)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sentence = try #require(refusal(path))
        #expect(sentence.contains("16 hexadecimal digits") && (content.isEmpty || !sentence.contains(content)))
    }

    @Test func aFileThatIsNotThereIsNamed() {
        #expect(refusal("/nowhere/ssp.key")?.contains("There is no key file /nowhere/ssp.key") == true)
    }
}
