/// A target as `Package.swift` names it.
struct ManifestTarget: Hashable {
    enum Kind: Hashable { case room, program, tests }

    let kind: Kind
    let name: String
    let path: String
    /// Targets and products that it depends on, by name.
    let wishes: [String]
    let line: Int
}

/// A wish in the manifest that this reader cannot name. Better red than blind.
struct UnreadableManifest: Error, CustomStringConvertible {
    let line: Int
    let words: String

    var description: String { "Package.swift:\(line): \(words)" }
}

/// Reads the targets out of `Package.swift` by its tokens: `room(…)`, `program(…)`, `tests(…)`, `.target(…)` and its kin.
struct ManifestReader {
    private let tokens: [Token]
    private var products: [String: String] = [:]

    static func targets(_ manifest: SwiftFile) throws -> [ManifestTarget] {
        var reader = ManifestReader(tokens: manifest.tokens.filter { $0.kind != .document })
        reader.readProducts()
        return try reader.readTargets()
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private static let calls: [String: ManifestTarget.Kind] = [
        "room": .room, "target": .room, "systemLibrary": .room, "program": .program, "executableTarget": .program,
        "tests": .tests, "testTarget": .tests,
    ]

    /// `let crypto = Target.Dependency.product(name: "Crypto", …)` gives the short name a product.
    private mutating func readProducts() {
        for place in tokens.indices where tokens[place].isWord("product") && place > 6 {
            guard let equals = tokens[..<place].lastIndex(where: { $0.isSign("=") }), place - equals <= 5,
                let name = tokens[place...].first(where: { $0.kind == .text })
            else { continue }
            products[tokens[equals - 1].text] = name.text
        }
    }

    private func readTargets() throws -> [ManifestTarget] {
        var targets: [ManifestTarget] = []
        for place in tokens.indices.dropLast() {
            guard tokens[place].kind == .word, let kind = ManifestReader.calls[tokens[place].text],
                tokens[place + 1].isSign("("), !(place > 0 && tokens[place - 1].isWord("func"))
            else { continue }
            let isShort = !(place > 0 && tokens[place - 1].isSign("."))
            let arguments = arguments(from: place + 1)
            // The helpers' own bodies hand a name on: they make no target by themselves. `.target(name:)` is a wish too.
            guard let name = argument("name", 0, arguments, isShort), name.count == 1, name[0].kind == .text else {
                continue
            }
            if !isShort, argument("path", 1, arguments, false) == nil, arguments.count <= 1 { continue }
            let path = try path(of: kind, name[0], arguments, isShort, line: tokens[place].line)
            let wishes = argument("dependencies", kind == .room ? 2 : 1, arguments, isShort) ?? []
            targets.append(
                ManifestTarget(
                    kind: kind, name: name[0].text, path: path, wishes: try wished(wishes), line: tokens[place].line))
        }
        return targets
    }

    private func path(
        of kind: ManifestTarget.Kind, _ name: Token, _ arguments: [[Token]], _ isShort: Bool, line: Int
    ) throws -> String {
        switch (kind, isShort) {
        case (.program, true): return "Sources/Programs/\(name.text)"
        case (.tests, true): return "Tests/\(name.text)"
        case (.room, _), (.program, false), (.tests, false):
            guard let path = argument("path", 1, arguments, isShort), path.count == 1, path[0].kind == .text else {
                throw UnreadableManifest(line: line, words: "\(name.text) has no path that can be read")
            }
            return path[0].text
        }
    }

    /// The arguments of a call, cut at its own commas.
    private func arguments(from open: Int) -> [[Token]] {
        var (depth, parts): (Int, [[Token]]) = (0, [[]])
        for token in tokens[open...] {
            if token.isSign("(") || token.isSign("[") {
                depth += 1
                if depth == 1 { continue }
            }
            if token.isSign(")") || token.isSign("]") {
                depth -= 1
                if depth == 0 { break }
            }
            if depth == 1, token.isSign(",") { parts.append([]) } else { parts[parts.count - 1].append(token) }
        }
        return parts.filter { !$0.isEmpty }
    }

    /// By label; by place among those without one where the call is one of the manifest's own short ones.
    private func argument(_ label: String, _ place: Int, _ arguments: [[Token]], _ isShort: Bool) -> [Token]? {
        func isLabelled(_ part: [Token]) -> Bool { part.count > 1 && part[0].kind == .word && part[1].isSign(":") }
        if let part = arguments.first(where: { isLabelled($0) && $0[0].text == label }) {
            return Array(part.dropFirst(2))
        }
        let plain = arguments.filter { !isLabelled($0) }
        return isShort && place < plain.count ? plain[place] : nil
    }

    /// `["Money", crypto, .product(name: "GRDB", …)]` as names.
    private func wished(_ list: [Token]) throws -> [String] {
        guard let first = list.first else { return [] }
        guard first.isSign("["), list[list.count - 1].isSign("]") else {
            throw UnreadableManifest(line: first.line, words: "the list of dependencies is not written out")
        }
        var (depth, parts): (Int, [[Token]]) = (0, [[]])
        for token in list.dropFirst().dropLast() {
            if token.isSign("(") || token.isSign("[") { depth += 1 }
            if token.isSign(")") || token.isSign("]") { depth -= 1 }
            if depth == 0, token.isSign(",") { parts.append([]) } else { parts[parts.count - 1].append(token) }
        }
        return try parts.filter { !$0.isEmpty }.map { part in
            if part.count == 1, part[0].kind == .text { return part[0].text }
            if part.count == 1, let product = products[part[0].text] { return product }
            if part[0].isSign("."), let name = part.first(where: { $0.kind == .text }) { return name.text }
            throw UnreadableManifest(line: part[0].line, words: "the dependency \(part[0].text) is not known")
        }
    }
}
