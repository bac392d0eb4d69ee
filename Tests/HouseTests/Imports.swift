/// One `import` of a file.
struct ImportLine: Hashable {
    let module: String
    let line: Int
}

/// Rules about who imports whom.
enum Imports {
    private static let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

    /// Every import of a file, also those with a kind (`import struct A.B`) and those after a semicolon.
    static func of(_ file: SwiftFile) -> [ImportLine] {
        let tokens = file.tokens.filter { $0.kind != .document }
        return tokens.indices.compactMap { place in
            guard tokens[place].isWord("import") else { return nil }
            if place > 0, tokens[place - 1].isSign("`") || tokens[place - 1].isSign(".") { return nil }
            var next = place + 1
            if next < tokens.count, kinds.contains(tokens[next].text) { next += 1 }
            guard next < tokens.count, tokens[next].kind == .word else { return nil }
            return ImportLine(module: tokens[next].text, line: tokens[next].line)
        }
    }

    /// Files that import what their room's line does not name, and files that lie in no room.
    static func findings(_ files: [SwiftFile], table: [RoomLine] = RoomTable.lines) -> [Finding] {
        files.flatMap { file -> [Finding] in
            guard let room = RoomTable.room(of: file.path, in: table) else {
                return [Finding(file.path, 1, "lies in no room: give its folder a line in RoomTable.swift")]
            }
            let allowed = room.rooms + room.others + RoomTable.free
            return of(file).filter { !allowed.contains($0.module) }
                .map { Finding(file.path, $0.line, "\(room.name) may not import \($0.module)") }
        }
    }

    /// Imports in tests of what even tests of other rooms leave alone.
    static func findingsInTests(_ files: [SwiftFile]) -> [Finding] {
        files.flatMap { file in
            of(file).compactMap { found in
                guard let tests = RoomTable.testsOfSystemRooms[found.module],
                    !file.isIn(tests.map { "Tests/\($0)" })
                else { return nil }
                return Finding(file.path, found.line, "only tests of its own room may import \(found.module)")
            }
        }
    }
}

/// Rules about the manifest and the folders.
enum Plan {
    /// Targets that have no line, another folder than their line, or wishes beyond it.
    static func findings(_ targets: [ManifestTarget], table: [RoomLine] = RoomTable.lines) -> [Finding] {
        targets.flatMap { target -> [Finding] in
            func finding(_ words: String) -> Finding {
                Finding("Package.swift", target.line, "\(target.name) \(words)")
            }
            guard target.kind != .tests else {
                guard target.path.hasPrefix("Tests/") else { return [finding("are tests and do not lie in Tests")] }
                return target.wishes.filter { wish in
                    RoomTable.testsOfSystemRooms[wish].map { !$0.contains(target.name) } ?? false
                }
                .map { finding("may not depend on \($0)") }
            }
            guard let room = table.first(where: { $0.name == target.name }) else {
                return [finding("has no line in RoomTable.swift")]
            }
            let path = room.path == target.path ? [] : [finding("lies in \(target.path), its line says \(room.path)")]
            let wishes = target.wishes.filter { !(room.rooms + room.others).contains($0) }
            return path + wishes.map { finding("may not depend on \($0)") }
        }
    }

    /// Folders with source files that no target holds.
    static func foldersWithoutTarget(_ paths: [String], _ targets: [ManifestTarget]) -> [Finding] {
        paths.filter { path in !targets.contains { path.hasPrefix($0.path + "/") } }
            .map { Finding($0, 1, "belongs to no target of Package.swift") }
    }

    /// Modules that two targets or two lines claim.
    static func doubles(_ table: [RoomLine] = RoomTable.lines) -> [Finding] {
        table.indices.compactMap { place in
            let earlier = table[..<place]
            let isDouble = earlier.contains { $0.name == table[place].name || $0.path == table[place].path }
            return isDouble ? Finding("RoomTable.swift", 1, "\(table[place].name) has two lines") : nil
        }
    }
}
