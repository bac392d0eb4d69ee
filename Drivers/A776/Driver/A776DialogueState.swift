import A776Frame
import Checks
import DeviceKit

/// Where the dialogue stands.
enum A776Phase: Hashable, Sendable {
    case closed
    /// Open; what was on its way is dropped until then.
    case quiet(until: Duration)
    /// Asking who is there.
    case identifying
    case ready
}

/// What is awaited. One at a time; every answer of this wire is read by what was asked.
enum A776Ask: Hashable, Sendable {
    /// The first status on a link: whatever the unit still had to say, to us or to a host before us, is out then.
    case barrier
    case type
    case features
    /// An imager status for its own sake.
    case status
    /// The MICR answer, up to the end of the controller's patience.
    case micr
    /// The same once more.
    case resend
    /// The wait was ended; the imager status comes after whatever the reading still says.
    case cancel
    /// Pictures after an order to scan.
    case pictures
    /// The picture of one side.
    case onePicture(CheckSide)
    /// The answer to "free all".
    case freed
    /// One byte after turning over.
    case flipped
    /// The imager status that follows a motion: it is done then.
    case done
    /// Nothing: time passes.
    case pause

    /// The unit answers with an imager status.
    var isStatus: Bool {
        switch self {
        case .barrier, .status, .cancel, .done: true
        case .type, .features, .micr, .resend, .pictures, .onePicture, .freed, .flipped, .pause: false
        }
    }
}

/// A question on the wire.
struct A776Exchange: Hashable, Sendable {
    let ask: A776Ask
    let sentAt: Duration
    /// Without a byte until then nobody answers; moves on with each byte of a picture.
    var until: Duration
}

/// One thing to do with a check; a job is a list of them.
enum A776Step: Hashable, Sendable {
    case freeAll
    case read
    case pictures
    case fetch(CheckSide)
    /// Waits until a picture that nobody wants any more has run out.
    case settle(until: Duration)
    case turn(to: CheckSide)
    case print(CheckSide, [String])
    case release
}

/// What the controller asked for, and how far it has come.
struct A776Job: Hashable, Sendable {
    enum Order: Hashable, Sendable {
        case scan(CheckScan)
        case print(item: String, CheckSide)
        case eject
    }

    let order: Order
    var steps: [A776Step]
    /// When the hand's time is over.
    var patienceEnds: Duration
    /// The read order went out at least once.
    var hasAsked = false
    var isCancelled = false
    /// The check was seen to be in.
    var isIn = false
    var hasReread = false
    var hasResent = false
    var line: MICRLine?
    var status: A776ReadStatus?
    var images: [CheckImage] = []
    /// The unit's memory was emptied before this check: what it holds is of this check.
    var memoryIsClean = false
    /// Sides whose picture was asked for by itself.
    var fetched: [CheckSide] = []
    /// A side whose text went out and was not confirmed, or was.
    var printing: CheckPrinting = .nothing
    var reason: CheckFailureReason?
    var detail = ""
    var paper: CheckPlace = .outside

    init(_ order: Order, steps: [A776Step], patienceEnds: Duration = .zero) {
        (self.order, self.steps, self.patienceEnds) = (order, steps, patienceEnds)
    }

    var item: String? {
        switch order {
        case .scan(let scan): scan.item
        case .print(let item, _): item
        case .eject: nil
        }
    }
}

/// A check that the unit holds for printing.
struct A776Held: Hashable, Sendable {
    let item: String
    /// Under the print head now.
    var face: CheckSide
}
