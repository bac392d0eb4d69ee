import DeviceKit
import EBDSDriver
import EBDSSimulator
import ESCPOSDriver
import ESCPOSSimulator
import Foundation
import Money
import Receipts
import SimulatorKit
import Supervision
import Testing
import Transports
import USBTransports

/// Our drivers, against our simulators, with the whole of USB between them.
enum DriverOverUSB {
    /// A printer that is plugged and pulled in one of the two worlds.
    struct Plugs: Sendable {
        var plug: @Sendable (MockUnit) throws -> @Sendable () -> Void
    }

    private static func job(_ id: String) -> POSPrinterCommand {
        .print(
            PrintJob(
                id: id,
                document: ReceiptDocument(
                    language: .english, blocks: [.text("Tarn Valley"), .pair("Cash", "20.00"), .text(id)])))
    }

    /// Prints, kicks, loses its plug in mid-receipt, and prints again when it is back.
    static func printer(_ plugs: Plugs, numbers: (Int, Int)) async throws {
        let far = PortLoop(name: "printer")
        far.run()
        defer { far.stop() }
        let address = PortAddress.usb(USBIdentity(vendor: 0x04B8, product: 0x0202, serial: "SN0001"), .printer)
        let unit = MockUnit.printer(number: numbers.0)
        let printer = SimulatorBehindUSB(ESCPOSDevice(), unit, loop: far)
        await printer.start()
        let pull = try plugs.plug(unit)
        try await Bench.run { bench in
            let configuration = ESCPOSDriver.ESCPOSConfiguration(
                profile: .tmT88V, drawer: DrawerSettings(openLevel: .low))
            let record = LineRecord(
                address, ESCPOSPrinterDialogue(configuration), loop: bench.loop, judge: \.verdict)
            func identified() -> Int { record.reports.count { if case .identified = $0 { true } else { false } } }
            func outcome(_ id: String) -> PrintOutcome? {
                for case .jobEnded(let job, let outcome) in record.reports where job == id { return outcome }
                return nil
            }
            await bench.until("identified") { identified() >= 1 }
            record.line?.send(job("r1"))
            await bench.until("printed") { outcome("r1") == .printed }
            record.line?.send(.openDrawer(connector: 1, request: "d1"))
            await bench.until("open") { record.reports.contains(.drawer(.opened(request: "d1"))) }

            unit.stick(true)
            record.line?.send(job("r2"))
            await bench.until("on its way") { unit.heldWrites > 0 }
            pull()
            await bench.until("missed") { record.line?.isOpen == false && outcome("r2") != nil }
            #expect(outcome("r2") != .printed)

            let before = identified()
            // Back with another number; the printer was without power meanwhile.
            let again = MockUnit.printer(number: numbers.1)
            let second = SimulatorBehindUSB(ESCPOSDevice(), again, loop: far)
            await second.start()
            let pullAgain = try plugs.plug(again)
            await bench.until("identified again") { identified() > before }
            record.line?.send(job("r3"))
            await bench.until("ended") { outcome("r3") != nil }
            #expect(outcome("r3") == .printed, "\(record.reports)")
            #expect(await !second.device.paper.isEmpty)
            await withCheckedContinuation { done in
                if let line = record.line { line.stop { done.resume() } } else { done.resume() }
            }
            record.opener.close()
            pullAgain()
            await second.stop()
        }
        #expect(await printer.device.paper.isEmpty == false)
        await printer.stop()
    }

    /// Takes a note, and loses its plug while it stacks the next one.
    static func validator(_ plugs: Plugs) async throws {
        let far = PortLoop(name: "validator")
        far.run()
        defer { far.stop() }
        let line = LineSettings(.baud9600, .seven, .even)
        let address = PortAddress.usb(USBIdentity(vendor: 0x191C, product: 0x4104, serial: "NV_10"), .line(line))
        let unit = MockUnit.validator()
        let validator = SimulatorBehindUSB(EBDSDevice(), unit, loop: far)
        await validator.start()
        let pull = try plugs.plug(unit)
        try await Bench.run { bench in
            let record = LineRecord(
                address, EBDSDialogue(EBDSDriver.EBDSConfiguration(counterTrust: .exact)), loop: bench.loop,
                judge: \.verdict)
            func count(_ fits: (BillAcceptorReport) -> Bool) -> Int { record.reports.count(where: fits) }
            func rests() -> Int { count { if case .atRest = $0 { true } else { false } } }
            func stacked() -> Int { count { if case .stacked = $0 { true } else { false } } }
            func escrowed() -> [Duration] {
                record.reports.compactMap { if case .escrowed(_, let seenAt) = $0 { seenAt } else { nil } }
            }
            await bench.until("at rest") { rests() == 1 }
            record.line?.send(.enable(Denomination.usNotes))
            await bench.until("idle") {
                record.reports.contains { if case .status(let told) = $0 { told.activity == .idle } else { false } }
            }
            await validator.pull(.insert(id: 1, .note(minorUnits: 2_000)))
            await bench.until("escrowed") { escrowed().count == 1 }
            record.line?.send(.stack(seenAt: escrowed()[0]))
            await bench.until("stacked") { stacked() == 1 }
            record.line?.send(.acknowledge)
            record.line?.send(.enable(Denomination.usNotes))

            await validator.pull(.insert(id: 2, .note(minorUnits: 500)))
            await bench.until("escrowed") { escrowed().count >= 2 }
            record.line?.send(.stack(seenAt: escrowed()[escrowed().count - 1]))
            pull()
            await bench.until("missed") { record.line?.isOpen == false }
            let before = rests()
            let pullAgain = try plugs.plug(unit)
            await bench.until("told") { stacked() == 2 || rests() > before }
            if stacked() == 2 { record.line?.send(.acknowledge) }
            await bench.until("at rest again") { rests() > before }
            let isBoxed = if case .box = await validator.device.note(2)?.place { true } else { false }
            var counter: Int64?
            for case .atRest(let told, _) in record.reports { counter = told }
            // What the host was told, or what the unit's own count proves, is where the note is.
            #expect(isBoxed == (stacked() == 2 || counter == 2))
            await withCheckedContinuation { done in
                if let line = record.line { line.stop { done.resume() } } else { done.resume() }
            }
            record.opener.close()
            pullAgain()
        }
        await validator.stop()
    }
}
