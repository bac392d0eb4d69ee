import Controller
import Custody
import DeviceKit
import OrderedCollections
import Testing

/// When the acceptor may be given to another program.
@Suite struct KioskClaimTests {
    @Test("A doubt that the unit alone can settle is settled by what a technician does to it")
    func doubts() throws {
        let desk = try Desk.open()
        #expect(desk.machine.whyAcceptorStays == nil)
        desk.visit(("3001", 6_347))
        desk.escrow(5_000)
        desk.hear(.acceptor(.status(BillAcceptorStatus(activity: .unknown, jammed: true))))
        #expect(desk.machine.whyAcceptorStays != nil, "its intent is open")
        desk.pass(.seconds(60))
        #expect(desk.books.doubts.count == 1)
        #expect(desk.machine.whyAcceptorStays?.contains("$50.00") == true)
        desk.stacked(5_000)
        desk.rest()
        #expect(desk.books.doubts.isEmpty && desk.machine.whyAcceptorStays == nil)
    }

    @Test("A note on its way back to a customer is in the unit, and nobody's")
    func returning() throws {
        let desk = try Desk.open()
        desk.escrow(2_000)
        #expect(!desk.machine.lane.isQuiet && desk.books.acceptors.values.allSatisfy { $0.open == nil })
        #expect(desk.machine.whyAcceptorStays != nil)
        desk.hear(.acceptor(.returned))
        #expect(desk.machine.whyAcceptorStays == nil)
    }

    @Test("A unit that is dead must be given away, or nobody can find out what it has")
    func deadUnits() throws {
        let desk = try Desk.open()
        desk.hear(.acceptor(.broken("no answer")))
        desk.pass(.seconds(300))
        #expect(desk.machine.whyAcceptorStays == nil)
    }
}
