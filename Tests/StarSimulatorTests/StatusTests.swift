import Foundation
import SimulatorKit
import StarSimulator
import Testing
import WireKit

/// A printer on a bench: bytes in, bytes out, time by hand.
struct Counter {
    var printer: StarDevice
    var now = Duration.zero
    var heard: [[UInt8]] = []
    var notices: [StarNotice] = []

    init(_ configuration: StarConfiguration = .init()) { printer = StarDevice(configuration) }

    private mutating func step(_ event: SimulatorEvent<StarLever>) {
        let result = printer.on(event, now: now)
        printer = result.next
        for effect in result.effects {
            switch effect {
            case .send(let bytes): heard.append(bytes)
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func send(_ hex: String) { step(.received(Hex.bytes(hex) ?? [])) }
    mutating func send(text: String) { step(.received(Array(text.utf8))) }
    mutating func pull(_ lever: StarLever) { step(.lever(lever)) }

    mutating func wait(_ span: Duration) {
        let goal = now + span
        while let due = printer.deadline, due <= goal {
            now = max(now, due)
            step(.time)
        }
        now = goal
        step(.time)
    }

    mutating func answers(_ hex: String) -> [String] {
        heard = []
        send(hex)
        wait(.seconds(1))
        return heard.map { Hex.text($0) }
    }
}

struct Vector: Decodable {
    let name: String
    let direction: String
    let hex: String
    let source: String

    static func load() throws -> [Vector] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/star.json")
        return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: url))
    }
}

struct StatusTests {
    static let ask = "1B 06 01"

    @Test("Each published status comes out of the state it describes, bit for bit")
    func published() throws {
        let vectors = try Vector.load().map(\.hex)
        func said(_ bytes: [String]) -> Bool { bytes.count == 1 && vectors.contains(bytes[0]) }
        var counter = Counter()
        #expect(counter.answers(Self.ask) == ["23 06 00 00 00 00 00 00 00"])
        counter.pull(.drawer(1, .openByHand))
        #expect(counter.answers(Self.ask) == ["23 06 04 00 00 00 00 00 00"])
        #expect(counter.answers("05") == ["A0"] && counter.answers("04") == ["90"])
        counter.pull(.drawer(1, .pushShut))
        #expect(counter.answers("05") == ["20"] && counter.answers("04") == ["10"])
        #expect(said(counter.answers("17 1B 06 01")) || counter.heard.count == 1)
        counter.wait(.seconds(1))
        #expect(counter.answers(Self.ask) == ["23 06 02 00 00 00 00 02 00"])
        counter.send("17 17 17 17 17 17 17")
        #expect(counter.answers(Self.ask) == ["23 06 02 00 00 00 00 20 00"])
        counter.send(Array(repeating: "17", count: 23).joined(separator: " "))
        #expect(counter.answers(Self.ask) == ["23 06 02 00 00 00 00 6E 00"])
        counter.send("17")
        #expect(counter.answers(Self.ask) == ["23 06 02 00 00 00 00 00 00"], "31 and one more is 0")
        counter.send("1B 1E 45 00")
        counter.pull(.useUpPaper(toMillimetres: 1_000))
        #expect(counter.answers("04") == ["14"])
        counter.pull(.useUpPaper(toMillimetres: 0))
        #expect(counter.answers(Self.ask) == ["23 06 08 00 00 0C 00 00 00"])
        #expect(counter.answers("04") == ["1C"])
        counter.pull(.loadPaper(millimetres: 10_000))
        counter.pull(.openCover)
        #expect(counter.answers(Self.ask) == ["23 06 28 00 00 00 00 00 00"])
        #expect(counter.answers("05") == ["24"])
        counter.pull(.closeCover)
        counter.pull(.breakDown)
        #expect(counter.answers(Self.ask) == ["23 06 08 20 00 00 00 00 00"])
        counter.pull(.repair)
        counter.pull(.powerOff)
        counter.pull(.powerOn)
        counter.wait(.seconds(1))
        counter.pull(.jamCutter)
        counter.send("1B 64 03")
        counter.wait(.seconds(1))
        #expect(counter.answers(Self.ask) == ["23 06 08 08 00 00 00 00 00"])
        #expect(Counter(.init(model: .shortStatus)).lone(Self.ask) == "0F 02 00 00 00 00 00")
        #expect(Counter().lone("1B 23 2A 0A 00") == "1B 23 2A 2C 54 53 50 36 35 34 56 65 72 34 2E 30 0A 00")
    }

