/// What a pure room may not name: clocks, chance, logs, the platform, and collections without an order.
enum Purity {
    /// A call or a type by its name.
    private static let words = [
        "Foundation", "FoundationEssentials", "Glibc", "Musl", "Dispatch", "Logger", "Logging", "ContinuousClock",
        "SuspendingClock", "SystemRandomNumberGenerator", "ProcessInfo", "FileManager", "DispatchQueue", "Task",
        "sleep",
    ]
    /// Only as a call: the bare word may be a name of ours.
    private static let calls = ["Date", "UUID", "print", "debugPrint", "dump", "NSLog"]
    /// Only as a member: `.random(in:)`, `.randomElement()`, `.shuffled()`.
    private static let members = ["random", "randomElement", "shuffle", "shuffled", "hashValue"]

    /// Everything that makes a file depend on more than its arguments.
    static func findings(_ files: [SwiftFile], table: [RoomLine] = RoomTable.lines) -> [Finding] {
        let watched = files.filter { $0.isPure || $0.isIn(Watched.controller) }
        func room(_ file: SwiftFile) -> String? { RoomTable.room(of: file.path, in: table)?.path }
        let printers = watched.filter { ownsPrint($0.tokens) }.map(room)
        return watched.flatMap { file -> [Finding] in
            let hasPrint = printers.contains(room(file))
            // The shell around the controller's machines may log and wait, but its time and its ids come from outside too.
            let excused = file.isPure ? [] : ["Logger", "Logging", "Task", "ContinuousClock"]
            return file.tokens.indices.compactMap { place -> Finding? in
                let token = file.tokens[place]
                guard token.kind == .word, !excused.contains(token.text) else { return nil }
                let isMember = place > 0 && file.tokens[place - 1].isSign(".")
                let next = place + 1 < file.tokens.count ? file.tokens[place + 1] : token
                let isCall = next.isSign("(") && next.glued
                if token.text == "print", hasPrint, !isCallWithText(file.tokens, place) { return nil }
                let isDeclared = place > 0 && ["func", "case"].contains(file.tokens[place - 1].text)
                let isFaulty =
                    (words.contains(token.text) && !isMember && !next.isSign(":"))
                    || (calls.contains(token.text) && isCall && !isMember && !isDeclared)
                    || (members.contains(token.text) && isMember && (isCall || token.text == "hashValue")
                        && !randomFromOutside(file, place))
                return isFaulty ? Finding(file.path, token.line, "\(token.text) has no place in a pure room") : nil
            }
        }
    }

    /// A room with a method of this name calls that one; a call with a text is still taken for a line on the screen.
    private static func ownsPrint(_ tokens: [Token]) -> Bool {
        tokens.indices.dropLast().contains { tokens[$0].isWord("func") && tokens[$0 + 1].isWord("print") }
    }

    private static func isCallWithText(_ tokens: [Token], _ place: Int) -> Bool {
        place + 2 < tokens.count && tokens[place + 2].kind == .text
    }

    /// `shuffled(using: &dice)` takes its chance from outside: that is the way it should be.
    private static func randomFromOutside(_ file: SwiftFile, _ place: Int) -> Bool {
        var depth = 0
        for token in file.tokens[(place + 1)...] {
            if token.isSign("(") { depth += 1 }
            if token.isSign(")") { depth -= 1 }
            if depth == 0 { return false }
            if depth == 1, token.isWord("using") { return true }
        }
        return false
    }

    /// Sets and dictionaries: their order differs from process to process, so a pure room has none without a reason.
    static func unordered(_ files: [SwiftFile]) -> [Finding] {
        files.filter(\.isPure).flatMap { file -> [Finding] in
            var lines: [Int] = []
            for place in Unordered.places(file.tokens) where lines.last != file.tokens[place].line {
                lines.append(file.tokens[place].line)
            }
            return lines.map { Finding(file.path, $0, "a set or dictionary: use an array or an ordered one") }
        }
    }

    /// Where a file walks over a set or dictionary of its room without sorting it first. A name counts in its room.
    static func walks(_ files: [SwiftFile], table: [RoomLine] = RoomTable.lines) -> [Finding] {
        let files = files.filter(\.isPure)
        let named = files.map {
            (room: RoomTable.room(of: $0.path, in: table)?.path, names: Unordered.names($0.tokens))
        }
        return files.flatMap { file -> [Finding] in
            let room = RoomTable.room(of: file.path, in: table)?.path
            let names = named.filter { $0.room == room }.flatMap(\.names)
            return file.tokens.indices.compactMap { place -> Finding? in
                guard file.tokens[place].kind == .word, names.contains(file.tokens[place].text),
                    Unordered.isWalked(file.tokens, place)
                else { return nil }
                let name = file.tokens[place].text
                return Finding(
                    file.path, file.tokens[place].line, "walks over \(name), which has no order: sort it first")
            }
        }
    }
}

