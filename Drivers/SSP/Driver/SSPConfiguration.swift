public import DeviceKit
public import Money

/// What an installer can say about one SSP unit. The defaults take nothing for granted that no rig has shown.
public struct SSPConfiguration: Hashable, Sendable {
    /// Where the unit answers; validators at 00.
    public var address: UInt8
    /// Name of the model, as it stands on the unit; the wire has none.
    public var model: String
    /// The newest layout of replies to ask for; the unit may want an older one (down to 4).
    public var protocolVersion: UInt8
    /// Whether the line is encrypted.
    public var encryption: Encryption
    /// The low half of the key, set per machine; the default is known to the whole world.
    /// - Source: dossier 4.5.
    public var fixedKey: UInt64
    /// Numbers for the key exchanges of this dialogue, taken in turn; without any the line stays plain.
    public var keyExchanges: [SSPKeyExchange]
    /// Where the filler of encrypted blocks starts.
    public var packingSeed: UInt64
    /// Whether to try poll-with-acknowledgement (56).
    public var acknowledgedPolls: AcknowledgedPolls
    /// What the counter of stacked notes (58) proves, if the unit answers it.
    public var counterTrust: CounterTrust
    /// What a power-cut rig has shown of this model.
    public var behaviour: SSPBehaviour
    /// What the unit's expanded channel values count.
    public var valueScale: SSPValueScale
    /// Channels 1, 2 … of a unit that tells no usable values.
    public var fallbackChannels: [Denomination?]
    /// From the begin of one poll (or hold) to the begin of the next.
    /// - Source: dossier 4.1 (200 to 1000 ms).
    public var pollPeriod: Duration
    /// From the frame to its answer.
    /// - Source: dossier 4.1 (1 s).
    public var replyTimeout: Duration
    /// Sends of one frame, all alike; then the dialogue starts anew.
    /// - Source: models, rule 15 (two silences).
    public var tries: Int
    /// Silence on the line before the first frame, and the age at which an answer is thrown away.
    /// - Source: models, rules 2 and 3.
    public var quietTime: Duration
    /// From the question whose answer showed the note in escrow to the poll that accepts it.
    /// - Source: models, rule 2.
    public var escrowAge: Duration
    /// A pause inside a frame after which its beginning is thrown away (replies arrive in pieces).
    public var interByteTimeout: Duration

    /// Encryption of the line.
    public enum Encryption: String, Hashable, Sendable {
        /// All in the clear.
        case never
        /// As soon as the unit agrees on a key; once it has, never plain again on this connection.
        case ifOffered
        /// Without a key nothing is accepted.
        case required
    }

    /// Poll-with-acknowledgement.
    public enum AcknowledgedPolls: String, Hashable, Sendable {
        /// Plain polls only.
        case never
        /// Where the unit knows it.
        case ifOffered
    }

    /// The defaults, with what the installer knows better; `tries` is one at least.
    public init(
        address: UInt8 = 0, model: String = "", protocolVersion: UInt8 = 6, encryption: Encryption = .ifOffered,
        fixedKey: UInt64 = 0x0123_4567_0123_4567, keyExchanges: [SSPKeyExchange] = [], packingSeed: UInt64 = 0,
        acknowledgedPolls: AcknowledgedPolls = .ifOffered, counterTrust: CounterTrust = .mayLoseLast,
        behaviour: SSPBehaviour = SSPBehaviour(), valueScale: SSPValueScale = .minorUnits,
        fallbackChannels: [Denomination?] = [], pollPeriod: Duration = .milliseconds(200),
        replyTimeout: Duration = .seconds(1), tries: Int = 2, quietTime: Duration = .seconds(1),
        escrowAge: Duration = .seconds(1), interByteTimeout: Duration = .milliseconds(100)
    ) {
        self.address = min(address, 0x7D)
        self.model = model
        self.protocolVersion = protocolVersion
        self.encryption = encryption
        self.fixedKey = fixedKey
        self.keyExchanges = keyExchanges
        self.packingSeed = packingSeed
        self.acknowledgedPolls = acknowledgedPolls
        self.counterTrust = counterTrust
        self.behaviour = behaviour
        self.valueScale = valueScale
        self.fallbackChannels = fallbackChannels
        self.pollPeriod = pollPeriod
        self.replyTimeout = replyTimeout
        self.tries = max(1, tries)
        self.quietTime = quietTime
        self.escrowAge = escrowAge
        self.interByteTimeout = interByteTimeout
    }
}

/// What a model does where the papers are silent. Each default is the answer that cannot cost money.
/// - Source: models README sections 5 and 7 (switches E1EE and E2ESC), rows SA3, SA5, SA6.
public struct SSPBehaviour: Hashable, Sendable {
    /// A credit (EE) is final: the note can never come back after it, not even at power-up. Unless a rig has shown it,
    /// the credit counts only when the note is seen through: stacked (EB), or two answers without any motion.
    public var creditIsFinal: Bool
    /// Whether a note in escrow that nobody ordered may be cleared into the box at power-up.
    public var clearsUnordered: ClearsUnordered
    /// Whether the unit says "disabled" (E8) in every poll while it is disabled. Only then does a poll after a broken
    /// dialogue prove that it was not reset meanwhile.
    public var repeatsDisabled: Bool

    /// Model switch E2ESC.
    public enum ClearsUnordered: String, Hashable, Sendable {
        /// Shown by a rig: it never does, so "cleared into the box" (E2) settles an open order.
        case never
        /// Not shown: E2 is a doubt, and the counter decides.
        case unproven
        /// It does: neither E2 nor the counter says whose note it was; only people can.
        case happens
    }

    /// What a rig has shown; the defaults are a unit that was on none.
    public init(
        creditIsFinal: Bool = false, clearsUnordered: ClearsUnordered = .unproven, repeatsDisabled: Bool = false
    ) {
        self.creditIsFinal = creditIsFinal
        self.clearsUnordered = clearsUnordered
        self.repeatsDisabled = repeatsDisabled
    }
}

/// What the expanded channel values (protocol 6 and later) count. Papers disagree; a wrong answer is a hundredfold.
public enum SSPValueScale: String, Hashable, Sendable {
    /// 500 is 5.00 (dossier 4.2). A value under one whole unit shows that this is the wrong scale: no note is taken.
    case minorUnits
    /// 5 is 5.00.
    case wholeUnits
    /// 5 is 5.00 when the unit's real value multiplier is 100.
    case timesRealMultiplier
}
