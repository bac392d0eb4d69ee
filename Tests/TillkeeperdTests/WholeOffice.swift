import ControlAPI
import DeviceKit
import Foundation
import RealService
import Synchronization
import Testing
import Transports

/// Devices in front of the real service: ports whose bytes are played by hand, or the whole bench of `tillsim`.
actor WholeOffice {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var ports: [String: PtyPair] = [:]
    private var heard: [String: [UInt8]] = [:]
    private var opened: Set<String> = []
    private var daemon: Daemon?
    private var bench: Daemon?
    let folder: String

    init() throws {
        loop = PortLoop(name: "office")
        loop.run()
        folder = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Makes a port that the settings can name.
    func plug(_ name: String) throws {
        ports[name] = try PtyPair(loop: loop, link: "\(folder)/\(name)") { [weak self] event in
            self?.assumeIsolated { office in
                switch event {
                case .opened: office.opened.insert(name)
                case .received(let bytes): office.heard[name, default: []] += bytes
                case .lost: office.opened.remove(name)
                }
            }
        }
    }

    func send(_ name: String, _ bytes: [UInt8]) { ports[name]?.send(bytes) }
    func bytes(at name: String) -> [UInt8] { heard[name] ?? [] }
    func isOpen(_ name: String) -> Bool { opened.contains(name) }

    /// Starts the simulated devices, whose ports the settings can name then. The answer pulls their levers.
    func startBench(_ arguments: [String]) async throws -> Caller {
        let bench = try Daemon(
            program: try Daemon.builtProgram("tillsim"), arguments: ["--directory", folder, "--port", "0"] + arguments)
        self.bench = bench
        guard await bench.ready.wait(.seconds(60)) == true,
            let line = bench.lastWords.first(where: { $0.hasPrefix("bench ") })
        else {
            throw Trouble("the bench did not start: \(bench.lastWords.joined(separator: "\n"))")
        }
        return Caller(base: String(line.dropFirst("bench ".count).dropLast("/bench".count)))
    }

    /// Where the service's page is; `nil` before its start.
    private(set) var page: Caller?

    /// Starts the service over these devices, on the loop's thread, which outlives it. Again after `kill`.
    func start(devices: String) async throws -> ControlClient {
        let port = try freePort()
        let settings = """
            station: K-07
            tenant: practice
            office: NORTH
            utility: Water
            receipt: {office: [North]}
            store: {path: journal.sqlite}
            ledger: {path: ledger.sqlite, practice: true}
            service: {port: \(port)}
            devices:
            \(devices)
            """
        try settings.write(toFile: folder + "/office.yaml", atomically: true, encoding: .utf8)
        let daemon = try Daemon(program: try Daemon.builtProgram(), settings: folder + "/office.yaml")
        self.daemon = daemon
        guard await daemon.ready.wait(.seconds(60)) == true else {
            throw Trouble("the service did not start: \(daemon.lastWords.joined(separator: "\n"))")
        }
        let base = "http://127.0.0.1:\(port)"
        page = Caller(base: base)
        return try ControlClient(base)
    }

    /// Ends the service at whatever it does.
    func kill() async {
        daemon?.kill()
        _ = await daemon?.ended.wait(.seconds(30))
    }

    /// How the service ended when it was asked to; the devices stay.
    func end() async -> Daemon.End? {
        daemon?.stop()
        return await daemon?.ended.wait(.seconds(30))
    }

    /// The same, and the end of everything else.
    func stop() async -> Daemon.End? {
        let end = await end()
        for port in ports.values { port.close() }
        daemon?.kill()
        bench?.kill()
        loop.stop()
        try? FileManager.default.removeItem(atPath: folder)
        return end
    }

    /// A port that nobody listens on now, and no other office of these tests is given. Below those that the kernel lends to
    /// callers: one of its own was lent again before the service had it.
    private func freePort() throws -> UInt16 {
        while true {
            let port = Self.nextPort.wrappingAdd(1, ordering: .relaxed).newValue
            guard port < 30_000 else { throw Trouble("no port is free") }
            do {
                let listener = try TCPListener(port: port, loop: loop) { _ in }
                listener.close()
                return port
            } catch { continue }  // somebody's: the next one
        }
    }

    private static let nextPort = Atomic<UInt16>(21_000)
}

/// Asks again and again until the answer is right; a minute at most, if nothing else is said.
func eventually(
    _ what: Comment, within limit: Duration = .seconds(60), _ ask: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await ask() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record(what)
}
