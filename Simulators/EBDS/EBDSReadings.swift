/// Places where the paper can be read in two ways: the device behaves as set here, so that a driver meets both.
///
/// The defaults are the literal text of the dossier; every other value is a device somebody has described.
/// - Source: shared dossier `bill-acceptors.md` 1 and 5; models `README.md` 1 and 5.
public struct EBDSReadings: Hashable, Sendable {
    /// What the non-volatile note counter is worth.
    public enum Counter: Hashable, Sendable {
        /// Auxiliary 01 is an invalid command, life totals stay zero.
        case none
        /// Counted in the same instant as the note falls into the box.
        case exact
        /// Written `EBDSTiming.counterWrite` later, together with the STACKED event: a cut in between loses both.
        case mayLoseLastStep
    }

    /// What auxiliary 01 counts.
    public enum CounterUnit: Hashable, Sendable {
        /// Pieces.
        case notes
        /// Value in whole units of the currency (dollars, not cents).
        case value
    }

    /// Policy C with an undecided note in escrow: the two papers disagree.
    public enum PolicyCAtEscrow: Hashable, Sendable { case held, outOfService }

    /// When STACKED without a value is raised although no note was stacked.
    public enum BlankStacked: Hashable, Sendable {
        /// At the end of every start-up, also after the STACKED of a note that was finished (as the model has it).
        case everyPowerUp
        /// As table 1.6 prints it: one STACKED a power-up, that of a finished note if there is one; none after a return.
        case asTable
        /// A blank STACKED is never raised.
        case never
    }

    /// How a note frame and a row of the table say "no note".
    public enum BlankForm: String, Hashable, Sendable, CaseIterable {
        /// Every byte zero.
        case zeroBytes
        /// ISO bytes zero, and 0 x 10 to the 0 in digits.
        case digits
        /// ISO and base of spaces.
        case spaces
    }

    /// How long the inhibits of 7/03 are, by model; in another length they are dropped without an answer.
    public enum InhibitWidth: Hashable, Sendable { case either, eight, nineteen }

    /// An undecided note the device gets rid of by itself.
    public enum EscrowClearing: Hashable, Sendable {
        /// The note waits for the host without end.
        case never
        /// Back to the customer, and said so.
        case givesBack(after: Duration)
        /// The dangerous one: a note nobody ordered falls into the box.
        case intoBox(after: Duration)
    }

    /// What a device does with commands it may not know.
    public enum OptionalCommands: Hashable, Sendable {
        /// As a unit that knows them.
        case answered
        /// The INVALID COMMAND event in an omnibus reply.
        case invalidCommand
        /// The software CRC as an auxiliary reply, as some units answer unknown extended commands.
        case softwareCRC
        /// No answer at all.
        case silent
    }

    /// The lone `05` that asks for a poll.
    public enum Enquiry: Hashable, Sendable {
        /// This unit never asks.
        case never
        /// Only while the host sets the special interrupt bit.
        case whenAsked
        /// Whatever the host's bit says.
        case always
    }

    /// Which frame counts as a repetition.
    public enum RepeatFilter: Hashable, Sendable {
        /// The ack bit alone: any frame with the bit of the last one is answered with the last reply, unexecuted.
        case ackBit
        /// Ack bit and bytes: another frame with the same bit is executed.
        case ackBitAndBytes
    }

    /// The event of a note that was ordered into the box and came back.
    public enum FailedStack: Hashable, Sendable { case returned, rejected }

    /// Whose value a reply shows that carries STACKED of one note and the escrow of the next.
    public enum NoteShownWithBoth: Hashable, Sendable { case stacked, escrowed }

    /// What the counter is worth.
    public var counter: Counter = .exact
    /// What the counter counts.
    public var counterUnit: CounterUnit = .notes
    /// Dossier 1.6 and open question 2.
    public var policyCAtEscrow: PolicyCAtEscrow = .outOfService
    /// When a start raises STACKED without a value.
    public var blankStacked: BlankStacked = .asTable
    /// Putting a cash unit in raises STACKED without a value, as SC units do.
    public var blankStackedAtCashUnit = true
    /// Extended mode: a STACKED without value comes as frame 7/02 with zeros, not as a plain omnibus reply.
    public var blankStackedIsExtended = true
    /// What stands in a frame 7/02 of no note.
    public var blankForm: BlankForm = .zeroBytes
    /// A note held in escrow over a power cut is shown, and stacked, with its value.
    public var heldNoteKeepsValue = false
    /// Out of service with a note in escrow (policies B and C) shows the FAILURE bit.
    public var outOfServiceShowsFailure = true
    /// Series 2000: no policies, every unstacked note goes back at power-up, nothing but POWER UP is raised.
    public var isSeries2000 = false
    /// STACKED and CHEATED together only say that the cash unit is nearly full (`nearlyFullAt`).
    public var cheatedWithStackedMeansNearlyFull = false
    /// What becomes of a note nobody decides about.
    public var escrowClearing: EscrowClearing = .never
    /// All of message type 6 but the soft reset.
    public var auxiliary: OptionalCommands = .answered
    /// All of message type 7, extended note reporting included.
    public var extended: OptionalCommands = .answered
    /// Set inhibits (7/03) is answered with an extended frame of LEN 0C; false: with a plain omnibus reply.
    public var inhibitsAnsweredExtended = true
    /// Which lengths of inhibits this unit takes.
    public var inhibitWidth: InhibitWidth = .either
    /// The three omnibus bytes inside an extended command are obeyed as a poll would be.
    public var extendedCarriesPoll = false
    /// Events ride on every reply with status bytes; false: only on the answer to a poll and on INVALID COMMAND.
    public var eventsInEveryStatus = false
    /// Whether the device asks to be polled.
    public var enquiry: Enquiry = .never
    /// What counts as a repetition.
    public var repeatFilter: RepeatFilter = .ackBit
    /// What a failed stack is told as.
    public var failedStack: FailedStack = .returned
    /// Whose value stands beside two notes.
    public var noteShownWithBoth: NoteShownWithBoth = .stacked
    /// A device the host disabled still shows "idling"; false: its state byte is zero.
    public var disabledShowsIdling = false
    /// With extended note reporting the seven enable bits of a poll still count, beside the inhibits of 7/03.
    public var enableBitsHoldInExtendedMode = true
    /// A poll without the escrow-mode bit stacks the note that is in escrow; false: only notes that arrive later.
    public var escrowModeReadAtEveryPoll = true
    /// No host frame is heard while a note is drawn in and read.
    public var deafWhileReading = false
    /// Silence of the host after which an escrowed note goes back and acceptance stops; `nil`: never.
    public var hostSilence: Duration? = .seconds(5)

    /// The literal text of the dossier.
    public init() {}
}
