import CheckPaper
import Checks
import DeviceKit
import MiniMICRDriver
import MiniMICRFrame
import MiniMICRSimulator
import SimulatorKit
import Testing

/// Driver and simulator on one line, in virtual time.
struct World {
    var dialogue: MiniMICRDialogue
    var device: MiniMICRDevice
    var now: Duration = .zero
    var reports: [CheckScannerReport] = []
    var notices: [CheckScannerNotice] = []
    var faults: [WireFault] = []
    /// Bytes of the device on their way, byte by byte at the speed of the line.
    private var wire: [(at: Duration, byte: UInt8)] = []
    /// Damages each byte of the device with this chance in a thousand.
    var noise = 0
    var dice = SimulatorKit.Dice(seed: 1)

    init(_ settings: MiniMICRConfiguration = MiniMICRConfiguration(), _ readings: MiniMICRReadings = MiniMICRReadings())
    {
        dialogue = MiniMICRDialogue(settings)
        device = MiniMICRDevice(MiniMICRSimulator.MiniMICRConfiguration(readings: readings))
        give(.opened)
        run(.seconds(10))
    }

    typealias MiniMICRConfiguration = MiniMICRDriver.MiniMICRConfiguration

    mutating func give(_ event: DialogueEvent<CheckScannerCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): tell(.received(bytes))
            case .discardInput: wire.removeAll { $0.at <= now }
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    mutating func tell(_ event: SimulatorEvent<CheckScannerLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .notice(let notice): notices.append(notice)
            case .send(let bytes):
                var at = max(now, wire.last?.at ?? now)
                for byte in bytes {
                    at += .microseconds(1_042)
                    let flipped = dice.chance(noise, in: 1_000) ? byte ^ 1 << UInt8(dice.roll(0...6)) : byte
                    wire.append((at, flipped))
                }
            }
        }
    }

    mutating func pull(_ lever: CheckScannerLever) { tell(.lever(lever)) }

    /// Time goes by, from one thing that happens to the next.
    mutating func run(_ span: Duration) {
        let end = now + span
        while true {
            let due = [dialogue.deadline, device.deadline, wire.first?.at].compactMap { $0 }.min()
            guard let due, due <= end else { break }
            now = max(now, due)
            if let first = wire.first, first.at <= now {
                wire.removeFirst()
                give(.received([first.byte]))
            } else if let at = device.deadline, at <= now {
                tell(.time)
            } else {
                give(.time)
            }
        }
        now = end
    }

    /// One check through the reader; what came of it.
    mutating func scan(_ checks: [SimulatedCheck], item: String) -> CheckScannerReport? {
        reports = []
        give(.command(.beginInsertion(CheckScan(item: item, patience: .seconds(8)))))
        run(.milliseconds(300))
        pull(.insert(checks))
        run(.seconds(12))
        pull(.takeChecks)
        let ends = reports.filter { report in
            switch report {
            case .read(let reading): reading.item == item
            case .failed(let failure): failure.item == item
            case .identified, .broken, .status, .waitingForCheck, .documentInserted, .printed, .removed: false
            }
        }
        #expect(ends.count == 1, "each scan ends once")
        return ends.first
    }
}

@Suite struct BackToBackTests {
    static let settings: [(MiniMICRDriver.MiniMICRConfiguration, MiniMICRReadings)] = [
        (.init(), .init()),
        (.init(), .init(framing: .lines(.init(stx: true, esc: true, etx: true, cr: true, lf: true)))),
        (.init(), .init(commands: .afterHeader)), (.init(), .init(commands: .question)),
        (.init(), .init(commands: .silentOnOthers, sendsStatus: false)),
        (.init(commands: .ignored), .init(commands: .ignored)),
        (.init(framing: .packets), .init(framing: .packets(.withoutStart))),
        (.init(framing: .packets), .init(framing: .packets(.withStart))),
        (.init(encoding: .magtek01), .init(format: 1)), (.init(encoding: .toad), .init(format: 2)),
        (.init(encoding: .magtek03), .init(format: 3)), (.init(), .init(format: 16)), (.init(), .init(format: 32)),
    ]

    @Test("Checks of made-up customers must come through whole, however the unit is set", arguments: settings.indices)
    func checksOfEveryKind(_ row: Int) {
        let (settings, readings) = Self.settings[row]
        var world = World(settings, readings)
        var dice = SimulatorKit.Dice(seed: UInt64(row) + 3)
        for number in 1...25 {
            let check = CheckMaker.check(id: number, dice: &dice)
            guard case .read(let reading) = world.scan([check], item: "i-\(number)") else {
                Issue.record("check \(number) was not read: \(world.reports)")
                continue
            }
            let truth = MICRLine(check.line, .upos)
            #expect(reading.line?.transit == truth.transit)
            #expect(reading.line?.account?.digits == truth.account?.digits)
            #expect(reading.line?.serial == truth.serial)
            #expect(reading.line?.auxOnUs == truth.auxOnUs)
        }
        #expect(world.device.passes == 25)
    }

