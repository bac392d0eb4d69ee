/// One thing that the doctor has to say: a sentence of what is, and a sentence of what to do about it.
struct Finding: Hashable, Encodable {
    /// Whether it must be mended before money is taken, or only known.
    enum Weight: String, Encodable { case wrong, note }

    /// What was found, for programs; never renamed once it was released.
    enum Sign: String, Encodable, CaseIterable {
        case portMissing, portIsNone, portByNumber, portHeld, noRight, otherDevice, hidden
        case noAnswer, otherLine, otherLanguage, notUnderstood, notReachable
        case modemManager, brltty
        case polarityUnknown
        case clockFree, clockBehindJournal, clockOld, clockOfTheBoard
        case diskTooFast, diskSlow, diskForgets, diskFull, folderMissing, folderClosed, reserveMissing
        case journalUnreadable
        case serviceSilent, serviceElsewhere, deviceUnwell
    }

    /// A device's name, `clock`, `disk`, `journal` or `service`.
    let about: String
    let weight: Weight
    let sign: Sign
    let what: String
    let fix: String

    init(_ about: String, _ sign: Sign, _ what: String, fix: String, weight: Weight = .wrong) {
        (self.about, self.weight, self.sign, self.what, self.fix) = (about, weight, sign, what, fix)
    }

    /// Something that need not be mended before money is taken.
    static func note(_ about: String, _ sign: Sign, _ what: String, fix: String) -> Finding {
        Finding(about, sign, what, fix: fix, weight: .note)
    }
}

/// Names in a row for a sentence: `a, b and c`.
func listed(_ words: [String], _ last: String = "and") -> String {
    guard let end = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + end
}
