import Controller
import CoreLedgerSimulator
import Custody
import DeviceKit
import Journal
import Money
import Posting
import SimulatorKit

/// The host: born from its disk, dead at any moment.
extension StormWorld {
    func isUp(_ life: Int) -> Bool { up && self.life == life }

    /// A start of the service over what the disk holds.
    func startHost() {
        guard !up else { return }
        life += 1
        note("host     starts (life \(life))")
        do {
            let journal = try StormJournal(stored, world: self, life: life)
            let books = try BookFolding.fold(journal, .usd)
            catchUp(journal.disk)
            self.journal = journal
            up = true
            restarting = false
            hostBusyUntil = now
            hostInput = []
            dialogue = weather.unit.dialogue()
            let machine = KioskMachine(settings: Self.settings, books: books)
            let runner = StationRunner(machine: machine, journal: journal, hands: hands(life))
            self.runner = runner
            kiosk = machine
            startRelay(journal.epoch)
            hear(.started(epoch: journal.epoch, program: "storm"))
            guard isUp(life) else { return }
            feed(.started)
            hear(.moneyAllowed(relay.moneyAllowed))
            hear(.ledger(online: coreUp))
            greetPrinter()
            if linkUp { tell(.opened) }
        } catch {
            oracle.blame(.books("the service cannot start: \(error)"))
        }
    }

    private func hands(_ life: Int) -> StationHands {
        StationHands(
            now: { [unowned self] in Now(elapsed: now, wall: wall) },
            acceptor: { [unowned self] command in order(command, life) },
            printer: { [unowned self] command in
                guard survives(life), case .print(let job) = command else { return }
                plan(.printed(job.id, life: life), within: 800...2_500)
            },
            post: { [unowned self] row in
                guard survives(life) else { return }
                enqueue(row)
            },
            publish: { [unowned self] machine in
                kiosk = machine
                kioskDue = machine.deadline
            })
    }

    /// 2026-03-02 08:00 at the office, and what went by since.
    var wall: Moment {
        let (seconds, attoseconds) = now.components
        return Moment(
            utcMilliseconds: 1_772_467_200_000 + seconds * 1_000 + attoseconds / 1_000_000_000_000_000,
            offsetMinutes: -480)
    }

    /// Before every effect that leaves the host: the power may go just now.
    private func survives(_ life: Int) -> Bool {
        guard isUp(life) else { return false }
        if weather.cutAtEffect > 0, dice.chance(weather.cutAtEffect, in: 10_000) {
            cutPower(host: true, device: dice.chance(1, in: 3))
            return false
        }
        return true
    }

    private func order(_ command: BillAcceptorCommand, _ life: Int) {
        guard survives(life) else { return }
        trace.add(.command(command), at: now)
        tell(.command(command))
    }

    /// Something happened at the kiosk.
    @discardableResult
    func hear(_ event: KioskEvent) -> Refusal? {
        guard up, let runner else { return nil }
        let refusal = runner.hear(event)
        if up, case .failed(let words) = kiosk.store, !restarting {
            if runner.failure == nil { oracle.blame(.books(words)) }
            restarting = true
            note("staff    will restart the service: \(words)")
            plan(.cut(host: true, device: false), within: 1_000...6_000)
        }
        return refusal
    }

    // MARK: The driver

    func arrive(_ packet: Wire.Packet) {
        guard up, linkUp else { return }
        if now < hostBusyUntil || !hostInput.isEmpty {
            hostInput.append(packet)
        } else {
            read(packet.bytes, packet.escrow)
        }
    }

    /// Everything that waited is read at once.
    func readInput() {
        let packets = hostInput
        hostInput = []
        read(packets.flatMap(\.bytes), packets.last { $0.escrow != nil }?.escrow)
    }

    private func read(_ bytes: [UInt8], _ escrow: Int?) {
        trace.add(.heard(bytes), at: now)
        escrowRead = escrow
        tell(.received(bytes))
    }

