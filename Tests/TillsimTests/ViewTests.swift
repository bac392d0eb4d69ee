import Foundation
import Testing

@testable import BenchKit
@testable import tillsim

@Suite struct ViewTests {
    /// Names in one object of the JSON, sorted.
    private func keys(_ value: Any?) -> [String] { (value as? [String: Any])?.keys.sorted() ?? [] }

    @Test func theViewHasEveryFieldThePageReads() throws {
        let data = try JSONEncoder.bench.encode(Counter().view)
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(keys(json) == ["devices", "kiosk", "log", "office", "service"])
        let devices = try #require(json["devices"] as? [[String: Any]])
        #expect(devices.map { $0["id"] as? String } == ["validator", "printer", "drawer"])
        #expect(
            keys(devices[0]) == [
                "box", "full", "id", "jam", "kind", "label", "lastNotice", "link", "mouth", "mouthText", "port",
                "power",
            ])
        #expect(keys(devices[0]["box"]) == ["capacity", "notes", "present", "serial", "value"])
        #expect(keys((devices[0]["box"] as? [String: Any])?["value"]) == ["currency", "minorUnits"])
        #expect(
            keys(devices[1]) == [
                "blocked", "cover", "cutterJam", "id", "kind", "label", "link", "model", "paper", "paperMillimetres",
                "paperPercent", "pieces", "port", "power", "presenter", "text",
            ])
        #expect(keys(devices[2]) == ["at", "id", "kind", "label", "locked", "position"])
        let line = try #require((json["log"] as? [[String: Any]])?.first)
        #expect(keys(line) == ["device", "direction", "text", "time"])
        #expect(line["direction"] as? String == "out", "the host speaks first")
    }

    @Test func aBoxThatIsOutIsNullAndNotMissing() throws {
        let text = String(decoding: try JSONEncoder.bench.encode(BoxView(present: false)), as: UTF8.self)
        #expect(text == #"{"capacity":null,"notes":null,"present":false,"serial":null,"value":null}"#)
    }

    @Test func theTimeOfTheLogGoesOverMidnight() {
        let clock = WallClock(milliseconds: 86_399_999, at: .seconds(50))
        #expect(clock.time(.seconds(50)) == "23:59:59.999")
        #expect(clock.time(.milliseconds(50_001)) == "00:00:00.000")
        #expect(clock.time(.seconds(50) + .seconds(3_600) + .milliseconds(8)) == "01:00:00.007")
        #expect(WallClock(milliseconds: 0, at: .seconds(100)).time(.zero) == "23:58:20.000")
    }

    @Test func nothingThatIsFilledIntoThePageEndsItsPlace() {
        let page = #"<html lang="{{lang}}"><title>{{kiosk}}</title><script>{{view}}</script>{{other}} {{"#
        let filled = PageFolder.fill(
            page, language: "en", kiosk: #"K"<&'{{view}}"#, view: #"{"a":"</script><!--{{lang}}"}"#)
        #expect(
            filled == #"<html lang="en"><title>K&quot;&lt;&amp;&#39;{{view}}</title>"#
                + #"<script>{"a":"\u003c/script>\u003c!--{{lang}}"}</script>{{other}} {{"#)
    }

    @Test func onlyPlainAddressesAndNamesAreTakenFromTheCommandLine() {
        for good in ["http://127.0.0.1:8080", "https://till.example", "http://[::1]:8080"] {
            #expect(Tillsim.isOrigin(good))
        }
        for bad in [
            "", "127.0.0.1", "http://a b", "http://a;script-src *", "http://a/path", "http://a\r\nx: y", "ftp://a",
        ] {
            #expect(!Tillsim.isOrigin(bad))
        }
        #expect(Tillsim.isName("K-07"))
        #expect(!Tillsim.isName("K 07") && !Tillsim.isName("") && !Tillsim.isName("<b>"))
    }
}
