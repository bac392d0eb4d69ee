public import SimulatorKit

/// A serial drawer board and its drawers, as a value.
public struct APGDrawerDevice: SimulatedDrawerBoard {
    /// What a person can do at it.
    public typealias Lever = SimulatedBoardLever
    /// What a person can see at it.
    public typealias Notice = SimulatedBoardNotice
    typealias Effects = [SimulatorEffect<SimulatedBoardNotice>]

    /// How it is built.
    public let board: APGDrawerBoard
    /// The drawers, the first one first.
    public private(set) var drawers: [SimulatedDrawer]
    /// False while its plug is out.
    public private(set) var isPowered = true
    private var isMute = false
    private var chargedAt: Duration
    /// The beginning of a code.
    private var heard: [UInt8] = []
    /// Bytes counted by triggers that take any.
    private var counted = 0
    private var nextZero: Duration?

    /// A board that gets its power at zero.
    public init(_ board: APGDrawerBoard) {
        self.board = board
        drawers = Array(repeating: SimulatedDrawer(contact: board.contact), count: max(1, board.triggers.count))
        chargedAt = board.firstCharge
    }

    /// The line that the contacts pull, where it has one.
    public var lines: SimulatedLines {
        let pulled = isPowered && drawers.contains(where: \.isContactClosed)
        return switch board.sense {
        case .clearToSend: SimulatedLines(clearToSend: pulled)
        case .ring: SimulatedLines(ring: pulled)
        case .none, .answers, .zeroes: SimulatedLines()
        }
    }

    /// When the next zero is due.
    public var deadline: Duration? { nextZero }

    public func on(
        _ event: SimulatorEvent<SimulatedBoardLever>, now: Duration
    ) -> (next: APGDrawerDevice, effects: [SimulatorEffect<SimulatedBoardNotice>]) {
        var next = self
        var effects: Effects = []
        switch event {
        case .received(let bytes): next.hear(bytes, now, &effects)
        case .time: break
        case .lever(let lever): next.obey(lever, now, &effects)
        }
        next.sayZero(now, &effects)
        return (next, effects)
    }

    // MARK: Hands

    private mutating func obey(_ lever: SimulatedBoardLever, _ now: Duration, _ effects: inout Effects) {
        switch lever {
        case .drawer(let number, let hand):
            guard number > 0, drawers.indices.contains(number - 1), drawers[number - 1].on(hand) else { return }
            effects.append(.notice(drawers[number - 1].isOpen ? .opened(drawer: number) : .shut(drawer: number)))
        case .powerOff, .powerOn:
            let wasPowered = isPowered
            isPowered = lever == .powerOn
            (heard, counted, nextZero) = ([], 0, nil)
            chargedAt = now + board.firstCharge
            if isPowered != wasPowered { effects.append(.notice(.power(isPowered))) }
        case .mute(let on): isMute = on
        case .noise(let bytes): hear(bytes, now, &effects)
        }
    }

    // MARK: Line

    private mutating func hear(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard isPowered else { return }
        for byte in bytes {
            heard.append(byte)
            while !heard.isEmpty, take(now, &effects) {}
        }
        for (place, trigger) in board.triggers.enumerated() {
            guard case .anyBytes(let count) = trigger, count > 0 else { continue }
            counted += bytes.count
            for _ in 0..<(counted / count) { drive(place, now, &effects) }
            counted %= count
        }
    }

    /// Takes what stands complete at the front of `heard`; false while a code may still be on its way.
    private mutating func take(_ now: Duration, _ effects: inout Effects) -> Bool {
        let codes = board.codes
        if codes.contains(where: { $0.count > heard.count && $0.starts(with: heard) }) { return false }
        guard let code = codes.filter({ heard.starts(with: $0) }).max(by: { $0.count < $1.count }) else {
            let passed = heard.removeFirst()
            if board.sharesLine { effects.append(.notice(.passed([passed]))) }
            return true
        }
        heard.removeFirst(code.count)
        if let place = board.triggers.firstIndex(of: .code(code)) { drive(place, now, &effects) }
        if let place = board.questions.firstIndex(of: code) { answer(place, &effects) }
        return true
    }

    private mutating func drive(_ place: Int, _ now: Duration, _ effects: inout Effects) {
        guard now >= chargedAt else { return effects.append(.notice(.tooWeak(drawer: place + 1))) }
        chargedAt = now + board.recharge
        let isOpened = drawers[place].pulse()
        effects.append(.notice(isOpened ? .opened(drawer: place + 1) : .clicked(drawer: place + 1)))
    }

    private func answer(_ place: Int, _ effects: inout Effects) {
        guard case .answers(_, let openBit, let rest) = board.sense, drawers.indices.contains(place), !isMute else {
            return
        }
        effects.append(.send([rest | (drawers[place].isOpen && drawers[place].contact != .none ? openBit : 0)]))
    }

    private mutating func sayZero(_ now: Duration, _ effects: inout Effects) {
        guard case .zeroes(let every) = board.sense else { return }
        guard isPowered, drawers.contains(where: { $0.isOpen && $0.contact != .none }) else { return nextZero = nil }
        if let due = nextZero, now < due { return }
        nextZero = now + max(every, .milliseconds(1))
        if !isMute { effects.append(.send([0])) }
    }
}
