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
