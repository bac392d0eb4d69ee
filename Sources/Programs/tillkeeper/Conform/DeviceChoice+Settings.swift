import ConformKit
import struct Custody.DrawerID
import DeviceKit
import Settings

/// From the settings to the words that drivers are made of.
extension DeviceChoice {
    /// Every device that has a port of its own, by the names of `device list`.
    static func all(_ devices: Settings.Devices) -> [DeviceChoice] {
        var all: [DeviceChoice] = []
        if let validator = devices.validator {
            var choices = one("validator", validator.driver.rawValue, validator.port, told(validator))
            if !choices.isEmpty { choices[0].encryptionKey = validator.encryptionKey }
            all += choices
        }
        if let printer = devices.printer {
            var words = [Fact("profile", printer.profile)]
            if let rate = bytesPerSecond(printer.port) { words.append(Fact("bytesPerSecond", "\(rate)")) }
            all += one("printer", printer.driver.rawValue, printer.port, words)
        }
        for drawer in devices.drawers {
            guard let port = drawer.port else { continue }
            all += one(drawer.id.text, drawer.driver.rawValue, port, told(drawer))
        }
        if let scanner = devices.checkScanner { all += one("check-scanner", scanner.driver.rawValue, scanner.port, []) }
        if let scanner = devices.scanner { all += one("scanner", scanner.driver.rawValue, scanner.port, []) }
        return all
    }

    private static func one(_ name: String, _ driver: String, _ port: PortAddress, _ words: [Fact]) -> [DeviceChoice] {
        var words = words
        if driver == "excella", let host = port.host { words.append(Fact("host", host)) }
        return DriverEntry.named(driver).map { [DeviceChoice(name: name, entry: $0, port: port, words: words)] } ?? []
    }

    private static func told(_ validator: Settings.Validator) -> [Fact] {
        var words = [Fact("pollMilliseconds", "\(validator.pollMilliseconds)")]
        if let counter = validator.counter { words.append(Fact("counter", counter.rawValue)) }
        if let serial = validator.serial { words.append(Fact("serial", serial)) }
        if validator.driver == .ebds {
            words.append(Fact("powerUpPolicy", validator.powerUpPolicy.rawValue))
            words.append(Fact("startingSeconds", "\(validator.startingSeconds)"))
        }
        return words + validator.driverWords.map { Fact($0.name, $0.value) }
    }

    private static func told(_ drawer: Settings.Drawer) -> [Fact] {
        var words: [Fact] = []
        if let model = drawer.model { words.append(Fact("model", model)) }
        if !drawer.openBytes.isEmpty {
            words.append(
                Fact(
                    "openBytes",
                    drawer.openBytes.map { byte in
                        (byte < 16 ? "0" : "") + String(byte, radix: 16)
                    }.joined()))
        }
        if drawer.driver == .apg { words.append(Fact("senseLine", drawer.senseLine.rawValue)) }
        if drawer.openLevel != .learn { words.append(Fact("openLevel", drawer.openLevel.rawValue)) }
        return words
    }

    private static func bytesPerSecond(_ port: PortAddress) -> Int? {
        switch port {
        case .serial(_, let line), .usb(_, .line(let line)): line.speed.rawValue / 10
        case .tcp, .usb(_, .printer), .usb(_, .hid), .keys: nil
        }
    }
}
