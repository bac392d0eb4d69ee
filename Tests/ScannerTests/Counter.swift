import DeviceKit
import ScannerDriver
import ScannerSimulator
import SimulatorKit
import Testing

/// A reader at the counter: driver and simulator in virtual time.
struct Counter {
    var host: ScannerDialogue
    var device: ScannerDevice
    var now: Duration = .zero
    var reports: [ScannerReport] = []
    var faults: [WireFault] = []
    var notices: [ScannerNotice] = []
    var sends = 0
    var isLinked = false

    init(_ configuration: ScannerConfiguration, _ setup: ScannerSetup) {
        (host, device) = (ScannerDialogue(configuration), ScannerDevice(setup))
    }

    /// Plugged in, wanted, and past the time in which a beginning may be missed.
    static func ready(_ configuration: ScannerConfiguration, _ setup: ScannerSetup) -> Counter {
        var counter = Counter(configuration, setup)
        counter.plug()
        counter.give(.command(.enable))
        counter.pass(.seconds(1))
        counter.reports = []
        return counter
    }

    mutating func plug() {
        isLinked = true
        give(.opened)
    }

    mutating func unplug() {
        isLinked = false
        lever(.pullPlug)
        give(.closed(.hungUp))
    }

    mutating func give(_ event: DialogueEvent<ScannerCommand>) {
        let step = host.on(event, now: now)
        #expect(step.next == host.on(event, now: now).next, "equal input, unequal output")
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send: sends += 1
            case .discardInput: break
            case .report(let report): reports.append(report)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    private mutating func give(_ event: SimulatorEvent<ScannerLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): if isLinked { give(DialogueEvent<ScannerCommand>.received(bytes)) }
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func lever(_ lever: ScannerLever) { give(SimulatorEvent<ScannerLever>.lever(lever)) }

    mutating func pass(_ time: Duration) {
        let end = now + time
        var spins = 0
        while let due = [host.deadline, device.deadline].compactMap({ $0 }).min(), due <= end {
            spins = due <= now ? spins + 1 : 0
            guard spins < 10_000 else {
                Issue.record("time stands still")
                return
            }
            now = max(now, due)
            if let due = device.deadline, due <= now { give(SimulatorEvent<ScannerLever>.time) }
            if let due = host.deadline, due <= now { give(DialogueEvent<ScannerCommand>.time) }
        }
        now = end
    }

    /// What was read, as text.
    var reads: [String] {
        reports.compactMap {
            if case .scanned(let bytes, _) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }
    var losses: [ScanLoss] {
        reports.compactMap { if case .dropped(let loss, _) = $0 { loss } else { nil } }
    }
}

/// Each way in which a reader may be set up, with the settings that fit.
struct SetUp: CustomTestStringConvertible {
    let configuration: ScannerConfiguration
    let setup: ScannerSetup
    var testDescription: String { "\(setup)" }

    static let all = [
        SetUp(configuration: .init(.characters), setup: .init(.characters)),
        SetUp(configuration: .init(.characters), setup: .init(.characters, suffix: [0x0D, 0x0A], namesKind: true)),
        SetUp(
            configuration: .init(
                .characters, prefix: [0x02], terminators: [0x03], identifier: .required),
            setup: .init(.characters, prefix: [0x02], suffix: [0x03], namesKind: true)),
        SetUp(
            configuration: .init(.characters, prefix: [0x21], suffix: [0x23], terminators: [0x09], identifier: .none),
            setup: .init(.characters, prefix: [0x21], suffix: [0x23, 0x09])),
        SetUp(configuration: .init(.keys(.wide)), setup: .init(.keys(isWide: true))),
        SetUp(
            configuration: .init(.keys(.wide)), setup: .init(.keys(isWide: true), namesKind: true, usesCapsLock: true)),
        SetUp(configuration: .init(.keys(.narrow)), setup: .init(.keys(isWide: false), namesKind: true)),
        SetUp(
            configuration: .init(.keys(.wide), prefix: [0x02], terminators: [0x09]),
            setup: .init(.keys(isWide: true), prefix: [0x02], suffix: [0x09])),
    ]
}
