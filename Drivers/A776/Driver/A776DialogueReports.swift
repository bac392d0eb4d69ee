import Checks
import DeviceKit

/// How an order ends, and what the unit is doing.
extension A776Dialogue {
    /// The last word on the order at hand.
    mutating func conclude(_ effects: inout Effects) {
        guard let job else { return }
        self.job = nil
        switch job.order {
        case .eject: break
        case .print(let item, let side):
            if let reason = job.reason {
                report(
                    CheckFailure(item: item, reason, paper: job.paper, printed: job.printing, detail: job.detail),
                    &effects)
            } else {
                effects.append(.report(.printed(item: item, side)))
            }
        case .scan(let scan): conclude(job, scan, &effects)
        }
        tellActivity(&effects)
    }

    private mutating func conclude(_ job: A776Job, _ scan: CheckScan, _ effects: inout Effects) {
        var left = job.images
        var (images, missing) = ([CheckImage](), [CheckImageKind]())
        for wish in scan.images {
            if wish.encoding != .jpeg, let place = left.firstIndex(where: { $0.kind.side == wish.side }) {
                images.append(left.remove(at: place))
            } else {
                missing.append(wish)
            }
        }
        let reading = CheckReading(
            item: scan.item, line: job.line, condition: condition(job), images: images, missing: missing,
            printed: job.printing, paper: job.paper)
        guard let reason = job.reason else {
            effects.append(.report(.read(reading)))
            return
        }
        report(
            CheckFailure(
                item: scan.item, reason, paper: job.paper, printed: job.printing,
                partial: job.line == nil && images.isEmpty ? nil : reading, detail: job.detail), &effects)
    }

    private func report(_ failure: CheckFailure, _ effects: inout Effects) { effects.append(.report(.failed(failure))) }

    private func condition(_ job: A776Job) -> MICRCondition {
        switch job.status {
        case .good, .badRead: MICRCondition(signal: .good)
        case .noMICR: MICRCondition(signal: .none)
        case .noCheck, .jam, nil: MICRCondition()
        }
    }

    /// Tells the newest state if it differs from the one told before.
    mutating func tellActivity(_ effects: inout Effects) {
        guard phase == .ready, !isBroken, let state else { return }
        let activity: CheckScannerStatus.Activity
        if let job {
            activity = job.hasAsked && !job.isIn ? .waiting : .busy
        } else {
            activity = held == nil ? .idle : .held
        }
        tell(
            CheckScannerStatus(
                activity: activity, coverOpen: state.coverOpen, jammed: isJammed, documentPresent: state.paperPresent,
                endorserInk: .unknown, frankerInk: configuration.flips ? .unknown : .none,
                failed: state.result == .unrecoverable), &effects)
    }
}
