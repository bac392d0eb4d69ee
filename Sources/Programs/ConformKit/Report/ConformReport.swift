/// What the suite found at one device: the facts that a signature stands for.
public struct ConformReport: Hashable, Sendable {
    /// What answered, as the person at the device said.
    public enum Against: String, Hashable, Sendable, CaseIterable {
        /// A program that plays the device.
        case simulator
        /// The thing itself.
        case hardware
        /// Nobody said: counts as a simulator.
        case notSaid = "not said"
    }

    /// The driver's name in the settings: `ebds`.
    public var driver: String
    /// What the device is used as, in the control interface's word: `billAcceptor`.
    public var kind: String
    /// The device's name in the settings, or what it was called on the command line.
    public var device: String
    /// The port in words, with its line settings.
    public var port: String
    /// Hardware or not.
    public var against: Against
    /// Which program checked: `tillkeeper 0.3.0`.
    public var program: String
    /// RFC 3339 in UTC.
    public var date: String
    /// What the driver was told, in the settings file's words; never a key.
    public var settings: [Fact]
    /// What the unit said about itself.
    public var unit: [Fact]
    /// Every check, in the order in which they were made.
    public var checks: [ConformCheck]

    /// A report.
    public init(
        driver: String, kind: String, device: String, port: String, against: Against, program: String, date: String,
        settings: [Fact] = [], unit: [Fact], checks: [ConformCheck]
    ) {
        (self.driver, self.kind, self.device, self.port) = (driver, kind, device, port)
        (self.against, self.program, self.date) = (against, program, date)
        (self.settings, self.unit, self.checks) = (settings, unit, checks)
    }

    /// Checks that passed, failed and were not done.
    public var counts: (passed: Int, failed: Int, notDone: Int) {
        checks.reduce(into: (0, 0, 0)) { sum, check in
            switch check.end {
            case .passed: sum.0 += 1
            case .failed: sum.1 += 1
            case .notDone: sum.2 += 1
            }
        }
    }

    /// A fact of the unit by its name.
    public func fact(_ name: String) -> String? { unit.first { $0.name == name }?.value }
}
