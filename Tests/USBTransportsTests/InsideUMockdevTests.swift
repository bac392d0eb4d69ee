import DeviceKit
import Testing
import Transports
import USBTransports

private let printerIdentity = USBIdentity(vendor: 0x04B8, product: 0x0202, serial: "SN0001")

extension Bench {
    /// Opens a port and waits for it.
    fileprivate func opened(
        _ opener: USBPortOpener, _ address: PortAddress, _ probe: Probe,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> any ByteTransport {
        let port = try opener.open(address, receiver: probe.record)
        await until("opened", sourceLocation: sourceLocation) { probe.opened == 1 }
        return port
    }

    fileprivate func opener(
        writeDeadline: Duration = .seconds(5), news: @escaping (HotPlugEvent) -> Void = { _ in }
    ) -> USBPortOpener {
        USBPortOpener(loop: loop, others: PortOpener(loop: loop), writeDeadline: writeDeadline, news: news)
    }
}

/// Why a port does not open.
private func refusal(_ opener: USBPortOpener, _ address: PortAddress) -> OpenFault? {
    do throws(OpenFault) {
        _ = try opener.open(address) { _ in }
        return nil
    } catch { return error }
}

/// An identity as it is written.
private func named(_ text: String) -> USBIdentity {
    guard let identity = USBIdentity(text) else { preconditionFailure("\(text) is no identity") }
    return identity
}

@Suite("InsideUMockdev", .serialized, .enabled(if: MockBus.socketName != nil, "runs inside of umockdev only"))
struct InsideUMockdev {
    @Suite("InsideUMockdev: a printer", .serialized)
    struct Printer {
        @Test("A receipt that reaches the paper otherwise than byte for byte is no receipt")
        func receipt() async throws {
            let unit = MockUnit.printer()
            unit.plug(driver: "usblp")
            let receipt = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                #expect((port as? USBPrinterTransport)?.deviceID?.model == "TM-MOCK")
                port.send(Array(receipt[..<3]))
                for start in stride(from: 3, to: receipt.count, by: 3001) {
                    port.send(Array(receipt[start..<min(start + 3001, receipt.count)]))
                }
                await bench.until("printed") { unit.taken.count == receipt.count }
                unit.say([0x12])
                unit.say([])
                unit.say([0x16, 0x17])
                await bench.until("status heard") { probe.bytes == [0x12, 0x16, 0x17] }
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                opener.close()
            }
            #expect(unit.taken == receipt)
            // The kernel's driver is sent away, and gets its printer back.
            #expect(MockBus.shared.notes(unit.node) == ["detach 0", "claim 0", "release 0", "attach 0"])
            unit.unplug()
        }

        @Test(
            "A reset that knows one form only would leave half of all printers stuck",
            arguments: [0x21, 0x23] as [UInt8])
        func softReset(_ form: UInt8) async throws {
            let unit = MockUnit.printer("1-1", number: form == 0x21 ? 10 : 11, resetType: form)
            unit.plug()
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                guard let printer = port as? USBPrinterTransport else { return }
                var (status, done): (PrinterPortStatus?, Bool?)
                printer.readPortStatus { status = $0 }
                printer.softReset { done = $0 }
                await bench.until("answered") { status?.byte == 0x18 && done != nil }
                #expect(done == true)
                #expect(status?.isSelected == true && status?.isInError == false && status?.isPaperEmpty == false)
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                opener.close()
            }
            let resets = unit.requests.filter { $0[1] == 2 }.map { $0[0] }
            #expect(resets == (form == 0x21 ? [0x21] : [0x21, 0x23]))
            // No driver was there before, so none is called afterwards.
            #expect(MockBus.shared.notes(unit.node) == ["claim 0", "release 0"])
            unit.unplug()
        }

        @Test("A plug that is pulled in mid-receipt must end the link at once, and the same unit must be found again")
        func unplugInMidReceipt() async throws {
            let unit = MockUnit.printer("1-1", number: 20)
            unit.plug()
            try await Bench.run { bench in
                var news: [HotPlugEvent] = []
                let opener = bench.opener { news.append($0) }
                let probe = Probe()
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                unit.stick(true)
                port.send([UInt8](repeating: 0x41, count: 20_000))
                await bench.until("some is on its way") { unit.heldWrites == 1 }
                unit.unplug()
                await bench.until("lost") { probe.losses == [.hungUp] }
                await bench.until("told") { news.contains(.left(systemPath: unit.systemPath)) }
                #expect(refusal(opener, .usb(printerIdentity, .printer)) == .usb(.notPluggedIn(printerIdentity)))

                // Another number, another node, the same unit.
                let again = MockUnit.printer("1-1", number: 21)
                again.plug()
                await bench.until("told") {
                    news.contains { if case .arrived(let unit) = $0 { unit.number == 21 } else { false } }
                }
                let second = Probe()
                let next = try await bench.opened(opener, .usb(printerIdentity, .printer), second)
                next.send([0x1B, 0x40])
                await bench.until("printed") { again.taken == [0x1B, 0x40] }
                next.close()
                await bench.until("closed") { second.losses == [.closedByUs] }
                opener.close()
                again.unplug()
            }
        }

