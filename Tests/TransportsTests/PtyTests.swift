import CLinux
import DeviceKit
import Foundation
import Glibc
import Testing

@testable import Transports

/// A pty with its device's end and its host's end open on the same loop.
private struct Cable {
    let device: PtyPair
    let host: SerialTransport
    let heardByDevice = Probe()
    let heardByHost = Probe()

    init(_ bench: isolated Bench, _ settings: LineSettings = .plain) async throws {
        let (device, probe) = (try PtyPair(loop: bench.loop, receiver: heardByDevice.record), heardByDevice)
        host = try SerialTransport(
            path: device.node, settings: settings, loop: bench.loop, receiver: heardByHost.record)
        self.device = device
        let other = heardByHost
        await bench.until("both ends open") { probe.opened == 1 && other.opened == 1 }
    }
}

@Suite struct PtyTests {
    @Test func everyByteValueTravelsBothWaysUnchanged() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench)
            let all = (0...255).map { UInt8($0) }
            cable.host.send(all)
            cable.device.send(all.reversed())
            await bench.until("all bytes") {
                cable.heardByDevice.bytes.count == 256 && cable.heardByHost.bytes.count == 256
            }
            #expect(cable.heardByDevice.bytes == all)
            #expect(cable.heardByHost.bytes == all.reversed())
            #expect(cable.heardByHost.events.first == .opened)
        }
    }

    @Test func bytesThatComeInPiecesKeepTheirOrder() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench)
            for value in 0..<50 {
                cable.device.send([UInt8(value)])
                await bench.until("the byte") { cable.heardByHost.bytes.count == value + 1 }
            }
            #expect(cable.heardByHost.bytes == (0..<50).map { UInt8($0) })
            #expect(cable.heardByHost.events.count > 10, "the pieces were glued: this test shows nothing")
        }
    }

    @Test func aPtyIsRecognisedAsALineThatHoldsNoParity() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench, LineSettings(.baud9600, .seven, .even))
            #expect(cable.host.lineTruth == .notHeld([.dataBits, .parity]))
            #expect(cable.host.modemLines() == .none)
            let plain = try await Cable(bench)
            #expect(plain.host.lineTruth == .held)
        }
    }

    @Test func sevenBitsAreSevenBitsEvenWhereTheLineHoldsEight() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench, LineSettings(.baud9600, .seven, .even))
            cable.device.send([0x82, 0x03, 0xFF])
            cable.host.send([0x81, 0x7F])
            await bench.until("bytes") { cable.heardByHost.bytes.count == 3 && cable.heardByDevice.bytes.count == 2 }
            #expect(cable.heardByHost.bytes == [0x02, 0x03, 0x7F])
            #expect(cable.heardByDevice.bytes == [0x01, 0x7F])
        }
    }

    @Test func aDeviceThatGoesAwayIsALossToldOnce() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench)
            cable.device.close()
            await bench.until("loss") { !cable.heardByHost.losses.isEmpty }
            cable.host.send([1, 2, 3])
            cable.host.close()
            cable.host.discardInput()
            await bench.untilTime(bench.loop.now() + .milliseconds(20))
            #expect(cable.heardByHost.losses == [.hungUp])
            #expect(cable.heardByDevice.losses == [.closedByUs])
        }
    }

    @Test func theLineSurvivesAHostThatClosesAndComesBack() async throws {
        try await Bench.run { bench in
            let (device, host, loop) = (Probe(), Probe(), bench.loop)
            let pty = try PtyPair(loop: loop, receiver: device.record)
            pty.send([9, 9])
            #expect(pty.droppedBytes == 2, "bytes to nobody are gone, as on a wire")
            for round in 1...3 {
                let port = try SerialTransport(path: pty.node, settings: .plain, loop: loop, receiver: host.record)
                await bench.until("open") { device.opened == round }
                pty.send([UInt8(round)])
                await bench.until("byte") { host.bytes.count == round }
                port.send([0x40 + UInt8(round)])
                port.close()
                await bench.until("hang-up") { device.losses.count == round && host.losses.count == round }
            }
            #expect(host.bytes == [1, 2, 3])
            #expect(device.bytes == [0x41, 0x42, 0x43], "the last byte before the close is lost")
            #expect(device.losses == [.hungUp, .hungUp, .hungUp])
            #expect(host.losses == [.closedByUs, .closedByUs, .closedByUs])
        }
    }

    @Test func theStableNamePointsToTheNewestPtyAndGoesWithIt() async throws {
        try await Bench.run { bench in
            let link = NSTemporaryDirectory() + "tillkeeper-pty-\(UUID().uuidString)"
            let probe = Probe()
            let first = try PtyPair(loop: bench.loop, link: link, receiver: probe.record)
            let second = try PtyPair(loop: bench.loop, link: link, receiver: probe.record)
            #expect(PortOwnership.linkTarget(link) == second.node)
            first.close()
            #expect(PortOwnership.linkTarget(link) == second.node, "an old simulator took the new one's name away")
            let host = Probe()
            let port = try SerialTransport(path: link, settings: .plain, loop: bench.loop, receiver: host.record)
            await bench.until("open through the name") { second.isOpen && host.opened == 1 }
            port.close()
            second.close()
            await bench.until("gone") { PortOwnership.linkTarget(link) == nil }
        }
    }

    @Test func aFileThatIsNotOursIsNeverReplacedByAStableName() async throws {
        try await Bench.run { bench in
            let path = NSTemporaryDirectory() + "tillkeeper-file-\(UUID().uuidString)"
            #expect(FileManager.default.createFile(atPath: path, contents: Data("keep".utf8)))
            defer { unlink(path) }
            #expect(throws: OpenFault.self) { try PtyPair(loop: bench.loop, link: path) { _ in } }
            let kept = try String(contentsOfFile: path, encoding: .utf8)
            #expect(kept == "keep")
        }
    }

    @Test func inputThatWasNotDeliveredCanBeForgotten() async throws {
        try await Bench.run { bench in
            let cable = try await Cable(bench)
            // No turn of the loop between these lines: the bytes arrive, nobody has read them.
            cable.device.send([1, 2, 3])
            try arrive(cable)
            cable.host.discardInput()
            cable.device.send([4])
            await bench.until("the fresh byte") { cable.heardByHost.bytes.last == 4 }
            #expect(cable.heardByHost.bytes == [4])
        }
    }

    /// Waits in `poll` until the host's end has input.
    private func arrive(_ cable: Cable) throws {
        let twin = open(cable.device.node, O_RDWR | O_NOCTTY | O_NONBLOCK)
        try #require(twin >= 0)
        defer { close(twin) }
        var state = pollfd(fd: twin, events: Int16(POLLIN), revents: 0)
        try #require(poll(&state, 1, 5000) == 1)
    }
}
