import DeviceKit
import Money
import SSPDriver
import SSPSimulator
import SimulatorKit
import Testing

/// A key exchange that both ends can compute by hand: two primes, the generator the greater one.
let testKeys: [SSPKeyExchange] = (1...400).compactMap {
    SSPKeyExchange(generator: 982_451_653, modulus: 1_287_821, secret: UInt64($0) &* 7919 &+ 12_345)
}

/// Driver and simulated unit back to back in virtual time, over a line with faults from a seed, with power cuts of
/// either side. The unit's own notes are the truth.
struct World {
    struct Weather {
        var loses = 0  // in a thousand frames
        var doubles = 0
        var delay = 0  // milliseconds at most
        var soils = 0
    }

    var dice: Dice
    var device: SSPDevice
    var dialogue: SSPDialogue
    let configuration: SSPConfiguration
    var books = Books()
    var teller = Teller()
    var now: Duration = .zero
    var weather = Weather()
    var stacks = 100  // parts in a hundred
    var commandDelay = 0
    var reports: [BillAcceptorReport] = []
    var faults: [WireFault] = []
    var rests = 0
    var inserted = 0
    /// Orders that the controller decided on and that never reach the unit, because the host dies before.
    var freezes: @Sendable (BillAcceptorCommand) -> Bool = { _ in false }
    /// False: nobody enables, nobody acknowledges; the reports are only kept.
    var hasTeller = true
    private var toDevice: [(at: Duration, bytes: [UInt8])] = []
    private var toHost: [(at: Duration, bytes: [UInt8])] = []
    private var commands: [(at: Duration, command: BillAcceptorCommand)] = []

    init(
        seed: UInt64 = 1, _ configuration: SSPConfiguration = SSPConfiguration(),
        _ shape: (inout SSPDeviceConfiguration) -> Void = { _ in }
    ) {
        dice = Dice(seed: seed)
        var unit = SSPDeviceConfiguration()
        shape(&unit)
        device = SSPDevice(unit)
        self.configuration = configuration
        dialogue = SSPDialogue(configuration)
        give(.opened)
    }

    // MARK: Time

    var nextAt: Duration? {
        [
            dialogue.deadline, device.deadline, toDevice.first?.at, toHost.first?.at, commands.map(\.at).min(),
        ].compactMap { $0 }.min()
    }

    mutating func pass(_ time: Duration) {
        let end = now + time
        var steps = 0
        while let at = nextAt, at <= end, steps < 2_000_000 {
            steps += 1
            now = max(now, at)
            if let first = toDevice.first, first.at <= now {
                toDevice.removeFirst()
                act(.received(first.bytes))
            } else if let first = toHost.first, first.at <= now {
                toHost.removeFirst()
                give(.received(first.bytes))
            } else if let index = commands.firstIndex(where: { $0.at <= now }) {
                give(.command(commands.remove(at: index).command))
            } else if let due = device.deadline, due <= now {
                act(.time)
            } else {
                give(.time)
            }
        }
        now = end
    }

    /// Lets time pass until it is so; at most a minute.
    @discardableResult
    mutating func wait(_ most: Duration = .seconds(60), for found: (World) -> Bool) -> Bool {
        let end = now + most
        while now < end {
            if found(self) { return true }
            pass(.milliseconds(5))
        }
        return found(self)
    }

    // MARK: The two ends

    mutating func pull(_ lever: AcceptorLever) { act(.lever(lever)) }

    mutating func insert(_ minorUnits: Int64 = 2000) -> Int {
        inserted += 1
        pull(.insert(id: inserted, .note(minorUnits: minorUnits)))
        return inserted
    }

    mutating func act(_ event: SimulatorEvent<AcceptorLever>) {
        let (next, effects) = device.on(event, now: now)
        device = next
        for effect in effects {
            if case .send(let bytes) = effect { deliver(bytes, toHost: true) }
        }
    }

    mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        let (next, effects) = dialogue.on(event, now: now)
        dialogue = next
        for effect in effects {
            switch effect {
            case .send(let bytes): deliver(bytes, toHost: false)
            case .discardInput: toHost.removeAll { $0.at <= now }
            case .fault(let fault): faults.append(fault)
            case .report(let report): hear(report)
            }
        }
    }

    private mutating func deliver(_ bytes: [UInt8], toHost isToHost: Bool) {
        if dice.chance(weather.loses, in: 1000) { return }
        var bytes = bytes
        if weather.soils > 0, dice.chance(weather.soils, in: 1000) {
            bytes[dice.roll(0...(bytes.count - 1))] ^= 1 << UInt8(dice.roll(0...7))
        }
        let last = isToHost ? toHost.last?.at : toDevice.last?.at  // first in, first out
        let slow = weather.delay > 0 ? dice.roll(0...weather.delay) : 0
        let at = max(now + .milliseconds(5 + slow), last ?? now)
        for _ in 0..<(dice.chance(weather.doubles, in: 1000) ? 2 : 1) {
            if isToHost { toHost.append((at, bytes)) } else { toDevice.append((at, bytes)) }
        }
    }

    private mutating func hear(_ report: BillAcceptorReport) {
        reports.append(report)
        if case .atRest = report { rests += 1 }
        guard hasTeller else { return }
        let before = books
        let orders = teller.hear(
            report, &books, noteInside: device.noteInside?.id, stacks: dice.chance(stacks, in: 100),
            keepsCount: teller.identity?.counter ?? .none != .none)
        check(before)
        for order in orders { ask(order, in: commandDelay > 0 ? dice.roll(0...commandDelay) : 0) }
    }

    mutating func ask(_ command: BillAcceptorCommand, in milliseconds: Int = 0) {
        if freezes(command) { return }
        // A controller's orders keep their sequence.
        let at = max(now + .milliseconds(milliseconds), commands.last?.at ?? .zero)
        commands.append((at, command))
    }

    /// The host dies: only the books stay.
    mutating func killHost() {
        dialogue = SSPDialogue(configuration)
        teller = Teller()
        commands = []
        toHost = []
        give(.opened)
    }

    // MARK: The oracle

    /// Every commit is checked against where the notes really are.
    private func check(_ before: Books) {
        for (index, record) in books.records.enumerated() {
            let old = index < before.records.count ? before.records[index].state : nil
            guard record.state != old else { continue }
            let place = device.note(record.note)?.place
            switch record.state {
            case .credited:
                let isThere = isBoxed(place) || (configuration.behaviour.creditIsFinal && place == .pastEscrow)
                #expect(isThere, "credited, but \(String(describing: place)) at \(now)")
            case .void: #expect(!isBoxed(place), "written off, but in the box, at \(now)")
            case .intent, .doubt: break
            }
        }
    }

    func isBoxed(_ place: NotePlace?) -> Bool {
        if case .box = place { true } else { false }
    }

    var boxed: [Int] { device.notes.filter { isBoxed($0.place) }.map(\.id) }

    /// At rest, healed: nothing open, nothing forgotten, and the count of two people settles every doubt.
    func finalCheck(doubtsAllowed: Bool = true, _ comment: String = "") {
        let credited = books.records.filter { $0.state == .credited }.map(\.note)
        let doubts = books.records.filter { $0.state == .doubt }.map(\.note)
        let box = boxed
        #expect(books.open == nil, "an intent is open \(comment)")
        #expect(device.noteInside == nil, "a note is inside \(comment)")
        #expect(Set(credited).count == credited.count, "credited twice \(comment)")
        #expect(credited.allSatisfy(box.contains), "credited, and not in the box \(comment)")
        #expect(Int64(credited.count) + books.unclaimed <= Int64(box.count), "more money than notes \(comment)")
        let bare = box.filter { !credited.contains($0) && !doubts.contains($0) }
        #expect(Int64(bare.count) <= books.unclaimed, "a note in the box that nobody knows \(comment)")
        let surplus = box.count - credited.count - Int(books.unclaimed)
        if !doubts.isEmpty, surplus == doubts.count { #expect(doubts.allSatisfy(box.contains), "\(comment)") }
        if !doubts.isEmpty, surplus == 0 { #expect(!doubts.contains(where: box.contains), "\(comment)") }
        if !doubtsAllowed { #expect(doubts.isEmpty, "a doubt is left \(comment)") }
    }

    /// Good weather, power on, nobody feeds: until all is at rest.
    mutating func heal() {
        weather = Weather()
        commandDelay = 0
        pull(.mute(false))
        if !device.isPowered { pull(.powerOn) }
        pass(.seconds(40))
        let before = rests
        ask(.settle)
        wait { $0.rests > before }
        pass(.seconds(3))
    }
}
