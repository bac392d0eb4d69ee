/// One piece of paper that was put into a scanner: what it is, where it is, what stands on it. The physical truth.
public struct SimulatedCheckPaper: Hashable, Sendable {
    /// What the customer wrote.
    public let check: SimulatedCheck
    /// Where it is now.
    public internal(set) var place: Place
    /// Lines that were printed on its front, in the order of printing.
    public internal(set) var frontLines: [String] = []
    /// Lines that were printed on its back, in the order of printing.
    public internal(set) var backLines: [String] = []

    /// A paper is in one place and nowhere else.
    public enum Place: Hashable, Sendable {
        /// In the mouth, not drawn in.
        case mouth
        /// On its way.
        case moving
        /// At rest inside.
        case held
        /// Out again, in the exit.
        case exit
        /// Jammed.
        case stuck
        /// With the person.
        case hand
    }
}

/// Mouth, path and exit of a scanner: what all makes have in common.
public struct CheckTrack: Hashable, Sendable {
    /// Every paper that was ever put in, in that order.
    public private(set) var papers: [SimulatedCheckPaper] = []
    /// The next paper that moves gets stuck.
    public private(set) var jamsNext = false

    /// An empty path.
    public init() {}

    /// Papers in one place.
    public func papers(_ place: SimulatedCheckPaper.Place) -> [SimulatedCheckPaper] {
        papers.filter { $0.place == place }
    }

    /// Something is stuck.
    public var isJammed: Bool { papers.contains { $0.place == .stuck } }

    /// A hand at the mouth, the exit or the path; `false`: there is nothing to take, or the mouth is taken.
    public mutating func pull(_ lever: CheckScannerLever, _ see: (CheckScannerNotice) -> Void) -> Bool {
        switch lever {
        case .insert(let checks):
            guard !checks.isEmpty, papers(.mouth).isEmpty else { return false }
            papers += checks.map { SimulatedCheckPaper(check: $0, place: .mouth) }
            return true
        case .takeChecks: return take([.mouth, .exit], see)
        case .clearPath: return take([.stuck, .held, .moving], see)
        case .jamNext:
            jamsNext = true
            return true
        case .openCover, .ink, .fail, .mute, .powerOff, .powerOn: return true
        }
    }

    /// Draws in what lies in the mouth; `false`: nothing does.
    public mutating func drawIn(_ see: (CheckScannerNotice) -> Void) -> Bool {
        move(from: .mouth, to: .moving) { see(.drawnIn(id: $0)) }
    }

    /// Ends a motion inside; with a jam prepared everything that moved is stuck, and the answer is `false`.
    public mutating func arrive(at place: SimulatedCheckPaper.Place, _ see: (CheckScannerNotice) -> Void) -> Bool {
        guard jamsNext, !papers(.moving).isEmpty else {
            _ = move(from: .moving, to: place) { see(place == .held ? .held(id: $0) : .ejected(id: $0)) }
            return true
        }
        jamsNext = false
        _ = move(from: .moving, to: .stuck) { see(.stuck(id: $0)) }
        return false
    }

    /// What is held starts to move.
    public mutating func start() { _ = move(from: .held, to: .moving) { _ in } }

    /// Prints on all papers in a place: only the upper one of two shows it, the other one stays as it was.
    public mutating func stamp(
        _ lines: [String], on face: CheckFace, of place: SimulatedCheckPaper.Place, _ see: (CheckScannerNotice) -> Void
    ) {
        guard let index = papers.firstIndex(where: { $0.place == place }), !lines.isEmpty else { return }
        switch face {
        case .front: papers[index].frontLines += lines
        case .back: papers[index].backLines += lines
        }
        see(.printed(id: papers[index].check.id, face, lines))
    }

    private mutating func take(
        _ places: [SimulatedCheckPaper.Place], _ see: (CheckScannerNotice) -> Void
    ) -> Bool {
        var found = false
        for place in places where move(from: place, to: .hand, { see(.taken(id: $0)) }) { found = true }
        return found
    }

    private mutating func move(
        from: SimulatedCheckPaper.Place, to: SimulatedCheckPaper.Place, _ see: (Int) -> Void
    ) -> Bool {
        var found = false
        for index in papers.indices where papers[index].place == from {
            papers[index].place = to
            see(papers[index].check.id)
            found = true
        }
        return found
    }
}
