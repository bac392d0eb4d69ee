import EBDSFrame
import SimulatorKit
import Testing

@testable import BenchKit
@testable import tillsim

private let names = NoteNames(BenchConfiguration.practiceValidator)

private func said(_ control: UInt8, _ data: [UInt8]) -> [String] {
    var talk = EBDSTalk(names)
    return talk.heard(EBDSFrame(control: control, data: data).encoded()).map(\.text)
}

private func told(_ control: UInt8, _ data: [UInt8]) -> [String] {
    var talk = EBDSTalk(names)
    return talk.answered(EBDSFrame(control: control, data: data).encoded()).map(\.text)
}

@Suite struct WordsTests {
    @Test func ordersOfTheHostAreToldForWhatTheyAre() {
        #expect(said(0x10, [0x7F, 0x10, 0]) == ["accept notes 1 to 100"])
        #expect(said(0x10, [0x15, 0x10, 0]) == ["accept notes 1, 5, 20"])
        #expect(said(0x11, [0, 0x10, 0]) == ["accept nothing"])
        #expect(said(0x10, [0x7F, 0x30, 0]) == ["stack"])
        #expect(said(0x10, [0x7F, 0x50, 0]) == ["give back"])
        #expect(said(0x60, [0x7F, 0x7F, 0x7F]) == ["reset"])
        #expect(said(0x60, [0, 0, 0x01]) == ["note counter asked"])
    }

    @Test func aStackedNoteIsToldWithItsValueAndAnUnknownOneWithout() {
        #expect(told(0x20, [0x11, 0x10, 0x28, 0, 0x54, 0x16]) == ["stacked, 20"])
        #expect(told(0x20, [0x11, 0x10, 0, 0, 0x54, 0x16]) == ["stacked, value not told"])
        #expect(told(0x20, [0x04, 0x10, 0x28, 0, 0x54, 0x16]) == ["note seen, 20, held in escrow"])
        let fifty = Array("\u{0}USD050+00".utf8) + [0] + Array("AAAA".utf8) + [0, 0]
        #expect(told(0x70, [0x02, 0x04, 0x10, 0, 0, 0x54, 0x16] + fifty) == ["note seen, 50, held in escrow"])
    }

    @Test func troubleOfTheValidatorIsToldInWords() {
        #expect(told(0x20, [0, 0x14, 0, 0, 0, 0]) == ["jam"])
        #expect(told(0x20, [0, 0x18, 0, 0, 0, 0]) == ["cash box full"])
        #expect(told(0x20, [0, 0, 0, 0, 0, 0]) == ["cash box out"])
        #expect(told(0x20, [0, 0x52, 1, 0, 0, 0]) == ["power came, note refused, starting up"])
        #expect(told(0x20, [1, 0x10, 0, 0, 0, 0]) == ["waiting for a note"])
    }

    @Test func theNoteCounterIsToldAsTheNumberItIs() {
        var talk = EBDSTalk(names)
        _ = talk.heard(EBDSFrame(control: 0x60, data: [0, 0, 0x01]).encoded())
        let answer = EBDSFrame(control: 0x60, data: [0, 0, 0, 0, 0x0F, 0x03]).encoded()
        #expect(talk.answered(answer).map(\.text) == ["note counter 243"])
    }

    @Test func aJobIsCountedOnceItIsOverAndStatusIsNotPartOfIt() {
        var talk = PrinterTalk()
        #expect(talk.deadline == nil)
        #expect(talk.heard([UInt8](repeating: 0x41, count: 800), at: .zero).isEmpty)
        #expect(talk.heard([0x10, 0x04], at: .milliseconds(100)).isEmpty)
        let last = [0x01] + Array("paid 20.00\n\n".utf8)
        #expect(talk.heard(last, at: .milliseconds(200)).map(\.text) == ["status asked"])
        #expect(talk.pause(.milliseconds(300)) == nil)
        #expect(talk.deadline == .milliseconds(450))
        #expect(talk.pause(.milliseconds(450))?.text == "job 812 bytes")
        #expect(talk.pause(.seconds(9)) == nil)
    }

    @Test func answersOfThePrinterAreToldByTheirQuestion() {
        var talk = PrinterTalk()
        _ = talk.heard([0x10, 0x04, 0x01, 0x10, 0x04, 0x02, 0x10, 0x04, 0x04], at: .zero)
        #expect(talk.answered([0x1A]).text == "not ready")
        #expect(talk.answered([0x16]).text == "cover open")
        #expect(talk.answered([0x72]).text == "paper out")
        #expect(talk.answered([0x10, 0, 0, 0x0F]).text == "paper present, cover shut, drawer wire low")
        #expect(talk.answered([0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0]).text == "all printed up to here")
        #expect(talk.answered([0x5F] + Array("TM-T88V".utf8) + [0]).text == "name TM-T88V")
    }

    @Test func aPollThatIsRepeatedForHoursLeavesOneLineAndAnOrderIsAlwaysThere() {
        var log = WireLog()
        let poll = WireWords("accept notes 1 to 100", topic: "poll")
        for step in 0..<10_000 { log.add(poll, from: .host, .validator, at: .milliseconds(step * 100)) }
        log.add(WireWords("stack", topic: "poll"), from: .host, .validator, at: .seconds(1_000))
        log.add(poll, from: .host, .validator, at: .seconds(1_001))
        #expect(log.entries.map(\.text) == ["accept notes 1 to 100", "stack", "accept notes 1 to 100"])
    }

    @Test func theLogIsBoundedAndKeepsTheNewest() {
        var log = WireLog()
        for number in 0..<1_000 { log.add(WireWords("job \(number) bytes"), from: .host, .printer, at: .zero) }
        #expect(log.entries.count == WireLog.limit)
        #expect(log.entries.last?.text == "job 999 bytes")
    }

    @Test func anyBytesInEitherDirectionGiveWordsAndBoundedState() {
        var dice = Dice(seed: 7)
        var bench = Bench()
        var validator = EBDSTalk(names)
        var printer = PrinterTalk()
        for step in 0..<2_000 {
            let bytes = (0..<dice.roll(0...40)).map { _ in
                dice.pick([0x02, 0x05, 0x08, 0x10, 0x20, 0x70, UInt8(dice.roll(0...255))])
            }
            let now = Duration.milliseconds(step * 30)
            _ = validator.answered(bytes)
            _ = printer.answered(bytes)
            bench = bench.on(.received(dice.chance(1, in: 2) ? .validator : .printer, bytes), now: now).next
        }
        #expect(bench.log.entries.count <= WireLog.limit)
        let frames = (0..<2_000).map { _ in
            EBDSFrame(
                control: UInt8(dice.roll(0...0x7F)),
                data: (0..<dice.roll(0...30)).map { _ in UInt8(dice.roll(0...0x7F)) })
        }
        var fresh = EBDSTalk(names)
        for frame in frames { #expect(fresh.answered(frame.encoded()).count == 1) }
    }
}
