public import DeviceKit

/// The host's side of a reader of barcodes or scan lines. It never sends anything: readers speak, and cannot be asked.
public struct ScannerDialogue: Dialogue {
    /// What a controller may ask: the words of every reader.
    public typealias Command = ScannerCommand
    /// What a controller is told: the words of every reader.
    public typealias Report = ScannerReport
    typealias Effects = [DialogueEffect<ScannerReport>]

    /// As given.
    public let configuration: ScannerConfiguration
    var isOpen = false
    var isEnabled = false
    var openedAt: Duration = .zero
    /// When the newest byte came.
    var lastByteAt: Duration = .zero
    var assembler = ScanAssembler()
    var keys: KeyReader?

    /// Deaf until `.opened`, and until somebody wants reads.
    public init(_ configuration: ScannerConfiguration) { self.configuration = configuration }

    public func on(
        _ event: DialogueEvent<ScannerCommand>, now: Duration
    ) -> (next: ScannerDialogue, effects: [DialogueEffect<ScannerReport>]) {
        var next = self
        var effects: Effects = []
        next.tick(now, &effects)
        switch event {
        case .opened: next.open(now, &effects)
        case .closed(let loss): next.close(loss, &effects)
        case .received(let bytes): next.receive(bytes, now, &effects)
        case .time: break
        case .command(.enable): next.isEnabled = true
        case .command(.disable): next.disable()
        }
        return (next, effects)
    }

    /// What customers let be scanned is not kept.
    public var mask: any WireMask { HiddenMask() }

    /// The end of a read that has no end.
    public var deadline: Duration? {
        guard isOpen, assembler.isBusy || keys?.isPartial == true else { return nil }
        return lastByteAt + configuration.partialTimeout
    }

    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        report(assembler.abandon(.linkLost), &effects)
        (isOpen, openedAt, lastByteAt) = (true, now, now)
        keys =
            switch configuration.input {
            case .characters: nil
            case .keys(let width): KeyReader(width)
            }
        effects += [.discardInput, .report(.ready)]
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard isOpen else { return }
        isOpen = false
        report(assembler.abandon(.linkLost), &effects)
        let words: String =
            switch loss {
            case .hungUp: "the reader was unplugged"
            case .failed(let errno): "the line failed (error \(errno))"
            case .closedByUs: "the line was closed"
            case .writeTimedOut: "the line is stuck"
            }
        effects.append(.report(.broken(words)))
    }

    /// A read that was begun is not wanted any more.
    private mutating func disable() {
        isEnabled = false
        if assembler.isBusy { assembler.spoil(.notWanted) }
    }

    private mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard isOpen, !bytes.isEmpty else { return }
        guard let heard = keys?.read(bytes) else {
            lastByteAt = now
            for byte in bytes { take(byte, now, &effects) }
            return
        }
        // A key that is held and repeats itself must not keep a torn read alive.
        if !heard.isEmpty || keys?.isPartial == true { lastByteAt = now }
        for key in heard {
            switch key {
            case .character(let character): take(character, now, &effects)
            case .loss(let loss): assembler.spoil(isEnabled || assembler.isBusy ? loss : .notWanted)
            case .fault(let fault): effects.append(.fault(fault))
            }
        }
    }

    private mutating func take(_ character: UInt8, _ now: Duration, _ effects: inout Effects) {
        if !assembler.isBusy, !configuration.terminators.contains(character) {
            if !isEnabled {
                assembler.spoil(.notWanted)
            } else if now < openedAt + configuration.settling {
                assembler.spoil(.cutShort)
            }
        }
        report(assembler.take(character, configuration), &effects)
    }

    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        guard let due = deadline, now >= due else { return }
        keys?.forgetPartial()
        report(assembler.abandon(.cutShort), &effects)
    }

    private func report(_ report: ScannerReport?, _ effects: inout Effects) {
        if let report { effects.append(.report(report)) }
    }
}
