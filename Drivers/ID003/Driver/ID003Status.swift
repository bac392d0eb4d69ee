/// What a unit says it is doing: one state at a time, and it stands until the unit does something else.
/// - Source: dossier `bill-acceptors.md` 2.3.
public struct ID003Status: Hashable, Sendable, CustomStringConvertible {
    /// The code on the wire.
    public let code: UInt8
    /// Escrow code, reason, text of a ticket; recyclers add bytes to others.
    public let data: [UInt8]

    /// `nil` for a code that is no state, and for escrow without saying of what.
    public init?(_ code: UInt8, _ data: [UInt8] = []) {
        guard ID003State(code) != nil, code != 0x13 || !data.isEmpty else { return nil }
        (self.code, self.data) = (code, data)
    }

    /// The state. A status has one, because no other code makes a status.
    public var state: ID003State { ID003State(code) ?? .invalidCommand }

    /// The escrow code of a note (61 to 68 are known, any lone byte but a ticket's counts). `nil` for a ticket (6F), and
    /// for anything else of more than one byte: that goes back, too.
    public var noteCode: UInt8? {
        guard code == 0x13, data.count == 1, data[0] != 0x6F else { return nil }
        return data[0]
    }

    public var description: String {
        switch state {
        case .escrow:
            if let note = noteCode { return "ESCROW, note \(hexByte(note))" }
            if data.first == 0x6F { return "ESCROW, ticket \(readable(Array(data.dropFirst())))" }
            return "ESCROW of nothing known, data \(data.map(hexByte).joined(separator: " "))"
        case .rejecting: return "rejecting: \(data.first.map(ID003Words.rejection) ?? "no reason given")"
        case .failure: return "FAILURE: \(data.first.map(ID003Words.failure) ?? "no reason given")"
        case .idling, .accepting, .stacking, .vendValid, .stacked, .returning, .holding, .disabled, .initialising,
            .powerUp, .powerUpInAcceptor, .powerUpInStacker, .stackerFull, .stackerOpen, .jamAcceptor, .jamStacker,
            .paused, .cheated, .communicationError, .invalidCommand, .recycler, .recyclerFailure:
            return state.words(code) + (data.isEmpty ? "" : ", data \(data.map(hexByte).joined(separator: " "))")
        }
    }
}

/// The states, as far as a driver of an acceptor has to tell them apart.
public enum ID003State: Hashable, Sendable {
    /// 11: enabled, waits for a note.
    case idling
    /// 12: a note is drawn in.
    case accepting
    /// 13: a note waits for the host.
    case escrow
    /// 14: on its way to the box.
    case stacking
    /// 15: VEND VALID, the one credit; stands until it is acknowledged.
    case vendValid
    /// 16: the cycle is over.
    case stacked
    /// 17: a note is refused.
    case rejecting
    /// 18: a note is given back.
    case returning
    /// 19: a note is held in escrow.
    case holding
    /// 1A: inhibited.
    case disabled
    /// 1B: starting after a reset.
    case initialising
    /// 40: was without power; no note known of.
    case powerUp
    /// 41: was without power; a note lies before the point of no return.
    case powerUpInAcceptor
    /// 42: was without power; a note lies behind it.
    case powerUpInStacker
    /// 43.
    case stackerFull
    /// 44: no box.
    case stackerOpen
    /// 45.
    case jamAcceptor
    /// 46.
    case jamStacker
    /// 47: a second note lies in the mouth.
    case paused
    /// 48.
    case cheated
    /// 49.
    case failure
    /// 4A: our frame was hurt.
    case communicationError
    /// 4B: our frame makes no sense now.
    case invalidCommand
    /// 20, 22 to 25, 29: a recycler pays, collects, waits.
    case recycler
    /// 4C.
    case recyclerFailure

    /// `nil` for a code that is no state.
    public init?(_ code: UInt8) {
        switch code {
        case 0x11: self = .idling
        case 0x12: self = .accepting
        case 0x13: self = .escrow
        case 0x14: self = .stacking
        case 0x15: self = .vendValid
        case 0x16: self = .stacked
        case 0x17: self = .rejecting
        case 0x18: self = .returning
        case 0x19: self = .holding
        case 0x1A: self = .disabled
        case 0x1B: self = .initialising
        case 0x20, 0x22...0x25, 0x29: self = .recycler
        case 0x40: self = .powerUp
        case 0x41: self = .powerUpInAcceptor
        case 0x42: self = .powerUpInStacker
        case 0x43: self = .stackerFull
        case 0x44: self = .stackerOpen
        case 0x45: self = .jamAcceptor
        case 0x46: self = .jamStacker
        case 0x47: self = .paused
        case 0x48: self = .cheated
        case 0x49: self = .failure
        case 0x4A: self = .communicationError
        case 0x4B: self = .invalidCommand
        case 0x4C: self = .recyclerFailure
        default: return nil
        }
    }

    func words(_ code: UInt8) -> String {
        switch self {
        case .idling: "idling"
        case .accepting: "accepting"
        case .escrow: "ESCROW"
        case .stacking: "stacking"
        case .vendValid: "VEND VALID"
        case .stacked: "stacked"
        case .rejecting: "rejecting"
        case .returning: "returning"
        case .holding: "holding"
        case .disabled: "disabled"
        case .initialising: "initialising"
        case .powerUp: "POWER UP"
        case .powerUpInAcceptor: "POWER UP, note in the acceptor"
        case .powerUpInStacker: "POWER UP, note in the stacker"
        case .stackerFull: "stacker full"
        case .stackerOpen: "stacker open"
        case .jamAcceptor: "jam in the acceptor"
        case .jamStacker: "jam in the stacker"
        case .paused: "paused: a second note in the mouth"
        case .cheated: "CHEATED"
        case .failure: "FAILURE"
        case .communicationError: "communication error"
        case .invalidCommand: "invalid command"
        case .recycler: ID003Words.recycler(code)
        case .recyclerFailure: "recycler failure"
        }
    }
}
