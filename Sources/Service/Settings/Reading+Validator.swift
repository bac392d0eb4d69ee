import Custody
import DeviceKit
import Money

extension Reading {
    func validator(
        _ device: Section, _ driver: Settings.Validator.Driver?, _ port: PortAddress?
    ) -> Settings.Validator? {
        let counter = device.has("counter") ? device.choice("counter", CounterWord.self) : nil
        let policy = device.choice("powerUpPolicy", Settings.Validator.PowerUpPolicy.self, standard: .b)
        let starting = device.integer("startingSeconds", 1...120, standard: 15)
        let poll = device.integer(
            "pollMilliseconds", 50...1_000, standard: Int64((driver ?? .ebds).standardPollMilliseconds))
        let serial: DeviceID? = device.has("serial") ? device.name("serial") : nil
        let key = device.has("encryptionKey") ? keyFile(device) : nil
        let notes = noteValues(device, driver)
        let order = device.choice("stackOrder", Settings.Validator.StackOrder.self, standard: .stack2)
        let scale = device.choice("valueScale", Settings.Validator.ValueScale.self, standard: .minorUnits)
        let model = device.has("model") ? device.text("model", length: 1...40) : nil
        if let driver {
            belongs("powerUpPolicy", to: .ebds, driver, device)
            belongs("serial", to: .id003, driver, device)
            belongs("encryptionKey", to: .ssp, driver, device)
            belongs("stackOrder", to: .id003, driver, device)
            belongs("valueScale", to: .ssp, driver, device)
            belongs("model", to: .ssp, driver, device)
        }
        guard let driver, let port, let policy, let starting, let poll, let notes, let order, let scale else {
            return nil
        }
        return Settings.Validator(
            driver: driver, port: port, counter: counter?.trust, powerUpPolicy: policy,
            startingSeconds: Int(starting), serial: serial?.text, pollMilliseconds: Int(poll), encryptionKey: key,
            noteValues: notes, stackOrder: order, valueScale: scale, model: model)
    }

    /// Whoever writes a five as 5 means 5.00, and would have it taken for 0.05, or for another note: refused.
    private func noteValues(_ device: Section, _ driver: Settings.Validator.Driver?) -> [Denomination?]? {
        let key = "noteValues"
        let most = (driver ?? .ccnet).mostNotes
        guard let values = device.integers(key, 0...1_000_000, count: 1...most, standard: []) else { return nil }
        guard !device.has(key) || values.contains(where: { $0 > 0 }) else {
            device.fault(key, "no note is named here", allowed: "the notes in cents; without this key there are none")
            return nil
        }
        if let wrong = values.first(where: { $0 % 100 != 0 }) {
            device.fault(
                key, "\(wrong) cents are no note", allowed: "cents, 500 for a five; 0 where the unit has no note")
            return nil
        }
        return values.map { $0 > 0 ? .usd($0) : nil }
    }

    /// The path of the key's file. Whoever writes the key itself here is not shown it again: messages are logged.
    private func keyFile(_ device: Section) -> String? {
        guard let word = device.word("encryptionKey") else { return nil }
        let digits = word.text.filter { $0 != " " && $0 != ":" }
        guard digits.count < 16 || !digits.allSatisfy(\.isHexDigit) else {
            device.fault(
                "encryptionKey", "this looks like the key itself, and everybody can read it here",
                allowed: "the path of a file that only the service can read, with the 16 digits in it")
            return nil
        }
        return path(device, "encryptionKey")
    }

    /// A key that only one driver's units know.
    private func belongs(
        _ key: String, to owner: Settings.Validator.Driver, _ driver: Settings.Validator.Driver, _ device: Section
    ) {
        guard driver != owner, device.has(key) else { return }
        device.fault(
            key, "units of driver \(driver.rawValue) have no such thing",
            allowed: "\(key) together with driver \(owner.rawValue)")
    }

    private enum CounterWord: String, CaseIterable {
        case none, exact, mayLoseLast

        var trust: CounterTrust {
            switch self {
            case .none: .none
            case .exact: .exact
            case .mayLoseLast: .mayLoseLast
            }
        }
    }
}
