/// Why a recording is sealed into a case file.
public enum CaseReason: String, Hashable, Sendable, CaseIterable {
    /// The acceptor suspects a string, a tape, a hand; paper is stuck; nobody can tell where a note is.
    case cheat, jam, doubt
    /// Journal, device and hand do not agree about what lies in the cash unit, or a note fell in that nobody ordered.
    case witnesses, unordered
    /// Its count went back, or another unit answers; it failed by its own word; nobody can tell what is on the paper.
    case counter, failure, paper
    /// Faults came again and again, and the device was set aside.
    case quarantine

    /// One sentence for the head of the file.
    public var sentence: String {
        switch self {
        case .cheat: "The device suspects a cheat."
        case .jam: "Something is stuck in the device."
        case .doubt: "Nobody can tell where a note is."
        case .witnesses: "Journal, device and count do not agree."
        case .unordered: "A note was stacked that nobody ordered."
        case .counter: "The count of the device is not what it was, or it is another device."
        case .failure: "The device reports a failure."
        case .paper: "Nobody can tell what is on the paper."
        case .quarantine: "Faults came again and again; the device was set aside."
        }
    }
}

/// What a report says that is odd enough for a case.
public enum Oddity: Hashable, Sendable {
    /// It happened.
    case happened(CaseReason)
    /// It is so now; only its beginning is a case.
    case holds(CaseReason)
    /// It is no longer so.
    case over(CaseReason)
}

extension CaseReason {
    /// It is about a note whose owner may ask for it: the next one is another customer's.
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .doubt, .witnesses, .unordered, .counter: true
        case .cheat, .jam, .failure, .paper, .quarantine: false
        }
    }
}

/// Decides what becomes a case file. What is about money is sealed each time. Of the others each beginning is, and of a
/// device that goes on and on one file for each time of rest: a file for every one of a hundred cheats would push out the
/// one that matters. Nothing is passed over for good: what came while its reason rested is sealed when the rest is over,
/// and a ring holds ten minutes.
public struct CaseWatch: Hashable, Sendable {
    /// How long a reason rests at a device when its files are used up.
    public static let rest: Duration = .seconds(300)
    /// So many files of one reason about money at one device within `rest`: a unit that has gone mad is bounded, too.
    public static let most = 20

    private struct Seen: Hashable {
        let device: String
        let reason: CaseReason
        /// When the present rest began: with the first file in it.
        var restSince: Duration?
        var filesInRest = 0
        /// Something happened that is in no file yet.
        var isOwed = false
        var holds = false
    }
    private var seen: [Seen] = []

    /// Nothing odd has been seen yet.
    public init() {}

    /// Takes an oddity; the answer is the reason to seal now, if it is one.
    public mutating func note(_ oddity: Oddity, at device: String, now: Duration) -> CaseReason? {
        switch oddity {
        case .happened(let reason): return due(place(device, reason), now)
        case .holds(let reason):
            let place = place(device, reason)
            defer { seen[place].holds = true }
            return seen[place].holds ? nil : due(place, now)
        case .over(let reason):
            seen[place(device, reason)].holds = false
            return nil
        }
    }

    /// Files whose rest is over, and in which something happened that is in no file yet: they are sealed now. To be asked
    /// now and then, at least every few minutes.
    public mutating func overdue(now: Duration) -> [(device: String, reason: CaseReason)] {
        seen.indices.compactMap { place in
            guard seen[place].isOwed, let reason = due(place, now) else { return nil }
            return (seen[place].device, reason)
        }
    }

    private mutating func due(_ place: Int, _ now: Duration) -> CaseReason? {
        if let since = seen[place].restSince, now - since >= Self.rest { seen[place].restSince = nil }
        if seen[place].restSince == nil { (seen[place].restSince, seen[place].filesInRest) = (now, 0) }
        let reason = seen[place].reason
        guard seen[place].filesInRest < (reason.isAboutMoney ? Self.most : 1) else {
            seen[place].isOwed = true
            return nil
        }
        seen[place].filesInRest += 1
        seen[place].isOwed = false
        return reason
    }

    private mutating func place(_ device: String, _ reason: CaseReason) -> Int {
        if let place = seen.firstIndex(where: { $0.device == device && $0.reason == reason }) { return place }
        seen.append(Seen(device: device, reason: reason))
        return seen.count - 1
    }
}
