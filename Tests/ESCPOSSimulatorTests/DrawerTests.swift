import ESCPOSSimulator
import Testing

/// Position, contact and level are three things.
@Suite struct DrawerTests {
    static func counter(_ drawers: [ESCPOSConnector: DrawerFitting]) -> Counter {
        var configuration = ESCPOSConfiguration()
        configuration.drawers = drawers
        return Counter(configuration)
    }

    @Test("the same open drawer reads LOW, HIGH or nothing, by its contact")
    func polarity() {
        let rows: [(DrawerSwitch, UInt8, UInt8)] = [
            (.normallyOpen, 0x16, 0x12), (.normallyClosed, 0x12, 0x16), (.none, 0x16, 0x16),
        ]
        for (contact, shut, open) in rows {
            var counter = Self.counter([.pin2: DrawerFitting(contact: contact)])
            counter.send(hex: "10 04 01")
            #expect(counter.answers() == [shut])
            counter.send(hex: "1B 70 00 19 FA")
            counter.finish()
            counter.send(hex: "10 04 01")
            #expect(counter.answers() == [open])
        }
    }

    @Test("two drawers on one sense wire: any open one pulls it")
    func sharedWire() {
        var counter = Self.counter([.pin2: DrawerFitting(), .pin5: DrawerFitting()])
        counter.send(hex: "1B 70 01 32 32")
        counter.finish()
        #expect(counter.device.panel.pin5?.isOpen == true && counter.device.panel.pin2?.isOpen == false)
        #expect(!counter.device.panel.isSenseHigh)
        counter.pull(.drawer(.pin2, .openByHand))
        counter.pull(.drawer(.pin5, .pushShut))
        #expect(!counter.device.panel.isSenseHigh)
        counter.pull(.drawer(.pin2, .pushShut))
        #expect(counter.device.panel.isSenseHigh)
    }

    @Test("too short, locked, wedged: a click and a shut drawer")
    func clicks() {
        let cases: [([ESCPOSLever], String)] = [
            ([], "1B 70 30 01 01"), ([.drawer(.pin2, .lock)], "1B 70 00 32 32"),
            ([.drawer(.pin2, .wedge)], "1B 70 00 32 32"),
        ]
        for (levers, kick) in cases {
            var counter = Self.counter([.pin2: DrawerFitting()])
            for lever in levers { counter.pull(lever) }
            counter.send(hex: kick)
            counter.finish()
            #expect(counter.notices.last == .click(.pin2))
            #expect(counter.device.panel.pin2?.isOpen == false)
        }
        var counter = Self.counter([.pin2: DrawerFitting()])
        counter.pull(.drawer(.pin2, .unplug))
        counter.send(hex: "1B 70 00 32 32")
        counter.finish()
        #expect(counter.notices == [.pulse(.pin2, milliseconds: 100)])
    }

    @Test("times: on 2 ms each, off at least as long; the drawer springs when the solenoid has pulled enough")
    func times() throws {
        for (name, on) in [("escp/pin2-100-100", 100), ("escp/160-160", 160), ("escp/t2-lt-t1", 200)] {
            var counter = Self.counter([.pin2: DrawerFitting(leastPulseMilliseconds: 60)])
            counter.send(try Vector.named("drawers", name).bytes)
            #expect(counter.notices == [.pulse(.pin2, milliseconds: on)])
            counter.wait(.milliseconds(59))
            #expect(counter.device.panel.pin2?.isOpen == false)
            counter.wait(.milliseconds(1))
            #expect(counter.device.panel.pin2?.isOpen == true)
            counter.finish()
            #expect(counter.now == .milliseconds(2 * on))
        }
    }

    @Test("a second real-time pulse during the first is dropped; a buffered one waits")
    func overlap() {
        var counter = Self.counter([.pin2: DrawerFitting(), .pin5: DrawerFitting()])
        counter.send(hex: "10 14 01 00 02 10 14 01 01 02")
        counter.finish()
        #expect(counter.device.panel.pin5?.isOpen == false)
        counter.send(hex: "10 14 01 00 02 1B 70 01 32 32")
        counter.finish()
        #expect(counter.device.panel.pin5?.isOpen == true)
    }

    @Test("t outside 1...8 and a pin beyond 1 are ignored in real time")
    func rangesRealTime() throws {
        for name in ["rt/t9-ignored", "rt/t0-ignored"] {
            var counter = Self.counter([.pin2: DrawerFitting()])
            counter.send(try Vector.named("drawers", name).bytes)
            counter.finish()
            #expect(counter.notices == [])
        }
    }

    @Test("a wrong pin of ESC p turns its times into text")
    func wrongPin() {
        var counter = Counter.instant()
        counter.send(hex: "1B 70 05 41 42 0A")
        #expect(counter.lines == ["AB"])
        #expect(counter.notices == [])
    }

    @Test("ESC p without its times waits and takes the first two characters of the next job")
    func truncated() throws {
        var counter = Counter.instant()
        counter.send(try Vector.named("drawers", "escp/truncated-bad").bytes)
        counter.finish()
        #expect(counter.notices == [])
        counter.send("Hello\n")
        counter.finish()
        #expect(counter.lines == ["llo"])
        #expect(counter.notices.contains(.drawerOpened(.pin2, byHand: false)))
    }

    @Test("without paper the real-time kick works and the buffered one fires after the refill")
    func paperOut() {
        var counter = Self.counter([.pin2: DrawerFitting()])
        counter.pull(.removePaper)
        counter.clearNotices()
        counter.send(hex: "1B 70 00 32 32")
        counter.finish()
        #expect(counter.notices == [])
        counter.send(hex: "10 14 01 00 01")
        counter.finish()
        #expect(counter.notices.contains(.drawerOpened(.pin2, byHand: false)))
        counter.pull(.drawer(.pin2, .pushShut))
        counter.clearNotices()
        counter.pull(.loadPaper(millimetres: 9_000))
        counter.finish()
        #expect(counter.notices.contains(.drawerOpened(.pin2, byHand: false)))
    }

    @Test("power lost during the pulse: the drawer stays shut, and nothing kicks it later")
    func powerCut() {
        var counter = Self.counter([.pin2: DrawerFitting(leastPulseMilliseconds: 60)])
        counter.send(hex: "1B 70 00 32 32")
        counter.wait(.milliseconds(30))
        counter.pull(.powerOff)
        counter.pull(.powerOn)
        counter.wait(.seconds(10))
        #expect(counter.device.panel.pin2?.isOpen == false)
    }
}
