import DeviceKit
import Foundation
import Testing
import Transports
import USBTransports

private let printerIdentity = USBIdentity(vendor: 0x04B8, product: 0x0202, serial: "SN0001")
private let drawerIdentity = USBIdentity(vendor: 0x0D3A, product: 0x0206)
private let validatorIdentity = USBIdentity(vendor: 0x191C, product: 0x4104, serial: "NV_10")
private let sevenEven = LineSettings(.baud9600, .seven, .even)

extension Bench {
    fileprivate func opener(writeDeadline: Duration = .seconds(20)) -> USBPortOpener {
        USBPortOpener(loop: loop, others: PortOpener(loop: loop), writeDeadline: writeDeadline)
    }

    /// Opens a port as soon as the device is there: the kernel and udev take their time.
    fileprivate func whenThere(
        _ opener: USBPortOpener, _ address: PortAddress, _ probe: Probe,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> (any ByteTransport)? {
        var port: (any ByteTransport)?
        var fault: OpenFault?
        await until("there", sourceLocation: sourceLocation) {
            do throws(OpenFault) { port = try opener.open(address, receiver: probe.record) } catch { fault = error }
            return port != nil
        }
        if port == nil { Issue.record("\(fault?.sentence ?? "no fault")", sourceLocation: sourceLocation) }
        await until("opened", sourceLocation: sourceLocation) { probe.opened == 1 || !probe.losses.isEmpty }
        return port
    }
}

/// The kernel's driver of a device's interface, as /sys shows it.
private func driver(_ systemPath: String, _ interface: Int) -> String? {
    let name = systemPath.split(separator: "/").last.map(String.init) ?? ""
    let link = "\(systemPath)/\(name):1.\(interface)/driver"
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: link))?.split(separator: "/").last.map(
        String.init)
}

/// Runs a program to its end and gives its status. Foundation's `Process` has been seen to hang in the guest.
func runProgram(_ words: String...) -> Int32 {
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var (pid, status): (pid_t, Int32) = (0, 0)
    guard posix_spawnp(&pid, words[0], nil, nil, arguments, environ) == 0 else { return -1 }
    return waitpid(pid, &status, 0) == pid ? status >> 8 : -1
}

@Suite("InsideKernel", .serialized, .enabled(if: USBIPPort.isThere, "runs in the guest of make kernel-test only"))
struct InsideKernelTests {
    @Test("A receipt must reach the paper through the kernel's own usbfs, and usblp must get its printer back")
    func receipt() async throws {
        let unit = MockUnit.printer()
        let plug = try USBIPPort(unit, port: 0)
        let receipt = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await Bench.run { bench in
            let (opener, probe) = (bench.opener(), Probe())
            await bench.until("usblp has it") {
                (try? opener.inventory().find(printerIdentity)).map { driver($0.systemPath, 0) == "usblp" } ?? false
            }
            let device = try opener.inventory().find(printerIdentity)
            #expect(device.path?.hasSuffix("-usb-0:1") == true, "\(device)")
            let port = await bench.whenThere(opener, .usb(printerIdentity, .printer), probe)
            guard let printer = port as? USBPrinterTransport else { return }
            #expect(printer.deviceID?.model == "TM-MOCK")
            #expect(driver(device.systemPath, 0) == "usbfs")
            port?.send(receipt)
            await bench.until("printed") { unit.taken.count == receipt.count }
            unit.say([0x12])
            await bench.until("heard") { probe.bytes == [0x12] }
            var (status, isReset): (PrinterPortStatus?, Bool?)
            printer.readPortStatus { status = $0 }
            printer.softReset { isReset = $0 }
            await bench.until("answered") { isReset == true && status?.byte == 0x18 }

            // A printer that rests costs nothing: libusb's descriptors are not ready all the time.
            let before = bench.loop.wakeUpCount
            var isOver = false
            _ = bench.loop.schedule(at: bench.loop.now() + .milliseconds(300)) { isOver = true }
            await withCheckedContinuation { continuation in
                _ = bench.loop.schedule(at: bench.loop.now() + .milliseconds(301)) { continuation.resume() }
            }
            #expect(isOver && bench.loop.wakeUpCount - before < 10)

            port?.close()
            await bench.until("closed") { probe.losses == [.closedByUs] }
            await bench.until("given back") { driver(device.systemPath, 0) == "usblp" }
            opener.close()
        }
        #expect(unit.taken == receipt)
        plug.unplug()
    }

