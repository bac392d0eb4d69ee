import ArgumentParser
import ControlAPI
import Foundation

/// From the last byte of STACKED on the pty of the real service to the event on a socket, beside a Python thread with
/// pyserial and SQLite that does only that.
struct CreditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credit", abstract: "STACKED on the wire, durable, event on a socket: tillkeeperd and a peer.")

    @OptionGroup var places: Places
    @OptionGroup var programs: Programs
    @Option(help: "Notes in a round.")
    var notes = 100
    @Option(help: "Rounds; both sides in turn.")
    var rounds = 3

    func run() async throws {
        var (ours, peer): ([Duration], [Duration]) = ([], [])
        let limit = try PairedLimit(StackedCommand.commitBytes, in: places.folder)
        let peerLimit = try PairedLimit(StackedCommand.commitBytes, in: places.folder, name: "peer-limit")
        for round in 0..<rounds {
            let start = Clock.now()
            ours += try await service(round, limit)
            // The same rhythm for both: what comes every five milliseconds finds everything warm, processor and disk.
            let pause = (Clock.now() - start) / notes
            if let command = places.peer("credit_peer.py") { peer += try await bare(command, round, pause, peerLimit) }
        }
        report(Spread(ours), Spread(limit.times))
        if !peer.isEmpty { compare(Spread(ours), Spread(peer), Spread(peerLimit.times)) }
    }

    private func service(_ round: Int, _ limit: PairedLimit) async throws -> [Duration] {
        let folder = places.path("credit")
        try? FileManager.default.removeItem(atPath: folder)
        let kiosk = SimulatedKiosk(folder: places.folder, name: "credit\(round)", motion: .milliseconds(20))
        try await kiosk.open()
        let service = try RunningService(
            folder: folder, kiosk: kiosk, port: FreePort.number(round), program: programs.tillkeeperd)
        defer { service.child.end() }
        _ = try service.child.wait(for: "ready")
        _ = try await service.untilCashIsOffered()
        let (events, yield) = AsyncStream.makeStream(of: (at: Duration, notes: Int).self)
        let request = "GET /v1/events?kiosk=\(RunningService.kiosk) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        await kiosk.listen(port: service.port, request: request) { at, bytes in
            if let count = Self.notes(in: bytes) { yield.yield((at, count)) }
        }
        var times: [Duration] = []
        var iterator = events.makeAsyncIterator()
        while times.count < notes {
            try await service.openVisit()
            for number in 1...min(20, notes) {
                while await !kiosk.insertNote() { try await Task.sleep(for: .milliseconds(5)) }
                while let event = await iterator.next() {
                    guard event.notes == number, let sent = await kiosk.stackedAt else { continue }
                    times.append(event.at - sent)
                    try limit.flush()
                    break
                }
            }
            try await service.closeVisit()
        }
        await kiosk.close()
        return times
    }

    /// How many notes the view in an event counts; `nil` when the bytes hold no whole event.
    static func notes(in bytes: [UInt8]) -> Int? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let begin = text.range(of: "data: {", options: .backwards),
            let end = text.range(of: "}\n\n", range: begin.upperBound..<text.endIndex)
        else { return nil }
        let json = "{" + text[begin.upperBound..<end.lowerBound] + "}"
        do {
            return try ControlJSON.decode(KioskView.self, Data(json.utf8)).visit?.notes.count ?? 0
        } catch {
            return nil
        }
    }

    private func bare(
        _ command: [String], _ round: Int, _ pause: Duration, _ limit: PairedLimit
    ) async throws -> [Duration] {
        let devices = BareDevices(answers: false)
        let nodes = try await devices.open(1)
        let port = FreePort.number(100 + round)
        let child = try ChildProgram(
            command + [nodes[0], String(port), places.path("credit-peer.sqlite")], log: places.path("peer.log"))
        defer { child.end() }
        _ = try child.wait(for: "ready")
        let (events, yield) = AsyncStream.makeStream(of: Duration.self)
        await devices.listen(port: port, request: "GET /events HTTP/1.1\r\n\r\n") { at, bytes in
            if String(decoding: bytes, as: UTF8.self).contains("credit") { yield.yield(at) }
        }
        try await Task.sleep(for: .milliseconds(500))
        var times: [Duration] = []
        var iterator = events.makeAsyncIterator()
        while times.count < notes {
            let sent = await devices.send()
            if let at = await iterator.next() { times.append(at - sent) }
            try limit.flush()
            try await Task.sleep(for: pause)
        }
        await devices.close()
        return times
    }

    private func report(_ ours: Spread, _ limit: Spread) {
        Table.row(
            "P22", "stacked > durable > event on socket, n=\(ours.count)", ours: p50p99(ours),
            beside: "append+fdatasync \(StackedCommand.commitBytes) B: \(p50p99(limit))",
            ratio: "\((ours.median / limit.median).short) / \((ours.at(99) / limit.at(99)).short)")
        let share = ours.at(99) / 1_000 / StackedCommand.lineMilliseconds
        Table.row(
            "P23", "  p99 as share of the exchange on the line", ours: "\((share * 100).short) %",
            beside: "\(StackedCommand.lineMilliseconds) ms at 9600 7E1", wanted: "at most 20 %", holds: share <= 0.2)
    }

    private func compare(_ ours: Spread, _ peer: Spread, _ limit: Spread) {
        let (middle, tail) = (ours.median / peer.median, ours.at(99) / peer.at(99))
        Table.row(
            "P22", "  beside a bare Python thread", ours: p50p99(ours),
            beside: "pyserial + sqlite3: \(p50p99(peer))", ratio: "\(middle.short) / \(tail.short)",
            wanted: "at most 0.8 / 0.4", holds: middle <= 0.8 && tail <= 0.4)
        Table.row(
            "P22", "  that thread beside the disk", ours: "", beside: "append+fdatasync: \(p50p99(limit))",
            ratio: "\((peer.median / limit.median).short) / \((peer.at(99) / limit.at(99)).short)")
    }
}

/// Programs of ours that are started as they would be in an office.
struct Programs: ParsableArguments {
    @Option(help: "The service.")
    var tillkeeperd = ".build/release/tillkeeperd"
}
