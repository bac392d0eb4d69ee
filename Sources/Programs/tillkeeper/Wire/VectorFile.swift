import Foundation
import WireKit

/// One vector of a file, as far as it could be read. What is missing in it makes it fail, not the file.
struct Vector {
    let name: String
    /// The bytes, or why there are none.
    let bytes: Result<[UInt8], Unusable>
    /// In which directions they are to be read.
    let sides: Result<Sides, Unusable>

    struct Unusable: Error { let reason: String }

    enum Sides {
        case one(WireSide)
        /// The file does not say: one direction is enough.
        case any
        /// Sent by either end: both are needed.
        case both
    }

    /// A frame that is meant to be refused.
    var mustFail: Bool { name.hasPrefix("INVALID:") }
}

/// Reads vector files: a JSON list of objects with `name`, `direction`, `hex`, `meaning`, `source`. Further fields are
/// passed over. A list under the name `vectors` is taken as well.
enum VectorFile {
    static func read(_ path: String) throws(Refusal) -> [Vector] {
        try list(path).enumerated().map { number, item in vector(item, number + 1) }
    }

    /// The objects of a file, whatever they hold.
    static func list(_ path: String) throws(Refusal) -> [Any] {
        let bytes = try InputFile.bytes(path)
        let content: Any
        do { content = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]) } catch {
            throw Refusal("\(Words.line(path)) is no JSON. A list of vectors belongs there.", .unusable)
        }
        guard let list = content as? [Any] ?? (content as? [String: Any])?["vectors"] as? [Any] else {
            throw Refusal("\(Words.line(path)) holds no list of vectors. It has to begin with [.", .unusable)
        }
        guard !list.isEmpty else {
            throw Refusal(
                "\(Words.line(path)) is an empty list: nothing was checked. Name a file with vectors.", .unusable)
        }
        return list
    }

    private static func vector(_ item: Any, _ number: Int) -> Vector {
        guard let fields = item as? [String: Any] else {
            let reason = Vector.Unusable(reason: "it is no object with name, direction and hex")
            return Vector(name: "number \(number)", bytes: .failure(reason), sides: .failure(reason))
        }
        let name = fields["name"] as? String ?? "number \(number)"
        return Vector(name: name, bytes: bytes(fields), sides: sides(fields))
    }

    private static func bytes(_ fields: [String: Any]) -> Result<[UInt8], Vector.Unusable> {
        // wires that carry text are published as text
        if fields["hex"] == nil, let text = fields["text"] as? String { return .success(Array(text.utf8)) }
        guard let text = fields["hex"] as? String else { return .failure(.init(reason: "it has no hex")) }
        guard let bytes = Hex.bytes(text) else { return .failure(.init(reason: "its hex is none: \(text.prefix(80))")) }
        return .success(bytes)
    }

    private static func sides(_ fields: [String: Any]) -> Result<Vector.Sides, Vector.Unusable> {
        guard let value = fields["direction"], !(value is NSNull) else {
            // files of protocols without a fixed direction begin the meaning with it
            let meaning = fields["meaning"] as? String ?? ""
            if meaning.hasPrefix("host:") { return .success(.one(.host)) }
            if meaning.hasPrefix("device:") { return .success(.one(.device)) }
            return .success(.any)
        }
        guard let text = value as? String else { return .failure(.init(reason: "its direction is no text")) }
        switch text.lowercased().trimmingCharacters(in: .whitespaces) {
        case "host": return .success(.one(.host))
        case "device": return .success(.one(.device))
        case "both": return .success(.both)
        case "either", "any", "": return .success(.any)
        default: return .failure(.init(reason: "its direction is neither host nor device: \(text.prefix(40))"))
        }
    }
}
