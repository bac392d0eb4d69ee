import CCNETDriver
import DeviceKit
import EBDSDriver
import ID003Driver
import Settings

/// From the settings of a note acceptor to its driver: the one place that names the drivers.
enum AcceptorDrivers {
    static func dialogue(_ validator: Settings.Validator) -> any Dialogue<BillAcceptorCommand, BillAcceptorReport> {
        switch validator.driver {
        case .ebds: EBDSDialogue(ebds(validator))
        case .id003: ID003Dialogue(id003(validator))
        case .ccnet: CCNETDialogue(ccnet(validator))
        }
    }

    private static func ebds(_ validator: Settings.Validator) -> EBDSDriver.EBDSConfiguration {
        let policy: EBDSPowerUpPolicy =
            switch validator.powerUpPolicy {
            case .a: .a
            case .b: .b
            case .c: .c
            }
        return EBDSDriver.EBDSConfiguration(
            powerUpPolicy: policy, counterTrust: validator.counter,
            pollPeriod: .milliseconds(validator.pollMilliseconds), startingTime: .seconds(validator.startingSeconds))
    }

    private static func id003(_ validator: Settings.Validator) -> ID003Configuration {
        ID003Configuration(serial: validator.serial ?? "", pollPeriod: .milliseconds(validator.pollMilliseconds))
    }

    private static func ccnet(_ validator: Settings.Validator) -> CCNETConfiguration {
        CCNETConfiguration(
            counterTrust: validator.counter, pollPeriod: .milliseconds(validator.pollMilliseconds))
    }
}
