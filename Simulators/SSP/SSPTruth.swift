import SimulatorKit

/// What stands behind the wire: for oracles, the bench and tests. No driver sees this.
extension SSPDevice {
    /// Notes stacked, as 58 tells; zero where the unit has no counter.
    public var counter: Int { configuration.readings.counter == .none ? 0 : Int(memory.stacked) }
    /// The nameplate as 0C tells it, in decimal digits.
    public var serialNumber: String { String(memory.serialNumber) }
    /// False without power.
    public var isPowered: Bool { power != .off }
    /// True from the end of the start-up until the power goes or a reset begins.
    public var isReady: Bool { power == .running }
    /// This make clears the path at every start by itself: no note waits for an attendant, unless it is stuck.
    public var isOutOfService: Bool { false }
    /// A note is stuck.
    public var isJammed: Bool { jammedSection != nil }
    /// The cash unit takes no more, by lever or by count.
    public var isFull: Bool {
        guard let cashUnit else { return false }
        if armed.full { return true }
        guard let capacity = configuration.cashUnitCapacity else { return false }
        return contents(of: cashUnit).count >= capacity
    }
    /// A key was agreed on and not lost since.
    public var isEncrypted: Bool { mind.keys.seal != nil }

    var jammedSection: NoteSection? {
        guard case .stuck(let section) = noteInside?.place else { return nil }
        return section
    }

    /// The note between the lips that waits to be drawn in.
    var noteWaiting: SimulatedNote? { notes.last { $0.place == .mouth && $0.id != presented?.note } }

    var noteInEscrow: SimulatedNote? { noteInside.flatMap { $0.place == .escrow ? $0 : nil } }

    /// A note is moving, lies in escrow or is being counted.
    var isBusy: Bool { noteInside != nil || mind.counting != nil }

    /// Nothing wrong that keeps notes out.
    var isHealthy: Bool { isReady && !isJammed && cashUnit != nil && !isFull }

    /// Would draw a note in now. Poll-with-acknowledgement allows nothing new before the acknowledgement.
    var isOpenForNotes: Bool {
        isHealthy && mind.isEnabled && mind.inhibits.contains { $0 != 0 }
            && !(mind.acknowledged && mind.latched.waitsForAck)
    }
}
