import A776Driver
import CheckPaper
import Checks
import DeviceKit
import Testing

/// A check that an order left inside belongs to its customer, whoever comes next.
@Suite struct StuckCheckTests {
    /// A-1 stopped with its check inside because the cover was opened; the cover is closed again.
    private func stopped() throws -> Rig {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(CheckScan(item: "A-1", endorsement: try Sample.endorsement())))
        rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
        rig.lever(.openCover(true))
        _ = rig.end()
        #expect(rig.failure?.reason == .coverOpen && rig.failure?.paper == .stuck)
        rig.pass(.seconds(5))
        rig.lever(.openCover(false))
        rig.pass(.seconds(5))
        return rig
    }

    /// The next customer's order is served with the next customer's check.
    private func servesTheNext(_ rig: inout Rig) {
        rig.lever(.insert([Sample.check(3)]))
        rig.command(.beginInsertion(CheckScan(item: "A-3")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-3")
        #expect(rig.reading?.line?.canonical == Sample.check(3).line)
    }

    @Test("A check that stayed under the cover is credited to the next customer, if the next order reads it")
    func theNextOrderDoesNotReadIt() throws {
        var rig = try stopped()
        let before = rig.sentToDevice.count
        rig.command(.beginInsertion(CheckScan(item: "A-2", endorsement: try Sample.endorsement())))
        rig.pass(.seconds(40))
        #expect(rig.failure?.item == "A-2" && rig.failure?.reason == .checkInside)
        #expect(!rig.sentToDevice[before...].contains([0x1B, 0x77, 0x01]))
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
        rig.lever(.clearPath)
        rig.command(.cleared)
        rig.pass(.seconds(1))
        servesTheNext(&rig)
    }

    @Test("A check that was let go after all does not stand in the next customer's way")
    func letGoItIsOut() throws {
        var rig = try stopped()
        rig.command(.eject)
        rig.pass(.seconds(5))
        rig.lever(.takeChecks)
        rig.pass(.seconds(5))
        servesTheNext(&rig)
    }

    @Test("A path that the closed unit feels to be empty needs no word of a person")
    func anEmptyPathIsEnough() throws {
        var rig = try stopped()
        rig.lever(.clearPath)
        rig.pass(.seconds(5))
        servesTheNext(&rig)
    }

    @Test("Sensors of an open path feel nothing: an empty word of theirs does not free the check below")
    func anOpenPathProvesNothing() {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(CheckScan(item: "A-1")))
        rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
        rig.lever(.openCover(true))
        _ = rig.end()
        // as if the rollers were lifted off the paper: "open, nothing there" for as long as it is open
        rig.dropsAnswers = true
        for _ in 0..<3 {
            let sent = rig.sentToDevice.count
            while rig.sentToDevice.count == sent { rig.pass(.milliseconds(50)) }
            rig.give(.received([0x1D, 0x49, 0xB7, 3, 0, 0b0100, 1, 0, 0, 0]))
        }
        rig.dropsAnswers = false
        rig.lever(.openCover(false))
        rig.pass(.seconds(5))
        rig.command(.beginInsertion(CheckScan(item: "A-2")))
        rig.pass(.seconds(40))
        #expect(rig.failure?.item == "A-2" && rig.failure?.reason == .checkInside)
    }
}
