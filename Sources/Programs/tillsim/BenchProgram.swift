import BenchKit
import DeviceKit
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Transports
import UnixSignals

/// Where everything is, once it is up.
struct BenchAddresses: Hashable, Sendable {
    /// The devices in the order of the page, each with its port.
    let ports: [Wire: String]
    /// The order in which they are told.
    let wires: [Wire]
    /// Without a slash at the end.
    let http: String

    /// The port of a device; empty where it is not on the bench.
    func port(_ wire: Wire) -> String { ports[wire] ?? "" }
}

/// The wiring: port loop, keeper, pages, server; up in this order and down in the reverse one.
struct BenchProgram: Sendable {
    /// Folder of the lines' names; made if it is missing.
    var directory: String
    var host = "127.0.0.1"
    /// 0: any that is free.
    var port = 8081
    /// TCP ports of devices with a network plug; the others are on ptys.
    var networkPorts: [Wire: UInt16] = [:]
    var configuration = BenchConfiguration()
    /// Signals that end the program in good order.
    var signals: [UnixSignal] = []

    /// Runs until a signal or cancellation; `ready` is called once when lines and pages can be used. Throws a
    /// `BenchFault` when it cannot start.
    func run(ready: @escaping @Sendable (BenchAddresses) -> Void) async throws {
        let pages = try opening("The pages are not beside the program") { try PageFolder() }
        try opening("The folder \(directory) cannot be made") {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
        let loop = PortLoop(name: "tillsim")
        loop.run()
        // After the keeper's last job; from here on nobody enqueues anything.
        defer { loop.stop() }
        let keeper = Keeper(
            loop: loop, configuration: configuration, clock: Self.wallClock(loop), directory: directory,
            network: networkPorts.mapValues { NetworkPlug(host: host, port: $0) })
        do {
            try await keeper.open()
        } catch {
            throw BenchFault("The lines in \(directory) cannot be made: \(error)")
        }
        do {
            try await serve(keeper, pages, ready)
        } catch {
            await keeper.close()
            throw error is IOError ? BenchFault("Port \(port) on \(host) cannot be used: \(error)") : error
        }
        await keeper.close()
    }

    private func serve(
        _ keeper: Keeper, _ pages: PageFolder, _ ready: @escaping @Sendable (BenchAddresses) -> Void
    ) async throws {
        var logger = Logger(label: "tillsim", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        let host = host
        let wires = configuration.wires
        let application = Application(
            router: BenchRoutes(keeper: keeper, pages: pages, configuration: configuration).router(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "tillsim"),
            onServerRunning: { channel in
                let shown = host.contains(":") ? "[\(host)]" : host
                ready(
                    BenchAddresses(
                        ports: Dictionary(uniqueKeysWithValues: wires.map { ($0, keeper.link($0)) }), wires: wires,
                        http: "http://\(shown):\(channel.localAddress?.port ?? 0)"))
            },
            logger: logger)
        try await application.runService(gracefulShutdownSignals: signals)
    }

    private func opening<Value>(_ what: String, _ open: () throws -> Value) throws(BenchFault) -> Value {
        do {
            return try open()
        } catch {
            throw BenchFault("\(what): \(error.localizedDescription)")
        }
    }

    /// The loop's time as time of day where the bench stands.
    private static func wallClock(_ loop: PortLoop) -> WallClock {
        let now = loop.now()
        let parts = Calendar.current.dateComponents([.hour, .minute, .second, .nanosecond], from: Date())
        let seconds = (parts.hour ?? 0) * 3_600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0)
        return WallClock(milliseconds: Int64(seconds * 1_000 + (parts.nanosecond ?? 0) / 1_000_000), at: now)
    }
}

/// Why the program did not start, as a sentence.
struct BenchFault: Error, Hashable, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
