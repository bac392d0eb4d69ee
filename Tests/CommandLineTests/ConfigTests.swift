import DeviceKit
import ESCPOSDriver
import Foundation
import HIDDrawerDriver
import Settings
import StarDriver
import Testing

@testable import tillkeeper

@Suite struct ConfigTests {
    @Test(arguments: ["tillkeeper.yaml", "practice.yaml"]) func theFilesThatShipAreGood(_ name: String) async {
        let run = await Run("config", "check", Repository.path("packaging/\(name)"))
        #expect(run.code == 0 && run.err.isEmpty && run.out.contains("no faults") && run.out.contains("K-07"))
    }

    @Test func everyFaultHasItsFileAndLine() async throws {
        let folder = try Folder()
        let good = try String(contentsOfFile: Repository.path("packaging/practice.yaml"), encoding: .utf8)
        let bad = good.replacing("driver: ebds", with: "driver: ebd").replacing("office: NORTH", with: "office: N N")
        let path = try folder.file("office.yaml", bad)
        let run = await Run("config", "check", path)
        #expect(run.code == 1 && run.lines.count == 3, "\(run.out)")
        let lines = bad.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, sign) in ["office: N N", "driver: ebd"].enumerated() {
            let line = try #require(lines.firstIndex { $0.contains(sign) }) + 1
            #expect(run.lines[place].hasPrefix("\(path):\(line):"), "\(run.lines[place])")
        }
        #expect(run.lines[1].contains("Did you mean ebds?"))
        #expect(run.lines[2] == "2 faults: a service would not start with this file.")
        let json = try await Run("config", "check", path, "--json").json()
        #expect(json["valid"] as? Bool == false && (json["faults"] as? [[String: Any]])?.count == 2)
    }

    @Test func rulesNameTheDevicesOfTheSettingsAndNoOthers() async throws {
        let run = await Run("device", "udev-rules", Repository.path("packaging/tillkeeper.yaml"), "--group", "till")
        #expect(run.code == 0 && run.err.isEmpty, "\(run.err)")
        let rules = run.out.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(rules.count == 2 && rules.allSatisfy { $0.contains("GROUP=\"till\"") }, "\(run.out)")
        #expect(run.out.contains("A50285BI"))
        #expect(await Run("device", "udev-rules", "/nowhere").code == 2)
        #expect(
            await Run("device", "udev-rules", Repository.path("packaging/tillkeeper.yaml"), "--group", "a b").code == 2)
    }

    @Test func aFileThatIsNotThereIsAnotherError() async throws {
        let folder = try Folder()
        let run = await Run("config", "check", "/nowhere/x.yaml")
        #expect(run.code == 2 && run.err == "tillkeeper: There is no file /nowhere/x.yaml. Check the path.")
        #expect(await Run("config", "check", folder.url.path).err.contains("is a folder"))
        let bytes = try folder.file("b.yaml", Data([0xFF, 0xFE, 0x00]))
        let binary = await Run("config", "check", bytes)
        #expect(binary.code == 1 && binary.err.contains("is no text"))
    }

    /// The settings room knows no driver: a profile known to one and not to the other would refuse a printer that
    /// works, or take one that does not.
    @Test func settingsAndDriverKnowTheSameProfiles() {
        #expect(Settings.Printer.Driver.escpos.profiles == ESCPOSProfile.catalogue.map(\.key))
        #expect(Settings.Printer.Driver.star.profiles == StarProfile.catalogue.map(\.key))
        #expect(Set(Settings.printerProfiles) == Set(PrinterModel.all.map(\.key)))
    }

    /// Likewise for drawers on USB: one that only the driver knows would have to be named for nothing, one that only the
    /// settings know would stop the service at its start.
    @Test func settingsAndDriverKnowTheSameDrawersOnUSB() {
        for vendor: UInt16 in [0x0D3A, 0x0519, 0x0518] {
            for product: UInt16 in 0...0x2000 {
                let driver: HIDDrawerModel?
                do throws(HIDDrawerIdentityFault) {
                    driver = try HIDDrawerModel(vendor: vendor, product: product)
                } catch { driver = nil }
                let known = Settings.Drawer.isKnownBoard(USBIdentity(vendor: vendor, product: product))
                #expect(known == (driver != nil), "\(vendor) \(product)")
            }
        }
    }
}