        @Test("A printer that says nothing and is pulled out while it rests must not count as there")
        func restingPrinterIsUnplugged() async throws {
            let unit = MockUnit.printer("1-1", number: 30, code: [7, 1, 1])
            unit.plug()
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                _ = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                unit.unplug()
                await bench.until("lost") { probe.losses == [.hungUp] }
                opener.close()
            }
        }

        @Test("A printer that takes no byte must be told as held up, not waited for without end")
        func writeDeadline() async throws {
            let unit = MockUnit.printer("1-1", number: 40)
            unit.plug()
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(writeDeadline: .milliseconds(60)), Probe())
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                unit.stick(true)
                port.send([1, 2, 3])
                await bench.until("lost") { probe.losses == [.writeTimedOut] }
                opener.close()
            }
            #expect(MockBus.shared.notes(unit.node) == ["claim 0", "release 0"])
            unit.unplug()
        }

        @Test("A refused read is cleared once; a pipe that goes on refusing must not be asked for ever")
        func stalledReads() async throws {
            let unit = MockUnit.printer("1-1", number: 45)
            unit.plug()
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                _ = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                await bench.until("reads") { unit.heldReads == 1 }
                unit.failRead(-32)
                await bench.until("reads again") { unit.heldReads == 1 }
                unit.say([0x12])
                await bench.until("heard") { probe.bytes == [0x12] && unit.heldReads == 1 }
                unit.failRead(-32)
                await bench.until("reads again") { unit.heldReads == 1 }
                unit.failRead(-32)
                await bench.until("lost") { probe.losses == [.failed(errno: 32)] }
                opener.close()
            }
            #expect(MockBus.shared.notes(unit.node).filter { $0.hasPrefix("halt") }.count == 2)
            unit.unplug()
        }

        @Test("Input from before must not answer a question that is asked now")
        func discardedInput() async throws {
            let unit = MockUnit.printer("1-1", number: 46)
            unit.plug()
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                await bench.until("reads") { unit.heldReads == 1 }
                unit.say([0x99])
                // One command of the bus later the answer has come in, and nobody has looked yet.
                MockBus.shared.command("busy", unit.node, "0")
                port.discardInput()
                await bench.until("reads") { unit.heldReads == 1 }
                unit.say([0x12])
                await bench.until("heard") { !probe.bytes.isEmpty }
                #expect(probe.bytes == [0x12])
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                opener.close()
            }
            unit.unplug()
        }

        @Test("A loop that ends with an open printer must give it back all the same")
        func loopEnds() async throws {
            let unit = MockUnit.printer("1-1", number: 50)
            unit.plug(driver: "usblp")
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                _ = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                await bench.until("reads") { unit.heldReads == 1 }
            }
            #expect(MockBus.shared.notes(unit.node) == ["detach 0", "claim 0", "release 0", "attach 0"])
            unit.unplug()
        }
    }

    @Suite("InsideUMockdev: a driver", .serialized)
    struct Driver {
        @Test("A driver over USB must print, kick, lose its plug in mid-receipt without a false word, and go on")
        func printer() async throws {
            try await DriverOverUSB.printer(
                DriverOverUSB.Plugs { unit in
                    unit.plug(driver: "usblp")
                    return { unit.unplug() }
                }, numbers: (110, 111))
        }
    }

    @Suite("InsideUMockdev: who is who", .serialized)
    struct Identity {
        @Test("A stranger on a known port must be refused with a sentence, and so must the right unit elsewhere")
        func strangers() async throws {
            let ours = MockUnit.printer("1-1", number: 60)
            let twin = MockUnit.printer("1-2", number: 61, serial: "SN0002")
            let drawer = MockUnit.drawer("1-3", number: 62)
            for unit in [ours, twin, drawer] { unit.plug() }
            try await Bench.run { bench in
                let opener = bench.opener()
                func fault(_ text: String, _ function: USBFunction = .printer) -> USBOpenFault? {
                    guard case .usb(let fault) = refusal(opener, .usb(named(text), function)) else { return nil }
                    return fault
                }
                let wrong = "04b8:0202 port 1-3"
                #expect(fault(wrong) == .wrongDevice(named(wrong), found: "0d3a:0206 (Mock)"))
                #expect(fault(wrong)?.sentence.contains("1-3 holds 0d3a:0206 (Mock), not 04b8:0202") == true)
                let two = "04b8:0202"
                let ports = ["pci-0000:00:14.0-usb-0:1", "pci-0000:00:14.0-usb-0:2"]
                #expect(fault(two) == .ambiguous(named(two), ports: ports))
                let swapped = "04b8:0202 serial SN0001 port pci-0000:00:14.0-usb-0:2"
                #expect(fault(swapped) == .wrongUnit(named(swapped), serials: ["SN0002"]))
                let away = "04b8:0202 serial SN0001 port 1-4"
                #expect(fault(away) == .elsewhere(named(away), port: ports[0]))
                #expect(fault("04b8:0202 serial SN0001", .hid) == .noSuchFunction(printerIdentity, .hid))
                #expect(fault("04b8:0e03") == .notPluggedIn(named("04b8:0e03")))
                opener.close()
            }
            for unit in [ours, twin, drawer] { unit.unplug() }
        }

        @Test("A printer that another program holds must be named as held")
        func held() async throws {
            let unit = MockUnit.printer("1-1", number: 70)
            unit.plug()
            MockBus.shared.command("busy", unit.node, "1")
            try await Bench.run { bench in
                let opener = bench.opener()
                guard case .busy(let path, _) = refusal(opener, .usb(printerIdentity, .printer)) else {
                    Issue.record("not refused as busy")
                    return
                }
                #expect(path == unit.node)
                MockBus.shared.command("busy", unit.node, "0")
                let probe = Probe()
                let port = try await bench.opened(opener, .usb(printerIdentity, .printer), probe)
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                opener.close()
            }
            unit.unplug()
        }

        @Test("A serial port must be found by its device, whatever number its node has")
        func serialLine() async throws {
            let bridge = MockUnit(
                "1-5", number: 80, vendor: 0x0BED, product: 0x1100, serial: "CF 77",
                interfaces: [.init(code: [255, 0, 0], endpoints: [(1, 2, 64), (0x82, 2, 64)])])
            bridge.plug(driver: "cp210x")
            MockBus.shared.command("node", "/dev/ttyUSB7")
            MockBus.shared.command(
                "add",
                MockUnit.hex(
                    """
                    P: \(bridge.systemPath.dropFirst(4))/1-5:1.0/ttyUSB7/tty/ttyUSB7
                    N: ttyUSB7
                    E: SUBSYSTEM=tty
                    E: DEVNAME=/dev/ttyUSB7
                    A: dev=188:7\\n

                    """))
            MockBus.shared.command("echo", "/dev/ttyUSB7")
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                let identity = USBIdentity(vendor: 0x0BED, product: 0x1100, serial: "CF_77", interface: 0)
                let address = PortAddress.usb(identity, .line(LineSettings(.baud9600)))
                let port = try await bench.opened(opener, address, probe)
                port.send([2, 8, 0x10, 0x7F])
                await bench.until("echoed") { probe.bytes == [2, 8, 0x10, 0x7F] }
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                var other = identity
                other.interface = 1
                #expect(
                    refusal(opener, .usb(other, .line(LineSettings(.baud9600))))
                        == .usb(.noSuchFunction(other, .line(LineSettings(.baud9600)))))
                opener.close()
            }
            MockBus.shared.command("remove", "\(bridge.systemPath)/1-5:1.0/ttyUSB7/tty/ttyUSB7")
            bridge.unplug()
        }
    }

    @Suite("InsideUMockdev: a drawer", .serialized)
    struct Drawer {
        @Test("A drawer's reports must come and go whole, or open would be taken for closed", arguments: [true, false])
        func reports(_ hasOutput: Bool) async throws {
            let unit = MockUnit.drawer("1-2", number: hasOutput ? 90 : 91, hasOutput: hasOutput)
            unit.plug(driver: "usbhid")
            try await Bench.run { bench in
                let (opener, probe) = (bench.opener(), Probe())
                let identity = USBIdentity(vendor: 0x0D3A, product: 0x0206)
                let port = try await bench.opened(opener, .usb(identity, .hid), probe)
                port.send([6, 7])
                await bench.until("asked") { !unit.packets.isEmpty }
                let report = [0x61] + [UInt8](repeating: 0, count: 119)
                unit.say(report)
                unit.say([0x60] + report.dropFirst())
                await bench.until("told") { probe.received.count == 2 }
                #expect(probe.received == [report, [0x60] + report.dropFirst()])
                port.close()
                await bench.until("closed") { probe.losses == [.closedByUs] }
                // Longer than the device says: nothing of it goes out.
                let second = Probe()
                let again = try await bench.opened(opener, .usb(identity, .hid), second)
                again.send([UInt8](repeating: 1, count: 121))
                await bench.until("refused") { second.losses == [.failed(errno: 90)] }
                opener.close()
            }
            #expect(unit.packets == [[6, 7] + [UInt8](repeating: 0, count: 118)])
            let notes = MockBus.shared.notes(unit.node)
            #expect(notes.prefix(4) == ["detach 0", "claim 0", "release 0", "attach 0"])
            unit.unplug()
        }
    }
}
