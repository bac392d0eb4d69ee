import Checks
import DeviceKit
import ExcellaFrame

/// One scan from the order to its last word.
extension ExcellaDialogue {
    mutating func obey(_ command: CheckScannerCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .beginInsertion(let scan): begin(scan, now, &effects)
        case .endInsertion: job?.isCancelled = true
        case .endorse(let item, _), .frank(let item, _):
            let words = "this unit prints while it scans"
            effects.append(.report(.failed(CheckFailure(item: item, .notPossible, paper: .unknown, detail: words))))
        case .eject: break  // it holds no check
        case .cleared:
            isJammed = false
            nextLookAt = now
        }
    }

    private mutating func begin(_ scan: CheckScan, _ now: Duration, _ effects: inout Effects) {
        func refuse(_ reason: CheckFailureReason, _ detail: String = "") {
            effects.append(.report(.failed(CheckFailure(item: scan.item, reason, paper: .outside, detail: detail))))
        }
        guard isKnown, !isBroken, let state else { return refuse(.linkLost, "the unit does not answer") }
        guard job == nil else { return refuse(.busy) }
        guard !isJammed, state.pathBlocked != true else { return refuse(.jam, "the path is not clear") }
        guard state.guideOpen != true else { return refuse(.coverOpen) }
        for (side, isWanted) in [(CheckSide.back, scan.endorsement != nil), (.front, scan.franking != nil)] {
            guard isWanted else { continue }
            switch state.ink(side) {
            case .none: return refuse(.notPossible, "no printer for the \(side.rawValue)")
            case .out: return refuse(.inkOut, "no ink for the \(side.rawValue)")
            case .ok, .low, .unknown: break
            }
        }
        awaitsRemoval = false
        job = ExcellaJob(scan, patienceEnds: now + scan.patience)
        // a look that is under way is answered first: one request at a time
        if exchange == nil { post(now, &effects) }
        effects.append(.report(.waitingForCheck(item: scan.item)))
        tellActivity(&effects)
    }

    /// Waits for a check once more. Called only when no answer to an earlier scan is open.
    mutating func post(_ now: Duration, _ effects: inout Effects) {
        guard var job else { return }
        if job.isCancelled { return end(.cancelled, .outside, "", now, &effects) }
        let left = job.patienceEnds - now
        let wait = max(.seconds(1), min(left, configuration.feedSlice))
        job.wishes = job.scan.images.filter { $0.encoding != .tiffGray }.prefix(4).map { $0 }
        // the unit takes one picture at least
        let asked = job.wishes.isEmpty ? [CheckImageKind(.front, .tiffGroup4)] : job.wishes
        let settings = ExcellaSettings(
            images: asked, back: job.scan.endorsement.map { $0.text.lines.joined(separator: " ") },
            front: job.scan.franking.map { $0.text.lines.joined(separator: " ") },
            feedTimeoutMilliseconds: Int(wait.components.seconds) * 1000
                + Int(wait.components.attoseconds / 1_000_000_000_000_000))
        self.job = job
        ask(.scan(wait: wait), .scan(settings), now, &effects)
    }

    mutating func answered(_ message: HTTPMessage, _ now: Duration, _ effects: inout Effects) {
        guard let waiting = exchange, let sentAt = waiting.sentAt else {
            effects.append(.fault(WireFault("an answer that nobody asked for", [])))
            return
        }
        if case .image(let place) = waiting.ask {
            exchange = nil
            took(message, place, waiting, now, &effects)
            return
        }
        let reply: ExcellaReply
        do throws(ExcellaXMLFault) {
            guard message.status == 200 else { throw .notOfThisForm }
            reply = try ExcellaReply(message.body)
        } catch {
            effects.append(.fault(WireFault("an answer that cannot be read: \(error.rawValue)", [])))
            exchange = nil
            if case .scan = waiting.ask {
                let words = message.status == 200 ? error.rawValue : "HTTP \(message.status ?? 0)"
                end(.deviceFailure, .unknown, words, now, &effects)
            } else {
                retry(waiting, now, &effects)
            }
            return
        }
        exchange = nil
        misses = 0
        if reply.hasStatus { state = reply }
        switch waiting.ask {
        case .status: looked(now, &effects)
        case .evidence: judge(now, &effects)
        case .scan(let wait):
            job?.reply = reply
            job?.waited = now - sentAt >= wait
            if reply.returnCode != 0, !reply.hasStatus {
                ask(.evidence, .status, now, &effects)
            } else {
                judge(now, &effects)
            }
        case .image: break
        }
    }

    private mutating func looked(_ now: Duration, _ effects: inout Effects) {
        nextLookAt = now + configuration.statusPeriod
        guard let state else { return }
        if !isKnown || isBroken { identify(state, &effects) }
        if awaitsRemoval, state.documentPresent == false, state.pathBlocked != true {
            awaitsRemoval = false
            effects.append(.report(.removed))
        }
        if job != nil { post(now, &effects) }
        tellActivity(&effects)
    }

    private mutating func identify(_ state: ExcellaReply, _ effects: inout Effects) {
        isKnown = true
        isBroken = false
        let canFrank = state.ink(.front) != .none && state.ink(.front) != .unknown
        let capabilities = CheckScannerCapabilities(
            frontImage: true, backImage: true, endorses: state.ink(.back) != .none, franks: canFrank,
            feelsDoubleFeed: true)
        effects.append(
            .report(
                .identified(
                    CheckScannerIdentity(
                        maker: "MagTek", model: canFrank ? "Excella STX" : "Excella", serial: "", firmware: "",
                        capabilities: capabilities))))
    }

    /// The scan was answered, and how the unit is now is known as far as it can be.
    mutating func judge(_ now: Duration, _ effects: inout Effects) {
        guard var job, let reply = job.reply else { return }
        let detail = [reply.returnCode.map(String.init), reply.returnMessage, reply.badData]
            .compactMap { $0 }.joined(separator: " ")
        switch ExcellaVerdict.of(reply, state: state, waited: job.waited, learnt: configuration.learntCodes) {
        case .good: passed(reply, now, &effects)
        case .again:
            guard !job.hasTriedAgain, !job.prints else {
                return end(.deviceFailure, .unknown, detail, now, &effects)
            }
            job.hasTriedAgain = true
            self.job = job
            post(now, &effects)
        case .failed(.noCheck):
            job.wasSent = false
            self.job = job
            if job.isCancelled || job.patienceEnds - now >= .seconds(1) {
                post(now, &effects)
            } else {
                end(.noCheck, .outside, detail, now, &effects)
            }
        case .failed(let reason):
            if reason == .jam { isJammed = true }
            end(reason, place(reason, reply, job), detail, now, &effects)
        }
    }

    /// Where the paper is, as far as the answer proves it.
    private func place(_ reason: CheckFailureReason, _ reply: ExcellaReply, _ job: ExcellaJob) -> CheckPlace {
        switch reason {
        case .jam: return .stuck
        case .doubleFeed: return .ejected
        // a key that is wrong stops the order before anything moves
        case .deviceFailure: return (150..<200).contains(reply.returnCode ?? 0) ? .outside : .unknown
        case .coverOpen: return reply.size == nil && state?.pathBlocked == false ? .outside : .unknown
        case .noCheck, .cancelled, .inkOut, .checkInside, .notPossible, .busy: return .outside
        case .noMICR, .badRead, .checkDigit, .badSize, .noImage, .timeout, .linkLost: return .unknown
        }
    }

    /// The check is out again; its line and its pictures are to be had.
    private mutating func passed(_ reply: ExcellaReply, _ now: Duration, _ effects: inout Effects) {
        guard var job else { return }
        guard !reply.measuredNothing else {
            return end(.deviceFailure, .unknown, "the check left on its way", now, &effects)
        }
        job.line = reply.rawLine.map { MICRLine(Self.trimmedEnd($0), .magtek00) }
        self.job = job
        awaitsRemoval = true
        effects.append(.report(.documentInserted(item: job.scan.item)))
        // Two papers first: what became of their pictures says nothing any more, and nobody is told to try again.
        if let words = twoPapers(reply, job.line) { return end(.doubleFeed, .ejected, words, now, &effects) }
        fetch(0, now, &effects)
    }

    /// What shows that two papers went through at once; `nil`: nothing does.
    private func twoPapers(_ reply: ExcellaReply, _ line: MICRLine?) -> String? {
        if let size = reply.size,
            size.width > configuration.largestWidth || size.height > configuration.largestHeight
        {
            return "a paper of \(size.width) by \(size.height)"
        }
        let symbols = line?.characters.count { $0 == .transit } ?? 0
        return symbols > 2 ? "two lines in one reading" : nil
    }

    private static func trimmedEnd(_ text: String) -> String {
        let end = text.utf8.lastIndex { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A && $0 != 0x09 }
        return end.map { String(decoding: text.utf8[...$0], as: UTF8.self) } ?? ""
    }
}
