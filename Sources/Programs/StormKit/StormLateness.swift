/// How late the bytes of a wire may be: where the time of real lines enters the models as an assumption.
///
/// What makes it true is the adapter, not the driver; a line that is later than this is no weather but another line.
/// - Source: models/README.md section 1 (QUICK, LATE) and section 4, rules 2 and 12.
struct StormLateness {
    /// A frame of the host, on its way to the unit.
    let toDevice: Duration
    /// An answer, on its way to the host.
    let toHost: Duration
    /// Now and then a buffer holds an answer for as long as this; `nil`: never.
    let held: Duration?

    /// Answers carry a number or a bit: one that was held for seconds is known for old, whatever was asked since.
    /// The host's frames are younger than a new note in escrow (QUICK).
    static let numbered = StormLateness(
        toDevice: .milliseconds(200), toHost: .milliseconds(350), held: .seconds(3))

    /// ID-003 numbers nothing. Its driver lets the answer after a silence decide nothing, so an answer may be late by
    /// one exchange, two timeouts of 350 ms, and never by two.
    static let oneExchange = StormLateness(toDevice: .milliseconds(200), toHost: .milliseconds(350), held: nil)

    /// CCNET numbers nothing, and its ACK hands money over: an answer may miss its timeout of 100 ms, but not the
    /// silence of 100 ms after it (LATE=0, rule 12).
    static let withinSilence = StormLateness(toDevice: .milliseconds(60), toHost: .milliseconds(60), held: nil)
}
