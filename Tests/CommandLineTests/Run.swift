import ArgumentParser
import Foundation
import Testing

@testable import tillkeeper

/// A command run in this process: what it said on both channels, and how it ended.
struct Run {
    let code: Int32
    let out: String
    let err: String

    /// Lines of the result.
    var lines: [String] { out.split(separator: "\n").map(String.init) }

    init(_ arguments: String...) async { await self.init(arguments) }

    init(_ arguments: [String]) async {
        let heard = Heard()
        let console = Console(result: { heard.add(result: $0) }, remark: { heard.add(remark: $0) })
        do {
            let command = try Tillkeeper.parseAsRoot(arguments)
            guard let command = command as? any ConsoleCommand else {
                (code, out, err) = (-1, "", "no command of ours: \(arguments)")
                return
            }
            code = await command.outcome(on: console).rawValue
        } catch {
            (code, out, err) = (Tillkeeper.exitCode(for: error).rawValue, "", Tillkeeper.message(for: error))
            return
        }
        (out, err) = (String(decoding: heard.result, as: UTF8.self), heard.remarks.joined(separator: "\n"))
    }

    /// What a piece of code remarks on a console.
    static func remarks(_ body: (Console) throws -> Void) rethrows -> [String] {
        let heard = Heard()
        try body(Console(result: { heard.add(result: $0) }, remark: { heard.add(remark: $0) }))
        return heard.remarks
    }

    /// The result as JSON, which must be one value on one line.
    func json() throws -> [String: Any] {
        #expect(out.hasSuffix("\n") && lines.count == 1)
        return try #require(JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
    }
}

/// Collects what a console is told. `@unchecked Sendable` is true because the lock guards both lists.
private final class Heard: @unchecked Sendable {
    private let lock = NSLock()
    private var bytes: [UInt8] = []
    private var lines: [String] = []

    func add(result: [UInt8]) { lock.withLock { bytes += result } }
    func add(remark: String) { lock.withLock { lines.append(remark) } }
    var result: [UInt8] { lock.withLock { bytes } }
    var remarks: [String] { lock.withLock { lines } }
}

/// A folder of its own for one test, gone when the test ends.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "tillkeeper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path): \(error)") }
    }

    /// Writes a file and returns its path.
    func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

    func file(_ name: String, _ bytes: Data) throws -> String {
        let file = url.appending(path: name)
        try bytes.write(to: file)
        return file.path
    }
}

/// The repository's root, found from this file.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func path(_ name: String) -> String { root.appending(path: name).path }
}
