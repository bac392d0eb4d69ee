import Foundation

/// A Swift file of ours, cut into tokens. Self-tests plant such files without a disk.
struct SwiftFile {
    /// From the repository's root: `Sources/Core/Money/Money.swift`.
    let path: String
    let text: String
    let tokens: [Token]

    init(_ path: String, _ text: String) {
        (self.path, self.text) = (path, text)
        tokens = Lexer.tokens(text)
    }

    var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    func isIn(_ folders: [String]) -> Bool { folders.contains { path == $0 || path.hasPrefix($0 + "/") } }
}

/// Something that breaks a rule: where, and what to do.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let words: String

    init(_ path: String, _ line: Int, _ words: String) { (self.path, self.line, self.words) = (path, line, words) }

    var description: String { "\(path):\(line): \(words)" }
}

/// The repository as it lies on disk.
enum House {
    /// The checkout that holds this file, also when a package elsewhere links to it.
    static let root: URL = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file under `Sources`, `Drivers` and `Simulators`.
    static let swiftFiles: [SwiftFile] = files(under: ["Sources", "Drivers", "Simulators"])
        .filter { $0.hasSuffix(".swift") }
        .map { SwiftFile($0, text($0)) }

    /// Every Swift file of the tests.
    static let testFiles: [SwiftFile] = files(under: ["Tests"])
        .filter { $0.hasSuffix(".swift") }
        .map { SwiftFile($0, text($0)) }

    static let manifest = SwiftFile("Package.swift", text("Package.swift"))

    /// Paths from the root, sorted. Folders that begin with a dot (built things, Python's environment) are left out,
    /// but a named one (`.ci`) is not.
    static func files(under folders: [String]) -> [String] {
        folders.flatMap { folder in
            FileManager.default.enumerator(atPath: root.appending(path: folder).path)?
                .compactMap { $0 as? String }
                .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__pycache__" } }
                .filter { !isFolder("\(folder)/\($0)") }
                .map { "\(folder)/\($0)" } ?? []
        }.sorted()
    }

    /// Names of the folders directly in a folder, sorted.
    static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return names.filter { !$0.hasPrefix(".") && isFolder("\(folder)/\($0)") }.sorted()
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    static func data(_ path: String) -> Data {
        FileManager.default.contents(atPath: root.appending(path: path).path) ?? Data()
    }

    /// Pictures and other things that are no text come out empty.
    static func text(_ path: String) -> String { String(data: data(path), encoding: .utf8) ?? "" }
}
