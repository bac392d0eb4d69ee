import A776Frame
import Checks
import DeviceKit

/// What an answer, or its absence, means for the order at hand.
extension A776Dialogue {
    mutating func identified(_ now: Duration, _ effects: inout Effects) {
        phase = .ready
        isBroken = false
        nextLookAt = now
        let capabilities = CheckScannerCapabilities(
            frontImage: takesPictures, backImage: takesPictures, endorses: readsMICR && canPrint(on: .back),
            franks: readsMICR && canPrint(on: .front), holds: readsMICR)
        let model = typeByte == 0x2B ? "A776" : "type \(typeByte ?? 0)"
        effects.append(.send(A776Command.micrFormat(saved: false, []).encoded()))
        effects.append(
            .report(
                .identified(
                    CheckScannerIdentity(
                        maker: "CognitiveTPG", model: model, serial: "", firmware: "", capabilities: capabilities))))
    }

    /// The answer to a reading; in a cancelled wait the status still follows.
    mutating func heard(_ reply: A776MICRReply, _ now: Duration, _ effects: inout Effects) {
        guard let asked = exchange?.ask, job != nil else { return }
        misses = 0
        if asked != .cancel { exchange = nil }
        job?.status = reply.status
        switch reply.status {
        case .good, .badRead: heardLine(reply, asked, now, &effects)
        case .noCheck:
            if job?.isIn == true {
                abort(.badRead, .unknown, "the check left during the second read", &effects)
            } else if asked != .cancel {
                // the covers may say why no check came
                ask(.cancel, .imagerStatus, now, &effects)
            }
        case .jam:
            isJammed = true
            abort(.jam, .stuck, &effects)
        case .noMICR:
            inserted(&effects)
            fail(.noMICR)
            job?.steps = [.release]
        }
    }

    private mutating func inserted(_ effects: inout Effects) {
        guard var job, !job.isIn, let item = job.item else { return }
        job.isIn = true
        job.paper = .held
        self.job = job
        held = A776Held(item: item, face: configuration.topFace)
        effects.append(.report(.documentInserted(item: item)))
    }

    private mutating func heardLine(
        _ reply: A776MICRReply, _ asked: A776Ask, _ now: Duration, _ effects: inout Effects
    ) {
        inserted(&effects)
        job?.line = MICRLine(reply.text, .cognitive)
        guard asked != .cancel else { return }
        judgeLine(now, &effects)
    }

    /// One more read of a line with gaps, then on with what there is.
    private mutating func judgeLine(_ now: Duration, _ effects: inout Effects) {
        guard var job, let line = job.line else { return }
        let isBad = job.status == .badRead || line.hasUnreadable
        if isBad, !job.hasReread {
            job.hasReread = true
            self.job = job
            return  // the step is not done: it reads again
        }
        if line.characters.count(where: { $0 == .transit }) > 2 {
            fail(.doubleFeed, "two lines in one reading")
        } else if isBad {
            fail(.badRead)
        } else if let fault = line.fault {
            fail(.badRead, fault.rawValue)
        } else if case .wrongCheckDigit = line.transit {
            fail(.checkDigit)
        }
        stepDone(now, &effects)
    }

    /// A MICR answer came and cannot be read: it is in the unit, so it can be asked for again.
    mutating func garbled(_ now: Duration, _ effects: inout Effects) {
        guard let asked = exchange?.ask, asked != .cancel, job != nil else { return }
        exchange = nil
        if job?.hasResent == true {
            inserted(&effects)
            fail(.badRead, "the answer is garbled")
            job?.steps = [.release]
        } else {
            job?.hasResent = true
            ask(.resend, .resendMICR, now, &effects)
        }
    }

    /// An imager status came.
    mutating func looked(
        _ asked: A776Ask, _ state: A776ImagerState, _ now: Duration, _ effects: inout Effects
    ) {
        nextLookAt = now + configuration.statusPeriod
        if state.result == .jam { isJammed = true }
        switch asked {
        case .status: break
        case .barrier: ask(.type, .identify(1), now, &effects)
        case .cancel: waitEnded(state, now, &effects)
        case .done: motionDone(state, now, &effects)
        case .type, .features, .micr, .resend, .pictures, .onePicture, .freed, .flipped, .pause: break
        }
        guard job == nil else { return }
        if !state.slipPresent {
            // an open path may have let go of its paper: its sensors prove nothing about what lies below
            if !state.coverOpen { mayHoldPaper = false }
            if awaitsRemoval {
                awaitsRemoval = false
                effects.append(.report(.removed))
            }
        }
        tellActivity(&effects)
    }

    private mutating func waitEnded(_ state: A776ImagerState, _ now: Duration, _ effects: inout Effects) {
        guard let job else { return }
        // A check that went in while the wait was ended, and whose reading was not heard, is in all the same.
        let place: CheckPlace = state.isDeep ? .unknown : .outside
        if job.isIn {
            // the check was quicker than the hand that called it off
            if job.line != nil { judgeLine(now, &effects) }
        } else if state.coverOpen {
            abort(.coverOpen, place, &effects)
        } else if state.result == .jam {
            abort(.jam, .stuck, &effects)
        } else if job.isCancelled {
            abort(.cancelled, place, &effects)
        } else if now >= job.patienceEnds {
            abort(.noCheck, place, &effects)
        } else {
            // the unit is less patient than the controller
            self.job?.steps.insert(.settle(until: now + configuration.quietTime), at: 0)
        }
    }

