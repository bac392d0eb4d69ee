/// Rules about what is written beside the code: doc comments, pages, sizes.
enum Papers {
    /// A public declaration without a doc comment, also the cases of a public enum and the wishes of a public protocol.
    /// A function that fulfils a documented wish needs no second one.
    static func undocumented(_ files: [SwiftFile]) -> [Finding] {
        let files = files.filter { $0.isIn(Watched.code) }
        let wishes = files.flatMap { Declarations.documentedWishes($0.tokens) }
        return files.flatMap { file -> [Finding] in
            Declarations.undocumented(file.tokens).filter { !($0.isFunction && wishes.contains($0.name)) }
                .map { Finding(file.path, $0.line, "\($0.name) has no doc comment") }
        }
    }

    /// Code that stands in no declaration: C callbacks written there trap.
    static func mainFiles(_ paths: [String]) -> [Finding] {
        paths.filter { $0.hasSuffix("/main.swift") }.map { Finding($0, 1, "nothing stands in main.swift: use @main") }
    }

    /// Files that hold more than one idea.
    static func longFiles(_ files: [SwiftFile]) -> [Finding] {
        files.filter { $0.lineCount > 400 }.map {
            Finding($0.path, $0.lineCount, "over 400 lines: which two things live here?")
        }
    }

    /// Rooms that are two rooms.
    static func largeRooms(_ files: [SwiftFile], table: [RoomLine] = RoomTable.lines) -> [Finding] {
        table.compactMap { room in
            let lines = files.filter { RoomTable.room(of: $0.path, in: table)?.path == room.path }
                .reduce(0) { $0 + $1.lineCount }
            return lines > 3000 ? Finding(room.path, lines, "over 3,000 lines: two rooms") : nil
        }
    }

    /// Rooms that owe the reader a page.
    static func missingPages(_ folders: [String], exists: (String) -> Bool) -> [Finding] {
        folders.filter { !exists("\($0)/README.md") }.map { Finding($0, 1, "has no README.md") }
    }
}

/// The declarations of a file that others can see.
struct Declarations {
    /// A declaration without a doc comment.
    struct Bare: Hashable {
        let name: String
        let line: Int
        let isFunction: Bool
    }

    private enum Scope: Hashable { case publicEnum, publicProtocol, other }

    private static let keywords = [
        "func", "var", "let", "init", "struct", "enum", "class", "actor", "protocol", "typealias", "subscript",
        "associatedtype", "macro",
    ]
    private static let modifiers = [
        "static", "final", "indirect", "mutating", "nonmutating", "nonisolated", "override", "convenience", "required",
        "lazy", "weak", "unowned", "isolated", "consuming", "borrowing", "private", "fileprivate", "internal",
        "package", "open", "public", "set",
        "class", "sending", "dynamic", "distributed",
    ]
    /// What the standard library's protocols ask for says nothing new: its own documentation holds.
    private static let witnesses = [
        "description", "debugDescription", "hash", "encode", "==", "<", "init from:", "errorDescription",
        "makeIterator",
        "unownedExecutor", "startIndex", "endIndex",
    ]

    /// Public declarations without a doc comment right before them.
    static func undocumented(_ tokens: [Token]) -> [Bare] { read(tokens).bare }

    /// Functions that public protocols ask for and describe.
    static func documentedWishes(_ tokens: [Token]) -> [String] { read(tokens).wishes }

    private static func read(_ tokens: [Token]) -> (bare: [Bare], wishes: [String]) {
        var (bare, wishes): ([Bare], [String]) = ([], [])
        var (scopes, next, opened): ([Scope], Scope?, Int) = ([], nil, 0)
        for place in tokens.indices {
            let token = tokens[place]
            if token.isSign("{") {
                scopes.append(next ?? .other)
                (next, opened) = (nil, token.line)
            }
            if token.isSign("}"), !scopes.isEmpty { scopes.removeLast() }
            guard token.kind == .word, !isMemberName(tokens, place) else { continue }
            let start = start(tokens, place)
            let isPublic = tokens[start..<place].contains { $0.isWord("public") }
            let isDocumented = start > 0 && tokens[start - 1].kind == .document
            if ["struct", "class", "actor", "extension", "enum", "protocol"].contains(token.text),
                place + 1 < tokens.count, tokens[place + 1].kind == .word, !keywords.contains(tokens[place + 1].text)
            {
                next = isPublic && token.text == "enum" ? .publicEnum : .other
                if isPublic, token.text == "protocol" { next = .publicProtocol }
            }
            let isWish = scopes.last == .publicProtocol && keywords.contains(token.text)
            // `enum Side { case left, right }` in one line says all with the comment above it.
            let isCase = scopes.last == .publicEnum && token.text == "case" && token.line != opened
            guard isCase || isWish || (isPublic && keywords.contains(token.text)) else { continue }
            // `class func` meets the list twice: its second word is the keyword.
            if token.text == "class", keywords.contains(tokens[min(place + 1, tokens.count - 1)].text) { continue }
            let name = name(tokens, place)
            let isFunction = token.text == "func"
            if isDocumented {
                if isWish, isFunction { wishes.append(name) }
            } else if !witnesses.contains(name) {
                bare.append(Bare(name: name, line: token.line, isFunction: isFunction))
            }
        }
        return (bare, wishes)
    }

    /// `.init`, `` `var` ``, `init:` as a label: no declaration.
    private static func isMemberName(_ tokens: [Token], _ place: Int) -> Bool {
        if place > 0, tokens[place - 1].isSign(".") || tokens[place - 1].isSign("`") { return true }
        return place + 1 < tokens.count && tokens[place + 1].isSign(":")
    }

    /// Back over modifiers and attributes to where the declaration begins.
    private static func start(_ tokens: [Token], _ place: Int) -> Int {
        var start = place
        while start > 0 {
            let before = tokens[start - 1]
            if before.kind == .word, modifiers.contains(before.text) {
                start -= 1
            } else if before.kind == .word, start > 1, tokens[start - 2].isSign("@") {
                start -= 2
            } else if before.isSign(")"), let open = opening(tokens, start - 1) {
                guard open > 0, tokens[open - 1].kind == .word, tokens[open].glued else { return start }
                let isAttribute = open > 1 && tokens[open - 2].isSign("@")
                guard isAttribute || modifiers.contains(tokens[open - 1].text) else { return start }
                start = isAttribute ? open - 2 : open - 1
            } else {
                return start
            }
        }
        return start
    }

    private static func opening(_ tokens: [Token], _ close: Int) -> Int? {
        var depth = 0
        for place in stride(from: close, through: max(0, close - 40), by: -1) {
            if tokens[place].isSign(")") { depth += 1 }
            if tokens[place].isSign("(") { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }

    private static func name(_ tokens: [Token], _ place: Int) -> String {
        if tokens[place].text == "init" {
            let isFrom = place + 2 < tokens.count && tokens[place + 2].isWord("from")
            return isFrom ? "init from:" : "init"
        }
        if tokens[place].text == "subscript" { return "subscript" }
        var name = ""
        for token in tokens[(place + 1)...] {
            if token.isSign("`") { continue }
            if token.kind == .word { return name.isEmpty ? token.text : name }
            if token.isSign("(") || !(name.isEmpty || token.glued) { return name }
            name += token.text
        }
        return name
    }
}
