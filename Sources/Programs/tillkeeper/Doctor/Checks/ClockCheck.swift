/// Is the time right, as far as this machine can tell? Business dates and receipts carry it.
enum ClockCheck {
    /// Nothing of this program is older: 2026-01-01.
    static let oldest: Int64 = 1_767_225_600
    /// Steps up to this are what a clock does that is put right.
    static let tolerance: Int64 = 60
    /// A board's clock may be set to local time, so a day counts and hours do not.
    static let boardTolerance: Int64 = 86_400 + 3_600

    static func findings(_ clock: ClockFacts) -> [Finding] {
        var findings: [Finding] = []
        func say(_ sign: Finding.Sign, _ what: String, _ fix: String) {
            findings.append(Finding("clock", sign, what, fix: fix))
        }
        if clock.now < oldest {
            say(
                .clockOld, "The clock says \(date(clock.now)), which is before this program was made.",
                "Set it (`timedatectl set-time`), then change the board's battery.")
        } else if let newest = clock.newestEntry, newest > clock.now + tolerance {
            say(
                .clockBehindJournal,
                "The clock says \(date(clock.now)), but the journal's newest entry is of \(date(newest)).",
                "Find out which of the two is wrong, and set the clock before the service starts.")
        }
        if let board = clock.board, abs(board - clock.now) > boardTolerance {
            say(
                .clockOfTheBoard, "The board's own clock says \(date(board)), the system's \(date(clock.now)).",
                "Write the right time with `hwclock --systohc`; if it is lost again, change the board's battery.")
        }
        if clock.isInStep == false {
            say(
                .clockFree, "Nothing keeps the clock in step: the kernel calls it unsynchronised.",
                "Start a time service (`systemctl enable --now systemd-timesyncd`, or chrony) that reaches a server.")
        }
        return findings
    }

    /// `2026-03-02 14:05` in UTC, by the rule of the civil calendar.
    static func date(_ seconds: Int64) -> String {
        let days = Int64((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let day = shifted - era * 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let ofYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let number = month < 10 ? month + 3 : month - 9
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year + era * 400 + (number <= 2 ? 1 : 0))-\(two(number))-\(two(ofYear - (153 * month + 2) / 5 + 1)) "
            + "\(two(rest / 3_600)):\(two(rest / 60 % 60)) UTC"
    }
}
