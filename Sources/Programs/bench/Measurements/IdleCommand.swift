import ArgumentParser
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What the service costs while nobody pays: processor and memory of two stations (a validator and a printer each, four
/// devices together), beside scripts that poll four devices and know no protocol.
struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Processor and memory of the service at rest.")

    @OptionGroup var places: Places
    @OptionGroup var programs: Programs
    @Option(help: "Seconds of one look.")
    var seconds = 30
    @Option(help: "Looks; both sides in turn, the median counts.")
    var rounds = 1

    private struct Cost {
        var percent: [Double] = []
        var perPoll: [Double] = []
        var pollsPerSecond = 0.0
        var residentKiB = 0
        var afterLoadKiB = 0
    }

    func run() async throws {
        var (ours, bare, web) = (Cost(), Cost(), Cost())
        for round in 0..<rounds {
            try await look(&ours, round)
            if let command = places.peer("idle_peer.py") { try await look(command, [], &bare, port: nil) }
            if let command = places.peer("service_peer.py") {
                try await look(command, [String(FreePort.number(300))], &web, port: FreePort.number(300))
            }
        }
        report(ours, bare, web)
    }

    // MARK: Ours

    private func look(_ cost: inout Cost, _ round: Int) async throws {
        var stations: [(kiosk: SimulatedKiosk, service: RunningService)] = []
        for place in 0..<2 {
            let kiosk = SimulatedKiosk(folder: places.folder, name: "idle\(place)", motion: nil)
            try await kiosk.open()
            let service = try RunningService(
                folder: places.path("idle\(place)"), kiosk: kiosk, port: FreePort.number(200 + round * 2 + place),
                program: programs.tillkeeperd)
            stations.append((kiosk, service))
        }
        defer { for station in stations { station.service.child.end() } }
        for station in stations { _ = try await station.service.untilCashIsOffered() }
        try await Task.sleep(for: .seconds(3))
        var polls = 0
        for station in stations { polls -= await station.kiosk.polls }
        let before = stations.reduce(Duration.zero) { $0 + $1.service.child.processorTime }
        let start = Clock.now()
        try await Task.sleep(for: .seconds(seconds))
        let used = stations.reduce(Duration.zero) { $0 + $1.service.child.processorTime } - before
        for station in stations { polls += await station.kiosk.polls }
        add(used, Clock.now() - start, polls, &cost)
        cost.residentKiB = stations.map(\.service.child.residentKiB).max() ?? 0
        try await ask("http://127.0.0.1:\(stations[0].service.port)/v1/kiosks/\(RunningService.kiosk)")
        cost.afterLoadKiB = stations[0].service.child.residentKiB
        for station in stations { await station.kiosk.close() }
    }

    // MARK: Beside us

    private func look(_ command: [String], _ more: [String], _ cost: inout Cost, port: UInt16?) async throws {
        let devices = BareDevices(answers: true)
        let nodes = try await devices.open(4)
        let child = try ChildProgram(command + ["0.1"] + more + nodes, log: places.path("peer.log"))
        defer { child.end() }
        try await Task.sleep(for: .seconds(3))
        await devices.forgetPolls()
        let before = child.processorTime
        let start = Clock.now()
        try await Task.sleep(for: .seconds(seconds))
        add(child.processorTime - before, Clock.now() - start, await devices.polls, &cost)
        cost.residentKiB = child.residentKiB
        if let port {
            try await ask("http://127.0.0.1:\(port)/health")
            cost.afterLoadKiB = child.residentKiB
        }
        await devices.close()
    }

    private func ask(_ address: String) async throws {
        guard let url = URL(string: address) else { throw Stuck("\(address) is no address") }
        for _ in 0..<1_000 { _ = try await URLSession.shared.data(from: url) }
    }

    private func add(_ used: Duration, _ time: Duration, _ polls: Int, _ cost: inout Cost) {
        cost.percent.append(used.microseconds / time.microseconds * 100)
        cost.perPoll.append(used.microseconds / Double(max(1, polls)))
        cost.pollsPerSecond = Double(polls) / time.microseconds * 1e6
    }

    private func report(_ ours: Cost, _ bare: Cost, _ web: Cost) {
        func words(_ cost: Cost) -> String {
            "\(Spread(cost.percent).median.short) %, \(cost.pollsPerSecond.short) polls/s"
        }
        let mine = words(ours)
        guard !bare.percent.isEmpty, !web.percent.isEmpty else {
            return Table.row("P10", "idle CPU, 2 services, 4 devices, HTTP up", ours: mine)
        }
        let ratio = Spread(ours.percent).median / Spread(bare.percent).median
        Table.row(
            "P10", "idle CPU, 2 services, 4 devices, HTTP up", ours: mine, beside: "pyserial script: \(words(bare))",
            ratio: ratio.short, wanted: "at most 0.5", holds: ratio <= 0.5)
        let (poll, theirs) = (Spread(ours.perPoll).median, Spread(bare.perPoll).median)
        Table.row(
            "P10", "  processor time of one poll", ours: "\(poll.short) us",
            beside: "pyserial script: \(theirs.short) us", ratio: (poll / theirs).short)
        Table.row("P10", "  beside the same with FastAPI", ours: mine, beside: "FastAPI + pyserial: \(words(web))")
        for (name, own, other) in [
            ("memory at rest, one service", ours.residentKiB, web.residentKiB),
            ("memory after 1,000 GETs", ours.afterLoadKiB, web.afterLoadKiB),
        ] {
            let share = Double(own) / Double(max(1, other))
            Table.row(
                "P14", name, ours: "\((Double(own) / 1_024).short) MiB",
                beside: "FastAPI: \((Double(other) / 1_024).short) MiB", ratio: share.short, wanted: "at most 0.4",
                holds: share <= 0.4)
        }
    }
}
