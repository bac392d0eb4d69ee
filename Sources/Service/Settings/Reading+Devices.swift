import Custody
import DeviceKit

extension Reading {
    /// A device that could not be read is left out; its faults refuse the file as a whole.
    func devices(_ root: Section) -> Settings.Devices? {
        guard let section = root.section("devices", known: SettingsKeys.devices, required: false) else { return nil }
        var devices = Settings.Devices()
        var ports = PortClaims()
        if section.has("validator"),
            let device = section.section(
                "validator", known: SettingsKeys.validator + SettingsKeys.validatorOfOneWire, required: true)
        {
            let driver = device.choice("driver", Settings.Validator.Driver.self)
            let port = port(device, line: (driver ?? .ebds).line)
            ports.claim(device, port)
            devices.validator = validator(device, driver, port)
        }
        if section.has("printer"),
            let device = section.section("printer", known: SettingsKeys.printer, required: true)
        {
            let port = port(device, line: LineSettings(.baud115200))
            ports.claim(device, port)
            devices.printer = printer(device, port)
        }
        if section.has("drawer"), let device = section.section("drawer", known: SettingsKeys.drawer, required: true) {
            devices.drawer = drawer(device)
        }
        if section.has("drawer"), !section.has("printer") {
            section.fault(
                "drawer", "a drawer hangs on the printer, and there is no printer", allowed: "devices.printer")
        }
        return devices
    }

    private func validator(
        _ device: Section, _ driver: Settings.Validator.Driver?, _ port: PortAddress?
    ) -> Settings.Validator? {
        let counter = device.has("counter") ? device.choice("counter", CounterWord.self) : nil
        let policy = device.choice("powerUpPolicy", Settings.Validator.PowerUpPolicy.self, standard: .b)
        let starting = device.integer("startingSeconds", 1...120, standard: 15)
        let poll = device.integer(
            "pollMilliseconds", 50...1_000, standard: Int64((driver ?? .ebds).standardPollMilliseconds))
        let serial: DeviceID? = device.has("serial") ? device.name("serial") : nil
        if let driver {
            belongs("powerUpPolicy", to: .ebds, driver, device)
            belongs("serial", to: .id003, driver, device)
        }
        guard let driver, let port, let policy, let starting, let poll else { return nil }
        return Settings.Validator(
            driver: driver, port: port, counter: counter?.trust, powerUpPolicy: policy,
            startingSeconds: Int(starting), serial: serial?.text, pollMilliseconds: Int(poll))
    }

    /// A key that only one driver's units know.
    private func belongs(
        _ key: String, to owner: Settings.Validator.Driver, _ driver: Settings.Validator.Driver, _ device: Section
    ) {
        guard driver != owner, device.has(key) else { return }
        device.fault(
            key, "units of driver \(driver.rawValue) have no such thing",
            allowed: "\(key) together with driver \(owner.rawValue)")
    }

    private enum CounterWord: String, CaseIterable {
        case none, exact, mayLoseLast

        var trust: CounterTrust {
            switch self {
            case .none: .none
            case .exact: .exact
            case .mayLoseLast: .mayLoseLast
            }
        }
    }

    private func printer(_ device: Section, _ port: PortAddress?) -> Settings.Printer? {
        let driver = device.choice("driver", Settings.Printer.Driver.self)
        let profile = device.word("profile")?.text
        if let profile, !Settings.printerProfiles.contains(profile) {
            device.refuse(profile, "profile", Settings.printerProfiles)
        }
        guard let driver, let port, let profile else { return nil }
        return Settings.Printer(driver: driver, port: port, profile: profile)
    }

    private func drawer(_ device: Section) -> Settings.Drawer? {
        let id: DrawerID? = device.name("id")
        let connector = device.integer("connector", 1...2, standard: 1)
        let pulse = device.choice("pulse", Settings.Drawer.Pulse.self, standard: .realTime)
        let lengths = device.integers("pulseMilliseconds", 10...500, count: 1...5, standard: [100, 200, 400])
        let level = device.choice("openLevel", Settings.Drawer.OpenLevel.self, standard: .learn)
        guard let id, let connector, let pulse, let lengths, let level else { return nil }
        return Settings.Drawer(
            id: id, connector: Int(connector), pulse: pulse, pulseMilliseconds: lengths.map { Int($0) },
            openLevel: level)
    }
}
