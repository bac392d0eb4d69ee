import Custody

/// Typed values. Each getter either returns what it found, or adds a fault that says what is allowed and returns `nil`.
extension Section {
    /// Text on one line, of `length` characters.
    func text(_ key: String, length: ClosedRange<Int>) -> String? {
        guard let word = word(key) else { return nil }
        return line(word.text, word.quoted, key, place(of: key), length)
    }

    /// A list of such texts.
    func lines(_ key: String, count: ClosedRange<Int>, length: ClosedRange<Int>) -> [String]? {
        guard let words = words(key) else { return nil }
        guard count.contains(words.count) else {
            fault(key, "\(words.count) is not a possible number of entries", allowed: "\(count.words) entries")
            return nil
        }
        let found = words.enumerated().compactMap { number, word in
            line(word.text, word.quoted, "\(key)[\(number)]", word.spot, length)
        }
        return found.count == words.count ? found : nil
    }

    private func line(
        _ text: String, _ quoted: Bool, _ key: String, _ spot: Spot?, _ length: ClosedRange<Int>
    ) -> String? {
        if !quoted, looksTyped(text) {
            faults.add(spot, full(key), "\(text) reads as a number or as yes or no", allowed: "text: put it in quotes")
            return nil
        }
        guard length.contains(text.count), !text.contains(where: \.isNewline) else {
            faults.add(
                spot, full(key), "this text is not \(length.words) characters long on one line",
                allowed: "\(length.words) characters")
            return nil
        }
        return text
    }

    /// Numbers and truth values as other readers of YAML would take them.
    private func looksTyped(_ text: String) -> Bool {
        if ["true", "false", "yes", "no", "on", "off"].contains(text.lowercased()) { return true }
        let digits = text.drop { $0 == "-" || $0 == "+" }
        return !digits.isEmpty && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    }

    /// A name: letters, digits, `.`, `_`, `-`, at most 64.
    func name<Of>(_ key: String) -> ID<Of>? {
        guard let word = word(key) else { return nil }
        do { return try ID<Of>(word.text) } catch {
            fault(key, "\(shown(word.text)) is no name", allowed: "1 to 64 letters, digits, dots, _ and -, no blanks")
            return nil
        }
    }

    /// A whole number, written in digits only.
    func integer(_ key: String, _ range: ClosedRange<Int64>, standard: Int64? = nil) -> Int64? {
        if let standard, !has(key) { return standard }
        guard let word = word(key) else { return nil }
        return integer(word.text, word.quoted, key, place(of: key), range)
    }

    private func integer(
        _ text: String, _ quoted: Bool, _ key: String, _ spot: Spot?, _ range: ClosedRange<Int64>
    ) -> Int64? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        let whole = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        // 010 is eight in old YAML and ten in new: neither is meant
        guard !quoted, whole, digits == "0" || digits.first != "0" else {
            faults.add(spot, full(key), "\(shown(text)) is no whole number", allowed: range.words)
            return nil
        }
        guard let value = Int64(text), range.contains(value) else {
            faults.add(spot, full(key), "\(shown(text)) is out of range", allowed: range.words)
            return nil
        }
        return value
    }

    /// A list of whole numbers.
    func integers(
        _ key: String, _ range: ClosedRange<Int64>, count: ClosedRange<Int>, standard: [Int64]
    ) -> [Int64]? {
        if !has(key) { return standard }
        guard let words = words(key) else { return nil }
        guard count.contains(words.count) else {
            fault(key, "\(words.count) is not a possible number of entries", allowed: "\(count.words) entries")
            return nil
        }
        let found = words.enumerated().compactMap { number, word in
            integer(word.text, word.quoted, "\(key)[\(number)]", word.spot, range)
        }
        return found.count == words.count ? found : nil
    }

    /// `true` or `false`.
    func flag(_ key: String, standard: Bool) -> Bool? {
        if !has(key) { return standard }
        guard let word = word(key) else { return nil }
        switch (word.text, word.quoted) {
        case ("true", false): return true
        case ("false", false): return false
        default:
            fault(key, "\(shown(word.text)) is neither true nor false", allowed: "true, false")
            return nil
        }
    }

    /// One of a few words.
    func choice<T: RawRepresentable & CaseIterable>(
        _ key: String, _ type: T.Type, standard: T? = nil
    ) -> T? where T.RawValue == String {
        if let standard, !has(key) { return standard }
        guard let word = word(key) else { return nil }
        if let value = T(rawValue: word.text) { return value }
        refuse(word.text, key, T.allCases.map(\.rawValue))
        return nil
    }

    /// Says that a word is none of those that are known.
    func refuse(_ text: String, _ key: String, _ known: [String]) {
        fault(
            key, "\(shown(text)) is not known", allowed: known.joined(separator: ", "),
            suggestion: NearestKey.of(text, among: known))
    }

    /// A value as it is quoted in a sentence: short, and on one line.
    func shown(_ text: String) -> String {
        let line = text.prefix(40).map { $0.isNewline ? " " : String($0) }.joined()
        return line.isEmpty ? "\"\"" : line.count < text.count ? line + "…" : line
    }
}

extension ClosedRange where Bound: BinaryInteger {
    /// `10 to 600`, or the one value.
    var words: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)" }
}
