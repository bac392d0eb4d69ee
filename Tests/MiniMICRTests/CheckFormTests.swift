import Checks
import DeviceKit
import MiniMICRDriver
import MiniMICRFrame
import Testing

/// Found by the device storm: one flipped bit turns one form of the check into the other.
@Suite struct CheckFormTests {
    @Test(
        "A reader whose first packet was bent must not be deaf for ever",
        arguments: [
            MiniMICRCheck.withoutStart, .withStart,
        ])
    func theFormIsLearnedAgain(_ form: MiniMICRCheck) {
        let version = form.framed(Array("Version 1".utf8))
        let serial = form.framed(Array("SE = 2".utf8))
        var bent = version
        bent[9] ^= 0x02
        var rig = Rig(MiniMICRConfiguration(framing: .packets))
        rig.give(.opened)
        rig.give(.received(bent))
        var answer = serial
        for _ in 0..<40 {
            let asked = rig.sent.last ?? []
            if asked.contains(UInt8(ascii: "V")) { answer = version }
            if asked.contains(UInt8(ascii: "S")) { answer = serial }
            let count = rig.sent.count
            rig.give(.received(answer))
            if rig.sent.count == count { rig.pass(.seconds(3)) }
        }
        rig.scan()
        rig.give(.received(form.framed(Array((goodLine + "/00").utf8))))
        #expect(rig.read?.item == "c-1")
    }

    @Test("One flip that fits the other form is damage, not a new form")
    func oneFlipTeachesNothing() {
        let form = MiniMICRCheck.withoutStart
        var rig = Rig(MiniMICRConfiguration(framing: .packets))
        rig.give(.opened)
        rig.give(.received(form.framed(Array("Version 1".utf8))))
        rig.give(.received(form.framed(Array("SE = 2".utf8))))
        rig.scan()
        var bent = form.framed(Array((goodLine + "/00").utf8))
        bent[3] ^= 0x02
        rig.give(.received(bent))
        #expect(rig.endings == 0)
        rig.give(.received(form.framed(Array((goodLine + "/00").utf8))))
        #expect(rig.read?.line?.transit != nil)
    }
}
