import DeviceKit
import ExcellaDriver
import Testing

/// Ways to write the same document.
@Suite struct DocumentFormTests {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"

    @Test(
        "An empty key written with a blank must not make a whole answer, and its check, unreadable",
        arguments: ["<MICRAmt />", "<MICRAmt/>", "<MICRAmt\t/>", "<MICRAmt ></MICRAmt>"])
    func emptyKeys(_ key: String) throws {
        let text =
            Self.declaration + "<DeviceInformation><CommandStatus><ReturnCode>0</ReturnCode></CommandStatus>"
            + "<DocInfo>\(key)<MICRRaw>T122000661T 1U 0101</MICRRaw></DocInfo></DeviceInformation>"
        let reply = try ExcellaReply(Array(text.utf8))
        #expect(reply.returnCode == 0 && reply.rawLine == "T122000661T 1U 0101")
        let message = try ExcellaWire.decode(direction: .device, bytes: Array(text.utf8))
        #expect(message.encoded() == Array(text.utf8))
    }

    @Test("Attributes stay refused: nothing can hide behind a blank", arguments: ["<A b=\"c\"/>", "<A b/>", "<A / >"])
    func attributesAreRefused(_ key: String) {
        let text = "<DeviceInformation>\(key)</DeviceInformation>"
        #expect(throws: (any Error).self) { try ExcellaReply(Array(text.utf8)) }
    }

    @Test("A look that is answered with the section alone tells a jam as well")
    func theSectionAlone() throws {
        let text = Self.declaration + Words.state(guide: "OPEN", path: "BLOCKED")
        let reply = try ExcellaReply(Array(text.utf8))
        #expect(reply.hasStatus && reply.guideOpen == true && reply.pathBlocked == true && reply.returnCode == nil)
        let message = try ExcellaWire.decode(direction: .device, bytes: Array(text.utf8))
        #expect(message.encoded() == Array(text.utf8) && !message.description.isEmpty)
        #expect(throws: WireFault.self) { try ExcellaWire.decode(direction: .host, bytes: Array(text.utf8)) }
    }
}
