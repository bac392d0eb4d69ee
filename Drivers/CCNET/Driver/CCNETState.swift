/// What a unit answers to a poll.
/// - Source: dossier `bill-acceptors.md` 3.3; common specification 2.6.0, POLL of the bill validator.
public enum CCNETState: Hashable, Sendable {
    /// After power-up, nothing in the path. Stands until RESET.
    case powerUp
    /// After power-up, a note in the validator: RESET gives it back.
    case powerUpInValidator
    /// After power-up, a note past the point of return: after RESET it is told as stacked.
    case powerUpInStacker
    /// Starting, after a RESET.
    case initialize
    /// Waits for a note.
    case idling
    /// Draws a note in and looks at it.
    case accepting
    /// A note goes from escrow into the box.
    case stacking
    /// A note goes back.
    case returning
    /// Takes no note.
    case disabled
    /// A note is kept in escrow on demand.
    case holding
    /// Cannot answer for so many tenths of a second.
    case busy(tenths: UInt8)
    /// A note is refused before escrow, and why.
    case rejecting(reason: UInt8)
    /// The box takes no more.
    case cassetteFull
    /// The box is out or open.
    case cassetteOut
    /// A note is stuck on the way in.
    case validatorJam
    /// A note is stuck at the box.
    case cassetteJam
    /// Somebody tries to cheat.
    case cheated
    /// A second note was pushed in; nothing moves until it is gone.
    case pause
    /// Broken, and what.
    case failure(part: UInt8)
    /// A note waits in escrow.
    case escrow(type: UInt8)
    /// A note lies in the box. Stands until it is acknowledged.
    case stacked(type: UInt8)
    /// A note went back. Stands until it is acknowledged.
    case returned(type: UInt8)
    /// A note is under suspicion (option "article 6").
    case suspected(UInt8)
    /// A counterfeit is held (option "article 6").
    case counterfeitHeld(UInt8)

    /// From an answer's data; `nil` for anything a bill validator's poll does not know.
    public init?(_ payload: [UInt8]) {
        switch (payload.first, payload.count) {
        case (0x10, 1): self = .powerUp
        case (0x11, 1): self = .powerUpInValidator
        case (0x12, 1): self = .powerUpInStacker
        case (0x13, 1): self = .initialize
        case (0x14, 1): self = .idling
        case (0x15, 1): self = .accepting
        case (0x17, 1): self = .stacking
        case (0x18, 1): self = .returning
        case (0x19, 1): self = .disabled
        case (0x1A, 1): self = .holding
        case (0x1B, 2): self = .busy(tenths: payload[1])
        case (0x1C, 2): self = .rejecting(reason: payload[1])
        case (0x41, 1): self = .cassetteFull
        case (0x42, 1): self = .cassetteOut
        case (0x43, 1): self = .validatorJam
        case (0x44, 1): self = .cassetteJam
        case (0x45, 1): self = .cheated
        case (0x46, 1): self = .pause
        case (0x47, 2): self = .failure(part: payload[1])
        case (0x80, 2): self = .escrow(type: payload[1])
        case (0x81, 2): self = .stacked(type: payload[1])
        case (0x82, 2): self = .returned(type: payload[1])
        case (0x84, 2): self = .suspected(payload[1])
        case (0x90, 2): self = .counterfeitHeld(payload[1])
        default: return nil
        }
    }

    /// The data of the answer.
    public var payload: [UInt8] {
        switch self {
        case .powerUp: [0x10]
        case .powerUpInValidator: [0x11]
        case .powerUpInStacker: [0x12]
        case .initialize: [0x13]
        case .idling: [0x14]
        case .accepting: [0x15]
        case .stacking: [0x17]
        case .returning: [0x18]
        case .disabled: [0x19]
        case .holding: [0x1A]
        case .busy(let tenths): [0x1B, tenths]
        case .rejecting(let reason): [0x1C, reason]
        case .cassetteFull: [0x41]
        case .cassetteOut: [0x42]
        case .validatorJam: [0x43]
        case .cassetteJam: [0x44]
        case .cheated: [0x45]
        case .pause: [0x46]
        case .failure(let part): [0x47, part]
        case .escrow(let type): [0x80, type]
        case .stacked(let type): [0x81, type]
        case .returned(let type): [0x82, type]
        case .suspected(let result): [0x84, result]
        case .counterfeitHeld(let result): [0x90, result]
        }
    }

    /// The unit waits for a RESET after it was without power.
    var isPowerUp: Bool {
        switch self {
        case .powerUp, .powerUpInValidator, .powerUpInStacker: true
        case .initialize, .idling, .accepting, .stacking, .returning, .disabled, .holding, .busy, .rejecting,
            .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated, .pause, .failure, .escrow, .stacked,
            .returned, .suspected, .counterfeitHeld:
            false
        }
    }

    /// The unit's word about a note, which stands until it is acknowledged.
    var isWord: Bool {
        switch self {
        case .stacked, .returned: true
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .idling, .accepting, .stacking, .returning,
            .disabled, .holding, .busy, .rejecting, .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated,
            .pause, .failure, .escrow, .suspected, .counterfeitHeld:
            false
        }
    }

    /// A note is moving, or waits for an order.
    var isUnderWay: Bool {
        switch self {
        case .accepting, .stacking, .returning, .holding, .rejecting, .pause, .escrow, .suspected: true
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .idling, .disabled, .busy, .cassetteFull,
            .cassetteOut, .validatorJam, .cassetteJam, .cheated, .failure, .stacked, .returned, .counterfeitHeld:
            false
        }
    }

    /// A person has to look, and may move what is inside by hand.
    var needsHand: Bool {
        switch self {
        case .validatorJam, .cassetteJam, .failure, .counterfeitHeld: true
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .idling, .accepting, .stacking, .returning,
            .disabled, .holding, .busy, .rejecting, .cassetteFull, .cassetteOut, .cheated, .pause, .escrow, .stacked,
            .returned, .suspected:
            false
        }
    }
}

extension CCNETState: CustomStringConvertible {
    public var description: String {
        switch self {
        case .powerUp: "power up"
        case .powerUpInValidator: "power up, note in the validator"
        case .powerUpInStacker: "power up, note in the stacker"
        case .initialize: "initialising"
        case .idling: "idling"
        case .accepting: "accepting"
        case .stacking: "stacking"
        case .returning: "returning"
        case .disabled: "disabled"
        case .holding: "holding the note"
        case .busy(let tenths): "busy for \(Int(tenths) * 100) ms"
        case .rejecting(let reason): "rejecting: \(CCNETWords.rejection(reason))"
        case .cassetteFull: "cassette full"
        case .cassetteOut: "cassette out"
        case .validatorJam: "jam in the validator"
        case .cassetteJam: "jam at the cassette"
        case .cheated: "CHEATED"
        case .pause: "paused: a second note"
        case .failure(let part): "FAILURE: \(CCNETWords.failure(part))"
        case .escrow(let type): "escrow, \(CCNETWords.note(type))"
        case .stacked(let type): "STACKED, \(CCNETWords.note(type))"
        case .returned(let type): "RETURNED, \(CCNETWords.note(type))"
        case .suspected(let result): "suspected note, result \(result)"
        case .counterfeitHeld(let result): "counterfeit held, result \(result)"
        }
    }
}
