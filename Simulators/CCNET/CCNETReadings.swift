/// Places where the paper can be read in two ways: the device behaves as set here, so that a driver meets both.
///
/// The defaults are the literal text of the dossier; every other value is a device somebody has described or feared.
/// - Source: shared dossier `bill-acceptors.md` 3; models `note-ccnet.pml` (switches NVP and CTR).
public struct CCNETReadings: Hashable, Sendable {
    /// What the non-volatile note counter is worth.
    public enum Counter: Hashable, Sendable {
        /// Commands 5B and 60 are illegal.
        case none
        /// Counted in the same instant as the note falls into the box.
        case exact
        /// Written `CCNETTiming.counterWrite` later, together with "stacked": a cut in between loses both.
        case mayLoseLastStep
    }

    /// Where the counter is told.
    public enum CounterPlace: Hashable, Sendable {
        /// Command 5B, two bytes.
        case stackedNotes
        /// Command 60: so many bytes, the count in four bytes from this place, high byte first.
        case statistics(bytes: Int, at: Int)
    }

    /// The event of a note that was ordered into the box and came back.
    public enum FailedStack: Hashable, Sendable { case silent, returned }

    /// What a frame with a wrong check is answered with.
    public enum Damaged: Hashable, Sendable { case refused, silent }

    /// Switch NVP: a note whose stacking had begun, or whose "stacked" was not acknowledged, is remembered over a cut.
    public var keepsInProcess = true
    /// A RESET of the running device forgets a "stacked" that was not acknowledged.
    public var resetForgetsWord = false
    /// "Stacked" is told until it is acknowledged; false: told once and forgotten.
    public var stackedStandsUntilAcknowledged = true
    /// The same of "returned".
    public var returnedStandsUntilAcknowledged = true
    /// An acknowledgement that comes later than this after the answer is not taken; `nil`: it always is.
    public var acknowledgementWindow: Duration?
    /// An acknowledgement means the last answer, whatever it was (as the model has it); false: the last word about a
    /// note, though other questions were answered since.
    public var acknowledgementMeansLastAnswer = true
    /// Identification and bill table are answered while a "stacked" stands; false: ILLEGAL COMMAND.
    public var identifiesWhileWordStands = true
    /// Identification and bill table are answered in every state.
    public var identifiesAlways = false
    /// Command 31 is known.
    public var knowsStatus = true
    /// Command 37 is known.
    public var knowsIdentification = true
    /// Command 41 is known.
    public var knowsBillTable = true
    /// What the counter is worth.
    public var counter: Counter = .none
    /// Where it is told.
    public var counterPlace: CounterPlace = .stackedNotes
    /// What a failed stack is told as.
    public var failedStack: FailedStack = .silent
    /// What a damaged frame is answered with.
    public var damaged: Damaged = .refused
    /// After a power-up the RESET gives a note back and "returned" is told of it.
    public var tellsReturnAtStart = false
    /// A disabled device gives back what it has in escrow.
    public var disableGivesBack = false
    /// A note on its way in when the device is disabled loses its escrow bit with the rest, and is stacked unasked.
    public var disableClearsEscrow = false
    /// A new note is drawn in while a "stacked" stands.
    public var acceptsWhileWordStands = false
    /// A cleared jam is shown until the next RESET.
    public var jamStandsUntilReset = true
    /// A cash unit put in makes the device initialise.
    public var cashUnitStartsAnew = true
    /// Answers have the long form of the length.
    public var longAnswers = false
    /// While a note is read a poll is answered with BUSY and so many tenths of a second.
    public var busyWhileReading: UInt8?
    /// No host frame is heard while a note is drawn in and read.
    public var deafWhileReading = false

    /// The literal text of the dossier.
    public init() {}
}
