import A776Frame
import Checks
import DeviceKit

/// What the controller wants, turned into steps, and the steps one by one.
extension A776Dialogue {
    mutating func obey(_ command: CheckScannerCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .beginInsertion(let scan): begin(scan, now, &effects)
        case .endInsertion: endInsertion(now, &effects)
        case .endorse(let item, let endorsement): print(item, .back, endorsement.text.lines, &effects)
        case .frank(let item, let franking): print(item, .front, franking.text.lines, &effects)
        case .eject: if phase == .ready, job == nil { job = A776Job(.eject, steps: [.release]) }
        case .cleared: cleared(now, &effects)
        }
    }

    /// The path is empty, a person says. An order whose check was inside ends: what was left of it would be done to the next
    /// paper.
    private mutating func cleared(_ now: Duration, _ effects: inout Effects) {
        let isUnderWay = exchange != nil
        if let job, job.isIn || held != nil {
            abort(.cancelled, .unknown, "a person took the check out", &effects)
            // Its answers may still be on their way.
            if isUnderWay {
                _ = parser.reset()
                effects.append(.send(A776Command.realTimeCancel(6).encoded()))
                effects.append(.discardInput)
                holdOn(now + configuration.quietTime * 2, &effects)
            }
        }
        isJammed = false
        mayHoldPaper = false
        if job == nil { held = nil }
        nextLookAt = now
    }

    /// 1D 49 02: bit 3 a MICR head, bit 5 an imager.
    var readsMICR: Bool { features & 0b1000 != 0 }
    /// See `readsMICR`.
    var takesPictures: Bool { features & 0b10_0000 != 0 }

    func canPrint(on side: CheckSide) -> Bool { configuration.flips || side == configuration.topFace }

    private mutating func begin(_ scan: CheckScan, _ now: Duration, _ effects: inout Effects) {
        func refuse(_ reason: CheckFailureReason, _ paper: CheckPlace = .outside, _ detail: String = "") {
            effects.append(.report(.failed(CheckFailure(item: scan.item, reason, paper: paper, detail: detail))))
        }
        guard phase == .ready, !isBroken else { return refuse(.linkLost, .outside, "the unit does not answer") }
        guard job == nil else { return refuse(.busy) }
        guard held == nil else { return refuse(.checkInside, .outside, "another check is held") }
        guard !isJammed else { return refuse(.jam, .outside, "the last jam was not said to be cleared") }
        guard state?.coverOpen != true else { return refuse(.coverOpen) }
        guard !mayHoldPaper, !(awaitsRemoval && state?.slipPresent == true) else {
            return refuse(.checkInside, .outside, "the last check was not seen to leave")
        }
        guard readsMICR else { return refuse(.notPossible, .outside, "no MICR head") }
        var steps: [A776Step] = [.freeAll, .read]
        if takesPictures, !sides(scan).isEmpty { steps += [.pictures, .freeAll] }
        let texts = [(CheckSide.back, scan.endorsement?.text.lines), (.front, scan.franking?.text.lines)]
        // the face that is up comes first
        for (side, lines) in configuration.topFace == .back ? texts : texts.reversed() {
            guard let lines else { continue }
            guard canPrint(on: side) else { return refuse(.notPossible, .outside, "no print on the \(side.rawValue)") }
            steps += [.turn(to: side), .print(side, lines)]
        }
        if !scan.hold { steps.append(.release) }
        awaitsRemoval = false
        job = A776Job(.scan(scan), steps: steps, patienceEnds: now + scan.patience)
    }

    /// Sides whose picture is wanted in a form that this unit has.
    func sides(_ scan: CheckScan) -> [CheckSide] {
        CheckSide.allCases.filter { side in scan.images.contains { $0.side == side && $0.encoding != .jpeg } }
    }

    private mutating func endInsertion(_ now: Duration, _ effects: inout Effects) {
        guard var job, case .scan = job.order, !job.isIn else { return }
        job.isCancelled = true
        self.job = job
        // A reading that is arriving is the check of this order: it was quicker than the hand.
        if exchange?.ask == .micr, micr.isEmpty { endWait(now, &effects) }
    }

    /// Ends the wait. The status comes after whatever the reading still has to say: in its turn.
    mutating func endWait(_ now: Duration, _ effects: inout Effects) {
        ask(.cancel, .realTimeCancel(3), .imagerStatus, now: now, for: configuration.motionTimeout, &effects)
    }

    private mutating func print(_ item: String, _ side: CheckSide, _ lines: [String], _ effects: inout Effects) {
        func refuse(_ reason: CheckFailureReason, _ paper: CheckPlace, _ detail: String) {
            effects.append(.report(.failed(CheckFailure(item: item, reason, paper: paper, detail: detail))))
        }
        guard phase == .ready, !isBroken else { return refuse(.linkLost, .unknown, "the unit does not answer") }
        guard job == nil else { return refuse(.busy, .unknown, "another order is under way") }
        guard held?.item == item else { return refuse(.notPossible, .unknown, "this check is not held") }
        guard canPrint(on: side) else { return refuse(.notPossible, .held, "no print on the \(side.rawValue)") }
        job = A776Job(.print(item: item, side), steps: [.turn(to: side), .print(side, lines)])
        job?.paper = .held
    }

    /// Begins steps until one has to wait.
    mutating func work(_ now: Duration, _ effects: inout Effects) {
        guard phase == .ready else { return }
        while exchange == nil, let job {
            guard let step = job.steps.first else {
                conclude(&effects)
                break
            }
            start(step, now, &effects)
        }
        tellActivity(&effects)
    }

    private mutating func start(_ step: A776Step, _ now: Duration, _ effects: inout Effects) {
        switch step {
        case .freeAll: ask(.freed, .freeAll(1), now, &effects)
        case .read: startReading(now, &effects)
        case .pictures:
            let wished: UInt8 = scanSides == CheckSide.allCases ? 0 : scanSides == [configuration.topFace] ? 2 : 1
            let order = A776Command.scan(send: 1, entry: 1, sides: wished)
            ask(.pictures, order, now: now, for: configuration.scanTimeout, &effects)
        case .fetch(let side):
            job?.fetched.append(side)
            let sides: UInt8 = side == configuration.topFace ? 2 : 1
            let order = A776Command.sendImage(sides: sides, keep: 0, m: 0, index: 0, p: 0)
            ask(.onePicture(side), order, now: now, for: configuration.stallTimeout, &effects)
        case .settle(let until):
            if now >= until { stepDone(now, &effects) } else { holdOn(until, &effects) }
        case .turn(let side):
            guard held?.face != side else { return stepDone(now, &effects) }
            ask(.flipped, .flipAnswering, now: now, for: configuration.motionTimeout, &effects)
        case .print(_, let lines):
            // from here on the text may be on the paper, whatever is heard
            job?.printing = .unknown
            var orders: [A776Command] = [.selectSlip]
            for line in lines { orders += [.text(Array(line.utf8)), .lineFeed] }
            send(orders + [.imagerStatus], .done, now, &effects)
        case .release: send([.release, .imagerStatus], .done, now, &effects)
        }
    }

    private mutating func send(
        _ orders: [A776Command], _ ask: A776Ask, _ now: Duration, _ effects: inout Effects
    ) {
        exchange = A776Exchange(ask: ask, sentAt: now, until: now + configuration.motionTimeout)
        micr = []
        effects.append(.send(orders.flatMap { $0.encoded() }))
    }

    private mutating func startReading(_ now: Duration, _ effects: inout Effects) {
        guard var job else { return }
        if !job.isIn {
            // Asked now, the unit could draw in a check that nobody waits for any more.
            let place: CheckPlace = job.hasAsked && state?.isDeep == true ? .unknown : .outside
            if job.isCancelled { return abort(.cancelled, place, &effects) }
            if now >= job.patienceEnds { return abort(.noCheck, place, &effects) }
        }
        let isFirst = !job.hasAsked
        job.hasAsked = true
        self.job = job
        let patience = job.isIn ? configuration.motionTimeout : job.patienceEnds - now
        ask(.micr, .readMICR, now: now, for: patience, &effects)
        if isFirst, let item = job.item { effects.append(.report(.waitingForCheck(item: item))) }
    }

    var scanSides: [CheckSide] {
        guard case .scan(let scan) = job?.order else { return [] }
        return sides(scan)
    }

    /// The step at hand is done; what comes next starts in the same turn.
    mutating func stepDone(_ now: Duration, _ effects: inout Effects) {
        guard job?.steps.isEmpty == false else { return }
        job?.steps.removeFirst()
    }

    /// The scan cannot end well any more, and goes on to give the check back: nothing is printed on it.
    mutating func fail(_ reason: CheckFailureReason, _ detail: String = "") {
        guard var job, job.reason == nil else { return }
        job.reason = reason
        job.detail = detail
        job.steps.removeAll {
            switch $0 {
            case .turn, .print, .release: true
            case .freeAll, .read, .pictures, .fetch, .settle: false
            }
        }
        job.steps.append(.release)
        self.job = job
    }

    /// The order ends here and now.
    mutating func abort(
        _ reason: CheckFailureReason, _ paper: CheckPlace, _ detail: String = "", _ effects: inout Effects
    ) {
        exchange = nil
        guard var job else { return }
        job.reason = job.reason ?? reason
        if job.detail.isEmpty { job.detail = detail }
        job.paper = paper
        self.job = job
        if paper == .stuck || paper == .unknown {
            held = nil
            // what stuck is still there when its cover is closed: another order would read it as its own
            mayHoldPaper = true
        }
        conclude(&effects)
    }

    mutating func abort(_ reason: CheckFailureReason, _ paper: CheckPlace, _ effects: inout Effects) {
        abort(reason, paper, "", &effects)
    }

    private mutating func holdOn(_ until: Duration, _ effects: inout Effects) {
        exchange = A776Exchange(ask: .pause, sentAt: until, until: until)
    }
}
