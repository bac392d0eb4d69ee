import DeviceKit
import EBDSSimulator
import Foundation
import Glibc
import SimulatorKit
import Testing
import Transports

@testable import tillkeeper

/// A simulated unit behind a pty that, like a real one, understands nothing while the line has another speed. A pty
/// itself carries bytes at any; so the far end looks at what was set.
private actor Bench {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var pty: PtyPair?
    private var device = EBDSDevice()
    private var last = Duration.seconds(60)

    init() {
        loop = PortLoop(name: "bench")
        loop.run()
    }

    /// The node of a unit that listens at this speed.
    func plugIn(_ speed: speed_t) throws -> String {
        let pty = try PtyPair(loop: loop) { [weak self] event in self?.assumeIsolated { $0.hear(event, speed) } }
        self.pty = pty
        return pty.node
    }

    private func hear(_ event: TransportEvent, _ speed: speed_t) {
        guard case .received(let bytes) = event, let pty else { return }
        guard Self.speed(of: pty.node) == speed else { return pty.send([0xF8, 0x00, 0x80]) }
        last += .seconds(1)
        let step = device.on(.received(bytes), now: last)
        device = step.next
        for case .send(let bytes) in step.effects { pty.send(bytes) }
    }

    private static func speed(of node: String) -> speed_t {
        let descriptor = open(node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        defer { close(descriptor) }
        var flags = termios()
        tcgetattr(descriptor, &flags)
        return cfgetospeed(&flags)
    }

    func end() {
        pty?.close()
        pty = nil
    }

    /// With patience for a machine that is busy with other tests.
    func probe() -> LineProbe { LineProbe(loop: loop, patience: .seconds(2)) { PortOpener(loop: $0) } }
}

@Suite struct ProbeTests {
    @Test func aUnitAtAnotherSpeedIsFoundThroughARealTerminal() async throws {
        let bench = Bench()
        let node = try await bench.plugIn(speed_t(B9600))
        let plan = KnockPlan("ebds", at: .serial(path: node, LineSettings(.baud38400, .seven, .even)))
        let tries = await bench.probe().follow(plan)
        #expect(tries.last?.heard == .understood && tries.last?.language == "ebds", "\(tries)")
        #expect(tries.last?.line?.speed == .baud9600 && tries.count > 1)
        let device = Made.validator(.node(Made.node(node)), tries: tries)
        #expect(LineCheck.findings(device).map(\.sign) == [.otherLine])
        await bench.end()
        bench.loop.stop()
    }

    @Test func aPortThatIsNotThereIsASentence() async {
        let bench = Bench()
        let tries = await bench.probe().follow(
            KnockPlan("ccnet", at: .serial(path: "/dev/no-such-line", LineSettings(.baud9600))))
        #expect(tries.map(\.heard) == [.refused(.noSuchNode(path: "/dev/no-such-line"))])
        bench.loop.stop()
    }

    /// Another program has the line open: it is named, and the line counts as not free.
    @Test func theHolderOfAPortIsNamed() async throws {
        let bench = Bench()
        let node = try await bench.plugIn(speed_t(B9600))
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sleep")
        holder.arguments = ["60"]
        let file = try #require(FileHandle(forUpdatingAtPath: node))
        holder.standardInput = file
        // Or whoever reads this test's output would wait for the child, too.
        holder.standardOutput = FileHandle.nullDevice
        holder.standardError = FileHandle.nullDevice
        try holder.run()
        try file.close()
        defer { kill(holder.processIdentifier, SIGKILL) }
        var facts = NodeProbe.facts(node)
        // The child needs a moment until it is what it becomes.
        for _ in 0..<500 where facts.owners.first?.name != "sleep" {
            try await Task.sleep(for: .milliseconds(20))
            facts = NodeProbe.facts(node)
        }
        #expect(facts.owners == [PortOwner(pid: holder.processIdentifier, name: "sleep")], "\(facts)")
        #expect(facts.exists && facts.otherKind == nil && !Examination.isFree(.node(facts)))
        #expect(PortCheck.findings(Made.validator(facts), Made.facts()).first?.what.contains("(sleep)") == true)
        await bench.end()
        bench.loop.stop()
    }

    @Test func whatIsNoPortIsSaidToBeWhatItIs() {
        #expect(NodeProbe.facts("/tmp").otherKind == "a folder")
        #expect(NodeProbe.facts("/etc/passwd").otherKind == "a file")
        #expect(NodeProbe.facts("/dev/null").otherKind == nil && NodeProbe.facts("/dev/null").exists)
        #expect(!NodeProbe.facts("/dev/serial/by-id/nothing").exists)
    }

    @Test func ourOwnRightsAreThoseOfTheSystem() throws {
        let root = try #require(UserProbe.facts("root"))
        #expect(root.uid == 0 && root.groups.contains(0) && UserProbe.facts("nobody-of-this-name") == nil)
        #expect(UserProbe.ourselves().uid == geteuid())
        #expect((NodeProbe.rights("/dev/null")?.mode ?? 0) & 0o666 == 0o666 && NodeProbe.rights("/nowhere") == nil)
    }

    @Test(.enabled(if: access("/dev/shm", W_OK) == 0)) func aFolderInMemoryIsNoDisk() {
        let disk = DiskProbe.facts("/dev/shm", measure: true)
        #expect(disk.flushes.count >= 3, "\(disk)")
        #expect(DiskCheck.findings(disk).first?.sign == .diskForgets, "\(disk)")
        #expect(DiskProbe.facts("/dev/shm", measure: false).flushes.isEmpty)
    }

    @Test func theMeasureLeavesNothingBehind() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let disk = DiskProbe.facts(folder.path, measure: true)
        #expect(disk.flushes.count >= 3 && disk.fileSystem != nil && disk.notMeasured == nil, "\(disk)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try FileManager.default.removeItem(at: folder)
        #expect(DiskProbe.facts(folder.path, measure: true).notMeasured?.contains("cannot be written") == true)
    }

    @Test func theLongestMountIsTheRightOne() {
        let table = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,nobarrier
            30 22 0:26 / /var/lib rw - xfs /dev/vdb rw
            31 22 0:27 / /var/lib/till\\040keeper rw - tmpfs tmpfs rw,size=4k
            32 22 0:28 / /var/libra rw - overlay none rw
            """
        #expect(DiskProbe.mount(of: "/var/lib/tillkeeper", in: table)?.kind == "xfs")
        #expect(DiskProbe.mount(of: "/var/lib/till keeper/x", in: table)?.kind == "tmpfs")
        #expect(DiskProbe.mount(of: "/srv", in: table)?.options.contains("nobarrier") == true)
        #expect(DiskProbe.mount(of: "/srv", in: "garbage\n") == nil)
    }

    @Test func theClockOfThisMachineIsRead() {
        let clock = ClockProbe.facts(newestEntry: nil)
        #expect(clock.now > ClockCheck.oldest)
    }
}