    @Test("A printer that another program prints to through the kernel must not be taken from it")
    func heldByUsblp() async throws {
        let plug = try USBIPPort(.printer(), port: 1)
        try await Bench.run { bench in
            let opener = bench.opener()
            await bench.until("usblp has it") { FileManager.default.fileExists(atPath: "/dev/usb/lp0") }
            let other = open("/dev/usb/lp0", O_RDWR | O_CLOEXEC)
            #expect(other >= 0)
            do throws(OpenFault) {
                _ = try opener.open(.usb(printerIdentity, .printer)) { _ in }
                Issue.record("it was taken away")
            } catch {
                guard case .busy("/dev/usb/lp0", let owner?) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(owner.pid == getpid())
            }
            close(other)
            let probe = Probe()
            let port = await bench.whenThere(opener, .usb(printerIdentity, .printer), probe)
            port?.close()
            await bench.until("closed") { probe.losses == [.closedByUs] }
            opener.close()
        }
        plug.unplug()
    }

    @Test("A plug that is pulled in mid-receipt must end the link, and the unit must be found in another socket")
    func unplugInMidReceipt() async throws {
        let unit = MockUnit.printer()
        let plug = try USBIPPort(unit, port: 2)
        try await Bench.run { bench in
            let (opener, probe) = (bench.opener(), Probe())
            let port = await bench.whenThere(opener, .usb(printerIdentity, .printer), probe)
            unit.stick(true)
            port?.send([UInt8](repeating: 0x41, count: 20_000))
            await bench.until("some is on its way") { unit.heldWrites == 1 }
            plug.unplug()
            await bench.until("lost") { probe.losses == [.hungUp] }

            let again = MockUnit.printer()
            let second = try USBIPPort(again, port: 3)
            let hears = Probe()
            let next = await bench.whenThere(opener, .usb(printerIdentity, .printer), hears)
            next?.send([0x1B, 0x40])
            await bench.until("printed") { again.taken == [0x1B, 0x40] }
            // A printer that rests is missed, too.
            second.unplug()
            await bench.until("lost") { hears.losses == [.hungUp] }
            opener.close()
        }
    }

    @Test("A printer that says nothing and rests must be missed when it is pulled out")
    func restingPrinter() async throws {
        let plug = try USBIPPort(.printer(code: [7, 1, 1]), port: 4)
        try await Bench.run { bench in
            let (opener, probe) = (bench.opener(), Probe())
            _ = await bench.whenThere(opener, .usb(printerIdentity, .printer), probe)
            plug.unplug()
            await bench.until("lost") { probe.losses == [.hungUp] }
            opener.close()
        }
    }

    @Test("A drawer's reports must come and go whole through the kernel", arguments: [true, false])
    func drawer(_ hasOutput: Bool) async throws {
        let unit = MockUnit.drawer(hasOutput: hasOutput)
        let plug = try USBIPPort(unit, port: hasOutput ? 0 : 1)
        try await Bench.run { bench in
            let (opener, probe) = (bench.opener(), Probe())
            await bench.until("usbhid has it") {
                (try? opener.inventory().find(drawerIdentity)).map { driver($0.systemPath, 0) == "usbhid" } ?? false
            }
            let before = unit.packets.count
            let port = await bench.whenThere(opener, .usb(drawerIdentity, .hid), probe)
            port?.send([6, 7])
            await bench.until("asked") { unit.packets.count == before + 1 }
            #expect(unit.packets.last == [6, 7] + [UInt8](repeating: 0, count: 118))
            let report = [0x61] + [UInt8](repeating: 0, count: 119)
            unit.say(report)
            unit.say([0x60] + report.dropFirst())
            await bench.until("told") { probe.received.count == 2 }
            #expect(probe.received == [report, [0x60] + report.dropFirst()])
            plug.unplug()
            await bench.until("lost") { probe.losses == [.hungUp] }
            opener.close()
        }
    }

