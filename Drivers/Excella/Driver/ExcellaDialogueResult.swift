import Checks
import DeviceKit
import ExcellaFrame

/// Pictures, and the last word on a scan.
extension ExcellaDialogue {
    /// Where a check is that went through.
    var place: CheckPlace { .ejected }

    mutating func fetch(_ place: Int, _ now: Duration, _ effects: inout Effects) {
        guard let job, let reply = job.reply else { return }
        guard place < job.wishes.count else { return finish(now, &effects) }
        guard reply.pictures.count >= job.wishes.count else {
            return end(
                .noImage, .ejected, "\(reply.pictures.count) of \(job.wishes.count) pictures", now, &effects)
        }
        let address = reply.pictures[place].address
        guard ExcellaRequest.isAddress(address) else {
            return end(.noImage, .ejected, "a picture without an address", now, &effects)
        }
        ask(.image(place), .image(address), now, &effects)
    }

    mutating func took(
        _ message: HTTPMessage, _ place: Int, _ waiting: ExcellaExchange, _ now: Duration, _ effects: inout Effects
    ) {
        guard let job, let reply = job.reply, place < job.wishes.count else { return }
        let kind = job.wishes[place]
        let told = reply.pictures[place].size
        guard message.status == 200, told == nil || told == message.body.count,
            let image = Self.image(kind, message.body, line: job.line)
        else {
            let words = "a picture of \(message.body.count) bytes, HTTP \(message.status ?? 0), is not the one told"
            effects.append(.fault(WireFault(words, Array(message.body.prefix(8)))))
            guard waiting.tries < 1 else { return end(.noImage, .ejected, words, now, &effects) }
            ask(waiting.ask, waiting.request, tries: waiting.tries + 1, now, &effects)
            return
        }
        self.job?.images.append(image)
        fetch(place + 1, now, &effects)
    }

    /// A picture that is whole and of this check; `nil`: it is neither.
    private static func image(_ kind: CheckImageKind, _ bytes: [UInt8], line: MICRLine?) -> CheckImage? {
        switch kind.encoding {
        case .jpeg:
            guard bytes.count > 4, bytes.starts(with: [0xFF, 0xD8]), bytes.suffix(2) == [0xFF, 0xD9] else { return nil }
            return CheckImage(kind, bytes: bytes)
        case .tiffGroup4, .tiffGray:
            do throws(TIFFFault) {
                let pages = try TIFFOutline(bytes).pages
                guard pages.count == 1, isOf(line, pages[0]) else { return nil }
                return CheckImage(kind, width: pages[0].width, height: pages[0].height, bytes: bytes)
            } catch {
                return nil
            }
        }
    }

    /// Tag 270 holds the line: a picture with another line is of the check before or after.
    private static func isOf(_ line: MICRLine?, _ page: TIFFPage) -> Bool {
        guard let line, let text = page.text(270), !text.isEmpty else { return true }
        let other = MICRLine(text, .magtek00)
        guard other.fault == nil, !other.hasUnreadable, line.fault == nil, !line.hasUnreadable else { return true }
        return other.transit == line.transit && other.account?.digits == line.account?.digits
            && other.serial?.text == line.serial?.text
    }

    /// All pictures are here: is the line to be believed?
    private mutating func finish(_ now: Duration, _ effects: inout Effects) {
        guard let job, let reply = job.reply else { return }
        let condition = reply.condition
        if let size = reply.size,
            size.width > configuration.largestWidth || size.height > configuration.largestHeight
        {
            return end(.doubleFeed, .ejected, "a paper of \(size.width) by \(size.height)", now, &effects)
        }
        guard let line = job.line, condition.signal != .none else {
            return end(.noMICR, .ejected, "", now, &effects)
        }
        if line.characters.count(where: { $0 == .transit }) > 2 {
            return end(.doubleFeed, .ejected, "two lines in one reading", now, &effects)
        }
        if line.hasUnreadable || !condition.faults.isEmpty || reply.isDecoded == false {
            return end(.badRead, .ejected, "", now, &effects)
        }
        if let fault = line.fault { return end(.badRead, .ejected, fault.rawValue, now, &effects) }
        if case .wrongCheckDigit = line.transit { return end(.checkDigit, .ejected, "", now, &effects) }
        effects.append(.report(.read(reading(job, .ejected))))
        settle(now, &effects)
    }

    /// What of our text is on the paper.
    private func printing(_ job: ExcellaJob) -> CheckPrinting {
        guard job.prints, job.wasSent else { return .nothing }
        switch job.reply?.returnCode {
        case 0:
            // The unit passes a check without ink as well, and says only that there is none.
            let isDry = wantsInk(job).contains { job.reply?.ink($0) == .out }
            let isThere = job.reply?.responseType == "CHECK" && job.reply?.measuredNothing == false
            return isThere && !isDry ? .done : .unknown
        case let code? where (150..<200).contains(code): return .nothing
        default: return .unknown
        }
    }

    private func wantsInk(_ job: ExcellaJob) -> [CheckSide] {
        (job.scan.endorsement == nil ? [] : [.back]) + (job.scan.franking == nil ? [] : [.front])
    }

    private func reading(_ job: ExcellaJob, _ paper: CheckPlace) -> CheckReading {
        let came = job.images.map(\.kind)
        return CheckReading(
            item: job.scan.item, line: job.line, condition: job.reply?.condition ?? MICRCondition(),
            images: job.images, missing: job.scan.images.filter { !came.contains($0) }, printed: printing(job),
            paper: paper)
    }

    /// The last word on a scan that went wrong.
    mutating func end(
        _ reason: CheckFailureReason, _ paper: CheckPlace, _ detail: String, _ now: Duration, _ effects: inout Effects
    ) {
        guard let job else { return }
        let partial = job.line == nil && job.images.isEmpty ? nil : reading(job, paper)
        effects.append(
            .report(
                .failed(
                    CheckFailure(
                        item: job.scan.item, reason, paper: paper, printed: printing(job), partial: partial,
                        detail: detail))))
        settle(now, &effects)
    }

    private mutating func settle(_ now: Duration, _ effects: inout Effects) {
        job = nil
        nextLookAt = now
        tellActivity(&effects)
    }

    mutating func tellActivity(_ effects: inout Effects) {
        guard isKnown, !isBroken, var status = state?.status else { return }
        if job != nil { status.activity = job?.reply == nil ? .waiting : .busy }
        if isJammed { status.jammed = true }
        tell(status, &effects)
    }
}
