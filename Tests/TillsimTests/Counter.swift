import EBDSFrame

@testable import BenchKit
@testable import tillsim

/// A bench in virtual time, with a host that polls its validator.
struct Counter {
    var bench: Bench
    var now: Duration = .zero
    var effects: [BenchEffect] = []
    private var ack: UInt8 = 0
    /// Second data byte of the polls: hold at escrow.
    private static let escrow: UInt8 = 0x10

    init(_ configuration: BenchConfiguration = BenchConfiguration()) {
        bench = Bench(configuration)
        run(for: .seconds(3))
    }

    mutating func take(_ event: BenchEvent) {
        let step = bench.on(event, now: now)
        bench = step.next
        effects += step.effects
    }

    mutating func pull(_ lever: BenchLever) { take(.lever(lever)) }
    mutating func pull(_ lever: ValidatorLever) { take(.lever(.validator(lever))) }
    mutating func pull(_ lever: PrinterLever) { take(.lever(.printer(lever))) }

    /// One poll; `order` is stack (20) or give back (40).
    mutating func poll(_ order: UInt8 = 0, mask: UInt8 = 0x7F) {
        let frame = EBDSFrame(control: 0x10 | ack, data: [mask, Self.escrow | order, 0])
        ack ^= 1
        take(.received(.validator, frame.encoded()))
    }

    /// Polls every 100 ms, and calls at each deadline as the shell would.
    mutating func run(for time: Duration, mask: UInt8 = 0x7F) {
        let end = now + time
        while now < end {
            let next = now + .milliseconds(100)
            while let deadline = bench.deadline, deadline <= next {
                now = max(now, deadline)
                take(.time)
            }
            now = next
            poll(mask: mask)
        }
    }

    /// Feeds a note and lets it come to escrow.
    mutating func feed(_ lever: ValidatorLever = .insertNote(2_000)) {
        pull(lever)
        run(for: .milliseconds(1_200))
    }

    var view: BenchView { bench.view(WallClock(milliseconds: 0, at: .zero)) }
    var validator: ValidatorView { view.validator }
    var checks: CheckScannerView? { view.checkScanner }
    var sent: [UInt8] { Wire.allCases.flatMap { sent(on: $0) } }

    /// What was sent on one wire, since the effects were last emptied.
    func sent(on wire: Wire) -> [UInt8] {
        effects.flatMap { effect -> [UInt8] in
            if case .send(wire, let bytes) = effect { bytes } else { [] }
        }
    }
}
