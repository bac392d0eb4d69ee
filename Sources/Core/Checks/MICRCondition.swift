/// What a reader itself thought of a line, in words that no vendor owns. Each vendor's numbers are turned into it by
/// its driver; the text of the line decides, this only warns.
/// - Source: micr.md 7.
public struct MICRCondition: Hashable, Sendable {
    /// What the head felt.
    public var signal: Signal
    /// Parts of the line that the reader could not make out.
    public var faults: [Part]
    /// What the reader took the check for.
    public var style: Style
    /// The reader found the amount encoded.
    public var hasAmount: Bool
    /// The reader found an account shorter than its rules expect.
    public var shortAccount: Bool
    /// The reader found no serial number; that is no fault.
    public var noSerial: Bool

    /// How much magnetic ink there was.
    public enum Signal: String, Hashable, Sendable { case unknown, good, low, none }
    /// Parts of a line.
    public enum Part: String, Hashable, Sendable, CaseIterable { case transit, account, serial }
    /// Kinds of checks that readers tell apart.
    public enum Style: String, Hashable, Sendable { case unknown, standard, business, mexican, canadian }

    /// A condition; nothing was said where nothing is given.
    public init(
        signal: Signal = .unknown, faults: [Part] = [], style: Style = .unknown, hasAmount: Bool = false,
        shortAccount: Bool = false, noSerial: Bool = false
    ) {
        self.signal = signal
        self.faults = faults
        self.style = style
        self.hasAmount = hasAmount
        self.shortAccount = shortAccount
        self.noSerial = noSerial
    }
}
