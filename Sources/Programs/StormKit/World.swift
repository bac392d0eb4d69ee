import Controller
import Custody
import DeviceKit
import Journal
import Money
import Posting
import CoreLedger
import CoreLedgerSimulator
import SimulatorKit

/// One kiosk, its acceptor, its ledger, its customers and its staff, in virtual time.
///
/// The machines are those of the product; the world is what surrounds them. What happens next is whatever is due first;
/// equal times are taken in one fixed order, so that a seed has one history.
final class StormWorld {
    let seed: UInt64
    let notesWanted: Int
    let fault: PlantedFault?
    var dice: Dice
    var weather: Weather
    let drawn: String
    var now = Duration.zero
    var trace: Trace
    var oracle = Oracle()
    var agenda = Agenda()
    var steps = 0
    var cuts = 0
    /// Pieces the mouth took.
    var fed = 0
    var nextPiece = 1

    // The device and its cable.
    var device: any SimulatedAcceptor
    var toDevice = Wire()
    var toHost = Wire()
    var linkUp = true

    // The host.
    var life = 0
    var up = false
    var dialogue: any AcceptorDialogue
    var inbox: [DialogueEvent<BillAcceptorCommand>] = []
    var talking = false
    var runner: StationRunner?
    var journal: StormJournal?
    /// The disk of a host without power.
    var stored: MemoryJournal
    /// What the kiosk showed last.
    var kiosk: KioskMachine
    var kioskDue: Duration?
    /// Bytes that arrived while the host was busy or asleep.
    var hostInput: [Wire.Packet] = []
    var hostBusyUntil = Duration.zero
    /// The piece shown in escrow by the bytes that the host reads now.
    var escrowRead: Int?
    var restarting = false

    // The ledger.
    var relay: OutboxRelay
    var relayDue: Duration?
    var core = SimulatedCore()
    var coreLine = SimulatedCoreLine()
    var coreCalls: [Int: RelayEffect] = [:]
    var coreCallsMade = 0
    var coreMoves = false
    var rows: [String: RelayRow] = [:]
    var rowsMade: Int64 = 0
    var coreUp = true
    /// The last comparison found both sides equal.
    var isReconciled = false

    // People.
    var customer = Customer()
    var mouth: Int?
    var staff = Staff()
    var paperIn = true
    var healing = false

    static let settings = KioskSettings(
        station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), tenant: "tarn",
        utility: "Tarn Valley Water", officeName: "North office", currency: .usd)
    let ledgerStation: LedgerStation

    init(
        seed: UInt64, notes: Int, fault: PlantedFault?, wire: StormWire?, listen: ((String) -> Void)?
    ) {
        (self.seed, notesWanted, self.fault) = (seed, notes, fault)
        dice = Dice(seed: seed)
        weather = Weather(&dice, wire: wire)
        drawn = weather.words
        let unit = weather.unit
        trace = Trace { unit.words(of: $1, fromHost: $0) }
        device = weather.unit.device
        dialogue = weather.unit.dialogue()
        stored = MemoryJournal(station: Self.settings.station, snapshotEvery: weather.snapshotEvery)
        kiosk = KioskMachine(settings: Self.settings, books: StationState(currency: .usd))
        ledgerStation = Self.station()
        relay = OutboxRelay(station: ledgerStation, epoch: 1, restored: false)
        coreLine.faults = .init(
            requestLost: weather.coreLoss, requestRepeated: weather.coreLoss, answerLost: weather.coreLoss)
        trace.listen = listen
    }

    // MARK: Time

    /// What is due first, in the order in which equal times are taken.
    private enum Due { case device, toDevice, toHost, hostInput, dialogue, kiosk, relay, agenda }

    func step() throws(StormFailure) {
        steps += 1
        var best: (at: Duration, due: Due)?
        func consider(_ at: Duration?, _ due: Due) {
            guard let at else { return }
            if let known = best, known.at <= at { return }
            best = (at, due)
        }
        consider(device.deadline, .device)
        consider(toDevice.next, .toDevice)
        consider(toHost.next, .toHost)
        if up {
            if !hostInput.isEmpty { consider(max(now, hostBusyUntil), .hostInput) }
            consider(dialogue.deadline.map { max($0, hostBusyUntil) }, .dialogue)
            consider(kioskDue.map { max($0, hostBusyUntil) }, .kiosk)
            consider(relayDue.map { max($0, hostBusyUntil) }, .relay)
        }
        consider(agenda.next, .agenda)
        guard let best else { throw failure(.stuck("nothing is due")) }
        now = max(now, best.at)
        switch best.due {
        case .device: touch(.time)
        case .toDevice: touch(.received(toDevice.take().bytes))
        case .toHost: arrive(toHost.take())
        case .hostInput: readInput()
        case .dialogue: tell(.time)
        case .kiosk: hear(.time)
        case .relay:
            relayDue = nil
            feed(.time(jitter()))
        case .agenda: act(agenda.take())
        }
        if let problem = oracle.problem { throw failure(problem) }
    }

    /// The host waits for its disk; everything else goes on.
    func letPass(_ time: Duration) {
        let until = now + time
        while true {
            let times = [device.deadline, toDevice.next, toHost.next]
            guard let at = times.compactMap({ $0 }).min(), at <= until else { break }
            now = max(now, at)
            if toDevice.next == at {
                touch(.received(toDevice.take().bytes))
            } else if toHost.next == at {
                hostInput.append(toHost.take())
            } else {
                touch(.time)
            }
        }
        now = until
    }

    func note(_ words: String) { trace.add(.word(words), at: now) }

    func failure(_ problem: StormProblem) -> StormFailure {
        StormFailure(
            seed: seed, notes: notesWanted, step: steps, at: now, problem: problem, weather: drawn,
            trace: trace.words)
    }
}
