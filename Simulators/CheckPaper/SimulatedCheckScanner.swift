public import SimulatorKit

/// A check scanner on the far end of a wire, whatever its wire: the same hands, the same truth about the paper.
public protocol SimulatedCheckScanner: SimulatedDevice
where Lever == CheckScannerLever, Notice == CheckScannerNotice {
    /// Every paper that was ever put in, in that order.
    var papers: [SimulatedCheckPaper] { get }
    /// False without power.
    var isPowered: Bool { get }
    /// A paper is stuck.
    var isJammed: Bool { get }
    /// The cover is open.
    var isCoverOpen: Bool { get }
    /// The light at the mouth: put a check in.
    var isWaiting: Bool { get }
}

extension SimulatedCheckScanner {
    /// One paper by the id of its check; the newest one if it was put in more than once.
    public func paper(_ id: Int) -> SimulatedCheckPaper? { papers.last { $0.check.id == id } }
}
