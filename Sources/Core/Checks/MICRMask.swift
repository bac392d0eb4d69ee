/// What of a line may be shown to anybody or stand in a log: the bank, the last digits of the account, the serial
/// number where it is sure that it is one.
/// - Source: micr.md 10 (last four of the account; no full accounts in a log).
public enum MICRMask {
    /// `****6789`: at most the last four digits, and never more than half of them.
    public static func account(_ account: MICRAccount) -> String {
        let shown = Array(account.text.utf8.filter { (0x30...0x39).contains($0) || $0 == 0x3F })
        return "****" + String(decoding: shown.suffix(min(4, shown.count / 2)), as: UTF8.self)
    }

    /// The bank's number. What is none may be anything that was read in its place, an account too: only its length
    /// is shown.
    static func bank(_ transit: MICRTransit) -> String {
        switch transit {
        case .us, .canadian, .wrongCheckDigit: transit.text
        case .malformed(let text): "no bank in \(text.utf8.count) characters"
        }
    }

    /// Whether a check's number may stand beside a masked account: not one that has the whole account in it.
    static func mayShow(number: String, of account: MICRAccount) -> Bool {
        let digits = account.readableDigits
        return digits.utf8.count <= 4 || !MICRAccount(number).readableDigits.contains(digits)
    }

    /// The same bytes with every digit replaced: for a recording, which needs the shape of an answer but no account.
    /// The result is no line any more, so nobody can take it for one.
    public static func digits(in bytes: [UInt8], with mark: UInt8 = 0x78) -> [UInt8] {
        bytes.map { (0x30...0x39).contains($0) ? mark : $0 }
    }
}

extension MICRLine: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Safe to log and to show.
    public var description: String {
        guard let transit, let account = wholeAccount else {
            return "a line of \(raw.count) characters: \(fault?.rawValue ?? "no field")"
        }
        var words = [MICRMask.bank(transit), MICRMask.account(account)]
        // Of a line that does not parse, the account may have been read in the number's place.
        if fault == nil, let serial, serial.isCertain, MICRMask.mayShow(number: serial.text, of: account) {
            words.append("check \(serial.text)")
        }
        if hasUnreadable { words.append("unreadable characters") }
        if let fault { words.append(fault.rawValue) }
        return words.joined(separator: ", ")
    }

    /// The same: a debugger's print may end in a log too.
    public var debugDescription: String { description }

    /// The same for a dump, and for everything that prints what holds a line.
    public var customMirror: Mirror { Mirror(self, unlabeledChildren: [description]) }
}

extension MICRAccount: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Masked.
    public var description: String { MICRMask.account(self) }
    /// Masked.
    public var debugDescription: String { description }
    /// Masked.
    public var customMirror: Mirror { Mirror(self, unlabeledChildren: [description]) }
}
