import ArgumentParser
import DeviceKit
import Glibc

/// Many devices in one process: each a simulated validator on a pseudo-terminal of its own, and the device line with
/// which the service would speak to it, polling each 100 ms. The polls are watched where they arrive.
struct CrowdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowd", abstract: "Processor time and jitter of 200 devices polled every 100 ms.")

    @OptionGroup var places: Places
    @Option(help: "Devices.")
    var devices = 200
    @Option(help: "Milliseconds from poll to poll.")
    var period = 100
    @Option(help: "Seconds of the look; the goal asks for 600.")
    var seconds = 60

    func run() async throws {
        raiseFileLimit()
        let crowd = try await Crowd(devices: devices, period: .milliseconds(period))
        try await crowd.untilAllAreReady()
        await crowd.forget()
        let start = Clock.now()
        let before = (all: Clock.processor(), ours: await crowd.hostTime())
        try await Task.sleep(for: .seconds(seconds))
        let used = (all: Clock.processor() - before.all, ours: await crowd.hostTime() - before.ours)
        let time = Clock.now() - start
        let seen = await crowd.seen()
        await crowd.close()
        report(time, used.all, used.ours, seen)
    }

    private func report(_ time: Duration, _ all: Duration, _ ours: Duration, _ seen: Crowd.Seen) {
        func share(_ used: Duration) -> String { "\((used.microseconds / time.microseconds * 100).short) %" }
        let rate = Double(seen.polls) / time.microseconds * 1e6
        Table.row(
            "P10", "\(devices) devices at \(period) ms, host's thread", ours: "\(share(ours)), \(rate.short) polls/s",
            beside: "whole process, devices too: \(share(all))")
        Table.row(
            "P10", "  host's processor time of one poll",
            ours: "\((ours.microseconds / Double(max(1, seen.polls))).short) us")
        // Late by the schedule: from one poll to the next of the same device, less the period.
        let late = Spread(seen.gaps.map { abs($0 - Double(period) * 1_000) })
        let part = late.at(99) / (Double(period) * 1_000)
        Table.row(
            "P12", "  poll from its time, \(seconds) s, n=\(late.count)",
            ours: "p50 \(late.median.short) us, p99 \(late.at(99).short) us",
            beside: "longest gap \((Spread(seen.gaps).most / 1_000).short) ms", ratio: "\((part * 100).short) %",
            wanted: "p99 at most 2 %", holds: part <= 0.02)
        if seen.quiet > 0 { Table.say("      \(seen.quiet) devices were not polled at all") }
    }

    /// A device takes several descriptors, and the system's first limit is often 1,024. Where the last one is too low,
    /// a port says so when it is opened.
    private func raiseFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
