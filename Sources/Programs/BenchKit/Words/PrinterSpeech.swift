/// Follows both directions of the printer's wire, whatever make it is.
package enum PrinterSpeech: Hashable, Sendable {
    case escpos(PrinterTalk)
    case star(StarTalk)

    package init(_ kind: PrinterKind) {
        switch kind {
        case .escpos, .custom: self = .escpos(PrinterTalk())
        case .star: self = .star(StarTalk())
        }
    }

    /// When `pause` is wanted.
    package var deadline: Duration? {
        switch self {
        case .escpos(let talk): talk.deadline
        case .star(let talk): talk.deadline
        }
    }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8], at now: Duration) -> [WireWords] {
        switch self {
        case .escpos(var talk):
            defer { self = .escpos(talk) }
            return talk.heard(bytes, at: now)
        case .star(var talk):
            defer { self = .star(talk) }
            return talk.heard(bytes, at: now)
        }
    }

    /// What was sent, once nothing has followed it for a while.
    package mutating func pause(_ now: Duration) -> WireWords? {
        switch self {
        case .escpos(var talk):
            defer { self = .escpos(talk) }
            return talk.pause(now)
        case .star(var talk):
            defer { self = .star(talk) }
            return talk.pause(now)
        }
    }

    /// The questions have been answered, or never will be.
    package mutating func forgetQuestions() {
        switch self {
        case .escpos(var talk):
            talk.forgetQuestions()
            self = .escpos(talk)
        case .star: break  // its answers say themselves what they are
        }
    }

    /// One answer of the printer, whole.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .escpos(var talk):
            defer { self = .escpos(talk) }
            return [talk.answered(bytes)]
        case .star(let talk): return [talk.answered(bytes)]
        }
    }
}
