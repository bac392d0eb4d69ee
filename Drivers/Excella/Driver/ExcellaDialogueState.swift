import Checks
import DeviceKit

/// What was asked.
enum ExcellaAsk: Hashable, Sendable {
    /// How the unit is, for its own sake.
    case status
    /// How the unit is, because a scan failed without saying it.
    case evidence
    /// The scan; at most this long it waits for a check by itself.
    case scan(wait: Duration)
    /// The picture at this place of the list.
    case image(Int)
}

/// A request that waits for its link, or for its answer.
struct ExcellaExchange: Hashable, Sendable {
    let ask: ExcellaAsk
    let request: ExcellaRequest
    /// `nil`: it waits for a connection.
    var sentAt: Duration?
    var until: Duration
    /// Sends of this request that came to nothing. Only what changes nothing is sent again.
    var tries = 0
    /// An answer that was owed came while this one was waited for.
    var heardOwed = false
}

/// One scan.
struct ExcellaJob: Hashable, Sendable {
    let scan: CheckScan
    let patienceEnds: Duration
    var isCancelled = false
    /// The request went out: from then on the check may be in, and printed on.
    var wasSent = false
    var hasTriedAgain = false
    /// Kinds that were asked for.
    var wishes: [CheckImageKind] = []
    var reply: ExcellaReply?
    var waited = false
    var images: [CheckImage] = []
    var line: MICRLine?

    init(_ scan: CheckScan, patienceEnds: Duration) { (self.scan, self.patienceEnds) = (scan, patienceEnds) }

    /// Text of ours goes on the paper in the pass.
    var prints: Bool { scan.endorsement != nil || scan.franking != nil }
}
