import ControlAPI
import Foundation
import Hummingbird
import NIOCore

/// The pages, their files, and the document of the interface.
func pageRoutes(_ pages: Pages, _ desk: any Desk, _ settings: ControlServerSettings) -> [Route] {
    [
        Route(.get, "/") { _ in
            let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
            let kiosk = settings.defaultKiosk.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
            return Response(status: .found, headers: [.location: "/kiosk/\(kiosk)", .cacheControl: "no-store"])
        },
        Route(.get, "/kiosk/{kiosk}") { call in
            let view = try await desk.view(kiosk: try call.part("kiosk"))
            let text = try pages.kiosk.filled(
                lang: view.language.rawValue, view: try ControlJSON.encode(view), kiosk: view.kiosk)
            return Answer.bytes(
                ByteBuffer(string: text), "text/html; charset=utf-8", more: [.cacheControl: "no-store"])
        },
        Route(.get, "/assets/{file}") { call in
            let name = try call.part("file")
            guard let file = pages.files[name] else { throw Problem(.notFound, "There is no file \(name).") }
            return file.response(to: call.request)
        },
        Route(.get, "/openapi.yaml") { call in pages.document.response(to: call.request) },
    ]
}
