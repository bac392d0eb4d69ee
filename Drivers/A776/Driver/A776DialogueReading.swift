import A776Frame
import Checks
import DeviceKit

/// What arrives, read by what was asked.
extension A776Dialogue {
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        switch phase {
        case .closed, .quiet: return
        case .identifying, .ready: break
        }
        parser.append(bytes)
        lastByteAt = now
        if var waiting = exchange {
            switch waiting.ask {
            case .pictures, .onePicture: waiting.until = max(waiting.until, now + configuration.stallTimeout)
            case .barrier, .type, .features, .status, .micr, .resend, .cancel, .freed, .flipped, .done, .pause: break
            }
            exchange = waiting
        }
        var before = -1
        // each turn takes at least one byte
        while parser.pending > 0, parser.pending != before {
            before = parser.pending
            take(now, &effects)
        }
    }

    private mutating func take(_ now: Duration, _ effects: inout Effects) {
        guard let exchange, let first = parser.first else {
            let stray = parser.reset()
            if stray != [0x0D] { effects.append(.fault(WireFault("bytes that nobody asked for", stray))) }
            return
        }
        // the closing 0D of an answer that was complete without it
        if first == 0x0D, micr.isEmpty {
            _ = parser.byte()
            return
        }
        switch exchange.ask {
        case .type, .features, .flipped: takeByte(exchange.ask, now, &effects)
        case .micr, .resend: takeMICR(now, &effects)
        case .cancel:
            // the reading may still answer before the status does
            if first == 0x1D { takeBlock(exchange.ask, now, &effects) } else { takeMICR(now, &effects) }
        case .pictures, .onePicture:
            guard exchange.ask == .pictures, job?.images.isEmpty == false else {
                return takeBlock(exchange.ask, now, &effects)
            }
            guard parser.pending >= 3 else { return }
            if parser.beginsBareImage { takeBareImage(now, &effects) } else { takeBlock(exchange.ask, now, &effects) }
        case .pause: _ = parser.reset()  // the rest of a picture that came too late
        case .barrier, .status, .freed, .done: takeBlock(exchange.ask, now, &effects)
        }
    }

    private mutating func takeByte(_ ask: A776Ask, _ now: Duration, _ effects: inout Effects) {
        guard let byte = parser.byte() else { return }
        exchange = nil
        misses = 0
        switch ask {
        case .type:
            typeByte = byte
            self.ask(.features, .identify(2), now, &effects)
        case .features:
            features = byte
            identified(now, &effects)
        case .flipped: turned(byte, now, &effects)
        case .barrier, .status, .micr, .resend, .cancel, .pictures, .onePicture, .freed, .done, .pause: break
        }
    }

    private mutating func takeMICR(_ now: Duration, _ effects: inout Effects) {
        guard let first = parser.first else { return }
        guard !micr.isEmpty else {
            _ = parser.byte()
            guard let status = A776ReadStatus(rawValue: first) else {
                effects.append(.fault(WireFault("no MICR status", [first])))
                micr = [first]  // garbled: the rest is read up to its end, then asked for again
                return
            }
            if status.hasText { micr = [first] } else { heard(A776MICRReply(status), now, &effects) }
            return
        }
        if first == 0x1D {
            endMICR(isClosed: false, now, &effects)
            return
        }
        _ = parser.byte()
        if first == 0x0D { return endMICR(isClosed: true, now, &effects) }
        micr.append(first)
        if micr.count > 200 { endMICR(isClosed: false, now, &effects) }
    }

    /// The answer is complete: closed, or followed by silence.
    mutating func endMICR(isClosed: Bool, _ now: Duration, _ effects: inout Effects) {
        let reply = A776MICRReply.read(micr + (isClosed ? [0x0D] : []))
        let bytes = micr
        micr = []
        guard let reply else {
            // its bytes hold an account: only how many there were is told
            effects.append(.fault(WireFault("a MICR answer of \(bytes.count) bytes that cannot be read", [])))
            garbled(now, &effects)
            return
        }
        heard(reply, now, &effects)
    }

    private mutating func takeBlock(_ ask: A776Ask, _ now: Duration, _ effects: inout Effects) {
        switch parser.next() {
        case nil: return
        case .stray(let bytes): if ask != .barrier { effects.append(.fault(WireFault("bytes of no block", bytes))) }
        case .block(let block):
            misses = 0
            switch block.code {
            case 0xB7 where ask.isStatus:
                guard let state = A776ImagerState(block.body) else { return }
                exchange = nil
                self.state = state
                looked(ask, state, now, &effects)
            case 0xB8 where ask != .barrier, 0xB9 where ask != .barrier:
                guard let state = A776ImagerState(block.body) else { return }
                pictured(ask, state, block.image ?? [], now, &effects)
            case 0xBC where ask == .freed:
                exchange = nil
                job?.memoryIsClean = block.body.first == 0 || block.body.first == 8
                stepDone(now, &effects)
            default:
                guard ask != .barrier else { return }
                effects.append(.fault(WireFault("a block that nobody asked for", [0x1D, 0x49, block.code])))
            }
        }
    }

    private mutating func takeBareImage(_ now: Duration, _ effects: inout Effects) {
        guard let image = parser.bareImage() else { return }
        takeImage(image, &effects)
        picturesDone(now, &effects)
    }

    /// A face of the check by the camera that saw it: 1 below, 2 above.
    func face(ofPage page: Int) -> CheckSide? {
        let other: CheckSide = configuration.topFace == .back ? .front : .back
        return page == 2 ? configuration.topFace : page == 1 ? other : nil
    }

    /// Keeps a picture if it is whole and shows a side that was not seen yet.
    mutating func takeImage(_ bytes: [UInt8], _ effects: inout Effects) {
        guard !bytes.isEmpty, job != nil else { return }
        do throws(TIFFFault) {
            let outline = try TIFFOutline(bytes)
            // two sides in one file: each is asked for by itself
            guard outline.pages.count == 1 else { return }
            let page = outline.pages[0]
            guard !page.isGroup4 || page.mayBeGroup4 else { throw .strips }
            if isTooLarge(page) { fail(.doubleFeed, "a paper of \(page.width) by \(page.height) dots") }
            if contradicts(page) { fail(.badRead, "two readings of the line differ") }
            let seen = job?.images.map(\.kind.side) ?? []
            let byOrder: CheckSide = seen.contains(.front) ? .back : .front
            let side = page.number(297).flatMap { face(ofPage: $0) } ?? byOrder
            guard !seen.contains(side) else { return }
            // whatever is not packed as a deposit wants it has to be made so by the host
            let encoding: CheckImageEncoding = page.isGroup4 ? .tiffGroup4 : .tiffGray
            job?.images.append(
                CheckImage(
                    CheckImageKind(side, encoding, dotsPerInch: page.dotsPerInch?.across ?? 200), width: page.width,
                    height: page.height, bytes: bytes))
        } catch {
            effects.append(.fault(WireFault("a picture that is no whole TIFF: \(error)", Array(bytes.prefix(16)))))
        }
    }

    /// The unit has no sensor for two papers: a paper longer or higher than any check is two.
    private func isTooLarge(_ page: TIFFPage) -> Bool {
        guard let mils = page.mils else { return false }
        return mils.width > configuration.largestWidth || mils.height > configuration.largestHeight
    }

    /// The scan reads the line again; another number of a bank means another paper.
    private func contradicts(_ page: TIFFPage) -> Bool {
        guard let text = page.text(65002), !text.isEmpty, let line = job?.line, !line.hasUnreadable else {
            return false
        }
        let other = MICRLine(text, .cognitive)
        guard other.fault == nil, !other.hasUnreadable else { return false }
        return other.transit?.text != line.transit?.text || other.account?.digits != line.account?.digits
    }
}