    private mutating func motionDone(_ state: A776ImagerState, _ now: Duration, _ effects: inout Effects) {
        guard let step = job?.steps.first else { return }
        let isRelease = step == .release
        switch state.result {
        case .ok, .nothingStored, .cancelled, .onlyBottom, .onlyTop, .noBottom, .noTop, .formatNotSupported, .tagsFull:
            if isRelease {
                held = nil
                // A unit that lost its power does nothing at the order, and says that it is done.
                mayHoldPaper = state.isDeep
                awaitsRemoval = true
                job?.paper = state.isDeep ? .unknown : .ejected
            } else if !state.slipPresent {
                return abort(.deviceFailure, .unknown, "the check left before it was printed on", &effects)
            } else {
                job?.printing = .done
            }
            stepDone(now, &effects)
        case .jam: abort(.jam, .stuck, &effects)
        case .coverOpen: abort(.coverOpen, .stuck, &effects)
        case .unrecoverable, .internalTimeout, .otherFault, .unknown:
            abort(.deviceFailure, .unknown, "\(state.result)", &effects)
        }
    }

    /// One byte after turning over; its numbers are those of a reading.
    mutating func turned(_ byte: UInt8, _ now: Duration, _ effects: inout Effects) {
        switch A776ReadStatus(rawValue: byte) {
        case .good, .badRead, .noMICR:
            if let face = held?.face { held?.face = face == .back ? .front : .back }
            stepDone(now, &effects)
        case .jam:
            isJammed = true
            abort(.jam, .stuck, &effects)
        case .noCheck: abort(.deviceFailure, .unknown, "no check to turn over", &effects)
        case nil: abort(.deviceFailure, .unknown, "turning over answered \(byte)", &effects)
        }
    }

    /// A block with or without a picture.
    mutating func pictured(
        _ asked: A776Ask, _ state: A776ImagerState, _ image: [UInt8], _ now: Duration, _ effects: inout Effects
    ) {
        guard asked == .pictures || isFetch(asked) else {
            effects.append(.fault(WireFault("a picture that nobody asked for", [])))
            return
        }
        self.state = state
        switch state.result {
        case .ok, .onlyBottom, .onlyTop, .noBottom, .noTop, .nothingStored, .formatNotSupported, .tagsFull:
            takeImage(image, &effects)
            if image.isEmpty || isFetch(asked) {
                exchange = nil
                picturesTaken(now, &effects)
            } else {
                picturesDone(now, &effects)
            }
        case .jam:
            isJammed = true
            abort(.jam, .stuck, &effects)
        case .coverOpen: abort(.coverOpen, .stuck, &effects)
        case .cancelled: abort(.cancelled, .unknown, "somebody ended the scan at the unit", &effects)
        case .unrecoverable, .internalTimeout, .otherFault, .unknown:
            exchange = nil
            fail(.deviceFailure, "\(state.result)")
            stepDone(now, &effects)
        }
    }

    private func isFetch(_ asked: A776Ask) -> Bool { if case .onePicture = asked { true } else { false } }

    /// After one picture: both are there, or the second one may still follow.
    mutating func picturesDone(_ now: Duration, _ effects: inout Effects) {
        guard let job else { return }
        if scanSides.allSatisfy({ side in job.images.contains { $0.kind.side == side } }) {
            exchange = nil
            picturesTaken(now, &effects)
        } else {
            exchange?.until = now + configuration.replyTimeout
        }
    }

    /// No more pictures come by themselves: what is missing is asked for once, if the memory can hold no other check.
    private mutating func picturesTaken(_ now: Duration, _ effects: inout Effects) {
        guard let job else { return }
        let missing = scanSides.filter { side in !job.images.contains { $0.kind.side == side } }
        stepDone(now, &effects)
        let pending = missing.filter { !job.fetched.contains($0) && job.memoryIsClean }
        if let side = pending.first {
            self.job?.steps.insert(.fetch(side), at: 0)
        } else if let side = missing.first {
            fail(.noImage, "no picture of the \(side.rawValue)")
        }
    }

    /// Nobody answered in time.
    mutating func unanswered(_ asked: A776Ask, _ now: Duration, _ effects: inout Effects) {
        exchange = nil
        switch asked {
        case .pause: stepDone(now, &effects)
        case .barrier, .type, .features, .status:
            _ = parser.reset()
            misses += 1
            nextLookAt = now
            guard misses >= 3 else { return }
            misses = 0
            giveUp(.timeout, now, &effects)
        case .micr:
            if job?.isIn == true { return abort(.timeout, .unknown, "no answer to the second read", &effects) }
            endWait(now, &effects)
        case .resend:
            inserted(&effects)
            fail(.badRead, "the answer was lost")
            job?.steps = [.release]
        case .freed:
            job?.memoryIsClean = false
            stepDone(now, &effects)
        case .pictures, .onePicture:
            _ = parser.reset()
            effects.append(.send(A776Command.realTimeCancel(6).encoded()))
            effects.append(.discardInput)
            picturesTaken(now, &effects)
            job?.steps.insert(.settle(until: now + configuration.quietTime * 2), at: 0)
        case .cancel, .flipped, .done: giveUp(.timeout, now, &effects)
        }
    }

    private mutating func giveUp(_ reason: CheckFailureReason, _ now: Duration, _ effects: inout Effects) {
        breakOff("the unit does not answer", reason, &effects)
        phase = .identifying
        nextLookAt = now + .seconds(5)
    }
}
