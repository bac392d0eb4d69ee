import Checks
import DeviceKit
import ExcellaDriver
import ExcellaFrame
import Foundation
import Testing

struct Vector: Decodable, CustomTestStringConvertible {
    let name: String
    let text: String?
    let meaning: String
    let source: String

    var testDescription: String { name }
    var bytes: [UInt8] { Array((text ?? "").utf8) }
    var sides: [ExcellaDirection] {
        meaning.hasPrefix("host") ? [.host] : meaning.hasPrefix("device") ? [.device] : [.host, .device]
    }

    static let all: [Vector] = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Vectors/checkscanner.json")
        do {
            return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file)).filter { $0.text != nil }
        } catch {
            Issue.record("the vectors cannot be read: \(error)")
            return []
        }
    }()

    static func named(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}

@Suite struct VectorTests {
    @Test("Documents of the papers must be read, and come back as they were", arguments: Vector.all)
    func aDocumentComesBack(_ vector: Vector) throws {
        #expect(!vector.source.isEmpty)
        for side in vector.sides {
            let message = try ExcellaWire.decode(direction: side, bytes: vector.bytes)
            #expect(message.encoded() == vector.bytes)
            #expect(!message.description.isEmpty)
        }
    }

    @Test("The public sample must give the fields that it gives to others")
    func theSampleIsRead() throws {
        #expect(Vector.all.count >= 7)
        let reply = try ExcellaReply(Vector.named("excella-reply-ok"))
        #expect(reply.returnCode == 0 && reply.responseType == "CHECK")
        let line = MICRLine(try #require(reply.rawLine), .magtek00)
        #expect(line.transit?.text == "072413298")
        #expect(line.account?.digits == "7163942209")
        #expect(line.auxOnUs == "22602194")
        #expect(line.serial?.text == "22602194")
        #expect(reply.pictures.map(\.size) == [129_537, 80_138])
        #expect(reply.pictures.map(\.address) == ["/chkimg/FRONT200GRAY8_1.JPG", "/chkimg/BACK200GRAY8_2.JPG"])
        // the second parse status claims an amount beside an empty one: it is not believed
        #expect(!reply.condition.hasAmount)
        #expect(reply.condition.style == .business)
        #expect(reply.status.ready)
    }

    @Test("A failure inside of HTTP 200 must not pass for an answer", arguments: [154, 208, 405, 101])
    func failuresAreRead(_ code: Int) throws {
        let reply = try ExcellaReply(Vector.named("excella-err-\(code)"))
        #expect(reply.returnCode == code)
        #expect(reply.badData == (code == 154 ? "DocFeeed" : nil))
        #expect(reply.statusChanged == (code == 101))
    }

    @Test("The order of the papers must come out byte by byte")
    func theOrderIsWritten() throws {
        let settings = ExcellaSettings(
            images: CheckImageKind.deposit, back: "FOR DEPOSIT ONLY 1234567890", feedTimeoutMilliseconds: 5000)
        #expect(try settings.xml().encoded() == Vector.named("excella-request-g4-endorse"))
    }

    @Test("A host without a length or with a line of its own making must not reach the unit")
    func requestsAreFramed() throws {
        let message = ExcellaRequest.scan(
            ExcellaSettings(images: CheckImageKind.deposit, feedTimeoutMilliseconds: 5000)
        ).message(host: "192.168.1.101")
        let text = String(decoding: message.encoded(), as: UTF8.self)
        #expect(
            text.hasPrefix("POST /Excella?DeviceScan HTTP/1.1\r\nHost: 192.168.1.101\r\nContent-Type: text/xml\r\n"))
        #expect(!ExcellaRequest.isAddress("/a b") && !ExcellaRequest.isAddress("/a\r\nX: 1"))
        #expect(!ExcellaRequest.isAddress("http://elsewhere/") && ExcellaRequest.isAddress("/chkimage/A.TIF"))
    }

    @Test("HTTP that is written another way must be read, and come back as it was")
    func otherHTTPComesBack() throws {
        for text in [
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "POST /Excella?DeviceScan HTTP/1.1\nContent-Length: 17\n\n<DeviceSettings/>",
        ] {
            let bytes = Array(text.utf8)
            let side = text.hasPrefix("HTTP") ? ExcellaDirection.device : .host
            #expect(try ExcellaWire.decode(direction: side, bytes: bytes).encoded() == bytes)
        }
    }
}
