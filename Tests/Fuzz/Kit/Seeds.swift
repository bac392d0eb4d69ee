import Foundation

/// Where fuzzing begins: the shared vectors, and what stands in `Tests/Fuzz/Corpus`.
enum Seeds {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// All beginnings of one target, in a fixed order.
    static func of(_ target: FuzzTarget) throws -> [[UInt8]] {
        let vectors = try target.vectors.flatMap { try hexInVectors(tests.appending(path: "Vectors/\($0)")) }
        let files = try target.files.map {
            [UInt8](try Data(contentsOf: tests.deletingLastPathComponent().appending(path: $0)))
        }
        return try vectors.flatMap(target.seeds) + files + kept(target)
    }

    /// What `Tests/Fuzz/Corpus` holds for a target: what once broke a promise, above all.
    static func kept(_ target: FuzzTarget) throws -> [[UInt8]] { try corpus(target.name) }

    /// One file each; libFuzzer wants a folder.
    static func write(_ name: String, to folder: String) -> Int32 {
        guard let target = FuzzTarget.named(name) else { return 2 }
        do {
            let place = URL(filePath: folder)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for (number, bytes) in try of(target).enumerated() {
                try Data(bytes).write(to: place.appending(path: "seed-\(number)"))
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("fuzz: \(error)\n".utf8))
            return 2
        }
    }

    /// Every text under a key that holds hex, wherever it stands in the file.
    private static func hexInVectors(_ file: URL) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        func walk(_ value: Any) {
            if let list = value as? [Any] { list.forEach(walk) }
            guard let fields = value as? [String: Any] else { return }
            for key in fields.keys.sorted() {
                if let text = fields[key] as? String {
                    if let bytes = bytes(text) { found.append(bytes) }
                } else if let inner = fields[key] {
                    walk(inner)
                }
            }
        }
        walk(try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
        return found
    }

    /// `PARSER.hex`: one input a line, a reason behind `#`. Files in the folder `PARSER`: inputs as they are.
    private static func corpus(_ name: String) throws -> [[UInt8]] {
        let folder = tests.appending(path: "Fuzz/Corpus")
        var found: [[UInt8]] = []
        let list = folder.appending(path: "\(name).hex")
        if FileManager.default.fileExists(atPath: list.path) {
            found += try String(contentsOf: list, encoding: .utf8).split(separator: "\n").compactMap {
                bytes(String($0.prefix { $0 != "#" }))
            }
        }
        let files = folder.appending(path: name)
        if FileManager.default.fileExists(atPath: files.path) {
            for file in try FileManager.default.contentsOfDirectory(atPath: files.path).sorted() {
                found.append([UInt8](try Data(contentsOf: files.appending(path: file))))
            }
        }
        return found
    }

    /// `nil`: not hex, or nothing.
    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.filter { !$0.isWhitespace }
        guard !digits.isEmpty, digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(digits.dropFirst($0).prefix(2), radix: 16)
        }
    }
}
