/// Finds YAML anchors (`&name`) and aliases (`*name`) in the text and takes them out, so that the rest can still be
/// read and every fault be told at once. Settings have no use for either: a value that stands elsewhere is a value that
/// a technician does not see, and aliases of aliases grow without bound.
struct AnchorScan {
    /// The text without them; columns stay as they were.
    private(set) var text: String
    /// Where they stood, and their own text.
    private(set) var found: [(spot: Spot, sign: String)] = []

    /// Stands where an alias stood: a value that was already complained about.
    static let taken = "\u{E001}"

    init(_ original: String) {
        text = ""
        var scanner = Scanner()
        for (number, line) in original.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { text += "\n" }
            text += scanner.line(line, number + 1, &found)
        }
    }

    /// What has to be known from one line to the next: whether a quoted text or a block of text is open.
    private struct Scanner {
        private var quote: Unicode.Scalar?
        /// Indent of the line that opened a block of text with `|` or `>`.
        private var block: Int?

        mutating func line(_ line: Substring, _ number: Int, _ found: inout [(spot: Spot, sign: String)]) -> String {
            var signs = Array(line.unicodeScalars)
            let indent = signs.prefix { $0 == " " }.count
            if let open = block {
                if indent > open || indent == signs.count { return String(line) }
                block = nil
            }
            var at = 0
            var fresh = true  // a token may begin here
            while at < signs.count {
                let sign = signs[at]
                if let open = quote {
                    if sign == open { quote = nil }
                    if open == "\"", sign == "\\" { at += 1 }
                    at += 1
                    fresh = quote == nil
                    continue
                }
                if sign == "#", at == 0 || Self.isBlank(signs[at - 1]) { break }
                if fresh, sign == "&" || sign == "*", at + 1 < signs.count, Self.isName(signs[at + 1]) {
                    let end = signs[(at + 1)...].firstIndex { !Self.isName($0) } ?? signs.count
                    var name = String.UnicodeScalarView()
                    name.append(contentsOf: signs[at..<end])
                    found.append((Spot(line: number, column: at + 1), String(name)))
                    for place in at..<end { signs[place] = " " }
                    if sign == "*" { signs[at] = "\u{E001}" }
                    at = end
                    continue
                }
                if fresh, sign == "\"" || sign == "'" { quote = sign }
                if fresh, sign == "|" || sign == ">" { block = indent }
                if !Self.isBlank(sign) {
                    let alone = at + 1 == signs.count || Self.isBlank(signs[at + 1])
                    fresh = Self.opening.contains(sign) || (alone && Self.indicators.contains(sign))
                }
                at += 1
            }
            var result = String.UnicodeScalarView()
            result.append(contentsOf: signs)
            return String(result)
        }

        private static let opening: [Unicode.Scalar] = ["[", "{", ","]
        private static let indicators: [Unicode.Scalar] = [":", "-", "?"]

        private static func isBlank(_ sign: Unicode.Scalar) -> Bool { sign == " " || sign == "\t" }

        private static func isName(_ sign: Unicode.Scalar) -> Bool {
            ("0"..."9").contains(sign) || ("A"..."Z").contains(sign) || ("a"..."z").contains(sign) || sign == "_"
                || sign == "-"
        }
    }
}
