import Custody
import DeviceKit
import Money
import Testing

@testable import Settings

/// What an office plugs in besides acceptor and printer, and combinations that cannot work. A file that is taken and does
/// not work costs a technician an afternoon in front of a dark device.
@Suite struct DeviceTests {
    static func text(_ devices: String) -> String {
        let end = AcceptanceTests.least.firstRange(of: "devices:")!.lowerBound
        return AcceptanceTests.least[..<end] + "devices:\n"
            + devices.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    static func read(_ devices: String) throws -> Settings.Devices {
        try Settings.read(text: text(devices), file: "run/office.yaml").devices
    }

    @Test func anSSPUnitMayHaveAKeyOfItsOwnInAFile() throws {
        let plain = try #require(try Self.read("validator: {driver: ssp, port: v}").validator)
        #expect(plain.encryptionKey == nil && plain.driver == .ssp)
        let keyed = try #require(try Self.read("validator: {driver: ssp, port: v, encryptionKey: ssp.key}").validator)
        #expect(keyed.encryptionKey == "run/ssp.key")
    }

    @Test(arguments: ["0123456701234567", "01 23 45 67 89 ab cd ef", "'0123456701234567'"])
    func theKeyItselfInTheFileIsRefusedAndNotRepeated(_ key: String) {
        let faults = Samples.faults(Self.text("validator: {driver: ssp, port: v, encryptionKey: \(key)}"))
        #expect(faults.map(\.key) == ["devices.validator.encryptionKey"])
        #expect(!"\(faults)".contains("0123456701234567") && !"\(faults)".contains("89 ab"))
    }

    @Test(
        "What a driver's page tells an office to set, and the file refuses, leaves the unit without notes",
        arguments: [
            ("ebds", "noteValues: [100, 0, 500]"), ("id003", "noteValues: [100, 500, 1000, 2000]"),
            ("ccnet", "noteValues: [0, 0, 1000]"), ("ssp", "noteValues: [500]"), ("id003", "stackOrder: stack1"),
            ("ssp", "valueScale: wholeUnits"), ("ssp", "model: NV9USB+"),
        ])
    func whatADriversPagePromisesIsTaken(_ driver: String, _ key: String) throws {
        #expect(try Self.read("validator: {driver: \(driver), port: v, \(key)}").validator != nil)
    }

    @Test func theNotesOfAUnitWithoutATableAreCentsInItsOwnOrder() throws {
        let line = "validator: {driver: ccnet, port: v, noteValues: [0, 100, 2000]}"
        let validator = try #require(try Self.read(line).validator)
        #expect(validator.noteValues == [nil, .usd(100), .usd(2000)])
        #expect(validator.driverWords.map { "\($0.name) \($0.value)" } == ["noteValues 0,100,2000"])
    }

    @Test func theWordsOfOneWireReachTheirFields() throws {
        let ssp = "validator: {driver: ssp, port: v, valueScale: timesRealMultiplier, model: NV9USB+}"
        let validator = try #require(try Self.read(ssp).validator)
        #expect(validator.valueScale == .timesRealMultiplier && validator.model == "NV9USB+")
        #expect(validator.driverWords.map(\.value) == ["timesRealMultiplier", "NV9USB+"])
        let jcm = try #require(try Self.read("validator: {driver: id003, port: v, stackOrder: stack1}").validator)
        #expect(jcm.stackOrder == .stack1 && jcm.driverWords.map(\.name) == ["stackOrder"])
    }

    @Test func aStarPrinterIsNamedByItsProfile() throws {
        let printer = try #require(try Self.read("printer: {driver: star, port: p, profile: star-mpop}").printer)
        #expect(printer.driver == .star && printer.drawerConnectors == 2)
        let plugged = "printer: {driver: star, port: usb printer 0519:0003, profile: star-tsp650}"
        #expect(
            try Self.read(plugged).printer?.port == .usb(USBIdentity(vendor: 0x0519, product: 0x0003), .printer))
    }

    @Test func aDrawerOnUSBIsKnownByItsNumbersOrByItsModel() throws {
        let known = try #require(try Self.read("drawer: {id: D-1, driver: hid, port: usb hid 0d3a:0205}").drawer)
        #expect(known.port == .usb(USBIdentity(vendor: 0x0D3A, product: 0x0205), .hid) && known.model == nil)
        let named = try #require(try Self.read("drawer: {id: D-1, driver: hid, port: d, model: posiflex-3}").drawer)
        #expect(named.model == "posiflex-3")
    }

    @Test func aReaderThatTypesIsAnInputDevice() throws {
        let path = "/dev/input/by-id/usb-Symbol_Bar_Code_Scanner-event-kbd"
        #expect(try Self.read("scanner: {driver: wedge, port: \(path)}").scanner?.port == .keys(path: path))
        #expect(try Self.read("scanner: {driver: wedge, port: kbd}").scanner?.port == .keys(path: "run/kbd"))
    }

