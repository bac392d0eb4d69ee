public import Checks

/// What a controller asks of a check scanner or of a reader of MICR lines only (UnifiedPOS `CheckScanner` and `MICR`).
///
/// One check at a time. Each `beginInsertion` ends in exactly one `read` or one `failed`, and so does each print order
/// in one `printed` or one `failed`.
public enum CheckScannerCommand: Hashable, Sendable {
    /// UnifiedPOS `beginInsertion`: wait for a check, draw it in, read it, take the pictures.
    case beginInsertion(CheckScan)
    /// UnifiedPOS `endInsertion`: wait no longer. Ends the open scan as `cancelled` unless the check is already in.
    case endInsertion
    /// Print on the back of the check that is held under this item id.
    case endorse(item: String, Endorsement)
    /// Print on the front of the check that is held under this item id.
    case frank(item: String, Franking)
    /// UnifiedPOS `beginRemoval`: give the check back to the hand that put it in. `removed` follows where the unit sees
    /// it.
    case eject
    /// A person opened the path, took the paper out and closed it again: ask the unit how it is. An order whose check was
    /// held inside ends as `cancelled`.
    case cleared
}

/// One order to read one check.
public struct CheckScan: Hashable, Sendable {
    /// Given before the check moves, and never used for a second piece of paper, whatever happens.
    public let item: String
    /// The pictures wanted; what the unit cannot take is missing in the answer, and `CheckReading.missing` names it.
    public var images: [CheckImageKind]
    /// Printed on the back in the same pass where the unit can; where it cannot, the scan fails as `notPossible`.
    public var endorsement: Endorsement?
    /// Printed on the front likewise.
    public var franking: Franking?
    /// Hold the check after the read, so that it can be printed on; a unit that cannot hold lets it go.
    public var hold: Bool
    /// How long to wait for the check.
    public var patience: Duration

    /// A scan with both pictures of a deposit, nothing printed, thirty seconds for the hand to put the check in.
    public init(
        item: String, images: [CheckImageKind] = CheckImageKind.deposit, endorsement: Endorsement? = nil,
        franking: Franking? = nil, hold: Bool = false, patience: Duration = .seconds(30)
    ) {
        self.item = item
        self.images = images
        self.endorsement = endorsement
        self.franking = franking
        self.hold = hold
        self.patience = patience
    }
}

/// What a check scanner was seen to do.
public enum CheckScannerReport: Hashable, Sendable {
    /// The unit answers (again), and who it is.
    case identified(CheckScannerIdentity)
    /// No valid answer any more, and why. An open scan or print order has failed before this, as `linkLost`.
    case broken(String)
    /// The newest state; latest wins.
    case status(CheckScannerStatus)
    /// The unit waits for the check of this item: put it in now.
    case waitingForCheck(item: String)
    /// UnifiedPOS "document inserted": the check is in, and is being read.
    case documentInserted(item: String)
    /// The last word on a scan that went well: the line parses, the pictures are whole.
    case read(CheckReading)
    /// The last word on a print order: the text is on this side of the paper.
    case printed(item: String, CheckSide)
    /// The last word on a scan or print order that went wrong.
    case failed(CheckFailure)
    /// The check left the unit.
    case removed
}

/// What was learnt from one check.
public struct CheckReading: Hashable, Sendable {
    /// The order it answers.
    public let item: String
    /// The MICR line, parsed; `nil`: there was no magnetic ink.
    public var line: MICRLine?
    /// What the unit itself thought of its reading.
    public var condition: MICRCondition
    /// The pictures that came, in the order in which they were wished.
    public var images: [CheckImage]
    /// Pictures that were wished and that this unit does not take.
    public var missing: [CheckImageKind]
    /// Whether text of ours is on the paper now.
    public var printed: CheckPrinting
    /// Where the paper is now.
    public var paper: CheckPlace

    /// A reading; nothing is printed and no picture came where nothing is said.
    public init(
        item: String, line: MICRLine?, condition: MICRCondition = MICRCondition(), images: [CheckImage] = [],
        missing: [CheckImageKind] = [], printed: CheckPrinting = .nothing, paper: CheckPlace
    ) {
        self.item = item
        self.line = line
        self.condition = condition
        self.images = images
        self.missing = missing
        self.printed = printed
        self.paper = paper
    }
}

/// What is known of our print on a check.
public enum CheckPrinting: String, Hashable, Sendable {
    /// Not a dot of ours is on it.
    case nothing
    /// The whole text is on it.
    case done
    /// It may be: a person must look at the check. Never taken for `done`.
    case unknown
}

/// Where the check is after a scan.
public enum CheckPlace: String, Hashable, Sendable {
    /// It never went in.
    case outside
    /// In the unit, ready to be printed on or ejected.
    case held
    /// In the mouth or the exit, for the hand to take.
    case ejected
    /// Somewhere in the path: a person must take it out.
    case stuck
    /// The unit cannot tell, or does not answer.
    case unknown
}

/// Why a scan or print order came to nothing, and how the paper is.
public struct CheckFailure: Hashable, Sendable {
    /// The order it answers.
    public let item: String
    /// One clear reason.
    public let reason: CheckFailureReason
    /// Where the paper is now.
    public var paper: CheckPlace
    /// Whether text of ours is on it.
    public var printed: CheckPrinting
    /// What was read all the same, for the eye of a person: a line with gaps, a picture of one side.
    public var partial: CheckReading?
    /// The unit's own words or number, for a technician; never a customer's data.
    public var detail: String

