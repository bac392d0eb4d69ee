public import Custody
public import Money

/// What one station is told at its start: typed, checked, complete. Made only by `read`, from one YAML file.
public struct Settings: Hashable, Sendable {
    /// `station`: the name of this station, for example `K-07`. Required; letters, digits, `.`, `_`, `-`, at most 64.
    public var station: StationID
    /// `tenant`: the utility as the core ledger names it; the first part of every posting's key. Required.
    public var tenant: TenantID
    /// `office`: the office this station belongs to, for example `NORTH`. Required.
    public var office: OfficeID
    /// `utility`: the utility's name as customers know it. Required; 1 to 60 characters.
    public var utility: String
    /// `currency`: what is taken here. Standard `USD`, the only one so far.
    public var currency: Currency
    /// `receipt`: what stands on receipts.
    public var receipt: Receipt
    /// `store`: where the journal is kept.
    public var store: Store
    /// `ledger`: the core ledger that payments are posted to.
    public var ledger: Ledger
    /// `service`: where the service listens.
    public var service: Service
    /// `devices`: what is plugged in.
    public var devices: Devices
    /// `policy`: limits that differ from the standard values, in the order of the file. The service turns a difference
    /// from the journal's policy into facts; what is left out here stays as the journal has it.
    public var policy: [PolicyValue]

    /// One limit of the office.
    public struct PolicyValue: Hashable, Sendable {
        /// Which.
        public var key: PolicyKey
        /// In the unit that the key's name says; within `key.range`.
        public var value: Int64
    }

    /// Reads and checks a settings file.
    ///
    /// - Parameters:
    ///   - text: the file's content.
    ///   - file: its path, for messages; relative paths inside are taken from the folder it lies in.
    /// - Throws: every fault that was found, in the order of the file. Nothing is applied in part.
    public static func read(text: String, file: String) throws(SettingsFaults) -> Settings {
        let faults = FaultList(file: file)
        let folder = SettingsFolder(of: file)
        let settings = SettingsTree.root(of: text, faults).flatMap { root in
            Reading(faults: faults, folder: folder).settings(root)
        }
        guard let settings, faults.isEmpty else { throw faults.thrown }
        return settings
    }
}

/// The utility as the core ledger names it.
public typealias TenantID = ID<SettingsNames.Tenant>

/// Kinds of names that only settings know.
public enum SettingsNames {
    /// A utility.
    public enum Tenant {}
}
