import Custody
import DeviceKit

extension Reading {
    /// A device that could not be read is left out; its faults refuse the file as a whole.
    func devices(_ root: Section) -> Settings.Devices? {
        guard let section = root.section("devices", known: SettingsKeys.devices, required: false) else { return nil }
        var devices = Settings.Devices()
        var ports = PortClaims()
        if let device = part(section, "validator", SettingsKeys.validator + SettingsKeys.validatorOfOneWire) {
            let driver = device.choice("driver", Settings.Validator.Driver.self)
            let port = port(device, line: (driver ?? .ebds).line, fits: .bytes)
            ports.claim(device, port)
            devices.validator = validator(device, driver, port)
        }
        if let device = part(section, "printer", SettingsKeys.printer) {
            let driver = device.choice("driver", Settings.Printer.Driver.self)
            let port = port(device, line: (driver ?? .escpos).line, fits: .printer)
            ports.claim(device, port)
            devices.printer = printer(device, driver, port)
        }
        drawers(section, &devices, &ports)
        if let device = part(section, "checkScanner", SettingsKeys.reader) {
            devices.checkScanner = checkScanner(device, &ports)
        }
        if let device = part(section, "scanner", SettingsKeys.reader) { devices.scanner = scanner(device, &ports) }
        return devices
    }

    /// The section of one device; `nil` when it is not there, or is no section.
    func part(_ section: Section, _ key: String, _ known: [String]) -> Section? {
        section.has(key) ? section.section(key, known: known, required: true) : nil
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
        let key = device.has("encryptionKey") ? keyFile(device) : nil
        if let driver {
            belongs("powerUpPolicy", to: .ebds, driver, device)
            belongs("serial", to: .id003, driver, device)
            belongs("encryptionKey", to: .ssp, driver, device)
        }
        guard let driver, let port, let policy, let starting, let poll else { return nil }
        return Settings.Validator(
            driver: driver, port: port, counter: counter?.trust, powerUpPolicy: policy,
            startingSeconds: Int(starting), serial: serial?.text, pollMilliseconds: Int(poll), encryptionKey: key)
    }

    /// The path of the key's file. Whoever writes the key itself here is not shown it again: messages are logged.
    private func keyFile(_ device: Section) -> String? {
        guard let word = device.word("encryptionKey") else { return nil }
        let digits = word.text.filter { $0 != " " && $0 != ":" }
        guard digits.count < 16 || !digits.allSatisfy(\.isHexDigit) else {
            device.fault(
                "encryptionKey", "this looks like the key itself, and everybody can read it here",
                allowed: "the path of a file that only the service can read, with the 16 digits in it")
            return nil
        }
        return path(device, "encryptionKey")
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

    private func printer(
        _ device: Section, _ driver: Settings.Printer.Driver?, _ port: PortAddress?
    ) -> Settings.Printer? {
        let profile = device.word("profile")?.text
        if let profile {
            let known = driver?.profiles ?? Settings.printerProfiles
            if let driver, let owner = Settings.Printer.Driver.allCases.first(where: { $0.profiles.contains(profile) }),
                owner != driver
            {
                device.fault(
                    "profile", "\(profile) is driven by \(owner.rawValue), not by \(driver.rawValue)",
                    allowed: known.joined(separator: ", "))
            } else if !known.contains(profile) {
                device.refuse(profile, "profile", known)
            }
        }
        guard let driver, let port, let profile else { return nil }
        return Settings.Printer(driver: driver, port: port, profile: profile)
    }
}
