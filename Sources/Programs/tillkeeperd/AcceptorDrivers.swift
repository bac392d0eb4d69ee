import CCNETDriver
import DeviceFiles
import DeviceKit
import EBDSDriver
import ID003Driver
import SSPDriver
import Settings

/// From the settings of a note acceptor to its driver: the one place that names the drivers.
enum AcceptorDrivers {
    /// Reads the unit's key where it has one of its own; refuses with a sentence when it cannot.
    static func dialogue(
        _ validator: Settings.Validator
    ) throws(StartRefusal) -> any Dialogue<BillAcceptorCommand, BillAcceptorReport> {
        switch validator.driver {
        case .ebds: EBDSDialogue(ebds(validator))
        case .id003: ID003Dialogue(id003(validator))
        case .ccnet: CCNETDialogue(ccnet(validator))
        case .ssp: SSPDialogue(try ssp(validator))
        }
    }

    private static func ebds(_ validator: Settings.Validator) -> EBDSDriver.EBDSConfiguration {
        let policy: EBDSPowerUpPolicy =
            switch validator.powerUpPolicy {
            case .a: .a
            case .b: .b
            case .c: .c
            }
        var ebds = EBDSDriver.EBDSConfiguration(
            powerUpPolicy: policy, counterTrust: validator.counter,
            pollPeriod: .milliseconds(validator.pollMilliseconds), startingTime: .seconds(validator.startingSeconds))
        if !validator.noteValues.isEmpty { ebds.fallbackNotes = validator.noteValues }
        return ebds
    }

    private static func id003(_ validator: Settings.Validator) -> ID003Configuration {
        let order: ID003Configuration.StackOrder =
            switch validator.stackOrder {
            case .stack1: .stack1
            case .stack2: .stack2
            }
        return ID003Configuration(
            serial: validator.serial ?? "", fallbackNotes: validator.noteValues, stackOrder: order,
            pollPeriod: .milliseconds(validator.pollMilliseconds))
    }

    private static func ccnet(_ validator: Settings.Validator) -> CCNETConfiguration {
        CCNETConfiguration(
            counterTrust: validator.counter, fallbackNotes: validator.noteValues,
            pollPeriod: .milliseconds(validator.pollMilliseconds))
    }

    /// Exchanges and filler are drawn anew at each start and live in memory only.
    private static func ssp(_ validator: Settings.Validator) throws(StartRefusal) -> SSPDriver.SSPConfiguration {
        var chance = SystemRandomNumberGenerator()
        var ssp = SSPDriver.SSPConfiguration(
            keyExchanges: SSPKeyExchange.drawn(64, using: &chance), packingSeed: chance.next(),
            pollPeriod: .milliseconds(validator.pollMilliseconds))
        if let trust = validator.counter { ssp.counterTrust = trust }
        ssp.model = validator.model ?? ""
        ssp.fallbackChannels = validator.noteValues
        ssp.valueScale =
            switch validator.valueScale {
            case .minorUnits: .minorUnits
            case .wholeUnits: .wholeUnits
            case .timesRealMultiplier: .timesRealMultiplier
            }
        if let path = validator.encryptionKey {
            do throws(KeyFileFault) { ssp.fixedKey = try EncryptionKeyFile.read(path) } catch {
                throw StartRefusal(error.sentence)
            }
            // An office that set a key wants no unit on this line that does not know it.
            ssp.encryption = .required
        }
        return ssp
    }
}
