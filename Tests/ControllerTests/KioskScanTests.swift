import Controller
import CoreLedger
import Custody
import DeviceKit
import Money
import Testing

@Suite("What is scanned is what the customer would have typed, and nobody else's")
struct KioskScanTests {
    private func desk() throws -> Desk {
        var settings = Desk.settings
        settings.hasScanner = true
        let desk = try Desk.open(settings: settings)
        desk.hear(.scanner(.ready))
        return desk
    }

    private func scan(_ desk: Desk, _ text: String) {
        desk.hear(.scanner(.scanned(Array(text.utf8), nil)))
    }

    private func account() throws -> AccountNumber { try AccountNumber(typed: "10000016") }

    @Test("a bill that leads to no account")
    func aBillNamesItsAccount() throws {
        let desk = try desk()
        let bill = try #require(BillBarcode(account: try account(), dueCents: 6_347))
        scan(desk, bill.description)
        #expect(desk.machine.scanner.read?.outcome == .account("10000016"))
        #expect(desk.machine.scanner.read?.number == 1)
    }

    @Test("a stub whose line is read and lost")
    func aStubNamesItsAccount() throws {
        let desk = try desk()
        let day = try CalendarDay(number: 20_260_331)
        let stub = try #require(StubLine(account: try account(), dueCents: 6_347, dueDate: day))
        scan(desk, stub.description)
        #expect(desk.machine.scanner.read?.outcome == .account("10000016"))
    }

    @Test("a wrong digit that pays somebody else's bill")
    func aCheckDigitThatFailsNamesNobody() throws {
        let desk = try desk()
        let bill = try #require(BillBarcode(account: try account(), dueCents: 6_347)).description
        scan(desk, bill.replacing("10000016", with: "10000026"))
        #expect(desk.machine.scanner.read?.outcome == .unreadable)
        scan(desk, "10000026")
        #expect(desk.machine.scanner.read?.outcome == .unreadable && desk.machine.scanner.read?.number == 2)
        scan(desk, "https://example.org")
        #expect(desk.machine.scanner.read?.outcome == .notOurs)
        desk.hear(.scanner(.dropped(.cutShort, characters: 7)))
        #expect(desk.machine.scanner.read?.outcome == .unreadable && desk.machine.scanner.read?.number == 4)
    }

    @Test("a scan while notes are counted, or kept for the next customer")
    func aReadIsForThePageItWasMadeOn() throws {
        let desk = try desk()
        #expect(desk.acts.filter { $0 == .scanner(.enable) }.count == 1)
        scan(desk, "10000016")
        desk.visit(("10000016", 6_347))
        #expect(desk.acts.last { if case .scanner = $0 { true } else { false } } == .scanner(.disable))
        #expect(desk.machine.scanner.read == nil)
        scan(desk, "10000016")
        #expect(desk.machine.scanner.read == nil)
        desk.hear(.customer(.cancel))
        #expect(desk.acts.last { if case .scanner = $0 { true } else { false } } == .scanner(.enable))
        scan(desk, "10000016")
        desk.pass(.seconds(130))
        #expect(desk.machine.scanner.read == nil)
    }

    @Test("a reader that was plugged in again and stays shut")
    func aReaderThatComesBackIsToldAgain() throws {
        let desk = try desk()
        let asked = desk.during {
            desk.hear(.scanner(.broken("unplugged")))
            desk.hear(.scanner(.ready))
        }
        #expect(asked == [.scanner(.enable)] && desk.machine.scanner.broken == nil)
    }
}