    /// A failure; nothing of the check is known where nothing is said.
    public init(
        item: String, _ reason: CheckFailureReason, paper: CheckPlace, printed: CheckPrinting = .nothing,
        partial: CheckReading? = nil, detail: String = ""
    ) {
        self.item = item
        self.reason = reason
        self.paper = paper
        self.printed = printed
        self.partial = partial
        self.detail = detail
    }
}

/// The ways a scan or print order can end badly; each one is one screen for the cashier.
/// - Source: check-scanners.md 3.4; micr.md 9 (UnifiedPOS extended errors).
public enum CheckFailureReason: String, Hashable, Sendable, CaseIterable {
    /// No check came within the time.
    case noCheck
    /// The controller ended the wait.
    case cancelled
    /// Paper is stuck in the path.
    case jam
    /// Two papers went in together: both are given back.
    case doubleFeed
    /// The check has no magnetic ink where the line should be, or lies the wrong way.
    case noMICR
    /// Characters could not be read, or the line is no MICR line.
    case badRead
    /// The line was read, and the bank's number fails its check digit.
    case checkDigit
    /// A cover is open.
    case coverOpen
    /// Too long, too short, or too high for a check.
    case badSize
    /// A picture did not come, is not whole, or is of another kind.
    case noImage
    /// The printer for this side has no ink.
    case inkOut
    /// Another check is in the unit already.
    case checkInside
    /// This unit cannot do what was asked.
    case notPossible
    /// Another order is under way.
    case busy
    /// The unit did not answer in time though the line stands; what it did is not known.
    case timeout
    /// The link went away in the middle; what the unit did is not known.
    case linkLost
    /// The unit reports a failure of its own; `detail` has its number.
    case deviceFailure

    /// UnifiedPOS extended error of the MICR device; `nil` where it has none.
    public var extendedError: Int? {
        switch self {
        case .noCheck: 201
        case .checkInside: 202
        case .badRead: 203
        case .noMICR: 204
        case .badSize: 205
        case .jam: 206
        case .checkDigit: 207
        case .coverOpen: 208
        case .cancelled, .doubleFeed, .noImage, .inkOut, .notPossible, .busy, .timeout, .linkLost, .deviceFailure: nil
        }
    }
}

/// Who the unit is and what it can do.
public struct CheckScannerIdentity: Hashable, Sendable, Codable {
    /// As the unit, or the driver's list of models, names it; empty where neither does.
    public var maker: String
    /// The model likewise.
    public var model: String
    /// Empty when the unit tells none.
    public var serial: String
    /// Version of what runs in the unit.
    public var firmware: String
    /// What it can do, so that nobody asks for more.
    public var capabilities: CheckScannerCapabilities

    /// The unit as it told, and as its driver's table knows it.
    public init(
        maker: String, model: String, serial: String, firmware: String, capabilities: CheckScannerCapabilities
    ) {
        self.maker = maker
        self.model = model
        self.serial = serial
        self.firmware = firmware
        self.capabilities = capabilities
    }
}

/// What a unit can do (UnifiedPOS `Cap...`).
public struct CheckScannerCapabilities: Hashable, Sendable, Codable {
    /// Takes a picture of the front.
    public var frontImage: Bool
    /// Takes a picture of the back.
    public var backImage: Bool
    /// Prints on the back.
    public var endorses: Bool
    /// Prints on the front.
    public var franks: Bool
    /// Can keep the check after the read until it is told what to print.
    public var holds: Bool
    /// Feels two papers at once.
    public var feelsDoubleFeed: Bool

    /// Capabilities; a unit that only reads the line has none of them.
    public init(
        frontImage: Bool = false, backImage: Bool = false, endorses: Bool = false, franks: Bool = false,
        holds: Bool = false, feelsDoubleFeed: Bool = false
    ) {
        self.frontImage = frontImage
        self.backImage = backImage
        self.endorses = endorses
        self.franks = franks
        self.holds = holds
        self.feelsDoubleFeed = feelsDoubleFeed
    }
}

/// The newest state of a check scanner. `nil` and `unknown` mean "not known", never "no".
public struct CheckScannerStatus: Hashable, Sendable {
    /// What it does now.
    public var activity: Activity
    /// A cover or the access guide is open.
    public var coverOpen: Bool?
    /// Paper is stuck.
    public var jammed: Bool?
    /// Paper lies in the feeder or on a sensor.
    public var documentPresent: Bool?
    /// Ink for the back.
    public var endorserInk: Ink
    /// Ink for the front.
    public var frankerInk: Ink
    /// The unit reports a failure of its own.
    public var failed: Bool

    /// `idle`: ready for a check; `waiting`: a check is awaited; `busy`: one is in its path; `held`: one is kept
    /// inside.
    public enum Activity: String, Hashable, Sendable { case unknown, idle, waiting, busy, held }
    /// `none`: the unit has no printer there.
    public enum Ink: String, Hashable, Sendable { case unknown, none, ok, low, out }

    /// A state; nothing is known where nothing is said.
    public init(
        activity: Activity, coverOpen: Bool? = nil, jammed: Bool? = nil, documentPresent: Bool? = nil,
        endorserInk: Ink = .unknown, frankerInk: Ink = .unknown, failed: Bool = false
    ) {
        self.activity = activity
        self.coverOpen = coverOpen
        self.jammed = jammed
        self.documentPresent = documentPresent
        self.endorserInk = endorserInk
        self.frankerInk = frankerInk
        self.failed = failed
    }

    /// Ready for a check now, as far as is known.
    public var ready: Bool { activity == .idle && coverOpen != true && jammed != true && !failed }
}
