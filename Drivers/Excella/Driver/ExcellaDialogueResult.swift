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
        // more than asked for is another order's answer, as fewer may be
        guard reply.pictureCount == job.wishes.count, job.wishes.count <= reply.pictures.count else {
            let words = "\(reply.pictureCount) pictures, \(job.wishes.count) asked for"
            return end(.noImage, .ejected, words, now, &effects)
        }
        let picture = reply.pictures[place]
        guard ExcellaRequest.isAddress(picture.address), picture.size != nil else {
            return end(.noImage, .ejected, "a picture without an address or a length", now, &effects)
        }
        ask(.image(place), .image(picture.address), now, &effects)
    }

    mutating func took(
        _ message: HTTPMessage, _ place: Int, _ waiting: ExcellaExchange, _ now: Duration, _ effects: inout Effects
    ) {
        guard let job, let reply = job.reply, place < job.wishes.count else { return }
        let kind = job.wishes[place]
        let told = reply.pictures[place].size
        guard message.status == 200, told == message.body.count,
            let image = Self.image(kind, message.body, line: job.line, paper: reply.size)
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
    private static func image(
        _ kind: CheckImageKind, _ bytes: [UInt8], line: MICRLine?, paper: (width: Int, height: Int)?
    ) -> CheckImage? {
        switch kind.encoding {
        case .jpeg:
            guard bytes.count > 4, bytes.starts(with: [0xFF, 0xD8]), bytes.suffix(2) == [0xFF, 0xD9] else { return nil }
            return CheckImage(kind, bytes: bytes)
        case .tiffGroup4, .tiffGray:
            do throws(TIFFFault) {
                let pages = try TIFFOutline(bytes).pages
                guard pages.count == 1, isOf(line, pages[0]), isWhole(kind, pages[0], paper) else { return nil }
                return CheckImage(kind, width: pages[0].width, height: pages[0].height, bytes: bytes)
            } catch {
                return nil
            }
        }
    }

    /// The form that was asked for, with data enough for its rows, of a paper as large as the unit measured or as the
    /// smallest check. Units may cut the borders off, so half of it is enough.
    private static func isWhole(_ kind: CheckImageKind, _ page: TIFFPage, _ paper: (width: Int, height: Int)?) -> Bool {
        guard kind.encoding != .tiffGroup4 || page.mayBeGroup4, kind.dotsPerInch > 0 else { return false }
        let fineness = page.dotsPerInch ?? (kind.dotsPerInch, kind.dotsPerInch)
        let (width, height) = paper ?? (6000, 2750)
        return page.width * 2000 >= width * fineness.across && page.height * 2000 >= height * fineness.down
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
        guard let line = job.line, condition.signal != .none else {
            return end(.noMICR, .ejected, "", now, &effects)
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
            // A key that was wrong may have been the text: it was passed over, and the check went through without it.
            let isObeyed = job.reply?.hasKeyErrors == false
            return isThere && isObeyed && !isDry ? .done : .unknown
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
