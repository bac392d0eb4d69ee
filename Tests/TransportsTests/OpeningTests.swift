import CLinux
import DeviceKit
import Foundation
import Glibc
import Testing

@testable import Transports

@Suite struct OpeningTests {
    @Test func aSecondOwnerIsRefusedAndToldWhoTheFirstIs() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let opener = PortOpener(loop: bench.loop)
            let address = PortAddress.serial(path: pty.node, .plain)
            let probe = Probe()
            let first = try opener.open(address, receiver: probe.record)
            let fault = #expect(throws: OpenFault.self) { _ = try opener.open(address) { _ in } }
            let own = getpid()
            guard case .busy(_, let owner?) = fault else {
                Issue.record("not busy: \(String(describing: fault))")
                return
            }
            #expect(owner.pid == own)
            #expect(fault?.sentence.contains("process \(own) (") == true)

            first.close()
            await bench.until("closed") { probe.losses == [.closedByUs] }
            let again = try opener.open(address) { _ in }
            again.close()
        }
    }

    @Test func anotherProgramsLockIsRespectedAndNamed() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let other = Process()
            let (input, output) = (Pipe(), Pipe())
            other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
            other.arguments = ["-x", pty.node, "-c", "echo held; cat"]
            (other.standardInput, other.standardOutput) = (input, output)
            try other.run()
            #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
            let owner = PortOwner(pid: other.processIdentifier, name: "flock")
            #expect(throws: OpenFault.busy(path: pty.node, owner: owner)) {
                _ = try SerialTransport(path: pty.node, settings: .plain, loop: bench.loop) { _ in }
            }
            try input.fileHandleForWriting.close()
            other.waitUntilExit()
        }
    }

    @Test func aKilledOwnerDoesNotKeepTheNextOneOut() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let descriptor = open(pty.node, O_RDWR | O_NOCTTY)
            try #require(descriptor >= 0)
            try SerialNode.claim(descriptor, pty.node, isPty: true)
            close(descriptor)  // as the kernel does it for a killed process: nothing is undone by hand
            let probe = open(pty.node, O_RDWR | O_NOCTTY)
            #expect(clinux_tty_is_exclusive(probe) == 0)
            close(probe)
        }
    }

    /// glibc answers EINVAL to a frame that a pty does not keep, but only when nothing else was left to change: the
    /// service would come up once and never again on the same port.
    @Test func aSevenBitPortOpensAgainAfterARestart() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let settings = LineSettings(.baud9600, .seven, .even)
            for _ in 0..<3 {
                let probe = Probe()
                let port = try SerialTransport(
                    path: pty.node, settings: settings, loop: bench.loop, receiver: probe.record)
                #expect(port.lineTruth == .notHeld([.dataBits, .parity]))
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
            }
        }
    }

    @Test func whatCannotBeOpenedIsSaidInWords() async throws {
        try await Bench.run { bench in
            func fault(_ path: String) -> OpenFault? {
                do throws(OpenFault) {
                    _ = try SerialTransport(path: path, settings: .plain, loop: bench.loop) { _ in }
                    return nil
                } catch { return error }
            }
            #expect(fault("/dev/ttyNOPE7") == .noSuchNode(path: "/dev/ttyNOPE7"))
            #expect(fault("/etc/passwd") == .wrongKind(path: "/etc/passwd", what: "a file"))
            #expect(fault("/tmp") == .wrongKind(path: "/tmp", what: "a folder"))
            #expect(fault("/dev/null") == .wrongKind(path: "/dev/null", what: "a device without line settings"))
        }
    }

    @Test func aRefusedOpeningLeavesNoDescriptorBehind() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let kept = try SerialTransport(path: pty.node, settings: .plain, loop: bench.loop) { _ in }
            for _ in 0..<50 {
                #expect(throws: OpenFault.self) {
                    _ = try SerialTransport(path: pty.node, settings: .plain, loop: bench.loop) { _ in }
                }
            }
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
                .filter { PortOwnership.linkTarget("/proc/self/fd/\($0)") == pty.node }
            #expect(open.count == 1)
            kept.close()
        }
    }

    @Test(arguments: [
        (EACCES, "belongs to group"), (EPERM, "belongs to group"), (EBUSY, "in use"), (ENOENT, "plugged in"),
        (ENXIO, "no device answers"), (EIO, "no device answers"), (EMFILE, "system error 24"),
    ])
    func eachRefusalTellsTheTechnicianWhatToDo(errno: Int32, words: String) {
        #expect(SerialNode.fault("/dev/null", errno).sentence.contains(words))
    }

    @Test func theOwnerOfALockIsReadFromTheSystemsTable() {
        let table = """
            1: POSIX  ADVISORY  WRITE 11 00:1a:3 0 EOF
            2: FLOCK  ADVISORY  WRITE 13235 00:1a:3 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 99 00:1a:3 0 EOF
            3: FLOCK  ADVISORY  WRITE -1 00:1a:4 0 EOF
            nonsense
            4: FLOCK
            """
        #expect(PortOwnership.lockOwner(in: table, major: 0, minor: 0x1A, inode: 3) == 13235)
        #expect(PortOwnership.lockOwner(in: table, major: 0, minor: 0x1A, inode: 4) == nil)
        #expect(PortOwnership.lockOwner(in: table, major: 1, minor: 0x1A, inode: 3) == nil)
    }

    @Test func aProgramThatKnowsNoLocksIsFoundByItsOpenFiles() async throws {
        try await Bench.run { bench in
            let pty = try PtyPair(loop: bench.loop) { _ in }
            let descriptor = open(pty.node, O_RDWR | O_NOCTTY)
            defer { close(descriptor) }
            #expect(PortOwnership.opener(of: pty.node)?.pid == getpid())
            #expect(PortOwnership.opener(of: "/dev/ttyNOPE7") == nil)
        }
    }
}
