import ControlAPI
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ControlServer

@Suite struct PageTests {
    @Test func thePageBringsTheViewWithIt() async throws {
        let answer = try await Counter().ask(.get, "/kiosk/K-07")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.text.contains(#"<html lang="es">"#))
        #expect(answer.text.contains("<title>K-07</title>"))
        #expect(try Self.view(in: answer.text) == Samples.view())
        #expect(!answer.text.contains("{{"))
    }

    @Test func noViewBreaksOutOfItsScriptElement() async throws {
        let counter = Counter()
        let office = "</script><script>alert(1)</script><!-- {{kiosk}} {{view}} & \" '"
        counter.desk.show(Samples.view(kiosk: "<b>\"&'", office: office))
        let text = try await counter.ask(.get, "/kiosk/K-07").text
        #expect(text.components(separatedBy: "</script>").count == 3)  // the two elements of the page itself
        #expect(!text.contains("<script>alert"))
        #expect(text.contains("<title>&lt;b&gt;&quot;&amp;&#39;</title>"))
        let view = try Self.view(in: text)
        #expect(view.office == office)
    }

    private static func view(in page: String) throws -> KioskView {
        let open = try #require(page.range(of: #"<script type="application/json" id="view">"#))
        let close = try #require(page[open.upperBound...].range(of: "</script>"))
        return try ControlJSON.decode(KioskView.self, Data(page[open.upperBound..<close.lowerBound].utf8))
    }

    @Test func aPlaceThatNobodyFillsIsNotSentToACustomer() {
        let page = KioskPage(template: "<p>{{other}}</p>")
        #expect(throws: Pages.Missing.self) { try page.filled(lang: "en", view: Data("{}".utf8), kiosk: "K") }
    }

    @Test func theRootLeadsToTheDefaultKiosk() async throws {
        let answer = try await Counter().ask(.get, "/")
        #expect(answer.status == .found)
        #expect(answer.headers[.location] == "/kiosk/K-07")
        let odd = Counter(settings: ControlServerSettings(defaultKiosk: "K 7/\r\n"))
        #expect(try await odd.ask(.get, "/").headers[.location] == "/kiosk/K%207%2F%0D%0A")
    }

    @Test func everyFileThatThePageNamesIsThereWithItsType() async throws {
        let counter = Counter()
        let page = try await counter.ask(.get, "/kiosk/K-07").text
        let names = page.matches(of: /\/assets\/([A-Za-z0-9.-]+)/).map { String($0.1) }
        #expect(names.count >= 6)
        let types = ["css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"]
        for name in names {
            let file = try await counter.ask(.get, "/assets/\(name)")
            #expect(file.status == .ok, "\(name)")
            #expect(file.headers[.contentType] == types[String(name.split(separator: ".").last ?? "")], "\(name)")
            #expect(file.headers[.cacheControl] == "no-cache")
        }
    }

    @Test func everyModuleThatAModuleImportsIsThere() throws {
        let pages = try Pages()
        let folder = Repository.root.appending(path: "Sources/Service/ControlServer/Pages")
        for name in pages.files.keys.sorted() where name.hasSuffix(".js") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for found in text.matches(of: /from '\.\/([^']+)'/) {
                #expect(pages.files[String(found.1)] != nil, "\(name) imports \(found.1)")
            }
        }
    }

    @Test func anUnchangedFileIsNotSentTwice() async throws {
        let counter = Counter()
        let first = try await counter.ask(.get, "/assets/kiosk.js")
        let mark = try #require(first.headers[.eTag])
        let again = try await counter.ask(.get, "/assets/kiosk.js", nil, [.ifNoneMatch: "\"x\", \(mark)"])
        #expect(again.status == .notModified)
        #expect(again.body.readableBytes == 0)
        #expect(again.headers[.eTag] == mark)
        let other = try await counter.ask(.get, "/assets/kiosk.js", nil, [.ifNoneMatch: "\"x\""])
        #expect(other.status == .ok && other.text == first.text)
    }

    @Test(
        arguments: [
            "/assets/../openapi.yaml", "/assets/%2e%2e%2fopenapi.yaml", "/assets/..%2Fopenapi.yaml",
            "/assets/kiosk.html", "/assets/", "/assets/%2Fetc%2Fpasswd", "/assets/kiosk.js%00", "/assets/%ff",
            "/assets/KIOSK.js", "/assets/a/b",
        ])
    func noPathLeadsOutOfTheFolder(path: String) async throws {
        let answer = try await Counter().ask(.get, path)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect([400, 404].contains(answer.status.code))
    }
}

/// Where the sources lie, found from this file.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
