import DeviceKit
import Glibc
import Testing

@testable import Transports

/// A reader that types, as far as a machine without `/dev/uinput` can show it: what is refused and in which words, and
/// that whole key events arrive. The grab itself wants a kernel with an input device.
@Suite struct KeysTests {
    @Test func whatIsNoInputDeviceIsRefusedInWords() async throws {
        try await Bench.run { bench in
            let opener = PortOpener(loop: bench.loop)
            func fault(_ path: String) -> OpenFault? {
                do throws(OpenFault) {
                    _ = try opener.open(.keys(path: path)) { _ in }
                    return nil
                } catch { return error }
            }
            #expect(fault("/dev/input/by-id/nobody") == .noSuchNode(path: "/dev/input/by-id/nobody"))
            let pty = try PtyPair(loop: bench.loop) { _ in }
            for path in ["/etc/passwd", "/tmp", "/dev/null", pty.node] {
                #expect(fault(path) == .noInputDevice(path: path))
            }
            #expect(fault("/dev/null")?.sentence.contains("-event-kbd") == true)
        }
    }

    /// A pipe gives what an input device gives: whole records, and an end when the plug is pulled.
    @Test func keyEventsArriveWholeAndThePlugIsHeard() async throws {
        try await Bench.run { bench in
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
            let probe = Probe()
            let traits = StreamTraits(isSocket: false, writeDeadline: .seconds(5), linger: .zero)
            let stream = StreamPort(loop: bench.loop, descriptor: ends[0], traits: traits, receiver: probe.record)
            await bench.until("opened") { probe.opened == 1 }
            let events = (0..<3).flatMap { event in (0..<24).map { UInt8(event * 24 + $0) } }
            #expect(write(ends[1], events, events.count) == events.count)
            await bench.until("three events") { probe.bytes == events }
            Glibc.close(ends[1])
            await bench.until("the plug") { probe.losses == [.hungUp] }
            stream.close()
        }
    }

    /// The grab: who else has the device open hears nothing while we hold it, and hears again when we let go.
    @Test(.enabled(if: KeyboardOfOurs.isPossible))
    func whileWeHoldItNobodyElseHearsTheKeys() async throws {
        try await Bench.run { bench in
            let keyboard = try #require(KeyboardOfOurs())
            // udev makes the node.
            await bench.until("the node") { access(keyboard.node, R_OK) == 0 }
            let other = open(keyboard.node, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            try #require(other >= 0)
            defer { Glibc.close(other) }
            func othersBytes() -> Int {
                var bytes = [UInt8](repeating: 0, count: 4_096)
                return max(0, read(other, &bytes, bytes.count))
            }
            let probe = Probe()
            let port = try KeysTransport(path: keyboard.node, loop: bench.loop, receiver: probe.record)
            await bench.until("opened") { probe.opened == 1 }
            keyboard.type([2, 3, 28])
            // Three keys, down and up, each with its report: twelve records.
            await bench.until("the keys") { probe.bytes.count == 12 * 24 }
            #expect(othersBytes() == 0)
            do throws(OpenFault) {
                _ = try KeysTransport(path: keyboard.node, loop: bench.loop) { _ in }
                Issue.record("grabbed twice")
            } catch {
                guard case .busy = error else {
                    Issue.record("\(error)")
                    return
                }
            }
            port.close()
            await bench.until("closed") { probe.losses == [.closedByUs] }
            keyboard.type([4])
            await bench.until("the others hear") { othersBytes() > 0 }

            let again = Probe()
            let held = try KeysTransport(path: keyboard.node, loop: bench.loop, receiver: again.record)
            await bench.until("opened again") { again.opened == 1 }
            #expect(again.bytes.isEmpty, "what was typed before was for somebody else")
            keyboard.pull()
            await bench.until("the plug") { again.losses == [.hungUp] }
            held.close()
        }
    }
}
