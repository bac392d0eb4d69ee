/// Follows both directions of the validator's wire and says in words what passes.
package enum ValidatorTalk: Hashable, Sendable {
    case ebds(EBDSTalk)
    case id003(ID003Talk)
    case ccnet(CCNETTalk)
    case ssp(SSPTalk)

    /// For this wire; `names` are needed where it tells notes by their place in a table.
    package init(_ wire: ValidatorWire, _ names: NoteNames) {
        switch wire {
        case .ebds: self = .ebds(EBDSTalk(names))
        case .id003: self = .id003(ID003Talk())
        case .ccnet: self = .ccnet(CCNETTalk())
        case .ssp: self = .ssp(SSPTalk())
        }
    }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .ebds(var talk):
            defer { self = .ebds(talk) }
            return talk.heard(bytes)
        case .id003(var talk):
            defer { self = .id003(talk) }
            return talk.heard(bytes)
        case .ccnet(var talk):
            defer { self = .ccnet(talk) }
            return talk.heard(bytes)
        case .ssp(var talk):
            defer { self = .ssp(talk) }
            return talk.heard(bytes)
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        switch self {
        case .ebds(var talk):
            defer { self = .ebds(talk) }
            return talk.answered(bytes)
        case .id003(var talk):
            defer { self = .id003(talk) }
            return talk.answered(bytes)
        case .ccnet(var talk):
            defer { self = .ccnet(talk) }
            return talk.answered(bytes)
        case .ssp(var talk):
            defer { self = .ssp(talk) }
            return talk.answered(bytes)
        }
    }
}

extension WireWords {
    /// Bytes that are no frame.
    package static func noise(_ count: Int) -> WireWords { WireWords("\(count) bytes of noise", topic: "noise") }

    /// A code that has no name here.
    package static func unnamed(_ code: UInt8) -> WireWords {
        let digits = String(code, radix: 16, uppercase: true)
        return WireWords("code \(digits.count == 1 ? "0" : "")\(digits)", topic: "unnamed")
    }
}
