import Foundation
import Hummingbird
import NIOCore

/// Everything that is sent as it lies beside the program, read once: a path in a request only ever names an entry of
/// this list, so that no path leads out of the folder.
struct Pages: Sendable {
    let kiosk: KioskPage
    /// By file name; flat.
    let files: [String: StoredFile]
    let document: StoredFile

    /// What must be there and is not.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    init() throws {
        let root = Bundle.module.bundleURL
        let folder = root.appendingPathComponent("Pages")
        var files: [String: StoredFile] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            guard let type = Self.type(of: name) else { continue }
            files[name] = StoredFile(try Data(contentsOf: folder.appendingPathComponent(name)), type)
        }
        guard files["kiosk.js"] != nil, files["kiosk.css"] != nil else {
            throw Missing(description: "The pages are not beside the program: \(folder.path).")
        }
        self.files = files
        let page = try Data(contentsOf: folder.appendingPathComponent("kiosk.html"))
        kiosk = KioskPage(template: String(decoding: page, as: UTF8.self))
        document = StoredFile(
            try Data(contentsOf: root.appendingPathComponent("openapi.yaml")), "application/yaml; charset=utf-8")
    }

    /// The kinds of files that a page asks for; templates are not among them.
    private static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        case "png": "image/png"
        default: nil
        }
    }
}

/// One file and its mark: unchanged, it is not sent twice.
struct StoredFile: Sendable {
    private let bytes: ByteBuffer
    private let type: String
    /// Made of the content, so that it survives a restart and changes with an update.
    let mark: String

    init(_ data: Data, _ type: String) {
        (bytes, self.type) = (ByteBuffer(bytes: data), type)
        let hash = data.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        mark = "\"\(String(hash, radix: 16))-\(data.count)\""
    }

    /// The file, or word that the browser has it already. It has to ask each time: an update must not meet old files.
    func response(to request: Request) -> Response {
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } } ?? []
        let headers: HTTPFields = [.eTag: mark, .cacheControl: "no-cache"]
        guard known.contains(where: { $0 == mark || $0 == "W/" + mark || $0 == "*" }) else {
            return Answer.bytes(bytes, type, more: headers)
        }
        return Response(status: .notModified, headers: headers)
    }
}

/// The kiosk's page with its three places.
struct KioskPage: Sendable {
    private let template: String

    init(template: String) { self.template = template }

    /// Fills all places in one pass: what a view contains is never taken for a place.
    func filled(lang: String, view: Data, kiosk: String) throws -> String {
        // Inside a script element nothing is unescaped, and only "<" could end it early.
        let json = String(decoding: view, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
        var result = ""
        var rest = template[...]
        while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
            result += rest[..<open.lowerBound]
            switch rest[open.upperBound..<close.lowerBound] {
            case "lang": result += Self.escaped(lang)
            case "view": result += json
            case "kiosk": result += Self.escaped(kiosk)
            case let other: throw Pages.Missing(description: "The page has a place that nobody fills: \(other).")
            }
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
