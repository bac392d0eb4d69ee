import DeviceKit

/// GS r 1 as proof of printing: one byte without a name, whose job is known by the order alone.
///
/// - Source: shared dossier `receipt-printers.md` 3.3, 3.4 (fallback for printers without GS ( H).
extension ESCPOSPrinterDialogue {
    /// The bytes of one marker, whose answer is owed from now on.
    mutating func markerRequest() -> [UInt8] {
        owedMarkers += 1
        return ESCPOSCommand.set(.transmitStatus, 0x31).encoded()
    }

    /// A one-byte answer: a marker's, or what is left of something else.
    mutating func single(_ byte: UInt8, _ now: Duration, _ effects: inout [Effect]) {
        guard Self.isMarkerAnswer(byte) else {
            return effects.append(.fault(WireFault("one-byte answer nobody asked for", [byte])))
        }
        // Three bytes of a status block whose head was lost look like this too: a false "printed" is worse than unknown.
        let isOwed = now >= distrustUntil && owedMarkers > 0
        if isOwed { owedMarkers -= 1 }
        if outstanding?.request == .marker {
            outstanding = nil
            return answerGreeting(text: nil, now, &effects)
        }
        if isOwed, outstanding?.request == .fence { return markerAtFence(byte, now, &effects) }
        if isOwed, owedMarkers == 0, case .printing(let printing)? = current?.stage, printing.processID == nil {
            return endJob(.printed, now, &effects)
        }
        let reason = isOwed ? "answer to a marker of a job that has ended" : "one-byte answer nobody asked for"
        effects.append(.fault(WireFault(reason, [byte])))
    }

    /// The paper sensors stand in the low four bits; greeting and job believe the same bytes.
    private static func isMarkerAnswer(_ byte: UInt8) -> Bool { byte & 0xF0 == 0 }

    // MARK: A fence between an earlier job and the next

    /// An earlier job may still lie in the printer, and its answer would end the next one as printed: so the next one
    /// waits for an answer that stands behind it.
    mutating func fence(_ now: Duration, _ effects: inout [Effect]) {
        // The question must not fall into a torn picture.
        separate(&effects)
        let wait = configuration.timing.baseline + transit(backlog)
        current?.stage = .fencing(heard: false, wait: wait)
        ask(.fence, now, &effects)
    }

    /// The model's name cannot be taken for a marker's answer; where it is not told, one more marker has to do.
    mutating func fenceRequest() -> [UInt8] {
        identity.model == nil ? markerRequest() : ESCPOSCommand.set(.transmitIdentity, 67).encoded()
    }

    /// An earlier marker is answered after all: the printer works its way to the fence.
    private mutating func markerAtFence(_ byte: UInt8, _ now: Duration, _ effects: inout [Effect]) {
        if owedMarkers == 0, identity.model == nil { return fencePassed() }
        guard case .fencing(_, let wait)? = current?.stage else { return }
        current?.stage = .fencing(heard: true, wait: wait)
        outstanding = Outstanding(request: .fence, due: now + wait)
        effects.append(.fault(WireFault("answer to a marker of a job that has ended", [byte])))
    }

    /// Nothing older lies in the printer: what is still owed was lost with its power. Look again, then print.
    mutating func fencePassed() {
        (outstanding, owedMarkers) = (nil, 0)
        current?.stage = .preflight
        if answersRealTime { looks = wholeLook }
    }

    /// Without a name to ask for, a marker answered and then silence means that no further one will be.
    mutating func fenceMissed(_ now: Duration, _ effects: inout [Effect]) {
        if identity.model == nil, case .fencing(heard: true, _)? = current?.stage { return fencePassed() }
        endJob(.failed("an earlier job still lies in the printer"), now, &effects)
    }
}
