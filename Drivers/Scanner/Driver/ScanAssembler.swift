import DeviceKit

/// Characters on their way to one read: bounded, and either whole or nothing.
struct ScanAssembler: Hashable, Sendable {
    /// What has come of the read under way.
    private(set) var characters: [UInt8] = []
    /// Characters that came, also those that were not kept.
    private(set) var count = 0
    /// Why this read will not be handed on; nothing of it is kept.
    private(set) var loss: ScanLoss?
    /// The loss has been told; the rest of the read is passed over.
    private var isTold = false

    /// Something is under way, good or spoiled.
    var isBusy: Bool { count > 0 || loss != nil }

    /// Spoils the read under way, or the one that begins now.
    mutating func spoil(_ reason: ScanLoss) {
        if loss == nil { loss = reason }
        characters = []
    }

    /// One more character. A report when it ended a read, or made one impossible.
    mutating func take(_ character: UInt8, _ rules: ScannerConfiguration) -> ScannerReport? {
        guard !rules.terminators.contains(character) else { return end(rules) }
        count = min(count + 1, Int(Int32.max))
        guard loss == nil else { return nil }
        guard characters.count < rules.longest + rules.prefix.count + rules.suffix.count + 3 else {
            spoil(.tooLong)
            isTold = true
            return .dropped(.tooLong, characters: count)
        }
        characters.append(character)
        return nil
    }

    /// The read under way is over without its end.
    mutating func abandon(_ reason: ScanLoss) -> ScannerReport? {
        defer { self = ScanAssembler() }
        guard isBusy, !isTold else { return nil }
        return .dropped(loss ?? reason, characters: count)
    }

    private mutating func end(_ rules: ScannerConfiguration) -> ScannerReport? {
        defer { self = ScanAssembler() }
        if let loss { return isTold ? nil : .dropped(loss, characters: count) }
        // The line feed after a carriage return, or Enter by itself: no read.
        guard count > 0 else { return nil }
        let unreadable = ScannerReport.dropped(.unreadable, characters: count)
        guard characters.count >= rules.prefix.count + rules.suffix.count, characters.starts(with: rules.prefix),
            Array(characters.suffix(rules.suffix.count)) == rules.suffix
        else { return unreadable }
        var content = Array(characters.dropFirst(rules.prefix.count).dropLast(rules.suffix.count))
        var symbology = rules.symbology
        switch (rules.identifier, AIMIdentifier(content)) {
        case (.ifPresent, let identifier?), (.required, let identifier?):
            symbology = identifier.symbology
            content.removeFirst(3)
        case (.required, nil): return unreadable
        case (.none, _), (.ifPresent, nil): break
        }
        guard !content.isEmpty else { return unreadable }
        guard content.count <= rules.longest else { return .dropped(.tooLong, characters: count) }
        return .scanned(content, symbology)
    }
}
