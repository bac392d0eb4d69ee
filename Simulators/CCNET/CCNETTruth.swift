public import SimulatorKit

/// What stands behind the wire: for oracles, the bench and tests. No driver sees this.
extension CCNETDevice {
    /// The paper between lips and box, or stuck there; at most one.
    public var noteInside: SimulatedNote? { inside.map { notes[$0] } }

    /// Notes the device has counted; zero where it keeps no count.
    public var counter: Int { memory.countedNotes }

    /// The nameplate as the identification tells it.
    public var serialNumber: String { memory.serialNumber }
    /// False without power.
    public var isPowered: Bool { power != .off }
    /// True from the end of the start-up until the power goes or a reset begins.
    public var isReady: Bool { power == .running }
    /// Never: this make tells where a note is and waits for a RESET.
    public var isOutOfService: Bool { false }
    /// A note is stuck, or was, and nobody has said RESET since.
    public var isJammed: Bool { stuckSection != nil || mind.jamShown != nil }
    /// The cash unit takes no more, by lever or by count.
    public var isFull: Bool {
        guard cashUnit != nil else { return false }
        if armed.full { return true }
        guard let capacity = configuration.cashUnitCapacity else { return false }
        return boxed >= capacity
    }
    /// The note whose credit was told and not acknowledged, or not told yet.
    public var creditPending: Int? { memory.pending }

    var stuckSection: NoteSection? {
        guard case .stuck(let section) = noteInside?.place else { return nil }
        return section
    }

    /// The note between the lips that waits to be drawn in.
    var noteWaiting: SimulatedNote? { waiting.map { notes[$0] } }

    var noteInEscrow: SimulatedNote? { noteInside.flatMap { $0.place == .escrow ? $0 : nil } }

    /// A note is moving, lies in escrow or is being counted.
    var isBusy: Bool { noteInside != nil || mind.counting != nil }

    /// Nothing wrong that keeps notes out.
    var isHealthy: Bool { isReady && !isJammed && cashUnit != nil && !isFull }

    /// The next note would be drawn in.
    var takesNotes: Bool {
        let mayAccept = memory.pending == nil || configuration.readings.acceptsWhileWordStands
        return isHealthy && mind.enabled != 0 && mayAccept && mind.returned == nil
    }
}
