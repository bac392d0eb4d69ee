import Controller
import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Journal
import Money
import OrderedCollections
import Receipts
import SimulatorKit

/// Production driver, runner and books against the simulated acceptor, with every frame and every cut in the test's hand.
///
/// `run` lets time pass on a perfect line; `hold` keeps what the host sends on the way, `deaf` loses what it should hear.
final class StoryBench {
    var now = Duration.zero
    var device: EBDSDevice
    var dialogue: EBDSDialogue
    let driver: EBDSDriver.EBDSConfiguration
    var memory: MemoryJournal
    var runner: StationRunner?
    var toHost: [[UInt8]] = []
    /// Frames of the host that have not arrived; only while `holds`.
    var held: [[UInt8]] = []
    var holds = false
    var deaf = false
    /// Every answer arrives twice.
    var doubles = false
    /// Frames that the host had sent when the newest report was made.
    var sentAtReport = 0
    /// Time that every commit takes; the device goes on meanwhile.
    var commitTakes = Duration.zero
    var onCommit: (([Fact]) -> Void)?
    var reports: [BillAcceptorReport] = []
    var orders: [BillAcceptorCommand] = []
    var sent: [[UInt8]] = []
    var facts: [Fact] = []
    private var inbox: [DialogueEvent<BillAcceptorCommand>] = []
    private var talking = false

