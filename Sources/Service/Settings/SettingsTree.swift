import Yams

/// From a file's text to its root section: bounded, without anchors, and with every doubled key found.
enum SettingsTree {
    /// No settings file of a station comes near.
    static let largestFile = 64 << 10
    /// Aliases of aliases grow as a power: with so few of them the power stays small whatever they name.
    static let mostAliases = 8
    static let mostDoubles = 20

    /// The root section, or `nil` when nothing can be read; faults are in the list then.
    static func root(of text: String, _ faults: FaultList) -> Section? {
        guard text.utf8.count <= largestFile else {
            faults.add(nil, "", "the file is longer than \(largestFile) bytes")
            return nil
        }
        var text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        guard isPlain(text, faults) else { return nil }
        let scan = AnchorScan(text)
        for sign in scan.found {
            faults.add(
                sign.spot, "", "\(sign.sign) is an anchor or alias, which settings do not have",
                allowed: "the value itself, or text in quotes")
        }
        text = scan.text
        guard aliases(in: text) <= mostAliases else {
            faults.add(nil, "", "there are too many signs that could be aliases", allowed: "text in quotes without *")
            return nil
        }
        var marks = Marks()
        while true {
            switch compose(text) {
            case .node(let node): return root(node, marks, faults)
            case .broken(let spot, let problem):
                faults.add(spot, "", problem, allowed: "YAML, two blanks deeper for each level")
                return nil
            case .doubled(let spot):
                guard marks.count < mostDoubles, let renamed = marks.rename(spot, in: text) else {
                    faults.add(spot, "", "a key stands here twice", allowed: "each key once")
                    return nil
                }
                text = renamed
            }
        }
    }

    private static func root(_ node: Node?, _ marks: Marks, _ faults: FaultList) -> Section? {
        guard let node else {
            faults.add(nil, "", "the file is empty")
            return nil
        }
        return Section(node, path: "", known: SettingsKeys.root, marks: marks, faults: faults)
    }

    private enum Outcome {
        case node(Node?)
        case broken(Spot?, String)
        case doubled(Spot)
    }

    private static func compose(_ text: String) -> Outcome {
        do {
            // no rule guesses types: 1 and "1" are told apart here, by how they are written
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            let node = try parser.singleRoot()
            // nodes know their anchors only as long as the parser lives
            if let spot = withExtendedLifetime(parser, { node.flatMap(anchored) }) {
                return .broken(spot, "anchors and aliases are not read")
            }
            return .node(node)
        } catch let error as YamlError {
            return outcome(error)
        } catch { return .broken(nil, "the file is no YAML (\(error))") }
    }

    private static func anchored(_ node: Node) -> Spot? {
        if node.anchor != nil {
            return node.mark.map { Spot(line: $0.line, column: $0.column) } ?? Spot(line: 1, column: 1)
        }
        switch node {
        case .scalar, .alias: return nil  // an alias is composed as the node that it names
        case .sequence(let sequence): return sequence.lazy.compactMap(anchored).first
        case .mapping(let mapping):
            return mapping.lazy.compactMap { anchored($0.key) ?? anchored($0.value) }.first
        }
    }

    private static func outcome(_ error: YamlError) -> Outcome {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return .broken(Spot(line: mark.line, column: mark.column), "the file is no YAML here (\(problem))")
        case .duplicatedKeysInMapping(_, let context):
            return .doubled(Spot(line: context.mark.line, column: context.mark.column))
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            return .broken(nil, "the file cannot be read (\(problem))")
        case .no, .memory, .dataCouldNotBeDecoded: return .broken(nil, "the file cannot be read")
        }
    }

    /// Characters that nobody sees, or that move lines in one program and not in the next, are refused.
    private static func isPlain(_ text: String, _ faults: FaultList) -> Bool {
        var (line, column) = (1, 1)
        for sign in text.unicodeScalars {
            switch sign.value {
            case 0x0A: (line, column) = (line + 1, 0)
            case 0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xE000...0xF8FF, 0xFEFF, 0xFFFE, 0xFFFF:
                let code = String(sign.value, radix: 16, uppercase: true)
                faults.add(
                    Spot(line: line, column: column), "", "the character U+\(code) does not belong into settings",
                    allowed: "text, blanks and line ends")
                return false
            default: break
            }
            column += 1
        }
        return true
    }

    private static func aliases(in text: String) -> Int {
        var count = 0
        var star = false
        for byte in text.utf8 {
            if star, byte != 0x20, byte != 0x2A { count += 1 }
            star = byte == 0x2A
        }
        return count
    }
}

/// Where things stand in the file, although doubled keys were renamed in the copy that was parsed.
///
/// Yams stops at the first doubled key. Renaming it and parsing again finds the others, and all other faults too.
struct Marks {
    private var insertions: [(spot: Spot, length: Int)] = []

    /// Opens every renamed key, once for the first, twice for the second …
    private static let sign: Unicode.Scalar = "\u{E000}"

    var count: Int { insertions.count }

    /// The text with the key at this place renamed; `nil` when no simple key stands there.
    mutating func rename(_ spot: Spot, in text: String) -> String? {
        var signs = Array(text.unicodeScalars)
        var start = 0
        var line = 1
        while line < spot.line, let end = signs[start...].firstIndex(of: "\n") { (line, start) = (line + 1, end + 1) }
        start += spot.column - 1
        guard line == spot.line, start < signs.count, !"[{!&*?".unicodeScalars.contains(signs[start]) else {
            return nil
        }
        if signs[start] == "\"" || signs[start] == "'" { start += 1 }
        insertions.append((spot, insertions.count + 1))
        signs.insert(contentsOf: Array(repeating: Self.sign, count: insertions.count), at: start)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: signs)
        return String(result)
    }

    func spot(_ mark: Mark?) -> Spot? {
        guard let mark else { return nil }
        let shift = insertions.reduce(0) { sum, insertion in
            insertion.spot.line == mark.line && insertion.spot.column < mark.column ? sum + insertion.length : sum
        }
        return Spot(line: mark.line, column: max(1, mark.column - shift))
    }

    /// A key as it was typed.
    func name(_ key: String) -> String { String(key.unicodeScalars.drop { $0 == Self.sign }.map { Character($0) }) }
}
