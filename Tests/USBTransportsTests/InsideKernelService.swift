import ControlAPI
import EBDSSimulator
import ESCPOSSimulator
import SimulatorKit
import Testing

/// The whole service, from its settings file to its journal and ledger, on devices of the real kernel.
@Suite(
    "InsideKernel: the whole service", .serialized,
    .enabled(if: USBIPPort.isThere, "runs in the guest of make kernel-test only"))
struct InsideKernelService {
    @Test("A payment by the kernel's own tty and usbfs must be credited once, stand on the paper and open the drawer")
    func payment() async throws {
        try await KernelOffice.run { office in
            try await office.begin(2_500)
            // 9600 bit/s, one stop bit, even parity, seven data bits: what the device itself was told.
            #expect(await office.validatorLine == [0x80, 0x25, 0, 0, 0, 2, 7])
            try await office.pay(2_000)
            try await office.pay(500)
            let receipt = try await office.finish()
            #expect(receipt.state == .printed && receipt.paid.minorUnits == 2_500 && receipt.notes == 2)
            let paper = await office.paper.joined()
            #expect(paper.contains(receipt.number) && paper.contains("25.00"), "\(paper)")

            let kick = OpenDrawer(drawer: "D-1", request: "kick-1", reason: .test, by: "p.ruiz")
            #expect(try await office.client.openDrawer(KernelOffice.kiosk, kick).outcome == .opened)
            #expect(await office.printer.device.panel.pin2?.isOpen == true)
            await office.printer.pull(.drawer(.pin2, .pushShut))
            try await office.wait("the drawer is seen shut") { try await office.device("D-1").words == "It is closed." }
            try await office.leave()
        }
    }

    @Test("A plug that is pulled in mid-receipt must not touch the money, and the receipt must be had all the same")
    func unplugInMidReceipt() async throws {
        try await KernelOffice.run { office in
            try await office.begin(2_000)
            try await office.pay(2_000)
            let number = office.deviceNumber("SN0001")
            // Of the receipt itself: a question after the printer's state is shorter.
            office.printerUnit.stick { $0.count > 100 ? 90 : nil }
            _ = try await office.client.act(KernelOffice.kiosk, .finish)
            try await office.wait("half of the receipt is out") { office.printerUnit.heldWrites > 0 }
            await office.pullPrinter()
            let torn = try await office.receipt()
            #expect(torn.state == .unknown || torn.state == .failed, "\(torn)")
            #expect(torn.paid.minorUnits == 2_000)
            #expect(try await office.device("printer").health != .well)
            #expect(await !office.paper.joined().contains(torn.number))

            office.printerUnit.stick(false)
            try await office.plugPrinter()
            try await office.wait("the printer is back") { try await office.device("printer").health == .well }
            let again = office.deviceNumber("SN0001")
            #expect(again != nil && again != number, "the kernel gave it the same number")
            try await office.wait("a copy can be asked for") {
                do throws(ClientFault) {
                    _ = try await office.client.act(KernelOffice.kiosk, .copy)
                    return true
                } catch { return false }
            }
            let copy = try await office.receipt()
            #expect(copy.state == .printed && copy.number == torn.number, "\(copy)")
            let paper = await office.paper
            #expect(
                paper.contains { $0.contains("COPY") && $0.contains(torn.number) && $0.contains("20.00") }, "\(paper)")
            try await office.leave()
            // The next customer pays as if nothing had been.
            try await office.begin(500)
            try await office.pay(500)
            #expect(try await office.finish().state == .printed)
            try await office.leave()
        }
    }

    /// Where the note is when the plug is pulled.
    enum Moment: String, CaseIterable, CustomTestStringConvertible {
        /// Between lips and escrow; nobody has told of it.
        case drawnIn
        /// In escrow; the order to stack it is written down and lost on the wire.
        case ordered
        /// On its way into the cash unit; the order was obeyed, nobody hears that.
        case moving

        var testDescription: String { rawValue }
    }

    @Test(
        "A note that was on its way when the plug was pulled must be credited once, or be the customer's",
        arguments: Moment.allCases)
    func unplugInMidNote(_ moment: Moment) async throws {
        try await KernelOffice.run { office in
            try await office.begin(3_500)
            try await office.pay(2_000)
            let number = office.deviceNumber("NV 10")
            if moment == .ordered { office.validatorUnit.stick { Self.isStackOrder($0) ? 0 : nil } }
            let note = try await office.feed(500)
            try await office.wait("the note is \(moment)") {
                let place = await office.validator.device.note(note)?.place
                return switch moment {
                case .drawnIn: place == .path
                case .ordered: place == .escrow && office.validatorUnit.heldWrites > 0
                case .moving: place == .pastEscrow
                }
            }
            await office.pullValidator()
            try await office.wait("the validator is missed") { try await office.device("validator").health != .well }
            let missing = try await office.client.kiosk(KernelOffice.kiosk)
            #expect(missing.visit?.paidIn.minorUnits == 2_000 && missing.visit?.slot != .open, "\(missing)")

            office.validatorUnit.stick(false)
            try await office.plugValidator()
            try await office.wait("the validator is back") { try await office.device("validator").health == .well }
            let again = office.deviceNumber("NV 10")
            #expect(again != nil && again != number, "the kernel gave it the same number")
            #expect(await office.validatorLine == [0x80, 0x25, 0, 0, 0, 2, 7])
            let view = try await office.page("the note is settled") { view in
                guard let visit = view.visit, await office.validator.device.noteInside == nil else { return false }
                return await visit.paidIn.minorUnits == office.truth && visit.inDoubt == nil && visit.slot == .open
            }
            let place = await office.validator.device.note(note)?.place
            let isBoxed = place == .box(cashUnit: KernelOffice.cashUnit)
            #expect(view.visit?.notes.count == (isBoxed ? 2 : 1), "\(view)")
            #expect(isBoxed || place == .withCustomer, "\(String(describing: place))")
            if moment == .moving { #expect(isBoxed, "the unit obeyed") }

            try await office.pay(1_000)
            let receipt = try await office.finish()
            #expect(receipt.state == .printed && receipt.paid.minorUnits == (isBoxed ? 3_500 : 3_000), "\(receipt)")
            try await office.leave()
        }
    }

    /// Byte 1 of a poll, bit 5. Read here from the paper, not from driver or simulator.
    private static func isStackOrder(_ frame: [UInt8]) -> Bool {
        frame.count == 8 && frame[0] == 0x02 && frame[2] & 0x70 == 0x10 && frame[4] & 0x20 != 0
    }
}