    static let settings = KioskSettings(
        station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), tenant: "tarn", utility: "Tarn Valley",
        officeName: "North", currency: .usd)
    static let two = [PersonID(known: "p.ruiz"), PersonID(known: "m.chen")]
    static let others = [PersonID(known: "m.chen"), PersonID(known: "j.okafor")]

    /// A kiosk in the middle of a visit, slot open, acceptor as `change` makes it.
    init(
        _ counter: CounterTrust, policy: EBDSPowerUpPolicy = .b,
        _ change: (inout EBDSSimulator.EBDSConfiguration) -> Void = { _ in }
    ) {
        var unit = EBDSSimulator.EBDSConfiguration()
        switch counter {
        case .exact: unit.readings.counter = .exact
        case .mayLoseLast: unit.readings.counter = .mayLoseLastStep
        case .none: unit.readings.counter = .none
        }
        unit.timing.startUp = .milliseconds(100)
        unit.readings.policyCAtEscrow = .held
        change(&unit)
        device = EBDSDevice(unit)
        driver = EBDSDriver.EBDSConfiguration(
            powerUpPolicy: policy, counterTrust: counter, startingTime: .seconds(3))
        dialogue = EBDSDialogue(driver)
        memory = MemoryJournal(station: Self.settings.station)
        startHost()
        staff(.install(CashUnitID(known: "CU-1"), seal: "S", by: Self.two))
        run(.seconds(8))
        openVisit()
        run(.seconds(1))
    }

    func openVisit() {
        customer(.open(language: .english))
        customer(
            .choose([
                ChosenAccount(choice: AccountChoice(account: AccountID(known: "10000001"), due: nil, wanted: nil))
            ]))
        customer(.cash)
    }

    // MARK: What the books and the box say

    var books: StationState { runner?.machine.books ?? StationState(currency: .usd) }
    var credited: [Int64] {
        facts.compactMap { if case .noteStacked(let note) = $0 { note.amount.minorUnits } else { nil } }
    }
    var writtenOff: Int { facts.count { if case .noteReturned = $0 { true } else { false } } }
    var doubts: Int { books.doubts.count }
    var found: Int64 {
        facts.reduce(0) { if case .notesUnclaimed(let found) = $1 { $0 + found.count } else { $0 } }
    }
    var box: [Int64] { device.contents(of: "CU-1").compactMap(\.paper.minorUnits) }
    var openIntent: NoteIntended? {
        for (_, acceptor) in books.acceptors { if let open = acceptor.open { return open } }
        return nil
    }

    // MARK: People and power

    func feed(_ id: Int, _ cents: Int64 = 2_000) { touch(.lever(.insert(id: id, .note(minorUnits: cents)))) }
    func customer(_ command: CustomerCommand) { hear(.customer(command)) }
    func staff(_ command: StaffCommand) { hear(.staff(command)) }

    func hostCut() {
        runner = nil
        inbox = []
    }

    func startHost() {
        do {
            memory = try memory.reopened()
            let journal = StoryJournal(memory, self)
            let books = try BookFolding.fold(journal, .usd)
            dialogue = EBDSDialogue(driver)
            let runner = StationRunner(
                machine: KioskMachine(settings: Self.settings, books: books), journal: journal,
                hands: StationHands(
                    now: { [unowned self] in
                        Now(
                            elapsed: now,
                            wall: Moment(utcMilliseconds: 1_772_467_200_000 + now.components.seconds * 1_000))
                    },
                    acceptor: { [unowned self] command in
                        orders.append(command)
                        tell(.command(command))
                    }))
            self.runner = runner
            hear(.started(epoch: memory.epoch, program: "story"))
            hear(.moneyAllowed(true))
            hear(.ledger(online: true))
            hear(.printer(.identified(model: "p", firmware: "1", serial: "1")))
            hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .enough))))
            tell(.opened)
        } catch {
            preconditionFailure("a story must start: \(error)")
        }
    }

    func deviceCut() { touch(.lever(.powerOff)) }
    func deviceOn() { touch(.lever(.powerOn)) }

    /// Two people count the box, and a fresh unit goes in.
    func count() {
        let unit = CashUnitID(known: "CU-1")
        customer(.finish)
        customer(.close)
        staff(.pull(seal: "S", by: Self.two))
        staff(.offer(unit, to: Self.others, .count))
        staff(.accept(unit, by: Self.others, seal: "S"))
        staff(.startCount(unit, by: Self.others))
        var counts = DenominationCounts()
        for cents in box {
            do { try counts.add(Denomination(Money(minorUnits: cents, .usd))) } catch {
                preconditionFailure("\(error)")
            }
        }
        for person in Self.others { staff(.submitCount(unit, by: person, counts)) }
        staff(.settleCount(unit))
    }

    // MARK: Time

    func run(_ time: Duration) { run(until: now + time) { false } }

    /// Until something is so; false when a minute passed without it.
    @discardableResult
    func run(until isSo: () -> Bool) -> Bool {
        run(until: now + .seconds(60), isSo)
        return isSo()
    }

    private func run(until end: Duration, _ isSo: () -> Bool) {
        while !isSo() {
            while !toHost.isEmpty, runner != nil {
                let bytes = toHost.removeFirst()
                if !deaf { tell(.received(bytes)) }
                if doubles, !deaf { tell(.received(bytes)) }
                if isSo() { return }
            }
            if runner == nil { toHost = [] }
            var due = end
            if let at = device.deadline { due = min(due, at) }
            if runner != nil, let at = dialogue.deadline { due = min(due, at) }
            if let at = runner?.machine.deadline { due = min(due, at) }
            if due >= end {
                now = max(now, end)
                return
            }
            now = max(now, due)
            if let at = device.deadline, at <= now { touch(.time) }
            if runner != nil, let at = dialogue.deadline, at <= now { tell(.time) }
            if let at = runner?.machine.deadline, at <= now { hear(.time) }
        }
    }

    /// Only the device's time passes: the host is busy.
    func deviceAlone(_ time: Duration) {
        let end = now + time
        while let at = device.deadline, at <= end {
            now = max(now, at)
            touch(.time)
        }
        now = end
    }

    // MARK: The line

    func touch(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects { if case .send(let bytes) = effect { toHost.append(bytes) } }
    }

    /// A frame that was on the way arrives now.
    func deliver(_ frame: [UInt8]) { touch(.received(frame)) }

    func hear(_ event: KioskEvent) { runner?.hear(event) }

    func tell(_ event: DialogueEvent<BillAcceptorCommand>) {
        guard runner != nil else { return }
        inbox.append(event)
        guard !talking else { return }
        talking = true
        defer { talking = false }
        while runner != nil, !inbox.isEmpty {
            let step = dialogue.on(inbox.removeFirst(), now: now)
            dialogue = step.next
            for effect in step.effects where runner != nil {
                switch effect {
                case .send(let bytes):
                    sent.append(bytes)
                    if holds { held.append(bytes) } else { deliver(bytes) }
                case .discardInput: toHost = []
                case .report(let report):
                    reports.append(report)
                    sentAtReport = sent.count
                    hear(.acceptor(report))
                case .fault: break
                }
            }
        }
    }

    /// The note of an intent lies in escrow, the intent is durable; `then` runs before the order leaves.
    func intend(_ id: Int = 1, _ then: @escaping () -> Void = {}) {
        feed(id)
        var isDone = false
        onCommit = { [unowned self] facts in
            guard !isDone, facts.contains(where: { if case .noteIntended = $0 { true } else { false } }) else { return }
            isDone = true
            onCommit = nil
            then()
        }
        run { isDone }
    }

    /// The same frame with the other ack bit: the next poll of a host that has died meanwhile.
    static func flipped(_ frame: [UInt8]) -> [UInt8] {
        var next = frame
        next[2] ^= 1
        next[next.count - 1] = next[1..<(next.count - 2)].reduce(0, ^)
        return next
    }

    var intents: Int { facts.count { if case .noteIntended = $0 { true } else { false } } }

    /// Whether a frame of the host orders to stack.
    static func isStackOrder(_ frame: [UInt8]) -> Bool {
        // STX, length, control with type 1, then the three bytes of a poll; b5 of the second is the order.
        frame.count == 8 && frame[2] & 0x70 == 0x10 && frame[4] & 0x20 != 0
    }
}

/// A journal that takes its time and tells what it stored.
final class StoryJournal: JournalKeeping {
    private let memory: MemoryJournal
    private unowned let bench: StoryBench

    init(_ memory: MemoryJournal, _ bench: StoryBench) { (self.memory, self.bench) = (memory, bench) }

    func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry] {
        let entries = try memory.commit(facts, at: moment, businessDate: businessDate, snapshot: snapshot)
        bench.facts += facts
        bench.deviceAlone(bench.commitTakes)
        bench.onCommit?(facts)
        return entries
    }

    var head: ChainHead { memory.head }
    func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        try memory.entries(from: sequence, limit: limit)
    }
    func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry] {
        try memory.entries(about: subject, limit: limit)
    }
    func latestSnapshot() throws(JournalError) -> Snapshot? { try memory.latestSnapshot() }
    func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead { try memory.verify(progress: progress) }
    func checkpoint(at moment: Moment) -> Checkpoint { memory.checkpoint(at: moment) }
    func keep(_ checkpoint: SignedCheckpoint) throws(JournalError) { try memory.keep(checkpoint) }
    func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? { try memory.latestCheckpoint() }
}
