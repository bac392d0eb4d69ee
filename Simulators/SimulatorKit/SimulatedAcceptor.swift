/// A note acceptor on the far end of a wire, whatever its wire: the same hands at its mouth, the same truth about its
/// notes, so that storm, the bench and the contract suite treat all makes alike.
public protocol SimulatedAcceptor: SimulatedDevice where Lever == AcceptorLever, Notice == AcceptorNotice {
    /// Every piece of paper that was ever pushed in, in that order, and where it is now.
    var notes: [SimulatedNote] { get }
    /// The serial number of the cash unit in the device now; `nil`: none is in.
    var cashUnit: String? { get }
    /// Every cash unit that was ever in this device, the first one first.
    var cashUnits: [String] { get }
    /// Notes that were pulled out of the box by their string, though counted.
    var fished: [Int] { get }
    /// Notes that the device itself has counted into its boxes; zero where it keeps no count.
    var counter: Int { get }
    /// The nameplate, as the wire tells it.
    var serialNumber: String { get }
    /// The light at the mouth: come and pay.
    var isLit: Bool { get }
    /// False without power.
    var isPowered: Bool { get }
    /// True from the end of the start-up until the power goes or a reset begins.
    var isReady: Bool { get }
    /// A note with no way forward or back waits for an attendant.
    var isOutOfService: Bool { get }
    /// A note is stuck.
    var isJammed: Bool { get }
    /// The cash unit takes no more, by lever or by count.
    var isFull: Bool { get }
}

extension SimulatedAcceptor {
    /// Paper in a cash unit, wherever that unit is now, in the order of insertion.
    public func contents(of cashUnit: String) -> [SimulatedNote] {
        notes.filter { $0.place == .box(cashUnit: cashUnit) }
    }

    /// Genuine money in a cash unit, in minor units.
    public func total(of cashUnit: String) -> Int64 {
        contents(of: cashUnit).reduce(0) { $0 &+ ($1.paper.minorUnits ?? 0) }
    }

    /// One piece of paper.
    public func note(_ id: Int) -> SimulatedNote? { notes.last { $0.id == id } }

    /// The paper between lips and box, or stuck there; at most one.
    public var noteInside: SimulatedNote? { notes.last { $0.place.isInside } }
}
