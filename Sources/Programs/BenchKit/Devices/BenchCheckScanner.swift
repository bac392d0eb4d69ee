package import A776Simulator
package import CheckPaper
package import ExcellaSimulator
package import MiniMICRSimulator
package import SimulatorKit

/// The check scanner of any make as one value.
package enum BenchCheckScanner: Hashable, Sendable {
    case a776(A776Device)
    case excella(ExcellaDevice)
    case miniMICR(MiniMICRDevice)

    /// As it stands on the bench, with power.
    package init(_ kind: CheckScannerKind, now: Duration) {
        switch kind {
        case .a776: self = .a776(A776Device())
        case .excella: self = .excella(ExcellaDevice())
        case .minimicr: self = .miniMICR(MiniMICRDevice(now: now))
        }
    }

    /// What all makes have in common.
    package var device: any SimulatedCheckScanner {
        switch self {
        case .a776(let device): device
        case .excella(let device): device
        case .miniMICR(let device): device
        }
    }

    /// One step.
    package func on(
        _ event: SimulatorEvent<CheckScannerLever>, now: Duration
    ) -> (next: BenchCheckScanner, effects: [SimulatorEffect<CheckScannerNotice>]) {
        switch self {
        case .a776(let device):
            let step = device.on(event, now: now)
            return (.a776(step.next), step.effects)
        case .excella(let device):
            let step = device.on(event, now: now)
            return (.excella(step.next), step.effects)
        case .miniMICR(let device):
            let step = device.on(event, now: now)
            return (.miniMICR(step.next), step.effects)
        }
    }

    /// Somebody opened the port: only the one with a small server in it notices.
    package func connected() -> BenchCheckScanner {
        switch self {
        case .excella(let device): .excella(device.connected())
        case .a776, .miniMICR: self
        }
    }
}
