import CoreLedger
import CoreLedgerSimulator
import Money
import Posting
import SimulatorKit

/// A station with a durable journal, a volatile relay, a network and a core, driven by dice. The oracle knows every
/// payment that a customer holds a receipt for.
struct HistoryWorld {
    /// The truth: what was paid, in order.
    struct Payment: Hashable {
        let accounts: [String]
        let key: IdempotencyKey
    }
    struct Entry: Hashable {
        var row: RelayRow
        var unidentified = false
        var posted: CoreRef?
    }
    /// What survives a kill; what a backup holds.
    struct Journal: Hashable {
        var entries: [Entry] = []
        var sequence: Int64 = 0
        var last: [String: IdempotencyKey] = [:]
        var epoch: Int64 = 1
        var recovering = false
        var gap = 0
    }

    var dice: Dice
    var payments: [Payment] = []
    var journal = Journal()
    var backup: Journal?
    var relay = OutboxRelay(station: Make.station, epoch: 1, restored: false)
    var core: SimulatedCore
    var line: SimulatedCoreLine
    var now = Duration.zero
    var wake: Duration?
    var calls: [Int: RelayEffect] = [:]
    var nextCall = 1
    var parsed: [String: SealedPosting] = [:]
    var equalRuns = 0
    var problems: [String] = []
    var alarms: [RelayAlarm] = []
    let restores: Bool
    let accounts = ["3001", "3002", "3003"]

    init(seed: UInt64, faults: SimulatedCoreLine.Faults, restores: Bool, switches: SimulatedCore.Switches = .init()) {
        dice = Dice(seed: seed)
        core = SimulatedCore(switches: switches)
        line = SimulatedCoreLine(faults: faults)
        self.restores = restores
        feed(.started)
    }

    // MARK: steps

    mutating func step() {
        switch dice.roll(1...1000) {
        case ...60: pay()
        case ...640: move()
        case ...980: pass()
        case ...984: kill()
        case ...986 where restores: backup = journal
        case ...987 where restores: restoreStation()
        case ...990 where restores: core.backUp()
        case ...991 where restores: core.restore()
        case ...992 where restores: core.restore(admitted: false)
        case ...996: core.setClosed(true, account: dice.pick(accounts))
        case ...999: for account in accounts { core.setClosed(false, account: account) }
        default: break
        }
    }

    mutating func pay() {
        guard relay.moneyAllowed, !journal.recovering else { return }
        let chosen = dice.chance(1, in: 5) ? Array(accounts.prefix(2)) : [dice.pick(accounts)]
        journal.sequence += 1
        let before = journal.last.filter { chosen.contains($0.key) }
        let sealed = Make.sealed(journal.sequence, epoch: journal.epoch, accounts: chosen, after: before)
        for account in chosen { journal.last[account] = sealed.key }
        let row = try! RelayRow(order: Int64(journal.entries.count + 1), sealed: sealed)
        journal.entries.append(Entry(row: row))
        payments.append(Payment(accounts: chosen, key: sealed.key))
        feed(.rowAdded(row))
    }

    mutating func move() {
        let before = core.posted.count
        if let delivery = line.step(&core, &dice) { deliver(delivery) }
        if core.posted.count > before, let posted = core.posted.last { checkOrder(posted) }
    }

    /// Order of the account: what was journaled before and is not at the core must not be overtaken.
    private mutating func checkOrder(_ posted: SimulatedCore.Posted) {
        guard let place = journal.entries.firstIndex(where: { $0.row.key.description == posted.key }) else { return }
        let row = journal.entries[place].row
        for earlier in journal.entries[..<place]
        where !earlier.unidentified && !Set(earlier.row.partitions).isDisjoint(with: row.partitions) {
            switch core.lookup(earlier.row.key.description) {
            case .posted, .refused: break
            case .absent: problems.append("\(posted.key) overtook \(earlier.row.key)")
            }
        }
    }

    mutating func pass() {
        if let wake, dice.chance(2, in: 3) {
            now = max(now, wake)
            self.wake = nil
        } else {
            now += .milliseconds(dice.roll(1...3000))
            if let wake, wake <= now { self.wake = nil }
        }
        feed(.time(jitter()))
    }

    mutating func kill() {
        line.hangUp()
        calls = [:]
        wake = nil
        relay = OutboxRelay(station: Make.station, epoch: journal.epoch, restored: journal.recovering)
        for entry in journal.entries {
            let standing: RelayRow.Standing =
                entry.unidentified ? .rejected : entry.posted.map { .posted($0) } ?? .open
            feed(.rowAdded(entry.row.standing(standing)))
        }
        feed(.started)
    }

    mutating func restoreStation() {
        guard let backup else { return }
        let epoch = journal.epoch + 1
        journal = backup
        // The epoch comes from outside the store: the office hands it out.
        (journal.epoch, journal.sequence, journal.recovering) = (epoch, 0, true)
        self.backup = nil
        kill()
    }

    mutating func jitter() -> Jitter { Jitter(dice.roll(0...999)) }

    // MARK: the end

    /// No faults any more; runs until nothing is open and two comparisons in a row found both sides equal.
    mutating func heal() {
        line.faults = .init()
        for account in accounts { core.setClosed(false, account: account) }
        equalRuns = 0
        for _ in 0..<20_000 {
            if !line.isEmpty { move() } else { pass() }
            if equalRuns >= 2, line.isEmpty, relay.metrics(now: now).unposted == 0 { return }
        }
        problems.append("never quiet: \(relay.metrics(now: now))")
    }

    /// Every payment is in exactly one place: core, unidentified list or gap register.
    mutating func judge() {
        let booked = core.posted.map(\.key)
        if Set(booked).count != booked.count { problems.append("a key is posted twice") }
        var lost = 0
        for payment in payments {
            let isBooked = booked.contains(payment.key.description)
            let entry = journal.entries.first { $0.row.key == payment.key }
            switch (isBooked, entry) {
            case (true, let entry?) where !entry.unidentified: break
            case (false, let entry?) where entry.unidentified: break
            case (false, nil): lost += 1
            case (true, nil): problems.append("\(payment.key) is at the core and not here")
            case (true, _?): problems.append("\(payment.key) is posted and unidentified")
            case (false, _?): problems.append("\(payment.key) is nowhere")
            }
        }
        if lost != journal.gap { problems.append("\(lost) payments lost, gap register \(journal.gap)") }
    }
}