    /// One event of the dialogue and everything that follows from it; what comes meanwhile waits its turn.
    func tell(_ event: DialogueEvent<BillAcceptorCommand>) {
        guard up else { return }
        inbox.append(event)
        guard !talking else { return }
        talking = true
        defer { talking = false }
        let life = self.life
        while isUp(life), !inbox.isEmpty {
            let step = dialogue.on(inbox.removeFirst(), now: now)
            dialogue = step.next
            for effect in step.effects {
                guard isUp(life) else { return }
                obey(effect, life)
            }
        }
    }

    private func obey(_ effect: DialogueEffect<BillAcceptorReport>, _ life: Int) {
        switch effect {
        case .send(let bytes):
            guard survives(life) else { return }
            send(bytes)
            if weather.cutAtEffect > 0, dice.chance(weather.cutAtEffect, in: 10_000) {
                cutPower(host: true, device: dice.chance(1, in: 3))
            }
        case .discardInput: hostInput = []
        case .report(let report):
            trace.add(.report(report), at: now)
            if fault == .lostLineIsReturned, case .broken = report { hear(.acceptor(.returned)) }
            hear(.acceptor(report))
        case .fault(let fault): note("driver   \(fault.reason)")
        }
    }

    // MARK: The end of a life

    /// No power: everything volatile is gone, the disk keeps what it has.
    func die() {
        guard up, let journal else { return }
        up = false
        do { stored = try journal.reopened() } catch { oracle.blame(.books("the disk cannot be read: \(error)")) }
        self.journal = nil
        runner = nil
        inbox = []
        hostInput = []
        kioskDue = nil
        relayDue = nil
        coreLine.hangUp()
        coreCalls = [:]
        plan(.startHost, within: dice.chance(1, in: 3) ? 50...900 : 500...12_000)
    }

    // MARK: The journal's side

    func willCommit(_ facts: [Fact]) {
        for fact in facts {
            if case .noteIntended(let note) = fact, let escrowRead { oracle.shown[note.note] = escrowRead }
        }
    }

    func didCommit(_ entries: [JournalEntry]) {
        for entry in entries {
            trace.add(.fact(entry.fact), at: now)
            oracle.take(entry.fact, device)
        }
    }

    /// Facts that were durable although nobody was told; or, where commits are acknowledged too early, fewer.
    private func catchUp(_ disk: MemoryJournal) {
        do throws(JournalError) {
            if disk.head.size < oracle.seen {
                if fault != .stackBeforeIntent { oracle.blame(.books("acknowledged commits are gone")) }
                oracle.forgetBooks()
            }
            for entry in try disk.entries(from: oracle.seen + 1, limit: .max) {
                trace.add(.fact(entry.fact), at: now)
                oracle.take(entry.fact, device)
            }
        } catch { oracle.blame(.books("\(error)")) }
    }

    /// The time a commit takes: mostly short, sometimes as long as a disk can be.
    func spendCommit() {
        let isSlow = dice.chance(1, in: 150)
        letPass(.milliseconds(isSlow ? dice.roll(200...1_800) : dice.roll(1...9)))
        if weather.cutAtNotice > 0, dice.chance(weather.cutAtNotice, in: 4_000) {
            cutPower(host: false, device: true)
        }
    }

    func drawCut() -> MemoryJournal.Cut? {
        if weather.cutAtCommit > 0, dice.chance(weather.cutAtCommit, in: 10_000) {
            return dice.pick([
                .beforeAppend, .appendedUnsynced(survives: false), .appendedUnsynced(survives: true),
                .torn(bytes: dice.roll(1...600)), .syncedUnacknowledged,
            ])
        }
        if weather.diskFails > 0, dice.chance(weather.diskFails, in: 10_000) {
            return dice.pick([.full, .flushFails(survives: true), .flushFails(survives: false)])
        }
        return nil
    }

    /// What a cut inside a commit does to the host. A disk that refuses leaves it alive.
    func powerFails(cut: MemoryJournal.Cut?) {
        switch cut {
        case .full, .flushFails: note("sky      the disk refuses: \(cut.map { "\($0)" } ?? "")")
        case nil, .beforeAppend, .appendedUnsynced, .torn, .syncedUnacknowledged:
            cutPower(host: true, device: dice.chance(1, in: 3))
        }
    }
}
