import A776Driver
import A776Simulator
import CheckPaper
import Checks
import DeviceKit
import SimulatorKit
import Testing

/// Driver and simulator back to back in virtual time: every byte between them takes some milliseconds, cut anywhere.
struct Rig {
    var dialogue: A776Dialogue
    var device: A776Device
    var now: Duration = .seconds(100)
    var reports: [CheckScannerReport] = []
    var notices: [CheckScannerNotice] = []
    var faults: [WireFault] = []
    var isLinked = false
    /// Bytes on their way.
    private var toHost: [(at: Duration, bytes: [UInt8])] = []
    private var toDevice: [(at: Duration, bytes: [UInt8])] = []
    private var dice = Dice(seed: 7)
    var sentToDevice: [[UInt8]] = []
    /// Bytes towards the host from now on lose their way: "the answer was lost".
    var dropsAnswers = false

    init(_ driver: A776Configuration = A776Configuration(), _ unit: A776SimulatorConfiguration = Rig.unit()) {
        dialogue = A776Dialogue(driver)
        device = A776Device(unit)
    }

    /// A unit with coarse cameras: the same dialogue, fewer dots.
    static func unit(
        hasFlipper: Bool = true, features: UInt8 = 0x28, ownPatience: Duration? = nil,
        _ change: (inout A776SimulatorConfiguration.Readings) -> Void = { _ in }
    ) -> A776SimulatorConfiguration {
        var readings = A776SimulatorConfiguration.Readings()
        change(&readings)
        return A776SimulatorConfiguration(
            hasFlipper: hasFlipper, features: features, ownPatience: ownPatience, dotsPerInch: 40, readings: readings)
    }

    mutating func give(_ event: DialogueEvent<CheckScannerCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sentToDevice.append(bytes)
                if isLinked { toDevice.append((now + .milliseconds(3), bytes)) }
            case .discardInput: break
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    mutating func command(_ command: CheckScannerCommand) { give(.command(command)) }

    mutating func lever(_ lever: CheckScannerLever) { move(.lever(lever)) }

    private mutating func move(_ event: SimulatorEvent<CheckScannerLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .notice(let notice): notices.append(notice)
            case .send(let bytes):
                guard isLinked, !dropsAnswers else { continue }
                var rest = bytes[...]
                var at = now + .milliseconds(2)
                while !rest.isEmpty {
                    let piece = rest.prefix(dice.roll(1...(rest.count > 4000 ? 3000 : 40)))
                    toHost.append((at, Array(piece)))
                    rest = rest.dropFirst(piece.count)
                    at += .milliseconds(1)
                }
            }
        }
    }

    /// One event in the order of time; `false` when nothing is due before `limit`.
    private mutating func step(_ limit: Duration) -> Bool {
        let moments = [
            toHost.first?.at, toDevice.first?.at, dialogue.deadline, device.deadline,
        ].compactMap { $0 }
        guard let next = moments.min(), next <= limit else { return false }
        now = max(now, next)
        if let first = toDevice.first, first.at <= now {
            toDevice.removeFirst()
            move(.received(first.bytes))
        } else if let first = toHost.first, first.at <= now {
            toHost.removeFirst()
            give(.received(first.bytes))
        } else if let deadline = device.deadline, deadline <= now {
            move(.time)
        } else {
            give(.time)
        }
        return true
    }

    mutating func pass(_ time: Duration) {
        let limit = now + time
        var steps = 0
        while step(limit) {
            steps += 1
            if steps > 200_000 {
                Issue.record("the world does not come to rest")
                return
            }
        }
        now = max(now, limit)
    }

    /// Runs until a report is there, at most this long.
    mutating func pass(atMost time: Duration, until found: (CheckScannerReport) -> Bool) {
        let limit = now + time
        var seen = reports.count
        while !reports[seen...].contains(where: found) {
            seen = reports.count
            guard step(limit) else {
                now = max(now, limit)
                return
            }
        }
    }

    mutating func open() {
        isLinked = true
        give(.opened)
    }

    mutating func hangUp() {
        isLinked = false
        toHost = []
        toDevice = []
        give(.closed(.hungUp))
    }

    /// Opened, identified, looked at once; the reports so far are forgotten.
    static func ready(
        _ driver: A776Configuration = A776Configuration(), _ unit: A776SimulatorConfiguration = Rig.unit()
    ) -> Rig {
        var rig = Rig(driver, unit)
        rig.open()
        rig.pass(.seconds(1))
        #expect(rig.reports.contains { if case .identified = $0 { true } else { false } })
        rig.reports = []
        return rig
    }

    /// Runs until the order has its last word, and gives it back.
    mutating func end(atMost time: Duration = .seconds(90)) -> CheckScannerReport? {
        pass(atMost: time) { Self.isEnd($0) }
        return reports.last { Self.isEnd($0) }
    }

    static func isEnd(_ report: CheckScannerReport) -> Bool {
        switch report {
        case .read, .failed, .printed: true
        case .identified, .broken, .status, .waitingForCheck, .documentInserted, .removed: false
        }
    }

    var ends: [CheckScannerReport] { reports.filter(Self.isEnd) }

    var failure: CheckFailure? {
        if case .failed(let failure) = ends.last { failure } else { nil }
    }

    var reading: CheckReading? {
        if case .read(let reading) = ends.last { reading } else { nil }
    }
}

enum Sample {
    /// One check of a made-up customer; its line passes all rules.
    static func check(_ id: Int = 1, _ change: (inout SimulatedCheck) -> Void = { _ in }) -> SimulatedCheck {
        var dice = Dice(seed: UInt64(id))
        var check = CheckMaker.check(id: id, dice: &dice)
        change(&check)
        return check
    }

    static func endorsement() throws -> Endorsement {
        try Endorsement(CheckText(["FOR DEPOSIT ONLY", "CITY UTILITY OFFICE", "<122000661>", "2026-11-21 000123"]))
    }

    static func franking() throws -> Franking { try Franking(paidAt: "MAIN OFFICE", date: "2026-11-21") }
}
