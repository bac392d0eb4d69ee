import Foundation
import Hummingbird

/// The page and its files, read once at the start: what is not in the folder cannot be asked for.
struct PageFolder: Sendable {
    private let files: [String: ByteBuffer]
    private let bench: String

    private static let kinds = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]

    /// From the resources beside the program.
    init() throws {
        try self.init(Bundle.module.resourceURL.map { $0.appendingPathComponent("Pages") })
    }

    /// From a folder; one without `bench.html` is refused.
    init(_ folder: URL?) throws {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        bench = try String(contentsOf: folder.appendingPathComponent("bench.html"), encoding: .utf8)
        var files: [String: ByteBuffer] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where Self.kind(name) != nil {
            files[name] = ByteBuffer(bytes: try Data(contentsOf: folder.appendingPathComponent(name)))
        }
        self.files = files
    }

    /// A style sheet, script or drawing.
    func asset(_ name: String) throws(Problem) -> Response {
        guard let bytes = files[name], let kind = Self.kind(name) else { throw .notFound }
        return Response(
            status: .ok, headers: [.contentType: kind, .cacheControl: "no-cache"], body: ResponseBody(byteBuffer: bytes)
        )
    }

    /// The page with a first view in it.
    func page(_ view: BenchView) throws -> Response {
        let json = String(decoding: try JSONEncoder.bench.encode(view), as: UTF8.self)
        let text = Self.fill(bench, language: "en", kiosk: view.kiosk, view: json)
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Fills the places of the page, each in the form that is safe there. What is filled in is not searched again.
    static func fill(_ page: String, language: String, kiosk: String, view: String) -> String {
        let values = [
            "lang": escaped(language), "kiosk": escaped(kiosk), "view": view.replacing("<", with: "\\u003c"),
        ]
        var parts = page.components(separatedBy: "{{")
        var text = parts.removeFirst()
        for part in parts {
            guard let end = part.range(of: "}}"), let value = values[String(part[..<end.lowerBound])] else {
                text += "{{" + part
                continue
            }
            text += value + part[end.upperBound...]
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    private static func kind(_ name: String) -> String? {
        name.split(separator: ".").last.flatMap { kinds[String($0)] }
    }
}
