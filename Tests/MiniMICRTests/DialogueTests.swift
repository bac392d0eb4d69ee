import Checks
import DeviceKit
import MiniMICRDriver
import MiniMICRFrame
import Testing

@Suite struct DialogueTests {
    @Test("A unit that nobody identified must not take a customer's check")
    func itAsksWhoIsThere() {
        var rig = Rig()
        rig.give(.opened)
        #expect(rig.sent == [Array("VR\r".utf8)])
        rig.scan()
        #expect(rig.failure?.reason == .timeout && rig.failure?.paper == .outside)
        rig.say("Version 21042813C01\r")
        rig.say("SE = 4711008\r")
        let identity = rig.reports.compactMap { if case .identified(let unit) = $0 { unit } else { nil } }.last
        #expect(identity?.firmware == "21042813C01" && identity?.serial == "4711008")
        #expect(identity?.capabilities == CheckScannerCapabilities())
        #expect(rig.activity == .idle)
    }

    @Test("A unit that listens only after its header byte must be found, and one that knows no question still reads")
    func itFindsTheHeader() {
        var rig = Rig()
        rig.give(.opened)
        rig.pass(.seconds(2))
        #expect(rig.sent.last == [0x1D] + Array("VR\r".utf8))
        rig.say("Version 2\r")
        #expect(rig.sent.last == [0x1D] + Array("SE\r".utf8))
        rig.say("?\r")
        #expect(rig.activity == .idle)

        var mute = Rig(MiniMICRConfiguration(commands: .ignored))
        mute.give(.opened)
        #expect(mute.sent.isEmpty && mute.activity == .idle && mute.dialogue.deadline == nil)
        mute.scan()
        mute.say(goodLine + "\r")
        #expect(mute.read?.line?.serial?.text == "0101")
    }

    @Test("A reading that is reported twice or never is a check that is booked twice or never")
    func aGoodCheckEndsInOneRead() throws {
        var rig = Rig()
        rig.start()
        rig.scan()
        #expect(rig.reports.first == .waitingForCheck(item: "c-1") && rig.activity == .waiting)
        rig.pass(.seconds(5))
        rig.say(goodLine + "/00\r")
        let read = try #require(rig.read)
        #expect(read.item == "c-1" && read.paper == .ejected && read.printed == .nothing)
        #expect(read.line?.account?.digits == "123456789" && read.condition.signal == .good)
        #expect(read.missing == CheckImageKind.deposit && read.images.isEmpty)
        #expect(rig.endings == 1 && rig.activity == .idle)
        rig.say(goodLine + "/00\r")
        rig.pass(.seconds(60))
        #expect(rig.endings == 1, "a line that comes later belongs to no scan")
        #expect(rig.faults.count == 1)
    }

    @Test(
        "Each fault of a check has its own end, or the cashier does not know what to do",
        arguments: [
            ("/01\r", CheckFailureReason.noMICR), ("No MICR\r", .noMICR), ("No MICR/01\r", .noMICR),
            ("   /01\r", .noMICR),
            ("\r", .badRead), ("T122000661T 1234?6789U 0101/07\r", .badRead),
            ("T122000661T 1234?6789U 0101\r", .badRead), ("T122000661T 123456789U 0?01/04\r", .badRead),
            ("/05\r", .badRead), ("/07\r", .badRead),
            ("T122000661T 123456789U 0101/05\r", .badRead), ("T122000661T 123456789U 0101/01\r", .badRead),
            ("T122000662T 123456789U 0101/00\r", .checkDigit), ("T122000662T 123456789U 0101\r", .checkDigit),
            ("T12200066T 123456789U 0101/00\r", .badRead), ("T122000661T 123456789U 0101/08\r", .badRead),
            ("t122000661t 123456789o 0101\r", .badRead),
            ("122000661/123456789/0101\r", .badRead), ("?\r", .badRead), ("T122000661T 12\u{7F}U\r", .badRead),
        ])
    func faultsOfACheck(_ text: String, _ reason: CheckFailureReason) {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say(text)
        #expect(rig.failure?.reason == reason)
        #expect(rig.failure?.printed == .nothing && rig.failure?.item == "c-1")
        #expect(rig.endings == 1 && rig.activity == .idle)
        rig.pass(.seconds(60))
        #expect(rig.endings == 1)
    }

