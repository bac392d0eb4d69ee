import DeviceKit
import ESCPOSDriver
import ESCPOSFrame
import Testing
import WireKit

struct ScannerTests {
    private func replies(_ hex: String) -> [ESCPOSReply] {
        var scanner = ESCPOSReplyScanner()
        return scanner.feed(Hex.bytes(hex) ?? []).compactMap { item in
            if case .reply(let reply) = item { return reply }
            return nil
        }
    }

    private func block(_ hex: String) -> ESCPOSReply? { ESCPOSStatusBlock(Hex.bytes(hex) ?? []).map { .status($0) } }

    @Test("Replies told apart wrongly turn an open drawer into a printed receipt")
    func fixedBits() {
        #expect(replies("12 16 1E 7A") == [.realTime(0x12), .realTime(0x16), .realTime(0x1E), .realTime(0x7A)])
        #expect(replies("10 00 00 0F") == [block("10 00 00 0F")])
        #expect(replies("00 0C 20") == [.single(0x00), .single(0x0C), .single(0x20)])
        #expect(
            replies("37 22 30 30 30 31 00") == [
                .block(ESCPOSBlock(header: 0x37, payload: [0x22, 0x30, 0x30, 0x30, 0x31]))
            ])
    }

    @Test("A flow byte inside a reply must not break the reply")
    func flowBytesAnywhere() {
        #expect(replies("10 13 00 11 00 0F") == [.xoff, .xon, block("10 00 00 0F")])
        #expect(
            replies("37 22 30 13 30 30 31 00").last
                == .block(ESCPOSBlock(header: 0x37, payload: [0x22, 0x30, 0x30, 0x30, 0x31])))
    }

    @Test("Text in a block looks like status bytes: no bit test may happen inside")
    func blockSwallows() {
        #expect(
            replies("5F 54 4D 2D 54 38 38 56 00") == [.block(ESCPOSBlock(header: 0x5F, payload: Array("TM-T88V".utf8)))]
        )
    }

    @Test("A status block cut short by noise must not eat the answer after it")
    func brokenStatusRecovers() {
        #expect(replies("18 00 12 10 00 00 0F") == [.realTime(0x12), block("10 00 00 0F")])
    }

    @Test("Status bits read wrongly sell paper that is not there")
    func statusBits() throws {
        let block = try #require(ESCPOSStatusBlock([0x3C, 0x68, 0x0F, 0x0F]))
        #expect(block.drawerHigh && block.offline && block.coverOpen && !block.feeding)
        #expect(
            block.cutterError && block.unrecoverableError && block.passingError && block.paperEnd && block.paperNearEnd)
        #expect(ESCPOSStatusBlock([0x12, 0, 0, 0]) == nil && ESCPOSStatusBlock([0x10, 0x10, 0, 0]) == nil)
    }

    @Test("Bytes cut anywhere must give what they give in one piece; noise must never trap or be lost without a word")
    func anyNoiseAnyCut() {
        var dice = Lot(seed: 5)
        let likely: [UInt8] = [0x10, 0x12, 0x13, 0x00, 0x37, 0x22, 0x5F, 0x30, 0x0F, 0x18, 0x11, 0x80]
        var bytes: [UInt8] = []
        for _ in 0..<200_000 {
            bytes.append(dice.roll(2) == 0 ? UInt8(dice.roll(256)) : likely[dice.roll(likely.count)])
        }
        var whole = ESCPOSReplyScanner()
        let expected = whole.feed(bytes)
        var parts = ESCPOSReplyScanner()
        var found: [ESCPOSReplyScanner.Item] = []
        var place = 0
        while place < bytes.count {
            let end = min(bytes.count, place + 1 + dice.roll(7))
            found += parts.feed(bytes[place..<end])
            place = end
        }
        #expect(found == expected && parts == whole)
        let count = found.reduce(0) { $0 + size($1) }
        #expect(count + parts.pending.count == 200_000)
    }

    private func size(_ item: ESCPOSReplyScanner.Item) -> Int {
        switch item {
        case .reply(let reply): reply.encoded().count
        case .fault(let fault): fault.bytes.count
        }
    }

    @Test("A check's line must not be taken for a model's name, nor the other way round")
    func micrReadings() throws {
        let ok = try #require(ESCPOSMICRReading(Array("@1234567890?".utf8)))
        #expect(ok.font == 0 && !ok.failed && !ok.readAgainImpossible)
        #expect(try #require(ESCPOSMICRReading([0x50, 0x41])).readAgainImpossible)
        #expect(try #require(ESCPOSMICRReading([0x70])).failed)
        #expect(ESCPOSMICRReading(Array("TM-T88V".utf8)) == nil)
    }

    @Test("A list of kept pictures that is misread defines the logo again and again")
    func pictureKeys() {
        func keys(_ hex: String) -> ESCPOSBlockMeaning {
            ESCPOSBlockMeaning(ESCPOSBlock(header: 0x37, payload: Hex.bytes(hex) ?? []))
        }
        let one = PictureKey(0x47, 0x31)
        #expect(keys("72 40 47 31") == .pictureKeys([one], more: false))
        #expect(keys("72 41 47 31") == .pictureKeys([one], more: true))
        #expect(keys("72 47 31") == .pictureKeys([one], more: false))
        #expect(keys("72 40") == .pictureKeys([], more: false))
        #expect(keys("73 40") == .pictureKeys([], more: false))
    }
}
