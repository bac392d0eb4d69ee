import APGDrawerDriver
import APGDrawerSimulator
import DeviceKit
import HIDDrawerDriver
import HIDDrawerSimulator
import SimulatorKit
import Testing

/// A driver and a simulated board back to back in virtual time.
struct Bench<Host: CashDrawerDialogue, Board: SimulatedDrawerBoard> {
    var host: Host
    var board: Board
    var now: Duration = .zero
    /// Bytes take so long, each way.
    var delay: Duration = .milliseconds(5)
    /// The cable is in.
    var isLinked = false
    /// The port has modem lines.
    var lines: (SimulatedLines) -> ModemLines = {
        .lines(clearToSend: $0.clearToSend, dataSetReady: true, ring: $0.ring, carrier: false)
    }
    var reports: [CashDrawerReport] = []
    var notices: [SimulatedBoardNotice] = []
    var sent: [[UInt8]] = []
    var faults: [WireFault] = []
    private var nextLook: Duration?
    private var onTheWay: [(due: Duration, toHost: Bool, bytes: [UInt8])] = []
    private var spins = 0

    init(_ host: Host, _ board: Board) { (self.host, self.board) = (host, board) }

    mutating func give(_ event: DialogueEvent<CashDrawerCommand>) {
        let step = host.on(event, now: now)
        #expect(step.next == host.on(event, now: now).next, "equal input, unequal output")
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                if isLinked { onTheWay.append((now + delay, false, bytes)) }
            case .discardInput: break
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    private mutating func give(_ event: SimulatorEvent<SimulatedBoardLever>) {
        let step = board.on(event, now: now)
        board = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): if isLinked { onTheWay.append((now + delay, true, bytes)) }
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func plug() {
        isLinked = true
        give(.lever(.powerOn))
        give(.opened)
        nextLook = host.lineLook.map { _ in now }
    }

    mutating func unplug(_ loss: LinkLoss = .hungUp) {
        isLinked = false
        onTheWay = []
        nextLook = nil
        give(.closed(loss))
    }

    mutating func lever(_ lever: SimulatedBoardLever) { give(.lever(lever)) }
    mutating func hand(_ lever: SimulatedDrawerLever, at drawer: Int = 1) { give(.lever(.drawer(drawer, lever))) }
    mutating func open(_ request: String, _ number: Int = 1) {
        give(.command(.openDrawer(number: number, request: request)))
    }

    /// Lets time pass, everything on its instant.
    mutating func pass(_ time: Duration) {
        let end = now + time
        while let due = [host.deadline, board.deadline, nextLook, onTheWay.first?.due].compactMap({ $0 }).min(),
            due <= end
        {
            spins = due <= now ? spins + 1 : 0
            guard spins < 50 else {
                Issue.record("time stands still")
                return
            }
            now = max(now, due)
            if let first = onTheWay.first, first.due <= now {
                onTheWay.removeFirst()
                if first.toHost {
                    give(DialogueEvent<CashDrawerCommand>.received(first.bytes))
                } else {
                    give(SimulatorEvent<SimulatedBoardLever>.received(first.bytes))
                }
                continue
            }
            if let look = nextLook, look <= now {
                nextLook = host.lineLook.map { now + $0 }
                give(.command(.lines(lines(board.lines))))
            }
            if let due = host.deadline, due <= now { give(DialogueEvent<CashDrawerCommand>.time) }
            if let due = board.deadline, due <= now { give(SimulatorEvent<SimulatedBoardLever>.time) }
        }
        now = end
    }

    /// What was told of drawers, without `ready`.
    var told: [DrawerReport] { reports.compactMap { if case .drawer(_, let report) = $0 { report } else { nil } } }
    var pulses: Int { board.drawers.reduce(0) { $0 + $1.pulses } }
    /// Forgets what was told so far.
    mutating func forget() { (reports, notices, sent, faults) = ([], [], [], []) }
}