    @Test("What goes wrong at the mouth must reach the screen as one clear thing", arguments: settings.indices)
    func faultsOfEveryKind(_ row: Int) {
        let (settings, readings) = Self.settings[row]
        var world = World(settings, readings)
        var dice = SimulatorKit.Dice(seed: 77)
        func reason(_ report: CheckScannerReport?) -> CheckFailureReason? {
            if case .failed(let failure) = report { failure.reason } else { nil }
        }
        var check = CheckMaker.check(id: 1, dice: &dice)
        check.ink = .none
        let saysWhy = readings.sendsStatus
        #expect(reason(world.scan([check], item: "copy")) == (saysWhy ? .noMICR : .badRead))
        check.ink = .torn([3, 14])
        #expect(reason(world.scan([check], item: "torn")) == .badRead)
        check.ink = .good
        let other = CheckMaker.check(id: 2, dice: &dice)
        #expect(reason(world.scan([check, other], item: "two")) == .badRead)
        world.pull(.jamNext)
        #expect(reason(world.scan([check], item: "jam")) == .noCheck)
        world.pull(.clearPath)
        world.give(.command(.cleared))
        if case .read = world.scan([check], item: "after") {
        } else {
            Issue.record("it does not go on: \(world.reports)")
        }
    }

    @Test("The unit that sends no data with a fault, and says no ink in words or not at all")
    func otherWordsForAFault() {
        var dice = SimulatorKit.Dice(seed: 5)
        var check = CheckMaker.check(id: 1, dice: &dice)
        check.line = "t122000661t 123456789o 0101"
        check.ink = .torn([3])
        var world = World(.init(), .init(sendsDataAfterError: false))
        if case .failed(let failure) = world.scan([check], item: "a") {
            #expect(failure.reason == .badRead && failure.partial?.line == nil)
        } else {
            Issue.record("a torn check was read")
        }
        check.ink = .none
        for (row, words) in [MiniMICRReadings.NoInk.status, .words, .silence].enumerated() {
            var world = World(.init(), .init(noInk: words))
            guard case .failed(let failure) = world.scan([check], item: "n-\(row)") else {
                Issue.record("a check without ink was read")
                continue
            }
            #expect(failure.reason == (words == .silence ? .noCheck : .noMICR))
        }
    }

    @Test("A format that changes digits or loses the line must not pass for a good one", arguments: [4, 5, 6, 7, 1])
    func wrongFormats(_ format: Int) {
        var world = World(.init(), .init(format: format))
        var dice = SimulatorKit.Dice(seed: 5)
        var check = CheckMaker.check(id: 1, dice: &dice)
        check.line = "t22137-632t 6042202o927540"
        if case .read = world.scan([check], item: "a") { Issue.record("read in a wrong format: \(world.reports)") }
    }

    @Test("A cut of the power in mid-check leaves no line of that check for the next one")
    func cuts() {
        var dice = SimulatorKit.Dice(seed: 9)
        let (first, second) = (CheckMaker.check(id: 1, dice: &dice), CheckMaker.check(id: 2, dice: &dice))
        for cut in stride(from: 0, through: 900, by: 20) {
            var world = World(.init(), .init(framing: .packets(.withoutStart)))
            world = World(.init(framing: .packets), .init(framing: .packets(.withoutStart)))
            world.give(.command(.beginInsertion(CheckScan(item: "a", patience: .seconds(60)))))
            world.pull(.insert([first]))
            world.run(.milliseconds(Int64(cut)))
            world.pull(.powerOff)
            world.run(.seconds(30))
            world.pull(.powerOn)
            world.run(.seconds(20))
            #expect(world.device.papers[0].place == .exit)
            world.pull(.takeChecks)
            guard case .read(let reading) = world.scan([second], item: "b") else {
                Issue.record("cut after \(cut) ms: \(world.reports)")
                continue
            }
            #expect(reading.line?.account?.digits == MICRLine(second.line, .upos).account?.digits)
        }
    }

