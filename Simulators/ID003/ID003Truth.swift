public import SimulatorKit

/// What stands behind the wire: for oracles, the bench and tests. No driver sees this.
extension ID003Device {
    /// The paper between lips and box, or stuck there; at most one.
    public var noteInside: SimulatedNote? { inside.map { notes[$0] } }
    /// This make keeps no count that could be asked for.
    public var counter: Int { 0 }
    /// False without power.
    public var isPowered: Bool { power != .off }
    /// True from the end of the start-up until the power goes or a reset begins.
    public var isReady: Bool { power == .running }
    /// An undecided note is always disposed of by the reset: nothing waits for an attendant.
    public var isOutOfService: Bool { false }
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

    /// Nothing wrong that keeps notes out.
    var isHealthy: Bool { isReady && !isJammed && mind.lingering == nil && cashUnit != nil && !isFull }

    /// The way is free, and the credit of the last note was acknowledged and told to the end.
    var wouldTake: Bool {
        isHealthy && !mind.inhibited && noteInside == nil && !mind.vendValid && !mind.stackedToTell
    }
}
