import ControlAPI
import Money

/// Small texts that several commands write.
enum Words {
    /// `4,183`
    static func number(_ value: Int64) -> String {
        var text = ""
        for (place, digit) in String(value.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }

    /// `3 d 4 h`, `13 min 32 s`: the two largest units.
    static func span(_ seconds: Int64) -> String {
        let whole = max(0, seconds)
        let parts: [(Int64, String)] = [
            (whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s"),
        ]
        let said = parts.drop { $0.0 == 0 }.prefix(2).map { "\($0.0) \($0.1)" }
        return said.isEmpty ? "0 s" : said.joined(separator: " ")
    }

    /// `$20.00`; an amount whose currency is none is shown as it came.
    static func amount(_ view: MoneyView) -> String {
        do throws(MoneyError) { return try view.money().display } catch {
            return "\(view.minorUnits) minor units of \(view.currency)"
        }
    }

    /// `drawer open` of `drawerOpen`: a key of the interface for people.
    static func key(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            if letter.isUppercase, !text.isEmpty { text.append(" ") }
            text.append(contentsOf: letter.lowercased())
        }
    }

    /// Text of others on one line: what a device or a file says must not move the cursor.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }))
    }
}

extension Words {
    /// Several lines of which each was made safe to show.
    static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(separator: "\n")
    }
}
