public import SimulatorKit

/// What stands behind the wire: for oracles, the bench and tests. No driver sees this.
extension EBDSDevice {
    /// The paper between lips and box, or stuck there; at most one.
    public var noteInside: SimulatedNote? { inside.map { notes[$0] } }

    /// What auxiliary 01 tells: notes, or value in whole currency units; zero where the device has no counter.
    public var counter: Int {
        switch (configuration.readings.counter, configuration.readings.counterUnit) {
        case (.none, _): 0
        case (.exact, .notes), (.mayLoseLastStep, .notes): memory.countedNotes
        case (.exact, .value), (.mayLoseLastStep, .value): Int(memory.countedMinorUnits / minorUnitsPerWhole)
        }
    }

    /// The nameplate as auxiliary 05 tells it.
    public var serialNumber: String { memory.serialNumber }
    /// False without power.
    public var isPowered: Bool { power != .off }
    /// True from the end of the start-up until the power goes or a reset begins.
    public var isReady: Bool { power == .running }
    /// A note with no way forward or back waits for an attendant.
    public var isOutOfService: Bool { mind.outOfService }
    /// A note is stuck.
    public var isJammed: Bool { jammedSection != nil }
    /// The cash unit takes no more, by lever or by count.
    public var isFull: Bool {
        guard cashUnit != nil else { return false }
        if armed.full { return true }
        guard let capacity = configuration.cashUnitCapacity else { return false }
        return boxed >= capacity
    }

    var jammedSection: NoteSection? {
        guard case .stuck(let section) = noteInside?.place else { return nil }
        return section
    }

    /// The note between the lips that waits to be drawn in.
    var noteWaiting: SimulatedNote? { waiting.map { notes[$0] } }

    var noteInEscrow: SimulatedNote? { noteInside.flatMap { $0.place == .escrow ? $0 : nil } }

    /// A note is moving, lies in escrow or is being counted.
    var isBusy: Bool { noteInside != nil || mind.counting != nil }

    /// Nothing wrong that keeps notes out.
    var isHealthy: Bool { isReady && !isJammed && !mind.outOfService && cashUnit != nil && !isFull }

    private var minorUnitsPerWhole: Int64 {
        (0..<min(max(configuration.minorDigits, 0), 9)).reduce(1) { whole, _ in whole * 10 }
    }
}
