/// The station came late to a deadline of its dialogue: its thread was busy, or the machine was. As the words of a mark.
///
/// Without it a recording of a busy machine reads as one of a slow driver, and a driver that is played it asks again
/// where the recorded one found the answer waiting.
public enum LateMark {
    /// Later than timers are by themselves, and sooner than a replay loses patience.
    static let after: Duration = .milliseconds(10)

    private static let beginning = "late: the deadline was "
    private static let waiting = ", and waits still"

    /// The words; `nil`: it is not late. `isTold`: the dialogue is told now that its time has come, and hears nothing
    /// else before.
    public static func words(_ deadline: Duration?, now: Duration, isTold: Bool) -> String? {
        guard let deadline, now - deadline >= after else { return nil }
        return beginning + "\(Int64((now - deadline) / .milliseconds(1))) ms ago" + (isTold ? "" : waiting)
    }

    /// Reads the words of a mark: whether the dialogue is told now; `nil`: another mark.
    public static func isTold(_ words: String) -> Bool? {
        words.hasPrefix(beginning) ? !words.hasSuffix(waiting) : nil
    }
}
