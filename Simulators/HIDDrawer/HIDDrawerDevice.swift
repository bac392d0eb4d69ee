public import SimulatorKit

/// A USB HID cash drawer as a value: one `.received` is one output report, one `.send` one input report.
///
/// - Source: shared dossier `cash-drawers.md` 5 and 9; written apart from the driver.
public struct HIDDrawerDevice: SimulatedDrawerBoard {
    /// What a person can do at it.
    public typealias Lever = SimulatedBoardLever
    /// What a person can see at it.
    public typealias Notice = SimulatedBoardNotice
    typealias Effects = [SimulatorEffect<SimulatedBoardNotice>]

    /// Which one.
    public let make: HIDDrawerMake
    /// The one drawer.
    public private(set) var drawer = SimulatedDrawer()
    /// False while its plug is out.
    public private(set) var isPowered = true
    /// It waits for firmware and is no drawer any more.
    public private(set) var isInBootloader = false
    private var isMute = false
    private var nextReport: Duration?

    /// A drawer that is plugged in at zero, shut.
    public init(_ make: HIDDrawerMake) {
        self.make = make
        nextReport = make.repeatsEvery == nil ? nil : .zero
    }

    /// The one drawer, as a list.
    public var drawers: [SimulatedDrawer] { [drawer] }
    /// USB has none.
    public var lines: SimulatedLines { SimulatedLines() }
    /// When it repeats its report.
    public var deadline: Duration? { nextReport }

    public func on(
        _ event: SimulatorEvent<SimulatedBoardLever>, now: Duration
    ) -> (next: HIDDrawerDevice, effects: [SimulatorEffect<SimulatedBoardNotice>]) {
        var next = self
        var effects: Effects = []
        switch event {
        case .received(let report): next.hear(report, &effects)
        case .time: break
        case .lever(let lever): next.obey(lever, now, &effects)
        }
        next.repeatReport(now, &effects)
        return (next, effects)
    }

    private mutating func obey(_ lever: SimulatedBoardLever, _ now: Duration, _ effects: inout Effects) {
        switch lever {
        case .drawer(let number, let hand):
            guard number == 1, drawer.on(hand) else { return }
            moved(&effects)
        case .powerOff, .powerOn:
            let wasPowered = isPowered
            isPowered = lever == .powerOn
            nextReport = isPowered && make.repeatsEvery != nil ? now : nil
            if isPowered != wasPowered { effects.append(.notice(.power(isPowered))) }
        case .mute(let on): isMute = on
        case .noise(let report): hear(report, &effects)
        }
    }

    /// An output report. What is none of its own does nothing, but for the one that ends in the bootloader.
    private mutating func hear(_ report: [UInt8], _ effects: inout Effects) {
        guard isPowered, !isInBootloader else { return }
        switch make {
        case .posiflex(let id):
            guard report.count == 120, report[0] == id else { return }
            if report[1] == id { return drive(&effects) }
            if report[1] == id + 1 { return say(state, &effects) }
            if report[1] == 0xD0 { return say(Array(repeating: 0xD0, count: 120), &effects) }
            guard report[1] == 0xF0 else { return }
            isInBootloader = true
            nextReport = nil
            effects.append(.notice(.bootloader))
        case .star: if report == [0x2B, 0x00] { drive(&effects) }
        case .unnamed: if report == [0x01, 0x01] { drive(&effects) }
        }
    }

    private mutating func drive(_ effects: inout Effects) {
        if drawer.pulse() { moved(&effects) } else { effects.append(.notice(.clicked(drawer: 1))) }
    }

    private func moved(_ effects: inout Effects) {
        effects.append(.notice(drawer.isOpen ? .opened(drawer: 1) : .shut(drawer: 1)))
        if make.tellsChanges { say(state, &effects) }
    }

    private func say(_ report: [UInt8], _ effects: inout Effects) {
        if isPowered, !isMute, !isInBootloader { effects.append(.send(report)) }
    }

    private mutating func repeatReport(_ now: Duration, _ effects: inout Effects) {
        guard let every = make.repeatsEvery, let due = nextReport, now >= due else { return }
        nextReport = now + max(every, .milliseconds(1))
        say(state, &effects)
    }

    /// The input report for where the drawer is, as far as its contact knows.
    private var state: [UInt8] {
        let isOpen = drawer.isOpen && drawer.contact != .none
        switch make {
        case .posiflex(let id): return [id << 4 | (isOpen ? 0 : 1)] + Array(repeating: 0, count: 119)
        case .star: return [isOpen ? 0x80 : 0x00]
        case .unnamed(let open, let shut): return isOpen ? open : shut
        }
    }
}

/// Which HID drawer is simulated, with a switch for each place where the paper leaves a choice.
public enum HIDDrawerMake: Hashable, Sendable {
    /// Posiflex CR-4xxx with its id, 0 to 7; greater numbers are cut to three bits.
    case posiflex(id: UInt8)
    /// Star SMD2 and CD3. `every`: it repeats its report so often; `nil`: it reports a change only.
    case star(every: Duration?)
    /// The unnamed drawer: one report for open, one for shut.
    case unnamed(open: [UInt8], shut: [UInt8])

    var repeatsEvery: Duration? {
        switch self {
        case .star(let every): every
        case .posiflex, .unnamed: nil
        }
    }

    var tellsChanges: Bool {
        switch self {
        case .posiflex: false
        case .star(let every): every == nil
        case .unnamed: true
        }
    }
}
