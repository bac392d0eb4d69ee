import Custody
import DeviceKit
import Foundation
import Money
import Testing

@testable import Settings

@Suite struct AcceptanceTests {
    @Test func everyKeyReachesItsField() throws {
        let settings = try Settings.read(text: Samples.text(), file: "/etc/tillkeeper/office.yaml")
        #expect(settings.station.text == "K-07" && settings.tenant.text == "tarn-valley")
        #expect(settings.office.text == "NORTH" && settings.utility == "Tarn Valley Water & Power")
        #expect(settings.currency == .usd)
        #expect(settings.receipt.office == ["North Office"] && settings.receipt.phone == "555-0142")
        #expect(settings.receipt.language == .spanish)
        #expect(settings.receipt.columns(for: "tm-t88v") == 40 && settings.receipt.columns(for: "none") == nil)
        #expect(settings.store == Settings.Store(path: "/var/lib/journal.sqlite", reserveMiB: 8))
        #expect(settings.store.reserveBytes == 8_388_608)
        #expect(
            settings.ledger == Settings.Ledger(kind: .sqlite, path: "/etc/tillkeeper/ledger.sqlite", practice: true))
        #expect(
            settings.service
                == Settings.Service(
                    host: "127.0.0.2", port: 9000, allowedOrigins: ["http://127.0.0.1:8081"], allowRemote: false))
        #expect(
            settings.devices.validator
                == Settings.Validator(
                    driver: .ebds,
                    port: .serial(
                        path: "/dev/ttyS0", LineSettings(.baud19200, .eight, .none, handshake: .clearToSend)),
                    counter: .exact, powerUpPolicy: .c, startingSeconds: 20, serial: nil,
                    pollMilliseconds: 200, encryptionKey: nil, noteValues: [.usd(100), nil, .usd(500)],
                    stackOrder: .stack2, valueScale: .minorUnits, model: nil))
        #expect(
            settings.devices.printer
                == Settings.Printer(
                    driver: .escpos, port: .serial(path: "/dev/ttyS1", LineSettings(.baud38400)),
                    profile: "tm-t20"))
        #expect(
            settings.devices.drawer
                == Settings.Drawer(
                    id: DrawerID(known: "D-1"), driver: .printer, port: nil, connector: 2, pulse: .buffered,
                    pulseMilliseconds: [120, 240], openLevel: .high, model: nil, openBytes: [], senseLine: .ring))
        #expect(
            settings.devices.secondDrawer
                == Settings.Drawer(
                    id: DrawerID(known: "D-2"), driver: .apg,
                    port: .serial(path: "/dev/ttyS2", LineSettings(.baud19200)),
                    connector: 1, pulse: .realTime, pulseMilliseconds: [100, 200, 400], openLevel: .low,
                    model: "mmf-226", openBytes: [0x1B, 0x07], senseLine: .clearToSend))
        #expect(
            settings.devices.checkScanner
                == Settings.CheckScanner(
                    driver: .a776, port: .serial(path: "/dev/ttyS3", LineSettings(.baud115200))))
        #expect(
            settings.devices.scanner
                == Settings.Scanner(driver: .line, port: .serial(path: "/dev/ttyS4", LineSettings(.baud57600))))
        #expect(
            settings.devices.ports.map(\.key)
                == ["validator", "printer", "secondDrawer", "checkScanner", "scanner"].map { "devices." + $0 })
        #expect(settings.policy.map(\.key) == PolicyKey.allCases)
    }

    static let least = """
        station: K-07
        tenant: t
        office: N
        utility: Water
        receipt: {office: [North]}
        store: {path: j.sqlite}
        ledger: {path: l.sqlite}
        devices:
          validator: {driver: ebds, port: validator}
          printer: {driver: escpos, port: 'tcp [::1]:9100', profile: tm-t20}
          drawer: {id: D-1}
        """

    @Test func whatIsLeftOutHasItsDocumentedStandard() throws {
        let settings = try Settings.read(text: Self.least, file: "run/office.yaml")
        #expect(settings.currency == .usd && settings.receipt.phone == nil && settings.receipt.language == .english)
        #expect(settings.receipt.columns.isEmpty && settings.policy.isEmpty)
        #expect(settings.store == Settings.Store(path: "run/j.sqlite", reserveMiB: 4))
        #expect(settings.ledger == Settings.Ledger(kind: .sqlite, path: "run/l.sqlite", practice: false))
        #expect(
            settings.service
                == Settings.Service(host: "127.0.0.1", port: 8080, allowedOrigins: [], allowRemote: false))
        #expect(
            settings.devices.validator
                == Settings.Validator(
                    driver: .ebds, port: .serial(path: "run/validator", LineSettings(.baud9600, .seven, .even)),
                    counter: nil, powerUpPolicy: .b, startingSeconds: 15, serial: nil,
                    pollMilliseconds: 150, encryptionKey: nil, noteValues: [], stackOrder: .stack2,
                    valueScale: .minorUnits, model: nil))
        #expect(settings.devices.printer?.port == .tcp(host: "::1", port: 9100))
        #expect(
            settings.devices.drawer
                == Settings.Drawer(
                    id: DrawerID(known: "D-1"), driver: .printer, port: nil, connector: 1, pulse: .realTime,
                    pulseMilliseconds: [100, 200, 400], openLevel: .learn, model: nil, openBytes: [],
                    senseLine: .ring))
    }

    @Test(arguments: [
        (Settings.Validator.Driver.ebds, "9600 7E1", 150), (.id003, "9600 8E1", 150), (.ccnet, "9600 8N1", 200),
        (.ssp, "9600 8N2", 200),
    ])
    func eachDriverSpeaksAsItsUnitsLeaveTheFactory(_ driver: Settings.Validator.Driver, _ line: String, _ poll: Int)
        throws
    {
        let text = Self.least.replacing("driver: ebds", with: "driver: \(driver.rawValue)")
        let validator = try #require(try Settings.read(text: text, file: "office.yaml").devices.validator)
        #expect(validator.driver == driver && validator.pollMilliseconds == poll)
        #expect(validator.port == .serial(path: "validator", try #require(LineSettings(line))))
    }

    @Test func aStationWithoutDevicesIsAStation() throws {
        let text = try #require(Self.least.range(of: "devices:")).lowerBound
        let settings = try Settings.read(text: String(Self.least[..<text]), file: "office.yaml")
        #expect(settings.devices == Settings.Devices())
        #expect(settings.store.path == "j.sqlite")
    }

    @Test(arguments: ["tillkeeper.yaml", "practice.yaml"])
    func theFilesThatShipAreTaken(_ name: String) throws {
        let settings = try Settings.read(text: Samples.packaged(name), file: "packaging/\(name)")
        #expect(settings.devices.validator != nil && settings.devices.printer != nil && settings.devices.drawer != nil)
        #expect(settings.ledger.practice == (name == "practice.yaml"))
    }

    @Test func theAnnotatedFileNamesEveryKeyOutsideThePolicy() throws {
        let text = try Samples.packaged("tillkeeper.yaml")
        for path in SettingsKeys.all where !path.hasPrefix("policy.") && !path.hasPrefix("receipt.columns.") {
            let key = try #require(path.split(separator: ".").last)
            #expect(text.contains("\(key):"), "\(path)")
        }
        for profile in Settings.printerProfiles { #expect(text.contains(profile)) }
    }

    @Test func thePracticePortsLieBesideTheFile() throws {
        let settings = try Settings.read(text: Samples.packaged("practice.yaml"), file: "/tmp/demo/practice.yaml")
        #expect(settings.devices.validator?.port.description == "/tmp/demo/validator (9600 7E1)")
        #expect(settings.devices.printer?.port.description == "/tmp/demo/printer (115200 8N1)")
    }

    @Test(arguments: ["127.0.0.1", "127.255.0.9", "::1", "localhost"])
    func aLoopbackAddressIsTaken(_ host: String) {
        #expect(Samples.faults(Samples.text("service.host", value: host)).isEmpty)
    }

    @Test func anotherAddressIsTakenWhenItIsAllowed() throws {
        let text = Samples.text("service.host", value: "0.0.0.0").replacing(
            "allowRemote: false", with: "allowRemote: true")
        #expect(try Settings.read(text: text, file: "a").service.host == "0.0.0.0")
    }

    @Test func linesOfOtherSystemsAndAByteOrderMarkAreRead() {
        #expect(Samples.faults(Samples.text().replacing("\n", with: "\r\n")).isEmpty)
        #expect(Samples.faults("\u{FEFF}" + Samples.text()).isEmpty)
        #expect(Samples.faults("---\n" + Samples.text() + "...\n").isEmpty)
    }

    @Test func textWithSignsOfYAMLStaysText() throws {
        let text = Samples.text("utility", value: "\"Call *69 & ask #1: 'water'\"")
        #expect(try Settings.read(text: text, file: "a").utility == "Call *69 & ask #1: 'water'")
        let plain = Samples.text("utility", value: "O'Brien's Water & *Power")
        #expect(Samples.faults(plain).isEmpty)
    }
}
