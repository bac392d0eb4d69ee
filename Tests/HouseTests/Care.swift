/// Rules about errors that are dropped and cases that are not decided.
enum Care {
    /// `try?` on a path of money or of a print job: the error is gone, and with it the truth.
    static func droppedErrors(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.isIn(Watched.moneyPaths) }.flatMap { file -> [Finding] in
            file.tokens.indices.dropLast().compactMap { place -> Finding? in
                let next = file.tokens[place + 1]
                guard file.tokens[place].isWord("try"), next.isSign("?"), next.glued else { return nil }
                return Finding(file.path, next.line, "try? where money or a print job passes")
            }
        }
    }

    /// `catch {}`: nothing is said and nothing is done.
    static func emptyCatches(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.isIn(Watched.code) }.flatMap { file -> [Finding] in
            let tokens = file.tokens.filter { $0.kind != .document }
            return tokens.indices.compactMap { place -> Finding? in
                guard tokens[place].isWord("catch"),
                    let open = tokens[place...].firstIndex(where: { $0.isSign("{") }), open + 1 < tokens.count,
                    tokens[open + 1].isSign("}")
                else { return nil }
                return Finding(file.path, tokens[place].line, "an empty catch")
            }
        }
    }

    /// `default:` in the rooms that decide about money: a new case must not compile before it is decided.
    static func defaultsInMachines(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.isIn(Watched.machines) }.flatMap { file -> [Finding] in
            Switches.of(file.tokens).filter { $0.defaultLine != nil }.map {
                Finding(file.path, $0.defaultLine ?? 0, "default: in a room of machines")
            }
        }
    }

    /// `default:` beside cases by name, in the other pure rooms. Beside bytes and texts it is needed: they have no last case.
    static func defaultsOverOurCases(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.isPure && !$0.isIn(Watched.machines) }.flatMap { file -> [Finding] in
            Switches.of(file.tokens).compactMap { found -> Finding? in
                guard let line = found.defaultLine, found.namesCases else { return nil }
                return Finding(file.path, line, "default: beside cases that have names")
            }
        }
    }

    /// Promises made by hand to the compiler: only in the transports, and only with a sentence that makes them true.
    static func handMadePromises(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.isIn(Watched.code) }.flatMap { file -> [Finding] in
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            return file.tokens.indices.compactMap { place -> Finding? in
                let token = file.tokens[place]
                let isPromise =
                    token.isWord("unchecked") && place > 0 && file.tokens[place - 1].isSign("@")
                    || token.isWord("unsafe") && place > 1 && file.tokens[place - 2].isWord("nonisolated")
                guard isPromise else { return nil }
                guard file.isIn(Watched.transports) else {
                    return Finding(file.path, token.line, "\(token.text) outside of Transports")
                }
                return hasSentence(lines, above: token.line)
                    ? nil : Finding(file.path, token.line, "\(token.text) without the sentence that makes it true")
            }
        }
    }

    /// A comment with "because", on the line itself or in the comment right above the declaration.
    private static func hasSentence(_ lines: [Substring], above line: Int) -> Bool {
        var place = line - 1
        var comment = lines[place].contains("//") ? String(lines[place].split(separator: "//").last ?? "") : ""
        while place > 0 {
            place -= 1
            let text = lines[place].drop { $0 == " " }
            guard text.hasPrefix("//") || text.hasPrefix("@") else { break }
            comment = text + " " + comment
        }
        return comment.contains("because")
    }
}

/// The switches of a file, each with what its cases are written like.
struct Switches {
    /// Line of its `default:`, if it has one.
    var defaultLine: Int?
    /// Whether a case is written as a member (`.stacked`), so that the compiler could know them all.
    var namesCases = false

    /// Every switch, also the inner ones.
    static func of(_ tokens: [Token]) -> [Switches] {
        var (done, open): ([Switches], [(found: Switches, depth: Int)]) = ([], [])
        var (depth, waits) = (0, 0)
        for (place, token) in tokens.enumerated() {
            let before = place > 0 ? tokens[place - 1] : token
            if token.isWord("switch"), !before.isSign("`"), !before.isSign(".") { waits += 1 }
            if token.isSign("{") || token.isSign("(") || token.isSign("[") {
                depth += 1
                if token.isSign("{"), waits > 0 {
                    waits -= 1
                    open.append((Switches(), depth))
                }
            }
            if token.isSign("}") || token.isSign(")") || token.isSign("]") {
                if let last = open.last, last.depth == depth { done.append(open.removeLast().found) }
                depth -= 1
            }
            guard let last = open.last, last.depth == depth else { continue }
            if token.isWord("default"), place + 1 < tokens.count, tokens[place + 1].isSign(":") {
                open[open.count - 1].found.defaultLine = token.line
            }
            if token.isWord("case"), isMember(tokens, after: place) { open[open.count - 1].found.namesCases = true }
        }
        return done
    }

    /// A part of the pattern after `case` is a member: a dot that stands after nothing it could belong to.
    private static func isMember(_ tokens: [Token], after place: Int) -> Bool {
        for next in tokens.indices[(place + 1)...].dropLast() {
            let (before, token) = (tokens[next - 1], tokens[next])
            if token.isSign(":") || token.isWord("where") { return false }
            let isFree = ["case", "let", "var"].contains(before.text) || before.isSign("(") || before.isSign(",")
            if token.isSign("."), isFree, tokens[next + 1].kind == .word { return true }
        }
        return false
    }
}
