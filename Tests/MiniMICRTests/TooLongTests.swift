import Checks
import DeviceKit
import MiniMICRDriver
import Testing

/// Noise of a loose plug looks like a line that is longer than any.
@Suite struct TooLongTests {
    @Test("The end of noise from before the scan must not cost the customer's own check", arguments: [true, false])
    func theNextLineIsThisScans(atOnce: Bool) {
        var rig = Rig(MiniMICRConfiguration(shortestPass: .zero))
        rig.start()
        rig.give(.received([UInt8](repeating: 0x37, count: 300)))
        rig.scan(settles: false)
        rig.say("777\r" + (atOnce ? goodLine + "/00\r" : ""))
        if !atOnce { rig.say(goodLine + "/00\r") }
        #expect(rig.read?.line?.isAcceptable == true)
    }

    @Test("Noise within the scan ends it once: a check may be in it")
    func noiseInTheScan() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.give(.received([UInt8](repeating: 0x37, count: 300)))
        #expect(rig.failure?.reason == .badRead && rig.endings == 1)
        let faults = rig.faults.count
        rig.pass(.seconds(1))
        #expect(rig.endings == 1 && rig.faults.count == faults, "told once")
    }
}
