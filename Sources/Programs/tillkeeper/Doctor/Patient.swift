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
        if let drawer = devices.drawer {
            all.append(
                Patient(
                    name: drawer.id.text, key: "devices.drawer", driver: "printer", port: nil,
                    learnsPolarity: drawer.openLevel == .learn))
        }
        return all
    }
}
