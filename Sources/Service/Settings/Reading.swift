import Custody
import Money

/// Turns the root section into settings. Each part is read to its end before anything is given up, so that one run
/// tells all faults.
struct Reading {
    let faults: FaultList
    let folder: SettingsFolder

    func settings(_ root: Section) -> Settings? {
        let station: StationID? = root.name("station")
        let tenant: TenantID? = root.name("tenant")
        let office: OfficeID? = root.name("office")
        let utility = root.text("utility", length: 1...60)
        let currency = currency(root)
        let receipt = receipt(root)
        let store = store(root)
        let ledger = ledger(root, store)
        let service = service(root)
        let devices = devices(root)
        let policy = policy(root)
        guard let station, let tenant, let office, let utility, let currency, let receipt, let store, let ledger,
            let service, let devices, let policy
        else { return nil }
        return Settings(
            station: station, tenant: tenant, office: office, utility: utility, currency: currency, receipt: receipt,
            store: store, ledger: ledger, service: service, devices: devices, policy: policy)
    }

    private func currency(_ root: Section) -> Currency? {
        guard root.has("currency") else { return .usd }
        guard let word = root.word("currency") else { return nil }
        guard word.text == Currency.usd.code else {
            root.refuse(word.text, "currency", [Currency.usd.code])
            return nil
        }
        return .usd
    }

    private func receipt(_ root: Section) -> Settings.Receipt? {
        guard let section = root.section("receipt", known: SettingsKeys.receipt, required: true) else { return nil }
        let office = section.lines("office", count: 1...4, length: 1...42)
        let phone = section.has("phone") ? section.text("phone", length: 1...42) : nil
        let language = section.choice("language", Settings.Language.self, standard: .english)
        let columns = columns(section)
        guard let office, let language, let columns else { return nil }
        return Settings.Receipt(office: office, phone: phone, language: language, columns: columns)
    }

    private func columns(_ receipt: Section) -> [Settings.Columns]? {
        guard let section = receipt.section("columns", known: Settings.printerProfiles, required: false) else {
            return nil
        }
        return section.keys.compactMap { profile in
            section.integer(profile, 24...64).map { Settings.Columns(profile: profile, columns: Int($0)) }
        }
    }

    private func store(_ root: Section) -> Settings.Store? {
        guard let section = root.section("store", known: SettingsKeys.store, required: true) else { return nil }
        let path = path(section, "path")
        let reserve = section.integer("reserveMiB", 0...1024, standard: 4)
        guard let path, let reserve else { return nil }
        return Settings.Store(path: path, reserveMiB: Int(reserve))
    }

    private func ledger(_ root: Section, _ store: Settings.Store?) -> Settings.Ledger? {
        guard let section = root.section("ledger", known: SettingsKeys.ledger, required: true) else { return nil }
        let kind = section.choice("kind", Settings.Ledger.Kind.self, standard: .sqlite)
        let path = path(section, "path")
        let practice = section.flag("practice", standard: false)
        if let path, path == store?.path {
            section.fault("path", "the journal of store.path lies in this file", allowed: "another file")
        }
        guard let kind, let path, let practice else { return nil }
        return Settings.Ledger(kind: kind, path: path, practice: practice)
    }

    private func policy(_ root: Section) -> [Settings.PolicyValue]? {
        guard let section = root.section("policy", known: SettingsKeys.policy, required: false) else { return nil }
        return section.keys.compactMap { name in
            guard let key = PolicyKey(rawValue: name), let value = section.integer(name, key.range) else { return nil }
            return Settings.PolicyValue(key: key, value: value)
        }
    }

    /// A path of the file system; relative ones begin at the settings file's folder.
    func path(_ section: Section, _ key: String) -> String? {
        guard let text = section.text(key, length: 1...1024) else { return nil }
        guard !text.hasSuffix("/"), ![".", ".."].contains(text.split(separator: "/").last ?? ".") else {
            section.fault(key, "\(section.shown(text)) is a folder", allowed: "the path of a file")
            return nil
        }
        guard !text.hasPrefix("~"), !text.contains("$") else {
            section.fault(key, "~ and $ are not replaced in settings", allowed: "a path as it is on the disk")
            return nil
        }
        return folder.resolve(text)
    }
}
