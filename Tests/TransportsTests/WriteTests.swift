import CLinux
import DeviceKit
import Glibc
import Testing

@testable import Transports

/// A device that takes bytes only when told to: the raw end of a pty or socket, without a transport.
private final class SlowReader {
    let descriptor: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var ended = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Takes at most `count` bytes.
    func take(_ count: Int) {
        var buffer = [UInt8](repeating: 0, count: count)
        switch buffer.withUnsafeMutableBytes({ readOnce(descriptor, into: $0) }) {
        case .bytes(let got): bytes += buffer[..<got]
        case .nothingYet: break
        case .end, .failed: ended = true
        }
    }

    /// A little at every turn of the loop, with a word back each time.
    func take(_ count: Int, everyTurnOf loop: PortLoop, until total: Int, answering answer: [UInt8] = []) {
        take(count)
        if !answer.isEmpty { _ = writeOnce(descriptor, answer[...], isSocket: true) }
        guard !ended, bytes.count < total else { return }
        _ = loop.schedule(at: loop.now()) {
            self.take(count, everyTurnOf: loop, until: total, answering: answer)
        }
    }
}

@Suite struct WriteTests {
    private static let megabyte = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }

    private func rawPty() throws -> (master: Int32, node: String) {
        var name = [CChar](repeating: 0, count: 128)
        let master = clinux_pty_open(&name, name.count)
        try #require(master >= 0)
        return (master, String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    @Test func aReceiptLongerThanEveryBufferArrivesWhole() async throws {
        let (master, node) = try rawPty()
        defer { close(master) }
        try await Bench.run { bench in
            let probe = Probe()
            let port = try SerialTransport(path: node, settings: .plain, loop: bench.loop, receiver: probe.record)
            let reader = SlowReader(master)
            await bench.until("open") { probe.opened == 1 }
            port.send(Array(Self.megabyte[..<1000]))
            port.send(Array(Self.megabyte[1000...]))
            reader.take(4095, everyTurnOf: bench.loop, until: Self.megabyte.count)
            await bench.until("a megabyte") { reader.bytes.count >= Self.megabyte.count }
            #expect(reader.bytes == Self.megabyte)
            #expect(probe.events == [.opened])
        }
    }

    @Test func aReceiptToANetworkPrinterArrivesWholeEvenWhenWeCloseAtOnce() async throws {
        try await Bench.run { bench in
            let (printer, host) = (Probe(), Probe())
            let listener = try TCPListener(port: 0, loop: bench.loop, receiver: printer.record)
            let port = TCPTransport(host: "127.0.0.1", port: listener.port, loop: bench.loop, receiver: host.record)
            port.send(Self.megabyte)
            await bench.until("connected") { host.opened == 1 }
            port.close()
            await bench.until("hang-up at the printer") { printer.losses.count == 1 && host.losses.count == 1 }
            let whole = printer.bytes == Self.megabyte
            #expect(whole)
            #expect(host.losses == [.closedByUs])
        }
    }

    @Test func closingDoesNotTearDownAReceiptThatThePrinterIsStillReading() async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(listener >= 0)
        defer { close(listener) }
        let any = try #require(SocketAddress.resolve(host: "127.0.0.1", port: 0, numericOnly: true).first)
        #expect(any.apply(Glibc.bind, to: listener) == 0)
        #expect(listen(listener, 1) == 0)
        let number = try #require(SocketAddress.boundPort(of: listener))
        try await Bench.run { bench in
            let host = Probe()
            let port = TCPTransport(host: "127.0.0.1", port: number, loop: bench.loop, receiver: host.record)
            await bench.until("connected") { host.opened == 1 }
            let printer = SlowReader(clinux_accept(listener))
            defer { close(printer.descriptor) }
            port.send(Self.megabyte)
            port.close()
            // The printer talks back while it reads: bytes that nobody wants any more, and that must not reset the link.
            printer.take(16384, everyTurnOf: bench.loop, until: Self.megabyte.count, answering: [0x14, 0, 0, 0])
            await bench.until("whole or torn") { printer.bytes.count >= Self.megabyte.count || printer.ended }
            let whole = printer.bytes == Self.megabyte
            #expect(whole)
            #expect(host.losses.allSatisfy { $0 == .closedByUs })
        }
    }

    @Test func aDeviceThatTakesNothingIsLostAfterTheDeadline() async throws {
        let (master, node) = try rawPty()
        defer { close(master) }
        try await Bench.run { bench in
            let probe = Probe()
            let port = try SerialTransport(
                path: node, settings: .plain, loop: bench.loop, writeDeadline: .milliseconds(40),
                receiver: probe.record)
            port.send(Self.megabyte)
            await bench.until("loss") { !probe.losses.isEmpty }
            #expect(probe.losses == [.writeTimedOut])
        }
    }

    /// Takes a receipt in more time than the deadline allows for one byte, with a gap of a fortieth of it between the
    /// pieces. A machine that stretches a gap to half the deadline has not measured anything: it is asked again, with
    /// more patience.
    @Test func aSlowDeviceIsNotLostAsLongAsItTakesSomething() async throws {
        for deadline in [Duration.seconds(1), .seconds(4), .seconds(16)] {
            let (master, node) = try rawPty()
            defer { close(master) }
            let measured = try await Bench.run { bench in
                let (probe, loop) = (Probe(), bench.loop)
                let port = try SerialTransport(
                    path: node, settings: .plain, loop: loop, writeDeadline: deadline, receiver: probe.record)
                let reader = SlowReader(master)
                let receipt = Array(Self.megabyte[..<131_072])
                port.send(receipt)
                var (last, widest) = (loop.now(), Duration.zero)
                while reader.bytes.count < receipt.count, !reader.ended, widest < deadline / 2 {
                    reader.take(2048)
                    await bench.untilTime(loop.now() + deadline / 40)
                    widest = max(widest, loop.now() - last)
                    last = loop.now()
                }
                guard widest < deadline / 2 else { return false }
                #expect(probe.losses == [])
                let whole = reader.bytes == receipt
                #expect(whole)
                return true
            }
            if measured { return }
        }
        Issue.record("this machine stood still for eight seconds three times: nothing was measured")
    }

    @Test func closingWaitsForTheLastBytesButNotForEver() async throws {
        let (master, node) = try rawPty()
        defer { close(master) }
        try await Bench.run { bench in
            let probe = Probe()
            let port = try SerialTransport(path: node, settings: .plain, loop: bench.loop, receiver: probe.record)
            port.send(Self.megabyte)
            port.close()
            await bench.until("closed") { !probe.losses.isEmpty }
            #expect(probe.losses == [.closedByUs])
        }
    }
}
