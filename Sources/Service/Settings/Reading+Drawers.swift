import Custody
import DeviceKit

extension Reading {
    /// The drawers, and what two of them must agree on.
    func drawers(_ section: Section, _ devices: inout Settings.Devices, _ ports: inout PortClaims) {
        let known = SettingsKeys.drawer + SettingsKeys.drawerWithBoard
        let first = part(section, "drawer", known)
        let second = part(section, "secondDrawer", known)
        if let first { devices.drawer = drawer(first, section, devices.printer, &ports) }
        if let second { devices.secondDrawer = drawer(second, section, devices.printer, &ports) }
        if section.has("secondDrawer"), !section.has("drawer") {
            section.fault("secondDrawer", "there is no first drawer", allowed: "devices.drawer beside it")
        }
        guard let second, let one = devices.drawer, let other = devices.secondDrawer else { return }
        if one.id == other.id {
            second.fault("id", "the first drawer has this name already", allowed: "the name on its own label")
        }
        if one.driver == .printer, other.driver == .printer { shared(second, one, other) }
    }

    /// A printer has two connectors, but one sense line and one way to pulse.
    private func shared(_ device: Section, _ one: Settings.Drawer, _ other: Settings.Drawer) {
        if one.connector == other.connector {
            device.fault(
                "connector", "the first drawer is on connector \(one.connector) already",
                allowed: "connector \(3 - one.connector)")
        }
        let differing = [
            ("pulse", one.pulse == other.pulse),
            ("pulseMilliseconds", one.pulseMilliseconds == other.pulseMilliseconds),
            ("openLevel", one.openLevel == other.openLevel),
        ]
        for (key, agrees) in differing where !agrees {
            device.fault(
                key, "both drawers hang on one printer, which has one sense line and one kind of pulse",
                allowed: "the same \(key) as the first drawer")
        }
    }

    /// What the other devices go by in lists, in addresses and in the journal.
    private static let otherDevices = ["validator", "printer", "check-scanner", "scanner"]

    private func drawer(
        _ device: Section, _ section: Section, _ printer: Settings.Printer?, _ ports: inout PortClaims
    ) -> Settings.Drawer? {
        let id: DrawerID? = device.name("id")
        let driver = device.choice("driver", Settings.Drawer.Driver.self, standard: .printer)
        let connector = device.integer("connector", 1...2, standard: 1)
        let pulse = device.choice("pulse", Settings.Drawer.Pulse.self, standard: .realTime)
        let lengths = device.integers("pulseMilliseconds", 10...500, count: 1...5, standard: [100, 200, 400])
        let level = device.choice("openLevel", Settings.Drawer.OpenLevel.self, standard: .learn)
        let sense = device.choice("senseLine", Settings.Drawer.SenseLine.self, standard: .ring)
        let bytes = device.has("openBytes") ? hexadecimal(device, "openBytes", 1...8) : []
        guard let id, let driver, let connector, let pulse, let lengths, let level, let sense, let bytes else {
            return nil
        }
        if Self.otherDevices.contains(id.text) {
            device.fault("id", "\(id) is the name of another device", allowed: "the name on its label, for example D-1")
        }
        var drawer = Settings.Drawer(
            id: id, driver: driver, port: nil, connector: Int(connector), pulse: pulse,
            pulseMilliseconds: lengths.map { Int($0) }, openLevel: level, model: nil, openBytes: bytes, senseLine: sense
        )
        refuseKeys(of: driver, device)
        switch driver {
        case .printer:
            hang(drawer, device, section, printer)
            return drawer
        case .apg:
            drawer.port = port(device, line: LineSettings(.baud9600), fits: .bytes)
            drawer.model = board(device, bytes)
        case .hid:
            drawer.port = port(device, line: LineSettings(.baud9600), fits: .reports)
            drawer.model = reportingBoard(device, drawer.port)
        }
        ports.claim(device, drawer.port)
        return drawer.port == nil ? nil : drawer
    }

    /// Keys that this kind of drawer does not have.
    private func refuseKeys(of driver: Settings.Drawer.Driver, _ device: Section) {
        let atPrinter = ["connector", "pulse", "pulseMilliseconds"]
        let foreign: [String] =
            switch driver {
            case .printer: SettingsKeys.drawerWithBoard
            case .apg: atPrinter
            case .hid: atPrinter + ["openLevel", "line", "openBytes", "senseLine"]
            }
        for key in foreign where device.has(key) {
            device.fault(
                key, "a drawer of driver \(driver.rawValue) has no such thing",
                allowed: (SettingsKeys.drawer + SettingsKeys.drawerWithBoard).filter { !foreign.contains($0) }
                    .joined(separator: ", "))
        }
    }

    private func hang(
        _ drawer: Settings.Drawer, _ device: Section, _ section: Section, _ printer: Settings.Printer?
    ) {
        guard section.has("printer") else {
            return device.fault(
                "driver", "this drawer hangs on the printer, and there is no printer",
                allowed: "driver apg or hid for a drawer with a board of its own, or devices.printer")
        }
        // A printer that could not be read has its fault already.
        guard let printer, PrinterModel.all.contains(where: { $0.key == printer.profile }) else { return }
        guard drawer.connector > printer.drawerConnectors else { return }
        let count = printer.drawerConnectors
        device.fault(
            "connector",
            "a printer of profile \(printer.profile) has \(count == 0 ? "no connector" : "one connector")"
                + " for drawers",
            allowed: count == 0 ? "another printer, or driver apg or hid" : "connector 1")
    }

    private func board(_ device: Section, _ bytes: [UInt8]) -> String? {
        let known = Settings.Drawer.boards
        let model = device.has("model") ? device.word("model")?.text : known[0]
        guard let model else { return nil }
        guard known.contains(model) else {
            device.refuse(model, "model", known)
            return nil
        }
        if bytes.isEmpty, !device.has("openBytes"), Settings.Drawer.boardsWithoutBytes.contains(model) {
            device.fault(
                "openBytes", "nobody has published what opens a drawer of model \(model)",
                allowed: "the bytes that its switches are set to, for example 07")
        }
        return model
    }

    private func reportingBoard(_ device: Section, _ port: PortAddress?) -> String? {
        guard device.has("model") else {
            if case .usb(let identity, .hid) = port, Settings.Drawer.isKnownBoard(identity) { return nil }
            if port != nil {
                device.fault(
                    "model", "the port does not say which make of drawer this is",
                    allowed: Settings.Drawer.hidModels.joined(separator: ", "))
            }
            return nil
        }
        guard let model = device.word("model")?.text else { return nil }
        guard Settings.Drawer.hidModels.contains(model) else {
            device.refuse(model, "model", Settings.Drawer.hidModels)
            return nil
        }
        return model
    }

    /// Bytes as pairs of hexadecimal digits.
    private func hexadecimal(_ device: Section, _ key: String, _ count: ClosedRange<Int>) -> [UInt8]? {
        guard let word = device.word(key) else { return nil }
        let pairs = word.text.split(separator: " ")
        let bytes = pairs.compactMap { $0.count == 2 && $0.allSatisfy(\.isHexDigit) ? UInt8($0, radix: 16) : nil }
        guard bytes.count == pairs.count, count.contains(bytes.count) else {
            device.fault(
                key, "\(device.shown(word.text)) is not \(count.words) bytes",
                allowed: "two hexadecimal digits for each byte, for example 1B 07")
            return nil
        }
        return bytes
    }
}