    @Test("On a noisy line a check is read rightly or not at all", arguments: 0..<12)
    func noise(_ seed: Int) {
        let isPacket = seed % 2 == 0
        var world = World(
            .init(framing: isPacket ? .packets : .lines),
            .init(framing: isPacket ? .packets(.withStart) : .lines(.init())))
        world.dice = SimulatorKit.Dice(seed: UInt64(seed))
        var dice = SimulatorKit.Dice(seed: UInt64(seed) + 100)
        var (good, wrong) = (0, 0)
        for number in 1...60 {
            world.noise = 12
            let check = CheckMaker.check(id: number, dice: &dice)
            if case .read(let reading) = world.scan([check], item: "i-\(number)") {
                let truth = MICRLine(check.line, .upos)
                good += 1
                if reading.line?.account?.digits != truth.account?.digits { wrong += 1 }
            }
            world.noise = 0
            world.run(.seconds(40))
        }
        #expect(good > 10)
        // Lines have no check of their own: that is why the README asks for packets.
        if isPacket { #expect(wrong == 0) }
    }

    @Test("Any bytes at the device's ear are harmless")
    func anyBytesAtTheDevice() {
        var dice = SimulatorKit.Dice(seed: 3)
        let pieces = ["VR\r", "SE\r", "RS\r", "\u{15}", "\u{1D}VR\r", "SWA 00000000\r", "XX", "\r", "\n"]
        for (_, readings) in Self.settings {
            var device = MiniMICRDevice(MiniMICRSimulator.MiniMICRConfiguration(readings: readings))
            var now = Duration.zero
            for _ in 0..<2_000 {
                let event: SimulatorEvent<CheckScannerLever> =
                    switch dice.roll(0...5) {
                    case 0: .time
                    case 1: .received((0..<dice.roll(0...30)).map { _ in UInt8(dice.roll(0...255)) })
                    case 2: .lever(.insert([CheckMaker.check(id: 1, dice: &dice)]))
                    case 3:
                        .lever(
                            dice.pick([
                                .takeChecks, .jamNext, .clearPath, .powerOff, .powerOn, .mute(false), .fail(true),
                            ]))
                    default: .received(Array(dice.pick(pieces).utf8))
                    }
                now += .milliseconds(Int64(dice.roll(0...400)))
                device = device.on(event, now: now).next
                if let due = device.deadline { #expect(due > now, "it wants time and does nothing with it") }
            }
        }
    }
}

@Suite struct SimulatorTests {
    private func answer(_ name: String, _ readings: MiniMICRReadings = MiniMICRReadings()) throws -> [UInt8] {
        var device = MiniMICRDevice(MiniMICRSimulator.MiniMICRConfiguration(readings: readings))
        device = device.on(.time, now: .seconds(1)).next
        return device.on(.received(try Vector.named(name).bytes), now: .seconds(2)).effects.flatMap { effect in
            if case .send(let bytes) = effect { bytes } else { [UInt8]() }
        }
    }

    @Test("A simulator that does not understand the published bytes proves nothing about the driver")
    func publishedCommandsAreUnderstood() throws {
        #expect(try answer("magtek-version") == Array("Version 21042813C01\r".utf8))
        #expect(try answer("magtek-serial") == Array("SE = 4711008\r".utf8))
        #expect(try answer("magtek-image-status") == Array("?\r".utf8), "it has no picture store")
        #expect(try answer("magtek-version", .init(commands: .ignored)).isEmpty)
    }

    @Test("A packet that is asked for again is the same packet")
    func packetsAreSentAgain() throws {
        var device = MiniMICRDevice(.init(readings: .init(framing: .packets(.withoutStart))))
        device = device.on(.time, now: .seconds(1)).next
        let first = device.on(.received(try Vector.named("magtek-version").bytes), now: .seconds(2))
        let again = first.next.on(.received(try Vector.named("magtek-nak").bytes), now: .seconds(3))
        #expect(first.effects == again.effects && first.effects.count == 1)
    }

    @Test(
        "A status that the simulator tells wrongly teaches the driver a lie",
        arguments: [
            ("t122000661t 123456789o 0101", "/00"), ("t122000661t 123456789o", "/04"),
            ("o12345o t122000661t 123456789o", "/10"), ("t122000662t 123456789o 0101", "/05"),
            ("t12?000661t 123456789o 0101", "/05"), ("t122000661t 1234?6789o 0101", "/07"),
            ("t122000661t 123456789o 0?01", "/04"), ("t22137-632t 6042202o927540", "/08"),
            ("t122000661t 123456789o 0101 a0000012090a", "/11"), ("t122000661 123456789o 0101", "/05"),
        ])
    func statuses(_ line: String, _ status: String) {
        var dice = SimulatorKit.Dice(seed: 1)
        var check = CheckMaker.check(id: 1, dice: &dice)
        check.line = line
        var device = MiniMICRDevice()
        device = device.on(.time, now: .seconds(1)).next
        device = device.on(.lever(.insert([check])), now: .seconds(1)).next
        let sent = device.on(.time, now: .seconds(3)).effects.flatMap { effect in
            if case .send(let bytes) = effect { bytes } else { [UInt8]() }
        }
        #expect(String(decoding: sent, as: UTF8.self).hasSuffix(status + "\r"))
        #expect(String(decoding: sent, as: UTF8.self).first == (line.first == "o" ? "U" : "T"))
    }
}