    @Test("A validator's port must really have seven bits and even parity, and be found again under another number")
    func validatorLine() async throws {
        let unit = MockUnit.validator()
        let plug = try USBIPPort(unit, port: 5)
        try await Bench.run { bench in
            let (opener, probe) = (bench.opener(), Probe())
            let address = PortAddress.usb(validatorIdentity, .line(sevenEven))
            let port = await bench.whenThere(opener, address, probe)
            #expect((port as? any LineTruthTelling)?.lineTruth == .held)
            await bench.until("line set") {
                // 9600 bit/s, one stop bit, even parity, seven data bits: what the device itself was told.
                plug.told.last { $0.setup[1] == 0x20 }?.data == [0x80, 0x25, 0, 0, 0, 2, 7]
            }
            port?.send([0x02, 0x08, 0x10, 0x7F])
            await bench.until("sent") { unit.taken == [0x02, 0x08, 0x10, 0x7F] }
            unit.say([0x02, 0x0B])
            await bench.until("heard") { probe.bytes == [0x02, 0x0B] }
            // The other half of the answer never comes.
            plug.unplug()
            await bench.until("lost") { probe.losses == [.hungUp] }

            let again = try USBIPPort(unit, port: 6)
            let second = Probe()
            let next = await bench.whenThere(opener, address, second)
            next?.send([0x02])
            await bench.until("sent") { unit.taken.count == 5 }
            again.unplug()
            await bench.until("lost") { second.losses == [.hungUp] }
            opener.close()
        }
    }

    /// One socket of the host controller after the other, as somebody would who is in a hurry.
    private static func plugs(_ sockets: ClosedRange<Int>) -> DriverOverUSB.Plugs {
        let free = Sockets(sockets)
        return DriverOverUSB.Plugs { unit in
            let plug = try USBIPPort(unit, port: free.next())
            return { plug.unplug() }
        }
    }

    @Test(
        "A driver must print and kick through the kernel, lose its plug in mid-receipt without a false word, and go on")
    func printerDriver() async throws {
        try await DriverOverUSB.printer(Self.plugs(0...3), numbers: (2, 2))
    }

    @Test("A note that was on its way when the plug was pulled must be where the host is told it is")
    func validatorDriver() async throws {
        try await DriverOverUSB.validator(Self.plugs(4...7))
    }

    @Test("Rules must give the configured nodes to the group, and leave the others alone")
    func rules() async throws {
        let rules = UdevRules.text(
            for: [
                .init(name: "printer", address: .usb(printerIdentity, .printer)),
                .init(name: "validator", address: .usb(validatorIdentity, .line(sevenEven))),
            ], group: "games")
        try rules.write(toFile: UdevRules.fileName, atomically: false, encoding: .utf8)
        #expect(runProgram("udevadm", "control", "--reload") == 0)
        let plugs = [
            try USBIPPort(.printer(), port: 0), try USBIPPort(.drawer(), port: 1), try USBIPPort(.validator(), port: 2),
        ]
        @Sendable func rights(_ path: String) -> (group: String, mode: Int) {
            let attributes = (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
            return (
                attributes[.groupOwnerAccountName] as? String ?? "?", attributes[.posixPermissions] as? Int ?? 0
            )
        }
        try await Bench.run { bench in
            let opener = bench.opener()
            await bench.until("all are there") {
                guard let inventory = try? opener.inventory() else { return false }
                return inventory.units.filter { $0.label == "Mock" }.count == 3 && !inventory.lines.isEmpty
            }
            #expect(runProgram("udevadm", "settle") == 0)
            let inventory = try opener.inventory()
            let printer = rights(try inventory.find(printerIdentity).node)
            let line = rights(inventory.lines[0].node)
            let drawer = rights(try inventory.find(drawerIdentity).node)
            #expect(printer == ("games", 0o660))
            #expect(line == ("games", 0o660))
            #expect(drawer.group == "root")
            opener.close()
        }
        for plug in plugs { plug.unplug() }
        try FileManager.default.removeItem(atPath: UdevRules.fileName)
    }
}
