import CCNETSimulator
import EBDSSimulator
import ID003Simulator
import SSPSimulator
import SimulatorKit

/// The wire that the validator on the bench speaks.
enum ValidatorWire: String, Hashable, Sendable, CaseIterable {
    /// MEI, CPI and compatible.
    case ebds
    /// JCM.
    case id003
    /// CashCode.
    case ccnet
    /// Innovative Technology.
    case ssp
}

extension BenchConfiguration {
    /// The validator as it stands on the bench: of any wire, with the same cash unit, notes and hands.
    func makeValidator(now: Duration) -> AnyAcceptor {
        switch wire {
        case .ebds: return AnyAcceptor(EBDSDevice(validator, now: now))
        case .id003:
            var unit = ID003Configuration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(ID003Device(unit, now: now))
        case .ccnet:
            var unit = CCNETConfiguration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(CCNETDevice(unit, now: now))
        case .ssp:
            var unit = SSPDeviceConfiguration()
            (unit.cashUnit, unit.cashUnitCapacity) = (validator.cashUnit, validator.cashUnitCapacity)
            unit.customerTakesAfter = validator.customerTakesAfter
            return AnyAcceptor(SSPDevice(unit, now: now))
        }
    }
}