    @Test("Automatic status is pushed on each change when it is on, and never when it is off")
    func pushes() {
        var counter = Counter()
        counter.pull(.openCover)
        counter.pull(.closeCover)
        #expect(counter.heard.isEmpty)
        counter.send("1B 1E 61 01")
        counter.heard = []
        counter.pull(.openCover)
        counter.pull(.closeCover)
        counter.pull(.drawer(1, .openByHand))
        #expect(counter.heard.map { $0[2] } == [0x28, 0x00, 0x04])
        counter.send("1B 1E 61 00")
        counter.heard = []
        counter.pull(.drawer(1, .pushShut))
        #expect(counter.heard.isEmpty)
    }

    @Test("A print check counts when the paper is out, not when the byte comes in")
    func checkWaits() {
        var counter = Counter()
        counter.send("41 0A 42 0A 17")
        counter.wait(.milliseconds(30))
        #expect(counter.printer.panel.counter == 0)
        counter.wait(.milliseconds(40))
        #expect(counter.printer.panel.counter == 1)
        counter.send("18")
        #expect(counter.printer.panel.counter == 0)
    }

    @Test("No host vector puts the reader out of step: what comes after it is still printed")
    func inStep() throws {
        for vector in try Vector.load() where vector.direction == "host" {
            for model in [StarModel.tsp650, .mcPrint3] {
                var counter = Counter(.init(model: model))
                counter.send(vector.hex)
                // A run cut out of raster mode, and pictures of the other language, are text here.
                counter.send("1B 2A 72 42 1B 40 0A")
                counter.send(text: "in step\n")
                counter.wait(.seconds(60))
                let lines = counter.printer.paper.flatMap(\.lines)
                #expect(lines.contains { $0.hasSuffix("in step") }, "\(vector.name) on \(model.name): \(lines)")
            }
        }
    }

    @Test("Any bytes and any hand at any time: the printer goes on, and answers when it is well again")
    func hostile() {
        let levers: [StarLever] = [
            .openCover, .closeCover, .jamCutter, .freeCutter, .removePaper, .loadPaper(millimetres: 500), .tearOff,
            .heatHead, .coolHead, .powerOff, .powerOn, .drawer(1, .openByHand), .drawer(2, .pushShut), .collectPaper,
        ]
        let heads: [UInt8] = [
            0x1B, 0x1D, 0x1E, 0x2A, 0x72, 0x41, 0x42, 0x62, 0x53, 0x79, 0x44, 0x17, 0x07, 0x0A, 0x00, 0x01,
        ]
        for seed in 1...60 {
            var dice = Dice(seed: UInt64(seed))
            var configuration = StarConfiguration(model: dice.pick([.tsp650, .mcPrint3, .mpop, .shortStatus]))
            configuration.readings.realTimeInsideData = dice.chance(1, in: 2)
            configuration.link = dice.chance(1, in: 3) ? .losing : .waiting
            var counter = Counter(configuration)
            for _ in 0..<60 {
                if dice.chance(1, in: 5) { counter.pull(dice.pick(levers)) }
                let bytes = (0..<dice.roll(1...30)).map { _ in
                    dice.chance(1, in: 3) ? UInt8(dice.roll(0...255)) : dice.pick(heads)
                }
                counter.send(Hex.text(bytes))
                counter.wait(.milliseconds(dice.roll(0...400)))
            }
            counter.pull(.powerOff)
            counter.wait(.seconds(1))
            counter.pull(.powerOn)
            counter.wait(.seconds(2))
            #expect(counter.answers(Self.ask).count == 1)
        }
    }
}

extension Counter {
    func lone(_ hex: String) -> String {
        var copy = self
        return copy.answers(hex).joined(separator: " | ")
    }
}