    @Test func theNetworkAndTheLineCarryCheckScanners() throws {
        let excella = try #require(try Self.read("checkScanner: {driver: excella, port: tcp 10.0.0.9:80}").checkScanner)
        #expect(excella.port == .tcp(host: "10.0.0.9", port: 80))
        let mini = try #require(try Self.read("checkScanner: {driver: minimicr, port: m}").checkScanner)
        #expect(mini.port == .serial(path: "run/m", LineSettings(.baud9600)))
        let tpg = try #require(try Self.read("checkScanner: {driver: a776, port: m}").checkScanner)
        #expect(tpg.port == .serial(path: "run/m", LineSettings(.baud57600)))
    }

    static let printer = "printer: {driver: escpos, port: p, profile: tm-t20}\n"

    /// Combinations that cannot work, the key that is blamed and words of the sentence.
    static let wrong: [(devices: String, key: String, says: String)] = [
        ("printer: {driver: star, port: p, profile: tm-t20}", "printer.profile", "driven by escpos, not by star"),
        ("printer: {driver: escpos, port: p, profile: star-mpop}", "printer.profile", "driven by star"),
        ("printer: {driver: star, port: p, profile: star-tsp}", "printer.profile", "star-tsp650"),
        ("printer: {driver: star, port: usb hid 0519:0001, profile: star-mpop}", "printer.port", "usb printer"),
        ("validator: {driver: ebds, port: usb printer 0519:0001}", "validator.port", "usb line"),
        ("drawer: {id: D-1}", "drawer.driver", "there is no printer"),
        (printer + "secondDrawer: {id: D-2, connector: 2}", "secondDrawer", "no first drawer"),
        (printer + "drawer: {id: D-1}\nsecondDrawer: {id: D-2}", "secondDrawer.connector", "connector 2"),
        (printer + "drawer: {id: D-1}\nsecondDrawer: {id: D-1, connector: 2}", "secondDrawer.id", "this name already"),
        (
            printer + "drawer: {id: D-1}\nsecondDrawer: {id: D-2, connector: 2, openLevel: high}",
            "secondDrawer.openLevel", "one sense line"
        ),
        (printer + "drawer: {id: printer}", "drawer.id", "the name of another device"),
        (printer + "drawer: {id: D-1, port: d}", "drawer.port", "no such thing"),
        (printer + "drawer: {id: D-1, model: star}", "drawer.model", "no such thing"),
        (
            "printer: {driver: escpos, port: p, profile: custom-kpm}\ndrawer: {id: D-1}", "drawer.connector",
            "no connector"
        ),
        (
            "printer: {driver: escpos, port: p, profile: generic-58}\ndrawer: {id: D-1, connector: 2}",
            "drawer.connector", "one connector"
        ),
        ("drawer: {id: D-1, driver: apg}", "drawer.port", "missing"),
        ("drawer: {id: D-1, driver: apg, port: d, connector: 1}", "drawer.connector", "no such thing"),
        ("drawer: {id: D-1, driver: apg, port: d, model: ibm-sureone}", "drawer.openBytes", "nobody has published"),
        ("drawer: {id: D-1, driver: hid, port: d}", "drawer.model", "which make"),
        ("drawer: {id: D-1, driver: hid, port: usb hid 1234:5678}", "drawer.model", "which make"),
        ("drawer: {id: D-1, driver: hid, port: usb line 0d3a:0201}", "drawer.port", "usb hid"),
        ("drawer: {id: D-1, driver: hid, port: d, model: star, openLevel: low}", "drawer.openLevel", "no such thing"),
        ("drawer: {id: D-1, driver: hid, port: d, model: posiflex-8}", "drawer.model", "Did you mean posiflex"),
        ("checkScanner: {driver: excella, port: /dev/ttyS0}", "checkScanner.port", "tcp host:port"),
        ("checkScanner: {driver: a776, port: usb printer 0d3a:0001}", "checkScanner.port", "usb line"),
        ("checkScanner: {driver: excella, port: tcp a:80, line: 9600 8N1}", "checkScanner.line", "no line"),
        ("scanner: {driver: wedge, port: tcp a:80}", "scanner.port", "/dev/input/by-id/"),
        ("scanner: {driver: wedge, port: usb hid 0d3a:0001}", "scanner.port", "/dev/input/by-id/"),
        ("scanner: {driver: wedge, port: k, line: 9600 8N1}", "scanner.line", "no line"),
        ("scanner: {driver: line, port: usb hid 0d3a:0001}", "scanner.port", "usb line"),
        (
            "scanner: {driver: line, port: s}\ncheckScanner: {driver: a776, port: s}", "scanner.port",
            "on this port already"
        ),
        ("scaner: {driver: line, port: s}", "scaner", "Did you mean scanner?"),
    ]

    @Test(arguments: wrong.indices) func whatCannotWorkIsRefusedWithItsLine(_ row: Int) throws {
        let (devices, key, says) = Self.wrong[row]
        let faults = Samples.faults(Self.text(devices))
        #expect(faults.map(\.key) == ["devices.\(key)"], "\(devices): \(faults)")
        let fault = try #require(faults.first)
        #expect(fault.description.contains(says), "\(fault)")
        #expect((fault.line ?? 0) >= 9)
    }
}
