import CheckPaper
import Testing

@testable import BenchKit
@testable import tillsim

/// Checks at the check scanner: what a person does, what the wire tells, what the page shows.
@Suite struct CheckDeskTests {
    private func counter(_ kind: CheckScannerKind) -> Counter {
        var configuration = BenchConfiguration()
        configuration.checkScanner = kind
        return Counter(configuration)
    }

    private func sent(_ counter: Counter) -> [UInt8] { counter.sent(on: .checkScanner) }

    @Test func aCheckIsReadItsLineGoesOverTheWireAndItLiesInTheExitUntilSomebodyTakesIt() throws {
        var counter = counter(.minimicr)
        counter.pull(.checkScanner(.putIn(.none)))
        #expect(counter.checks?.mouth == .taking)
        counter.run(for: .seconds(1))
        let check = try #require(counter.checks?.check)
        #expect(counter.checks?.mouth == .out)
        #expect(check.flaw == "" && !check.seen, "a reader without cameras shows no picture")
        let told = String(decoding: sent(counter), as: UTF8.self)
        #expect(told.contains(String(check.number)) && !told.contains("?"))
        counter.pull(.checkScanner(.take))
        #expect(counter.checks?.mouth == .lit)
        counter.pull(.checkScanner(.putIn(.none)))
        #expect(counter.checks?.check?.id == 2, "two checks under one number are one check")
        #expect(counter.checks?.check?.from != check.from || counter.checks?.check?.number != check.number)
    }

    @Test func aTornLineAndALineWithoutInkAreWhatTheHeadFeels() {
        var torn = counter(.minimicr)
        torn.pull(.checkScanner(.putIn(.torn)))
        torn.run(for: .seconds(1))
        #expect(torn.checks?.check?.flaw == "line torn")
        #expect(String(decoding: sent(torn), as: UTF8.self).contains("?"))
        var blank = counter(.minimicr)
        blank.pull(.checkScanner(.putIn(.noInk)))
        blank.run(for: .seconds(1))
        #expect(blank.checks?.check?.flaw == "no magnetic ink")
        #expect(sent(blank).count < 10, "a line was read where there is none")
    }

    @Test func aScannedCheckIsAPictureOfBothFacesAsTheyAreNow() throws {
        var counter = counter(.a776)
        counter.take(.received(.checkScanner, [0x1B, 0x77, 0x01]))
        #expect(counter.checks?.mouth == .lit)
        #expect(counter.bench.picture(check: 1, .front) == nil)
        counter.pull(.checkScanner(.putIn(.none)))
        #expect(counter.checks?.mouthText == "Reading the check.")
        #expect(counter.checks?.check?.seen == false)
        counter.run(for: .seconds(2))
        #expect(counter.checks?.mouthText == "Holding the check inside.")
        #expect(counter.checks?.check?.seen == true)
        let front = try #require(counter.bench.picture(check: 1, .front))
        let back = try #require(counter.bench.picture(check: 1, .back))
        #expect(front.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(front != back)
        #expect(counter.bench.picture(check: 2, .front) == nil)
        #expect(counter.bench.log.entries.contains { $0.text == "read a check" && $0.wire == .checkScanner })
    }

    @Test func twoChecksThatStickTogetherAreToldAsSuch() {
        var counter = counter(.a776)
        counter.pull(.checkScanner(.putIn(.two)))
        #expect(counter.checks?.mouthText == "A check lies in the mouth. Nobody has asked for it yet.")
        #expect(counter.checks?.check?.flaw == "two stick together")
        counter.pull(.checkScanner(.putIn(.none)))
        #expect(counter.checks?.lastNotice == "another check lies in the mouth")
        counter.pull(.checkScanner(.take))
        #expect(counter.checks?.mouth == .dark)
    }

    @Test func aJamIsArmedShownAndFreedByHand() {
        var counter = counter(.minimicr)
        counter.pull(.checkScanner(.jam))
        #expect(counter.checks?.jam == true, "a lever that was pulled shows nothing")
        counter.pull(.checkScanner(.putIn(.none)))
        counter.run(for: .seconds(1))
        #expect(counter.checks?.mouth == .jammed)
        #expect(sent(counter).isEmpty)
        counter.pull(.checkScanner(.clearJam))
        #expect(counter.checks?.jam == false && counter.checks?.mouth == .lit)
    }

    @Test func coverAndInkAreThereOnlyWhereTheScannerHasThem() {
        var line = counter(.minimicr)
        line.pull(.checkScanner(.cover(open: true)))
        #expect(line.checks?.lastNotice == "this scanner has no cover")
        var cameras = counter(.excella)
        cameras.pull(.checkScanner(.cover(open: true)))
        #expect(cameras.checks?.mouth == .cover && cameras.checks?.cover == "open")
        cameras.pull(.checkScanner(.inkOut(true)))
        #expect(cameras.checks?.inkOut == true)
    }

    @Test func theExcellaAnswersEachNewConnectionAfresh() {
        var counter = counter(.excella)
        counter.take(.opened(.checkScanner))
        counter.take(.received(.checkScanner, Array("GET /Excella?Devi".utf8)))
        counter.take(.opened(.checkScanner))
        counter.take(
            .received(.checkScanner, Array("GET /Excella?DeviceInformation=DeviceStatus HTTP/1.1\r\n\r\n".utf8)))
        #expect(String(decoding: sent(counter), as: UTF8.self).hasPrefix("HTTP/1.1 200 OK"))
        #expect(counter.bench.log.entries.map(\.text).suffix(2) == ["state asked", "state told"])
    }

    @Test func theSameSeedBringsTheSameCustomers() {
        func first(_ seed: UInt64) -> CheckView? {
            var configuration = BenchConfiguration()
            (configuration.checkScanner, configuration.seed) = (.minimicr, seed)
            var counter = Counter(configuration)
            counter.pull(.checkScanner(.putIn(.none)))
            return counter.checks?.check
        }
        #expect(first(7) == first(7))
        #expect(first(7) != first(8))
    }
}
