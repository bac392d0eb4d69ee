import CheckPaper
import Checks
import DeviceKit
import ExcellaDriver
import ExcellaSimulator
import SimulatorKit
import Testing

/// Driver and simulator back to back in virtual time, over connections that may end after each answer.
struct Rig {
    var dialogue: ExcellaDialogue
    var device: ExcellaDevice
    var now: Duration = .seconds(100)
    var reports: [CheckScannerReport] = []
    var notices: [CheckScannerNotice] = []
    var faults: [WireFault] = []
    var isLinked = false
    /// Bytes on their way; empty ones end the connection.
    private var toHost: [(at: Duration, bytes: [UInt8])] = []
    private var toDevice: [(at: Duration, bytes: [UInt8])] = []
    private var opensAt: Duration?
    private var dice = Dice(seed: 7)
    /// Start lines of the requests, in their order.
    var requests: [String] = []
    /// The port comes back by itself after the connection ended.
    var opensAgain = true

    init(_ driver: ExcellaConfiguration = ExcellaConfiguration(), _ unit: ExcellaSimulatorConfiguration = Rig.unit()) {
        dialogue = ExcellaDialogue(driver)
        device = ExcellaDevice(unit)
    }

    /// A unit with coarse cameras: the same dialogue, fewer dots.
    static func unit(
        hasPrinter: Bool = true, hasFrontPrinter: Bool = true,
        _ change: (inout ExcellaSimulatorConfiguration.Readings) -> Void = { _ in }
    ) -> ExcellaSimulatorConfiguration {
        var readings = ExcellaSimulatorConfiguration.Readings()
        change(&readings)
        return ExcellaSimulatorConfiguration(
            hasPrinter: hasPrinter, hasFrontPrinter: hasFrontPrinter, dotsPerInch: 40, readings: readings)
    }

    mutating func give(_ event: DialogueEvent<CheckScannerCommand>) {
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                let line = bytes.prefix { $0 != 0x0D }
                requests.append(String(decoding: line, as: UTF8.self))
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
                guard isLinked else { continue }
                var rest = bytes[...]
                var at = max(now, toHost.last?.at ?? now) + .milliseconds(2)
                while !rest.isEmpty {
                    let piece = rest.prefix(dice.roll(1...1400))
                    toHost.append((at, Array(piece)))
                    rest = rest.dropFirst(piece.count)
                    at += .milliseconds(1)
                }
                if device.closesAfterAnswer { toHost.append((at, [])) }
            }
        }
    }

    private mutating func step(_ limit: Duration) -> Bool {
        let moments = [
            toHost.first?.at, toDevice.first?.at, dialogue.deadline, device.deadline, opensAt,
        ].compactMap { $0 }
        guard let next = moments.min(), next <= limit else { return false }
        now = max(now, next)
        if let first = toDevice.first, first.at <= now {
            toDevice.removeFirst()
            move(.received(first.bytes))
        } else if let first = toHost.first, first.at <= now {
            toHost.removeFirst()
            if first.bytes.isEmpty { hangUp() } else { give(.received(first.bytes)) }
        } else if let moment = opensAt, moment <= now {
            opensAt = nil
            open()
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
    mutating func pass(atMost time: Duration, until found: (Rig) -> Bool) {
        let limit = now + time
        while !found(self) {
            guard step(limit) else {
                now = max(now, limit)
                return
            }
        }
    }

    mutating func open() {
        isLinked = true
        device = device.connected()
        give(.opened)
    }

    mutating func hangUp() {
        isLinked = false
        toHost = []
        toDevice = []
        if opensAgain { opensAt = now + .milliseconds(500) }
        give(.closed(.hungUp))
    }

    static func ready(
        _ driver: ExcellaConfiguration = ExcellaConfiguration(), _ unit: ExcellaSimulatorConfiguration = Rig.unit()
    ) -> Rig {
        var rig = Rig(driver, unit)
        rig.open()
        rig.pass(.seconds(1))
        #expect(rig.reports.contains { if case .identified = $0 { true } else { false } })
        rig.reports = []
        rig.requests = []
        return rig
    }

    /// Runs until the order has its last word.
    mutating func end(atMost time: Duration = .seconds(120)) {
        let before = ends.count
        pass(atMost: time) { $0.ends.count > before }
    }

    var ends: [CheckScannerReport] {
        reports.filter {
            switch $0 {
            case .read, .failed, .printed: true
            case .identified, .broken, .status, .waitingForCheck, .documentInserted, .removed: false
            }
        }
    }

    var failure: CheckFailure? { if case .failed(let failure) = ends.last { failure } else { nil } }
    var reading: CheckReading? { if case .read(let reading) = ends.last { reading } else { nil } }
    var posts: Int { requests.count { $0.hasPrefix("POST ") } }
}

enum Sample {
    static func check(_ id: Int = 1, _ change: (inout SimulatedCheck) -> Void = { _ in }) -> SimulatedCheck {
        var dice = Dice(seed: UInt64(id))
        var check = CheckMaker.check(id: id, dice: &dice)
        change(&check)
        return check
    }

    static func endorsement() throws -> Endorsement {
        try Endorsement(CheckText(["FOR DEPOSIT ONLY", "A&B UTILITY <122000661>", "000123"]))
    }

    static func franking() throws -> Franking { try Franking(paidAt: "MAIN OFFICE", date: "2026-11-21") }

    static func scan(_ item: String = "A-1", endorsed: Bool = false, patience: Duration = .seconds(30)) throws
        -> CheckScan
    {
        CheckScan(item: item, endorsement: endorsed ? try endorsement() : nil, patience: patience)
    }
}
