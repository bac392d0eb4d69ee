import Custody
import DeviceKit
import EBDSDriver
import Settings

/// One configured device, as far as the doctor looks at it.
struct Patient {
    /// As `device list` calls it.
    let name: String
    /// Where it stands in the settings.
    let key: String
    let driver: String
    /// `nil`: on a connector of another device.
    let port: PortAddress?
    var policy = EBDSPowerUpPolicy.b
    var learnsPolarity = false

    /// The devices of a station, in the order of the file.
    static func all(_ devices: Settings.Devices) -> [Patient] {
        var all: [Patient] = []
        if let validator = devices.validator {
            var patient = Patient(
                name: "validator", key: "devices.validator", driver: validator.driver.rawValue, port: validator.port)
            patient.policy =
                switch validator.powerUpPolicy {
                case .a: .a
                case .b: .b
                case .c: .c
                }
            all.append(patient)
        }
        if let printer = devices.printer {
            all.append(
                Patient(
                    name: "printer", key: "devices.printer", driver: printer.driver.rawValue, port: printer.port))
        }
        for (key, drawer) in [("devices.drawer", devices.drawer), ("devices.secondDrawer", devices.secondDrawer)] {
            guard let drawer else { continue }
            // A board on USB says open and shut by itself.
            let learns = drawer.openLevel == .learn && drawer.driver != .hid && drawer.senseLine != .none
            all.append(
                Patient(
                    name: drawer.id.text, key: key, driver: drawer.driver.rawValue, port: drawer.port,
                    learnsPolarity: learns))
        }
        if let scanner = devices.checkScanner {
            all.append(
                Patient(
                    name: "check-scanner", key: "devices.checkScanner", driver: scanner.driver.rawValue,
                    port: scanner.port))
        }
        if let scanner = devices.scanner {
            all.append(
                Patient(
                    name: "scanner", key: "devices.scanner", driver: scanner.driver.rawValue, port: scanner.port))
        }
        return all
    }
}
