import DeviceKit
import Glibc
import Testing

@testable import Transports

@Suite struct TCPTests {
    @Test func bytesTravelBothWaysAndALaterClientIsServed() async throws {
        try await Bench.run { bench in
            let (device, loop) = (Probe(), bench.loop)
            let listener = try TCPListener(port: 0, loop: loop, receiver: device.record)
            for round in 1...3 {
                let host = Probe()
                let port = TCPTransport(host: "127.0.0.1", port: listener.port, loop: loop, receiver: host.record)
                await bench.until("connected") { host.opened == 1 && device.opened == round }
                #expect(port.modemLines() == .none)
                port.send([UInt8(round)])
                await bench.until("at the device") { device.bytes.count == round }
                listener.send([0x10, UInt8(round)])
                await bench.until("at the host") { host.bytes == [0x10, UInt8(round)] }
                port.close()
                await bench.until("hang-up") { device.losses.count == round && host.losses == [.closedByUs] }
            }
            #expect(device.losses == [.hungUp, .hungUp, .hungUp])
            listener.close()
            await bench.until("closed") { device.losses.last == .closedByUs }
        }
    }

    @Test func aNameIsResolvedWithoutHoldingUpTheLoop() async throws {
        try await Bench.run { bench in
            let (device, host) = (Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: device.record)
            let port = TCPTransport(host: "localhost", port: listener.port, loop: bench.loop, receiver: host.record)
            await bench.until("connected by name") { host.opened == 1 }
            port.close()
        }
    }

    @Test func inputThatWasNotDeliveredCanBeForgotten() async throws {
        try await Bench.run { bench in
            let (device, host) = (Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: device.record)
            let port = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: host.record)
            await bench.until("connected") { host.opened == 1 && listener.isOpen }
            // Loopback delivers inside the call, and no turn of the loop lies between these lines.
            listener.send([1, 2, 3])
            port.discardInput()
            listener.send([4])
            await bench.until("the fresh byte") { host.bytes.last == 4 }
            #expect(host.bytes == [4])
            port.close()
        }
    }

    @Test func aNameNobodyKnowsIsSaidToBeUnknown() async throws {
        try await Bench.run { bench in
            let host = Probe()
            _ = TCPTransport(
                host: "no-such-printer.invalid", port: 9100, loop: bench.loop, connectDeadline: .seconds(15),
                receiver: host.record)
            await bench.until("answer") { !host.losses.isEmpty }
            let address = PortAddress.tcp(host: "no-such-printer.invalid", port: 9100)
            let fault = OpenFault(connecting: address, loss: host.losses[0])
            #expect(fault == .unknownHost(host: "no-such-printer.invalid") || fault == .timedOut(address))
        }
    }

    @Test func aDeviceThatHangsUpIsALossToldOnce() async throws {
        try await Bench.run { bench in
            let (device, host) = (Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: device.record)
            let port = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: host.record)
            await bench.until("connected") { host.opened == 1 && listener.isOpen }
            listener.dropClient()
            await bench.until("loss") { !host.losses.isEmpty }
            port.send([1])
            port.close()
            await bench.untilTime(bench.loop.now() + .milliseconds(10))
            #expect(host.losses == [.hungUp])
        }
    }

    @Test func aClosedPortIsRefused() async throws {
        try await Bench.run { bench in
            let (device, host) = (Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: device.record)
            listener.close()
            await bench.until("closed") { !device.losses.isEmpty }
            _ = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: host.record)
            await bench.until("refused") { !host.losses.isEmpty }
            #expect(host.events == [.lost(.failed(errno: ECONNREFUSED))])
            let address = PortAddress.tcp(host: "127.0.0.1", port: listener.port)
            #expect(OpenFault(connecting: address, loss: .failed(errno: ECONNREFUSED)) == .refused(address))
        }
    }

    @Test func aDeviceThatDoesNotAnswerIsGivenUpAtTheDeadline() async throws {
        // A listener whose queue is full drops further calls, as a switched-off device does.
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(listener >= 0)
        defer { close(listener) }
        let any = try #require(SocketAddress.resolve(host: "127.0.0.1", port: 0, numericOnly: true).first)
        #expect(any.apply(Glibc.bind, to: listener) == 0)
        #expect(listen(listener, 0) == 0)
        let port = try #require(SocketAddress.boundPort(of: listener))
        let there = try #require(SocketAddress.resolve(host: "127.0.0.1", port: port, numericOnly: true).first)
        let fillers = try (0..<8).map { _ in
            let filler = try there.socket().get()
            _ = there.apply(Glibc.connect, to: filler)
            return filler
        }
        defer { for filler in fillers { close(filler) } }
        try await Bench.run { bench in
            let host = Probe()
            let transport = TCPTransport(
                host: "127.0.0.1", port: port, loop: bench.loop, connectDeadline: .milliseconds(50),
                receiver: host.record)
            await bench.until("given up") { !host.losses.isEmpty }
            #expect(host.events == [.lost(.failed(errno: ETIMEDOUT))])
            transport.close()
            let address = PortAddress.tcp(host: "127.0.0.1", port: port)
            #expect(OpenFault(connecting: address, loss: .failed(errno: ETIMEDOUT)) == .timedOut(address))
        }
    }

    @Test func aConnectionGivenUpByUsIsToldSo() async throws {
        try await Bench.run { bench in
            let host = Probe()
            let port = TCPTransport(host: "127.0.0.1", port: 9, loop: bench.loop, receiver: host.record)
            port.close()
            await bench.until("closed") { !host.losses.isEmpty }
            #expect(host.events == [.lost(.closedByUs)])
        }
    }

    @Test func aSecondClientIsTurnedAwayAndTheFirstKeepsItsLink() async throws {
        try await Bench.run { bench in
            let (device, first, second) = (Probe(), Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: device.record)
            let port = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: first.record)
            await bench.until("first") { first.opened == 1 && listener.isOpen }
            _ = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: second.record)
            await bench.until("second turned away") { second.losses.count == 1 && listener.turnedAway == 1 }
            port.send([7])
            await bench.until("the first still talks") { device.bytes == [7] }
            #expect(first.losses == [])
        }
    }

    @Test func aPortThatIsTakenIsSaidToBeBusy() async throws {
        try await Bench.run { bench in
            let listener = try TCPListener(port: 0, loop: bench.loop) { _ in }
            #expect(throws: OpenFault.busy(path: "127.0.0.1:\(listener.port)", owner: nil)) {
                _ = try TCPListener(port: listener.port, loop: bench.loop) { _ in }
            }
        }
    }
}
