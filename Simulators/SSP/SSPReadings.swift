/// Places where the papers can be read in two ways: the unit behaves as set here, so that a driver meets both.
///
/// The defaults are the literal text of the dossier; every other value is a unit somebody has described or feared.
/// - Source: shared dossier `bill-acceptors.md` 4 and 5; models `note-ssp.pml`, switches of the process Device.
public struct SSPReadings: Hashable, Sendable {
    /// Poll-with-acknowledgement (56, 57).
    public enum Acknowledgement: Hashable, Sendable {
        /// Known, but only inside an encrypted frame: GA138 marks it so.
        case needsKey
        /// Known, also in the clear.
        case offered
        /// 56 and 57 are unknown commands.
        case unknown
    }

    /// Whether the line may be, or has to be, encrypted.
    public enum Encryption: Hashable, Sendable {
        /// Keys are agreed on when the host asks; plain commands are obeyed, too.
        case optional
        /// Without a key only SYNC, the protocol version and the key exchange are obeyed.
        case mandatory
        /// The key exchange is an unknown command.
        case unknown
    }

    /// What the count of stacked notes is worth.
    public enum Counter: Hashable, Sendable {
        /// 58 is an unknown command.
        case none
        /// Counted in the same instant as the note falls into the box.
        case exact
        /// Written `SSPTiming.counterWrite` later, and EB with it: a cut in between loses both.
        case mayLoseLastStep
    }

    /// Events that the table calls told once.
    public enum Telling: Hashable, Sendable { case once, inEveryPoll }

    /// What becomes at power-up of a note that was on its way to the box, but not past the point of no return.
    public enum UnfinishedStack: Hashable, Sendable { case intoBox, givenBack }

    /// Response to a hold or an acknowledgement that has nothing to work on.
    public enum Refusal: Hashable, Sendable { case fail, cannotProcess, ok }

    /// What the four-byte channel values count.
    public enum ValueScale: Hashable, Sendable {
        /// 500 is 5.00.
        case minorUnits
        /// 5 is 5.00, with a real value multiplier of 100.
        case wholeUnits
    }

    /// What a frame with the bit of SYNC is to a unit that has just started and answered nothing yet.
    public enum SequenceAtStart: Hashable, Sendable {
        /// A repetition of nothing: no answer (as the model has it; only SYNC helps).
        case expectsZero
        /// New.
        case expectsAny
    }

    /// Model switch PWA.
    public var acknowledgement = Acknowledgement.needsKey
    /// See there.
    public var encryption = Encryption.optional
    /// Model switch CTR.
    public var counter = Counter.exact
    /// Model switch EEREP: a plain poll tells EE once, or until the note is in the box.
    public var creditInPlainPolls = Telling.once
    /// E8, once or in every poll while disabled.
    public var disabled = Telling.once
    /// Model switch NVEE: an unacknowledged EE survives a power cut.
    public var pendingCreditSurvives = false
    /// Model switch E2ESC: a note in escrow that nobody ordered is cleared into the box at power-up.
    public var clearsUnordered = false
    /// Model switch E1EE: a note whose EE was told may come back at power-up.
    public var comesBackAfterCredit = false
    /// See there.
    public var unfinishedStack = UnfinishedStack.intoBox
    /// E1 and E2 name the channel; else they say 0.
    public var clearedIsNamed = true
    /// Hold without a note in escrow: F8 (GA138) or F5 (GA973).
    public var holdWithoutNote = Refusal.fail
    /// 57 with nothing to acknowledge.
    public var ackWithoutEvent = Refusal.cannotProcess
    /// Hold is an unknown command.
    public var knowsHold = true
    /// A hold outlasts the next poll: it repeats EF c instead of accepting.
    public var holdOutlastsPoll = false
    /// From the report of an escrow, or the last hold, until the note goes back by itself (GA138: 10 s, GA973: 5 s).
    public var escrowTimeout: Duration? = .seconds(10)
    /// Without a poll for so long the unit disables itself and gives back what is in escrow.
    public var hostSilence: Duration? = .seconds(10)
    /// Disable gives back a note in escrow (reject code 0C).
    public var disableGivesBack = false
    /// See there.
    public var valueScale = ValueScale.minorUnits
    /// See there.
    public var sequenceAtStart = SequenceAtStart.expectsZero

    /// The dossier to the letter.
    public init() {}
}
