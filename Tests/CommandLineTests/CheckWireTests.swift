import Testing

@testable import tillkeeper

@Suite struct CheckWireTests {
    @Test(
        "A broken document of a scanner must be told as broken, not read as an order of another one",
        arguments: [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><DeviceInformation><CommandStatus>",
            "<DeviceSettings><ImageOptions><Number>2</Number>", "<DeviceInformation>a & b</DeviceInformation>",
            "<DeviceInformation/><DeviceInformation/>", "<?xml version=\"1.0\"?><Html/>",
        ])
    func aDocumentIsNoOrder(_ text: String) {
        for side in WireSide.allCases {
            guard case .fault = WireProtocol.checkscanner.read(side, Array(text.utf8)) else {
                Issue.record("\(side): read as a message")
                continue
            }
        }
    }

    @Test("A whole one is read as what it is")
    func aWholeDocumentIsRead() {
        for (side, text) in [(WireSide.host, "<DeviceSettings/>"), (.device, "<DeviceInformation/>")] {
            guard case .message(_, let encoded) = WireProtocol.checkscanner.read(side, Array(text.utf8)) else {
                Issue.record("\(side): not read")
                continue
            }
            #expect(encoded == Array(text.utf8))
        }
    }

    @Test("No check beside a line is no answer of any unit: a host that believes it credits a check that is not there")
    func noCheckHasNoLine() {
        let bytes: [UInt8] = [0x02] + Array(")122000218)".utf8) + [0x0D]
        guard case .fault = WireProtocol.checkscanner.read(.device, bytes) else {
            Issue.record("read as a line")
            return
        }
    }
}
