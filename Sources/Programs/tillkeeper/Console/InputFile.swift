import Foundation

/// Files that a command is given. Whatever lies there, the answer is its content or a sentence.
enum InputFile {
    /// Larger files are none of those that people hand in.
    static let largest = 64 << 20

    static func bytes(_ path: String) throws(Refusal) -> [UInt8] {
        var folder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &folder) else {
            throw Refusal("There is no file \(Words.line(path)). Check the path.", .unusable)
        }
        guard !folder.boolValue else {
            throw Refusal("\(Words.line(path)) is a folder. Name a file in it.", .unusable)
        }
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let bytes = try handle.read(upToCount: largest + 1) ?? Data()
            try handle.close()
            guard bytes.count <= largest else {
                throw Refusal("\(Words.line(path)) is larger than 64 MiB. Name another file.", .unusable)
            }
            return Array(bytes)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal("\(Words.line(path)) cannot be read. Check who may read it.", .unusable)
        }
    }

    /// A file that must be text.
    static func text(_ path: String) throws(Refusal) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw Refusal("\(Words.line(path)) is no text (UTF-8). Save it as text.", .wrong)
        }
        return text
    }
}
