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

    /// Who did what only hands can do: the acts that the checks asked for.
    public enum Hands: String, Hashable, Sendable, CaseIterable {
        /// A person at the device, who answered each question.
        case person
        /// A program: a rig with motors, or a simulator's other side.
        case bench
        /// Nobody: every act was called done when it was asked for.
        case assumed
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
    /// Who did what only hands can do.
    public var hands: Hands
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
        driver: String, kind: String, device: String, port: String, against: Against, hands: Hands, program: String,
        date: String, settings: [Fact] = [], unit: [Fact], checks: [ConformCheck]
    ) {
        (self.driver, self.kind, self.device, self.port) = (driver, kind, device, port)
        (self.against, self.hands, self.program, self.date) = (against, hands, program, date)
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

    /// Why it does not show that the driver works on hardware, though it says so; `nil`: it does, or claims nothing.
    public var whyNotHardware: String? {
        guard against == .hardware else { return nil }
        if hands == .assumed { return "nobody's hands were at the device: every act was called done unseen" }
        if unit.isEmpty { return "the unit did not say who it is" }
        guard checks.contains(where: { $0.name == Rule.aDeviceIsUnderstood.rawValue && $0.end == .passed }) else {
            return "the device was not understood"
        }
        return nil
    }

    /// It shows the driver at work on the thing itself.
    public var isOfHardware: Bool { against == .hardware && whyNotHardware == nil }

    /// `leftInside` when the cash box holds what it held before.
    public static let nothingLeft = "no note is in the cash box"

    /// What the checks have left in the cash box without any journal's knowledge; `nil`: it is no note acceptor.
    public var leftInside: String? {
        guard kind == "billAcceptor" else { return nil }
        let hasFailed = checks.contains { if case .failed = $0.end { true } else { false } }
        // Which of several went wrong with a note in the unit, nobody can tell afterwards.
        if hasFailed { return "notes that no journal ordered may be in the cash box: count them" }
        let hasStacked = checks.contains { $0.name == "stack" && $0.end == .passed }
        return hasStacked ? "one note that no journal ordered is in the cash box" : Self.nothingLeft
    }

    /// A fact of the unit by its name.
    public func fact(_ name: String) -> String? { unit.first { $0.name == name }?.value }
}
