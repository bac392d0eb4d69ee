import DeviceKit
import MiniMICRDriver
import Testing

/// Found by the device storm: the unit tells each line once, and an adapter may hold it back.
@Suite struct EarlierCheckTests {
    @Test("The line of the check before, held back by an adapter, must not become the next customer's")
    func aLineThatComesTooSoonIsAnotherChecks() {
        var rig = Rig()
        rig.start()
        rig.scan(settles: false)
        rig.pass(.milliseconds(120))
        rig.say("\(goodLine)/00\r")
        #expect(rig.endings == 0 && rig.faults.count == 1)
        rig.pass(.seconds(1))
        rig.say("\(goodLine)/00\r")
        #expect(rig.read?.item == "c-1")
    }
}