/// Finds sets and dictionaries by how they are written.
enum Unordered {
    /// Places of `Set<`, `Set(`, `Dictionary<`, `Dictionary(`, `[K: V]` and `[:]`.
    static func places(_ tokens: [Token]) -> [Int] {
        tokens.indices.filter { place in
            let token = tokens[place]
            if token.isWord("Set") || token.isWord("Dictionary") {
                let next = place + 1 < tokens.count ? tokens[place + 1] : token
                let isDeclared = place > 0 && ["struct", "enum", "class", "case"].contains(tokens[place - 1].text)
                return !isDeclared && (next.isSign("<") || (next.isSign("(") && !isSortedAtOnce(tokens, place + 1)))
            }
            return token.isSign("[") && isDictionary(tokens, place) && !fillsOrdered(tokens, place)
        }
    }

    /// `Set(names).sorted()` and `Set(names).count` say the same in every process.
    private static func isSortedAtOnce(_ tokens: [Token], _ open: Int) -> Bool {
        var depth = 0
        for place in tokens.indices[open...] {
            if tokens[place].isSign("(") { depth += 1 }
            if tokens[place].isSign(")") { depth -= 1 }
            guard depth == 0 else { continue }
            return place + 2 < tokens.count && tokens[place + 1].isSign(".")
                && orderless.contains(tokens[place + 2].text)
        }
        return false
    }

    /// The empty value of an ordered collection is written like a dictionary's.
    private static func fillsOrdered(_ tokens: [Token], _ open: Int) -> Bool {
        guard open > 0, tokens[open - 1].isSign("=") else { return false }
        return tokens[..<open].suffix(24).contains {
            $0.line == tokens[open].line && ($0.isWord("OrderedDictionary") || $0.isWord("OrderedSet"))
        }
    }

    /// A bracket that is no subscript and holds a colon of its own, outside of any `a ? b : c`.
    private static func isDictionary(_ tokens: [Token], _ open: Int) -> Bool {
        if open > 0, tokens[open].glued {
            let before = tokens[open - 1]
            let ends = before.kind == .word || before.isSign(")") || before.isSign("]") || before.isSign("?")
            if ends || before.isSign("!") || before.isSign("$") { return false }
        }
        var (depth, questions) = (0, 0)
        for place in tokens.indices[open...] {
            let token = tokens[place]
            if token.isSign("[") || token.isSign("(") || token.isSign("{") { depth += 1 }
            if token.isSign("]") || token.isSign(")") || token.isSign("}") { depth -= 1 }
            if depth == 0 { return false }
            guard depth == 1 else { continue }
            if token.isSign("?"), !token.glued { questions += 1 }
            if token.isSign(":") {
                if questions == 0 { return true }
                questions -= 1
            }
        }
        return false
    }

    /// Names declared with such a type or value.
    static func names(_ tokens: [Token]) -> [String] {
        places(tokens).compactMap { place in
            var before = place - 1
            while before > 0, tokens[before].isSign("=") || tokens[before].isSign(":") { before -= 1 }
            guard before > 0, before < place - 1, tokens[before].kind == .word else { return nil }
            return tokens[before].text
        }
    }

    private static let walkers = [
        "map", "forEach", "filter", "reduce", "compactMap", "flatMap", "first", "enumerated", "keys", "values",
        "joined",
        "prefix", "dropFirst", "makeIterator", "randomElement", "popFirst", "lazy", "mapValues", "compactMapValues",
    ]
    /// Endings whose answer is the same in any order.
    private static let orderless = ["sorted", "count", "isEmpty", "contains", "allSatisfy", "min", "max"]

    /// `in name {`, `name.map`, `name.keys.map`; not `name.sorted`, `name.keys.sorted`, `in name.sorted()`.
    static func isWalked(_ tokens: [Token], _ place: Int) -> Bool {
        var next = place + 1
        func word(_ at: Int) -> String {
            at + 1 < tokens.count && tokens[at].isSign(".") ? tokens[at + 1].text : ""
        }
        if ["keys", "values"].contains(word(next)) {
            if orderless.contains(word(next + 2)) { return false }
            if !word(next + 2).isEmpty { return true }
            next += 2
        }
        if walkers.contains(word(next)) { return !isLabelOnly(tokens, place) }
        let isOver = place > 0 && tokens[place - 1].isWord("in")
        return isOver && next < tokens.count && tokens[next].isSign("{")
    }

    /// `name: x.map` names an argument, it does not walk.
    private static func isLabelOnly(_ tokens: [Token], _ place: Int) -> Bool {
        place + 1 < tokens.count && tokens[place + 1].isSign(":")
    }
}
