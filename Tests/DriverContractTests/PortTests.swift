import ConformKit
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Foundation
import SimulatorKit
import Synchronization
import Testing
import Transports

/// A person in a test: pulls levers of a device on a pty.
private struct LeverPerson: Person {
    let device: PtyDevice<EBDSDevice>
    let acts = Acts()

    final class Acts: Sendable {
        let count = Mutex(0)
    }

    func ask(_ hand: Hand, _ answer: @escaping @Sendable (HandAnswer) -> Void) {
        let number = acts.count.withLock { count in
            count += 1
            return count
        }
        guard let levers = Hands.acceptor(hand, number) else { return answer(.notDone("no such lever")) }
        Task {
            await device.pull(levers)
            answer(.done)
        }
    }

    func thank() {}
}

@Suite struct PortTests {
    private static func loop(_ name: String) -> PortLoop {
        let loop = PortLoop(name: name)
        loop.run()
        return loop
    }

    @Test("A suite that only runs in virtual time says nothing about the device on the counter")
    func conformsOverAPty() async throws {
        let (loop, other) = (Self.loop("device"), Self.loop("host"))
        defer {
            other.stop()
            loop.stop()
        }
        let device = PtyDevice(EBDSDevice(), on: loop)
        let node = try await device.start()
        let port = LivePort(
            .serial(path: node, LineSettings(.baud9600, .seven, .even)), on: other
        ) { PortOpener(loop: $0) }
        #expect(await port.isFree() == nil)
        let only = ["aDeviceIsUnderstood", "giveBack", "stack", "lossInEscrow"]
        // A unit that a busy machine holds up for seconds is no unit that was misunderstood.
        let unhurried = EBDSConfiguration(
            replyTimeout: .seconds(5), brokenAfter: .seconds(120), escrowAge: .seconds(60),
            interByteTimeout: .seconds(5))
        let found = await AnyDriver.conform(
            .acceptor(EBDSDialogue(unhurried)), at: port, person: LeverPerson(device: device), isPacketed: false,
            note: 500,
            only: only, told: { _, _, _ in })
        await device.end()
        let done = found.checks.filter { only.contains($0.name) }
        #expect(done.count == only.count)
        for check in done { #expect(check.end == .passed, "\(check.name)") }
        #expect(found.unit.contains { $0.name == "serial" })
        #expect(found.checks.filter { $0.end == .notDone("not asked for") }.count == found.checks.count - only.count)
    }

    @Test("An answer that came in time but lay unread on a busy machine is a fault that no device has")
    func hearsBeforeTheDeadline() async throws {
        let (loop, other) = (Self.loop("device"), Self.loop("host"))
        defer {
            other.stop()
            loop.stop()
        }
        let device = PtyDevice(BadDriver.Nobody(), on: loop)
        let node = try await device.start()
        let port = LivePort(.serial(path: node, LineSettings(.baud9600)), on: other) { PortOpener(loop: $0) }
        var far = LiveFarEnd(port, person: LeverPerson(device: PtyDevice(EBDSDevice(), on: loop)))
        #expect(far.open() == nil)
        far.send([1])
        // The loop is busy from here to long after the deadline; the answer comes meanwhile.
        other.execute { Thread.sleep(forTimeInterval: 0.3) }
        #expect(far.wait(until: far.now + .milliseconds(50)) == .received([3, 4]))
        far.close(.closedByUs)
        await device.end()
    }
}
