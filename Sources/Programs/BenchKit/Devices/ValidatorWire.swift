/// The wire that the validator on the bench speaks.
package enum ValidatorWire: String, Hashable, Sendable, CaseIterable {
    /// MEI, CPI and compatible.
    case ebds
    /// JCM.
    case id003
    /// CashCode.
    case ccnet
    /// Innovative Technology.
    case ssp
}
