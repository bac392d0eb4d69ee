/// A board with cash drawers on the far end of a wire, whatever its wire: the same hands at its drawers, the same truth.
public protocol SimulatedDrawerBoard: SimulatedDevice
where Lever == SimulatedBoardLever, Notice == SimulatedBoardNotice {
    /// The drawers, the first one first: where they are, whatever the wire says.
    var drawers: [SimulatedDrawer] { get }
    /// False without power.
    var isPowered: Bool { get }
    /// The modem lines it drives. A pty has none: whoever puts the board on one shows these on a side channel.
    var lines: SimulatedLines { get }
}

/// Modem lines that a device drives towards the host; true for asserted.
public struct SimulatedLines: Hashable, Sendable {
    /// CTS.
    public var clearToSend: Bool
    /// RI.
    public var ring: Bool

    /// Lines at rest unless told otherwise.
    public init(clearToSend: Bool = false, ring: Bool = false) { (self.clearToSend, self.ring) = (clearToSend, ring) }
}
