import CoreLedger
import Foundation
import Money
import Testing

let lawfulText =
    #"{"schema":1,"key":"northwater/K-07/3/e88123","kind":"PAYMENT","tenant":"northwater","office":"NORTH","#
    + #""businessDate":"2026-03-02","effectiveDate":"2026-03-02","receivedAt":"2026-03-02T15:04:11.000-08:00","#
    + #""timeQuality":"SYNCED","source":{"type":"KIOSK","id":"K-07","device":"K-07","sequence":88123,"epoch":3},"#
    + #""control":"K-07/C-8841","receipt":"K07-004511","currency":"USD","#
    + #""tenders":[{"type":"CASH","cents":6500,"notes":{"2000":3,"500":1}}],"#
    + #""allocations":[{"target":{"kind":"ACCOUNT","id":"3001"},"cents":6500,"item":"1"}],"#
    + #""predecessors":[{"account":"3001","key":"northwater/K-07/3/e88001"}],"#
    + #""chain":{"size":88123,"head":"b1f4c0de"}}"#

func read(_ text: String) throws(PostingFault) -> PostingBody { try PostingBody(reading: Array(text.utf8)) }

@Suite("Sealed bodies")
struct BodyTests {
    @Test("a retry that differs from the first try because writer and reader disagree")
    func roundTrip() throws {
        let body = try read(lawfulText)
        #expect(try body.sealed().text == lawfulText)
        #expect(try body.total() == 6500)
        #expect(body.tenders[0].notes.pieces == 4)
        #expect(try SealedPosting(stored: lawfulText).key == body.key)
        let changed = lawfulText.replacing("K07-004511", with: "K07-004512")
        #expect(try SealedPosting(stored: changed).hash != SealedPosting(stored: lawfulText).hash)
    }

