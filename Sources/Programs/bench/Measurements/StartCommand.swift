import ArgumentParser
import Foundation

/// From the start of the program to its first byte on the validator's port, with an empty journal and with one of a
/// million entries whose service was killed, beside FastAPI with pyserial.
struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start to first poll; kill -9 and start with a million entries.")

    @OptionGroup var places: Places
    @OptionGroup var programs: Programs
    @Option(help: "Starts of each kind; the median counts.")
    var rounds = 7
    @Option(help: "Entries of the large journal; made once and kept.")
    var entries: Int64 = 1_000_000

    /// Silence that the dialogue keeps on the line before its first frame.
    static let quietMilliseconds = 1_000.0

    private struct Times {
        var opened: [Duration] = []
        var firstByte: [Duration] = []
        var ready: [Duration] = []
        var offered: [Duration] = []
    }

    func run() async throws {
        let large = places.path("journal-\(entries)")
        try JournalFilling.make(entries, in: large)
        var (empty, full, peer) = (Times(), Times(), [Duration]())
        for round in 0..<rounds {
            let folder = places.path("start")
            for end in ["", "-wal", "-shm", ".lock"] {
                let path = "\(folder)/journal.sqlite\(end)"
                if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            }
            try await start(folder, round, &empty)
            try await start(large, round, &full)
            if let command = places.peer("service_peer.py") { peer.append(try await beside(command, round)) }
        }
        report(empty, full, peer)
    }

    private func start(_ folder: String, _ round: Int, _ times: inout Times) async throws {
        let kiosk = SimulatedKiosk(folder: places.folder, name: "start", motion: nil)
        try await kiosk.open()
        // The device is at rest before the service begins: its own start is no time of ours.
        try await Task.sleep(for: .seconds(2))
        let service = try RunningService(
            folder: folder, kiosk: kiosk, port: FreePort.number(400 + round), program: programs.tillkeeperd)
        defer { service.child.end() }
        let start = service.child.startedAt
        _ = try service.child.wait(for: "ready")
        times.ready.append(Clock.now() - start)
        times.offered.append(try await service.untilCashIsOffered() - start)
        if let opened = await kiosk.openedAt { times.opened.append(opened - start) }
        if let first = await kiosk.firstByteAt { times.firstByte.append(first - start) }
        await kiosk.close()
    }

    private func beside(_ command: [String], _ round: Int) async throws -> Duration {
        let devices = BareDevices(answers: true)
        let nodes = try await devices.open(4)
        let port = FreePort.number(500 + round)
        let child = try ChildProgram(command + ["0.1", String(port)] + nodes, log: places.path("peer.log"))
        defer { child.end() }
        for _ in 0..<1_000 {
            if let first = await devices.firstByteAt {
                await devices.close()
                return first - child.startedAt
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Stuck("service_peer.py did not poll within ten seconds")
    }

    private func report(_ empty: Times, _ full: Times, _ peer: [Duration]) {
        let theirs = peer.isEmpty ? nil : Spread(peer).median / 1_000
        for (name, times, limit) in [("empty journal", empty, nil), ("\(entries) entries, killed", full, 500.0)] {
            guard !times.opened.isEmpty, !times.firstByte.isEmpty else { continue }
            let opened = Spread(times.opened).median / 1_000
            let first = Spread(times.firstByte).median / 1_000
            let wanted = limit ?? theirs.map { $0 / 10 }
            Table.row(
                limit == nil ? "P13" : "P31", "start to port open, \(name)", ours: "\(opened.short) ms",
                beside: theirs.map { "FastAPI, first poll: \($0.short) ms" } ?? "",
                ratio: theirs.map { ($0 / opened).short } ?? "", wanted: wanted.map { "at most \($0.short) ms" } ?? "",
                holds: wanted.map { opened <= $0 })
            Table.row(
                "P13", "  to first byte", ours: "\(first.short) ms",
                beside: "of it \(Self.quietMilliseconds.short) ms of silence the protocol asks for")
            let (ready, offered) = (Spread(times.ready).median / 1_000, Spread(times.offered).median / 1_000)
            Table.row("P31", "  to pages ready / to cash offered", ours: "\(ready.short) / \(offered.short) ms")
        }
    }
}