    @Test(
        "A remark of the unit is no fault: such a check is good",
        arguments: ["/00", "/03", "/04", "/09", "/10", "/11", "/12", "/99", "/0100", ""])
    func remarks(_ status: String) {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say(goodLine + status + "\r")
        #expect(rig.read?.line?.isAcceptable == true)
        #expect(rig.endings == 1)
    }

    @Test("What was read with gaps is shown to a person, and never filled")
    func partialReadings() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say("T122000661T 1234?6789U 0101/07\r")
        let partial = rig.failure?.partial
        #expect(partial?.line?.account?.digits == nil)
        #expect(partial?.line?.account?.text == "1234?6789")
        #expect(partial?.condition.faults == [.account])
    }

    @Test("A Canadian check is read; that the office does not take it is the office's word")
    func canadian() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say("T22137-632T001 6042202U927540/08\r")
        #expect(rig.read?.line?.verdict() == .refuse(.foreign(.canada)))
    }

    @Test("A line from before the scan would put a stranger's check on this payment")
    func nothingFromBeforeTheScanCounts() {
        var rig = Rig()
        rig.start()
        rig.say("T122000661T 12345")
        rig.scan(settles: false)
        rig.say("6789U 0101/00\r")
        #expect(rig.endings == 0 && rig.faults.count == 1)
        rig.pass(.milliseconds(300))
        rig.say("T111000025T 987654321U 0202/00\r")
        #expect(rig.read?.line?.account?.digits == "987654321")

        var cut = Rig()
        cut.start()
        cut.say("T122000661T 12345")
        cut.scan()
        cut.pass(.seconds(1))
        cut.say("T111000025T 987654321U 0202/00\r")
        #expect(cut.read?.line?.account?.digits == "987654321")
    }

    @Test("A record whose end is lost is half a check number")
    func unfinishedRecords() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say("T122000661T 123456789U 01")
        rig.pass(.milliseconds(200))
        #expect(rig.endings == 0)
        rig.pass(.milliseconds(100))
        #expect(rig.failure?.reason == .badRead && rig.failure?.paper == .unknown)
        rig.scan("c-2")
        rig.say("\u{0}x")
        rig.pass(.seconds(1))
        #expect(rig.endings == 1, "noise without a digit ends nothing")
        rig.say("Version 2104")
        rig.pass(.seconds(1))
        #expect(rig.endings == 1, "half an answer to a question is no check")
        rig.say(goodLine + "\r")
        #expect(rig.read?.item == "c-2")
    }

    @Test("A customer who walks away must not leave the screen waiting")
    func nobodyComes() {
        var rig = Rig()
        rig.start()
        rig.scan(patience: .seconds(3))
        for _ in 0..<6 {
            rig.pass(.milliseconds(500))
            if rig.sent.last != nil { rig.say("Version 21042813C01\r") }
        }
        #expect(rig.failure?.reason == .noCheck && rig.failure?.paper == .unknown)
        #expect(rig.endings == 1 && rig.activity == .idle)
    }

    @Test("A scan that is called off must end, unless the check is already through")
    func callingOff() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.give(.command(.endInsertion))
        #expect(rig.failure?.reason == .cancelled && rig.failure?.paper == .unknown && rig.endings == 1)
        rig.give(.command(.endInsertion))
        #expect(rig.endings == 1)
        rig.scan("c-2")
        rig.say("T122000661T 123456789U")
        rig.give(.command(.endInsertion))
        #expect(rig.endings == 1)
        rig.say(" 0101/00\r")
        #expect(rig.read?.item == "c-2" && rig.endings == 2)

        // What is arriving may turn out to be something else: then the scan is still called off.
        rig.scan("c-3")
        rig.say("Version 2104")
        rig.give(.command(.endInsertion))
        #expect(rig.endings == 2)
        rig.say("2813C01\r")
        #expect(rig.failure?.reason == .cancelled && rig.endings == 3)
        rig.scan("c-4")
        rig.say("Version 2104")
        rig.give(.command(.endInsertion))
        rig.pass(.seconds(1))
        #expect(rig.failure?.reason == .cancelled && rig.endings == 4)
        rig.say("T1220")
        rig.scan("c-5")
        rig.give(.command(.endInsertion))
        #expect(rig.failure?.item == "c-5" && rig.endings == 5, "what began before is no check of this scan")
    }

    @Test("A name of a paper that is used again puts two checks under one item")
    func itemsAreUsedOnce() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.scan("c-2")
        #expect(rig.failure?.reason == .busy && rig.failure?.item == "c-2")
        rig.say(goodLine + "\r")
        rig.scan()
        #expect(rig.failure?.reason == .notPossible && rig.failure?.item == "c-1")
        rig.give(.closed(.hungUp))
        rig.start()
        rig.scan()
        #expect(rig.failure?.reason == .notPossible, "nor after the cable came back")
        rig.scan("c-3")
        #expect(rig.activity == .waiting)
    }

    @Test("Text that nobody prints must not be reported as printed")
    func thereIsNoPrinter() throws {
        var rig = Rig()
        rig.start()
        let text = try CheckText(["FOR DEPOSIT ONLY"])
        rig.give(.command(.endorse(item: "c-1", Endorsement(text))))
        rig.give(.command(.frank(item: "c-1", Franking(text))))
        rig.give(.command(.beginInsertion(CheckScan(item: "c-2", endorsement: Endorsement(text)))))
        let reasons = rig.reports.compactMap { if case .failed(let failure) = $0 { failure.reason } else { nil } }
        #expect(reasons == [.notPossible, .notPossible, .notPossible])
        rig.give(.command(.eject))
        #expect(rig.endings == 3)
    }

    @Test("A reader that died looks like one that waits for a check")
    func aSilentUnitIsFoundOut() {
        var rig = Rig()
        rig.start()
        rig.scan(patience: .seconds(60))
        rig.pass(.seconds(20))
        #expect(rig.failure?.reason == .timeout && rig.failure?.paper == .unknown)
        #expect(rig.reports.contains { if case .broken = $0 { true } else { false } })
        #expect(rig.activity == .unknown)
        let broken = rig.reports.count { if case .broken = $0 { true } else { false } }
        rig.pass(.seconds(120))
        rig.sent = []
        while rig.sent.isEmpty { rig.pass(.milliseconds(100)) }
        #expect(rig.reports.count { if case .broken = $0 { true } else { false } } == broken, "told once")
        rig.say("Version 21042813C01\r")
        rig.say("SE = 4711008\r")
        #expect(rig.activity == .idle)
    }

    @Test("Another unit under the same cable must not go by the first one's name")
    func aSwappedUnitIsAskedAgain() {
        var rig = Rig()
        rig.start()
        rig.pass(.seconds(11))
        rig.say("Version 99\r")
        #expect(rig.reports.contains(.broken("another reader answers")))
        rig.say("SE = 5\r")
        let identity = rig.reports.compactMap { if case .identified(let unit) = $0 { unit } else { nil } }.last
        #expect(identity?.serial == "5" && identity?.firmware == "99")
    }

    @Test("A cable that is pulled in mid-scan leaves nothing known, and says so")
    func theLinkGoes() {
        var rig = Rig()
        rig.start()
        rig.scan()
        rig.say("T1220")
        rig.give(.closed(.hungUp))
        #expect(rig.failure?.reason == .linkLost && rig.failure?.paper == .unknown)
        #expect(rig.endings == 1 && rig.reports.last == .broken("the line hung up") && rig.activity == .unknown)
        rig.give(.closed(.hungUp))
        rig.scan("c-2")
        #expect(rig.failure?.reason == .linkLost && rig.failure?.paper == .outside)
        #expect(rig.dialogue.deadline == nil)
    }

    @Test("A damaged packet is asked for again, and not for ever")
    func damagedPackets() {
        let good = MiniMICRCheck.withoutStart.framed(Array((goodLine + "/00").utf8))
        var bad = good
        bad[5] ^= 1
        func started() -> Rig {
            var rig = Rig(MiniMICRConfiguration(framing: .packets))
            rig.give(.opened)
            rig.give(.received(MiniMICRCheck.withoutStart.framed(Array("Version 1".utf8))))
            rig.give(.received(MiniMICRCheck.withoutStart.framed(Array("SE = 2".utf8))))
            rig.reports = []
            rig.sent = []
            rig.scan()
            return rig
        }
        var rig = started()
        rig.give(.received(bad))
        #expect(rig.sent == [[0x15]] && rig.endings == 0)
        rig.give(.received(good))
        #expect(rig.read?.line?.isAcceptable == true)

        rig = started()
        for _ in 0..<4 { rig.give(.received(bad)) }
        #expect(rig.sent.count == 3 && rig.failure?.reason == .badRead && rig.endings == 1)

        rig = started()
        rig.give(.received(bad))
        rig.pass(.seconds(2))
        #expect(rig.failure?.reason == .badRead, "it was asked for and did not come")

        // The other form of the check is another byte: a flip there is damage once the form is known.
        rig = started()
        rig.give(.received(MiniMICRCheck.withStart.framed(Array((goodLine + "/00").utf8))))
        #expect(rig.endings == 0 && rig.sent == [[0x15]])
    }

    @Test("A packet that was asked for again before the scan is no check of this scan")
    func aResentPacketFromBeforeTheScan() {
        let good = MiniMICRCheck.withoutStart.framed(Array((goodLine + "/00").utf8))
        var bad = good
        bad[5] ^= 1
        var rig = Rig(MiniMICRConfiguration(framing: .packets))
        rig.give(.opened)
        rig.give(.received(MiniMICRCheck.withoutStart.framed(Array("Version 1".utf8))))
        rig.give(.received(MiniMICRCheck.withoutStart.framed(Array("SE = 2".utf8))))
        rig.give(.received(bad))
        rig.scan()
        rig.give(.received(good))
        #expect(rig.endings == 0)
        rig.give(.received(good))
        #expect(rig.read != nil)

        rig.give(.received(bad))
        rig.scan("c-2")
        rig.pass(.seconds(2))
        #expect(rig.endings == 1, "what never came was no check of this scan either")
        rig.give(.received(good))
        #expect(rig.read?.item == "c-2")
    }

    @Test("An account in a fault is an account in a log")
    func faultsAreMasked() {
        var rig = Rig()
        rig.start()
        rig.say(goodLine + "/00\r")
        rig.say("T122000661T 123456789\u{80}\r")
        rig.say("T122000661T 12345")
        rig.pass(.seconds(1))
        rig.give(.received([UInt8](repeating: 0x37, count: 300)))
        // Without a pause what follows would be the tail of that line.
        rig.pass(.seconds(1))
        #expect(rig.faults.count == 4)
        #expect(rig.faults.allSatisfy { !$0.bytes.contains { (0x30...0x39).contains($0) } })
        #expect(!"\(rig.reports)".contains("123456789"))
        rig.scan()
        rig.say(goodLine + "\r")
        #expect(rig.read != nil && !"\(rig.reports)".contains("123456789"), "a printed report is masked too")
    }

    @Test("Whatever comes over the line, every scan ends once and no line of before is believed", arguments: 0..<40)
    func anyBytesInAnyOrder(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 977 &+ 5)
        var rig = Rig(MiniMICRConfiguration(framing: seed % 3 == 0 ? .packets : .lines))
        rig.give(.opened)
        var opened = 0
        let pieces = [
            "Version 1\r", "SE = 2\r", "?\r", goodLine, "/00\r", "\r", "\n", "\u{3}", "\u{2}", "T122", "/01\r", "U",
            "\u{1B}",
        ]
        for step in 0..<600 {
            switch dice.below(12) {
            case 0...4: rig.say(pieces[dice.below(pieces.count)])
            case 5:
                let text = Array(pieces[dice.below(4)].utf8.filter { $0 >= 0x20 })
                rig.give(.received(MiniMICRCheck.withoutStart.framed(text)))
            case 6: rig.give(.received((0..<dice.below(20)).map { _ in UInt8(dice.below(256)) }))
            case 7:
                rig.scan("c-\(seed)-\(step)", patience: .seconds(Int64(1 + dice.below(9))))
                opened += 1
            case 8: rig.give(.command([.endInsertion, .eject, .cleared][dice.below(3)]))
            case 9 where dice.below(12) == 0: rig.give(dice.below(2) == 0 ? .closed(.hungUp) : .opened)
            default: rig.pass(.milliseconds(Int64(dice.below(2_000))))
            }
            let waiting = rig.reports.count { if case .waitingForCheck = $0 { true } else { false } }
            let ended = rig.endings
            let refused = opened - waiting
            #expect(ended - refused == waiting || ended - refused == waiting - 1)
        }
        rig.give(.closed(.closedByUs))
        #expect(rig.endings == opened)
    }
}
