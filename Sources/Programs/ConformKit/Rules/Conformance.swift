public import DeviceKit

/// How one check ended.
public enum CheckEnd: Hashable, Sendable {
    /// As it should.
    case passed
    /// Otherwise, and how.
    case failed(String)
    /// It was not tried, or not to its end, and why.
    case notDone(String)
}

/// One check of a report.
public struct ConformCheck: Hashable, Sendable {
    /// One word.
    public var name: String
    /// What is so when it passed.
    public var sentence: String
    /// How it ended.
    public var end: CheckEnd

    /// A check and its end.
    public init(_ name: String, _ sentence: String, _ end: CheckEnd) {
        (self.name, self.sentence, self.end) = (name, sentence, end)
    }
}

/// The whole suite against one far end: rules, and stories with hands.
public struct Conformance<Host: Dialogue, Far: FarEnd> {
    let host: Host
    let far: Far
    let sheet: Sheet<Host.Command, Host.Report>
    let effort: Effort
    let isPacketed: Bool
    let only: [String]
    let look: (every: Duration, command: (ModemLines) -> Host.Command)?

    /// A driver before `.opened`, and a device behind a closed port. `only`: names of checks, the others are not done;
    /// none: all of them. Whether the device is understood is always looked at.
    public init(
        _ host: Host, _ far: Far, _ sheet: Sheet<Host.Command, Host.Report>, effort: Effort = .atPort,
        isPacketed: Bool = false, only: [String] = [],
        look: (every: Duration, command: (ModemLines) -> Host.Command)? = nil
    ) {
        (self.host, self.far, self.sheet, self.effort) = (host, far, sheet, effort)
        (self.isPacketed, self.only, self.look) = (isPacketed, only, look)
    }

    private var pair: Pair<Host, Far> {
        Pair(
            host, far, effort: effort, commands: sheet.quiet, isPacketed: isPacketed,
            remembersAtMost: sheet.remembersAtMost, replies: sheet.replies, look: look, works: sheet.works)
    }

    /// Runs everything. `told` hears each check when it begins, and when it has ended.
    /// - Returns: what the unit said about itself, and every check.
    public func run(
        _ told: (_ name: String, _ sentence: String, _ end: CheckEnd?) -> Void = { _, _, _ in }
    ) -> (unit: [Fact], checks: [ConformCheck]) {
        var checks: [ConformCheck] = []
        func check(_ name: String, _ sentence: String, _ body: () -> CheckEnd) -> CheckEnd {
            guard only.isEmpty || only.contains(name) || name == Rule.aDeviceIsUnderstood.rawValue else {
                checks.append(ConformCheck(name, sentence, .notDone("not asked for")))
                return .notDone("not asked for")
            }
            told(name, sentence, nil)
            let end = body()
            told(name, sentence, end)
            checks.append(ConformCheck(name, sentence, end))
            return end
        }
        func rule(_ rule: Rule) -> CheckEnd {
            check(rule.rawValue, rule.sentence) {
                if rule == .everyCut, isPacketed { return .notDone("each packet of this wire is one message") }
                let breaches = pair.breaches(of: rule)
                return breaches.isEmpty ? .passed : .failed(breaches.joined(separator: "; "))
            }
        }
        let isThere = rule(.aDeviceIsUnderstood) == .passed
        let bench = Bench(pair.world, works: sheet.works)
        for story in sheet.stories {
            _ = check(story.name, story.sentence) {
                isThere ? tell(story, on: bench) : .notDone("the device was not understood")
            }
        }
        for command in sheet.parting { bench.tell(command) }
        if isThere { _ = bench.comes(within: .seconds(1)) { _ in false } }
        bench.close()
        for other in Rule.allCases where other != .aDeviceIsUnderstood {
            if isThere || other == .nobodyThere {
                _ = rule(other)
            } else {
                _ = check(other.rawValue, other.sentence) { .notDone("the device was not understood") }
            }
        }
        let unit = bench.world.reports.lazy.compactMap(sheet.unit).first ?? []
        return (unit, checks)
    }

    private func tell(_ story: Story<Host.Command, Host.Report>, on bench: Bench<Host, Far>) -> CheckEnd {
        bench.begin()
        do throws(StepEnd) {
            if !bench.world.isLinked { try bench.open() }
            try story.play(bench)
        } catch {
            switch error {
            case .failed(let why): return .failed(why)
            case .notDone(let why): return .notDone(why)
            }
        }
        let breaches = bench.world.breaches
        return breaches.isEmpty ? .passed : .failed(breaches.joined(separator: "; "))
    }
}
