import DeviceKit

/// Where the dialogue stands.
enum MiniMICRPhase: Hashable, Sendable {
    case closed
    /// Open; who is there is being asked, or nobody answers.
    case asking
    /// The unit is known; scans may be opened.
    case ready
}

/// A question on the line, unanswered.
struct MiniMICRQuestion: Hashable, Sendable {
    var subject: Subject
    var sentAt: Duration
    var sends = 1

    enum Subject: Hashable, Sendable { case version, serial }
}

/// A scan that is open.
struct MiniMICRScan: Hashable, Sendable {
    let wish: CheckScan
    /// A line before this went past the head before the order: it is another check's.
    let countsFrom: Duration
    /// No check by then: none comes.
    let until: Duration
    /// The controller wants it no more; what is arriving may still be its check.
    var isCalledOff = false
}
