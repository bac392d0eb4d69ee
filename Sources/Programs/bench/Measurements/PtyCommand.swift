import ArgumentParser
import DeviceKit
import Transports

/// From a poll on a pseudo-terminal to its answer, through the ports of the service, beside C and pyserial. All three
/// ask the same responder, a process of its own, in turn.
struct PtyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pty", abstract: "Poll to answer on a pseudo-terminal.")

    @OptionGroup var places: Places
    @Option(help: "Program made from packaging/bench/pty_peer.c.")
    var ptyPeer: String
    @Option(help: "Rounds; all sides in turn, the medians of their p50 and p99 count.")
    var rounds = 5
    @Option(help: "Polls of one round.")
    var polls = 500
    @Option(help: "Microseconds of rest before a poll.")
    var gap = 5_000

    private struct Side {
        var p50: [Double] = []
        var p99: [Double] = []
        var words: String { "p50 \(Spread(p50).median.short) us, p99 \(Spread(p99).median.short) us" }
    }

    func run() async throws {
        let responder = try ChildProgram([ptyPeer, "respond"], log: places.path("responder.log"))
        defer { responder.end() }
        let node = String(try responder.wait(for: "node ").dropFirst(5))
        var (ours, floor, script) = (Side(), Side(), Side())
        for _ in 0..<rounds {
            let asker = PtyAsker(node: node, polls: polls, gap: .microseconds(gap))
            let times = Spread(try await asker.times())
            ours.p50.append(times.median)
            ours.p99.append(times.at(99))
            try beside([ptyPeer, "ask"], node, &floor)
            if let command = places.peer("pty_peer.py") { try beside(command, node, &script) }
        }
        let (p50, p99) = (
            Spread(ours.p50).median / Spread(floor.p50).median, Spread(ours.p99).median / Spread(floor.p99).median
        )
        Table.row(
            "P11", "poll to answer on a pty, \(gap) us apart", ours: ours.words, beside: "C: \(floor.words)",
            ratio: "\(p50.short)/\(p99.short)", wanted: "at most 2 / 3", holds: p50 <= 2 && p99 <= 3)
        guard !script.p50.isEmpty else { return }
        let ratio = (
            Spread(ours.p50).median / Spread(script.p50).median, Spread(ours.p99).median / Spread(script.p99).median
        )
        Table.row(
            "P11", "  the same", ours: ours.words, beside: "pyserial: \(script.words)",
            ratio: "\(ratio.0.short)/\(ratio.1.short)", wanted: "at most 1 / 1", holds: ratio.0 <= 1 && ratio.1 <= 1)
    }

    private func beside(_ command: [String], _ node: String, _ side: inout Side) throws {
        let child = try ChildProgram(command + [node, String(polls), String(gap)], log: places.path("peer.log"))
        let words = try child.wait(for: "pty ").split(separator: " ")
        child.end()
        guard words.count == 3, let p50 = Double(words[1]), let p99 = Double(words[2]) else {
            throw Stuck("\(command[0]) said something else")
        }
        side.p50.append(p50)
        side.p99.append(p99)
    }
}

/// Asks one port, as the service does: on the thread of a port loop, with its timers, through its opener.
private actor PtyAsker {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let node: String
    private let polls: Int
    private let gap: Duration
    private var opener: PortOpener?
    private var port: (any ByteTransport)?
    private var sentAt: Duration = .zero
    private var missing = 0
    private var took: [Duration] = []
    private var waiting: CheckedContinuation<[Duration], any Error>?

    init(node: String, polls: Int, gap: Duration) {
        (self.node, self.polls, self.gap) = (node, polls, gap)
        loop = PortLoop(name: "asker")
        loop.run()
    }

    func times() async throws -> [Duration] {
        let opener = PortOpener(loop: loop)
        self.opener = opener
        let settings = LineSettings(.baud9600)
        defer { loop.stop() }
        return try await withCheckedThrowingContinuation { continuation in
            waiting = continuation
            do throws(OpenFault) {
                port = try opener.open(.serial(path: node, settings)) { [weak self] event in
                    self?.assumeIsolated { $0.hear(event) }
                }
            } catch { end(.failure(Stuck(error.sentence))) }
        }
    }

    private func hear(_ event: TransportEvent) {
        switch event {
        case .opened: rest()
        case .received(let bytes):
            missing -= bytes.count
            guard missing <= 0 else { return }
            took.append(loop.now() - sentAt)
            if took.count == polls { port?.close() } else { rest() }
        case .lost(let loss):
            end(took.count == polls ? .success(took) : .failure(Stuck("the port was lost (\(loss))")))
        }
    }

    private func rest() {
        _ = loop.schedule(at: loop.now() + gap) { [weak self] in self?.assumeIsolated { $0.ask() } }
    }

    private func ask() {
        missing = 5
        sentAt = loop.now()
        port?.send([0xFC, 0x05, 0x11, 0x27, 0x56])
    }

    private func end(_ result: Result<[Duration], any Error>) {
        waiting?.resume(with: result)
        waiting = nil
    }
}
