import ArgumentParser
import Controller
import Foundation
import Journal
import JournalStore

/// From the last byte of STACKED on a pty to the view that everybody may see, with the commit to the disk in between.
struct StackedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stacked", abstract: "STACKED on the wire, durable, view published: inside one process.")

    /// 8 bytes out and 11 bytes in at 9600 7E1.
    static let lineMilliseconds = 19.8
    /// What the commit of a stacked note writes: one page of the write-ahead log with its head.
    static let commitBytes = 4_120

    @OptionGroup var places: Places
    @Option(help: "Notes to stack.")
    var notes = 2_000
    @Option(help: "Notes in a visit.")
    var perVisit = 5

    func run() async throws {
        let path = places.path("stacked.sqlite")
        for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) }
        let kiosk = SimulatedKiosk(folder: places.folder, name: "stacked", motion: .milliseconds(2))
        try await kiosk.open()
        let store = try JournalStore.open(
            StoreSettings(path: path, station: BenchStation.kiosk.station, reserveBytes: 0))
        let journal = TimedJournal(store)
        let bench = await BenchStation(journal: journal, validatorPort: kiosk.validatorPort, poll: .milliseconds(8))
        await bench.start()
        let limit = try PairedLimit(Self.commitBytes, in: places.folder)
        let times = try await stack(bench, kiosk, limit)
        let bytes = Int(Spread(journal.bytes.map(Double.init)).median)
        await bench.stop()
        await kiosk.close()
        try store.close()
        report(Spread(times), Spread(journal.commits), bytes, Spread(limit.times))
    }

    private func stack(
        _ bench: BenchStation, _ kiosk: SimulatedKiosk, _ limit: PairedLimit
    ) async throws -> [Duration] {
        var times: [Duration] = []
        var views = await bench.station.watch().makeAsyncIterator()
        while let machine = await views.next() {
            if machine.acceptor.identity != nil, machine.cashReasons(await bench.station.now).isEmpty { break }
        }
        while times.count < notes {
            try await bench.openVisit()
            for number in 1...perVisit {
                while await !kiosk.insertNote() { try await Task.sleep(for: .milliseconds(2)) }
                while let machine = await views.next() {
                    guard machine.session?.counted.count == number else { continue }
                    let seen = Clock.now()
                    if let sent = await kiosk.stackedAt { times.append(seen - sent) }
                    try limit.flush()
                    break
                }
            }
            try await bench.closeVisit()
        }
        return times
    }

    private func report(_ total: Spread, _ commit: Spread, _ bytes: Int, _ limit: Spread) {
        let disk = "append+fdatasync \(Self.commitBytes) B: \(p50p99(limit))"
        Table.row(
            "P22", "stacked > durable > view, in process, n=\(total.count)", ours: p50p99(total), beside: disk,
            ratio: "\((total.median / limit.median).short) / \((total.at(99) / limit.at(99)).short)")
        Table.row(
            "P22", "  of it the commit (\(bytes) B written)", ours: p50p99(commit), beside: disk,
            ratio: "\((commit.median / limit.median).short) / \((commit.at(99) / limit.at(99)).short)")
        let share = total.at(99) / 1_000 / Self.lineMilliseconds
        Table.row(
            "P23", "  p99 as share of the exchange on the line", ours: "\((share * 100).short) %",
            beside: "\(Self.lineMilliseconds) ms at 9600 7E1", wanted: "at most 20 %", holds: share <= 0.2)
    }
}

/// Median and tail, as the table has them.
func p50p99(_ spread: Spread) -> String {
    "p50 \(spread.median.short) us, p99 \(spread.at(99).short) us"
}