    @Test("a hash that is not SHA-256 of the bytes")
    func hash() {
        let sealed = SealedPosting(key: try! IdempotencyKey("a/b/1/c"), bytes: Array("abc".utf8))
        // FIPS 180-4, example of one block.
        #expect(sealed.hash.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "a body read although something in it is overlooked or bent",
        arguments: [
            (#""schema":1"#, #""schema":2"#), (#""schema":1"#, #""schema":1,"discount":5"#),
            (#""schema":1,"#, ""), (#""receipt":"K07-004511","#, ""),
            (#""cents":6500,"notes""#, #""cents":6501,"notes""#),
            (#""cents":6500,"notes""#, #""cents":6500.0,"notes""#),
            (#""cents":6500,"notes""#, #""cents":"6500","notes""#),
            (#""cents":6500,"notes""#, #""cents":65e2,"notes""#),
            (#""cents":6500,"notes""#, #""cents":06500,"notes""#),
            (#""cents":6500,"notes""#, #""cents":6500,"tip":1,"notes""#),
            (#""cents":6500,"notes""#, #""cents":6500,"cents":6500,"notes""#),
            (#""cents":6500,"item""#, #""cents":6499,"item""#), (#""cents":6500,"item""#, #""cents":-6500,"item""#),
            (#""cents":6500,"item""#, #""cents":99999999999999999999,"item""#),
            (#""500":1"#, #""500":2"#), (#""500":1"#, #""0500":1"#), (#""500":1"#, #""-500":-1"#),
            (#""500":1"#, #""500":0"#),
            (#""notes":{"2000":3,"500":1}"#, #""change":6500"#), (#""notes":{"2000":3,"500":1}"#, #""change":-1"#),
            (#""notes":{"2000":3,"500":1}"#, #""change":0"#),
            (#""kind":"ACCOUNT""#, #""kind":"INVOICE""#), (#""kind":"PAYMENT""#, #""kind":"REVERSAL""#),
            (#""currency":"USD""#, #""currency":"usd""#), (#""currency":"USD""#, #""currency":null"#),
            (#""tenant":"northwater""#, #""tenant":"southwater""#), (#""device":"K-07""#, #""device":"K-08""#),
            (#""epoch":3"#, #""epoch":4"#), ("northwater/K-07/3/e88123", "northwater/K-07/3"),
            ("northwater/K-07/3/e88123", "northwater/K-07/03/e88123"),
            ("northwater/K-07/3/e88123", "north water/K-07/3/e88123"),
            (#""businessDate":"2026-03-02""#, #""businessDate":"2026-02-29""#),
            (#""businessDate":"2026-03-02""#, #""businessDate":"2026-3-2""#),
            ("15:04:11.000-08:00", "15:04:11-08:00"), ("15:04:11.000-08:00", "25:04:11.000-08:00"),
            (
                #"[{"account":"3001","key":"northwater/K-07/3/e88001"}]"#,
                #"[{"account":"3002","key":"northwater/K-07/3/e88001"}]"#
            ),
            (#"northwater/K-07/3/e88001"#, #"northwater/K-08/3/e88001"#),
            (#"northwater/K-07/3/e88001"#, "northwater/K-07/3/e88123"),
            (#""head":"b1f4c0de""#, #""head":"no hash""#), (#"b1f4c0de"}}"#, #"b1f4c0de"}}x"#),
            (#"b1f4c0de"}}"#, #"b1f4c0de"}"#),
            (#""id":"3001""#, #""id":"30\ud80001""#), (#""id":"3001""#, #""id":"""#),
            (#""item":"1""#, #""item":"1","memo":1"#),
        ])
    func refused(find: String, put: String) {
        #expect(lawfulText.contains(find))
        #expect(throws: PostingFault.self) { try read(lawfulText.replacing(find, with: put)) }
    }

    @Test("a body that crashes its reader: any bytes give a result")
    func anyBytes() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let lawful = Array(lawfulText.utf8)
        var taken = 0
        for _ in 0..<20_000 {
            var bytes = lawful
            for _ in 0...next(3) {
                switch next(3) {
                case 0: bytes[next(bytes.count)] = UInt8(next(256))
                case 1: bytes.remove(at: next(bytes.count))
                default: bytes.insert(UInt8(next(256)), at: next(bytes.count))
                }
            }
            do throws(PostingFault) {
                let body = try PostingBody(reading: bytes)
                try body.check()
                taken += 1
            } catch { continue }
        }
        #expect(taken < 20_000)
        #expect(throws: PostingFault.tooLong(bytes: 70_000)) {
            try PostingBody(reading: .init(repeating: 0x20, count: 70_000))
        }
        #expect(throws: PostingFault.noJSON(at: 8, .tooDeep)) { try read(String(repeating: "[", count: 60_000)) }
        #expect(throws: PostingFault.self) { try read("") }
    }

    @Test("cents invented by adding over the edge")
    func overflow() throws {
        var body = try read(lawfulText)
        body.tenders = (0..<101).map { _ in .init(type: .cash, tendered: 1) }
        #expect(throws: PostingFault.count("tenders", 101)) { try body.sealed() }
        body = try read(lawfulText)
        body.allocations.append(.init(account: "3001", amount: 1, item: "1"))
        #expect(throws: PostingFault.doubleItem("1")) { try body.sealed() }
        body = try read(lawfulText)
        body.tenders[0].tendered = .max
        #expect(throws: PostingFault.badField("tenders", String(Int64.max))) { try body.sealed() }
    }

    @Test("a receipt dated on another day than the money came")
    func dates() throws {
        for text in ["2026-03-02T15:04:11.000-08:00", "1969-12-31T23:59:59.999+00:00", "2024-02-29T00:00:00.001+05:45"]
        {
            #expect(try ReceivedAt(text).description == text)
        }
        #expect(try ReceivedAt("2026-03-02T15:04:11.000-08:00").utcMilliseconds == 1_772_492_651_000)
        #expect(try CalendarDay("2024-02-28").adding(days: 2)?.description == "2024-03-01")
        #expect(try CalendarDay("2026-03-02").adding(days: -61)?.description == "2025-12-31")
    }
}
