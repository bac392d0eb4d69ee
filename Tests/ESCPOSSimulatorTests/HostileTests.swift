import ESCPOSSimulator
import SimulatorKit
import Testing

/// Bytes from anywhere neither trap nor hang the printer nor make it grow.
@Suite struct HostileTests {
    @Test(
        "200,000 random bytes and levers: alive, bounded, and sane again after a power cycle", arguments: [1, 2, 3, 4])
    func noise(seed: UInt64) {
        var dice = Dice(seed: seed)
        var configuration = ESCPOSConfiguration(model: seed == 4 ? .clone58 : .tmT88V)
        configuration.lineTime = seed % 2 == 0 ? .zero : .milliseconds(1)
        configuration.keptPieces = 8
        configuration.hangingLimitMillimetres = 300
        if seed == 3 { configuration.link = .xonXoff }
        var counter = Counter(configuration)
        let openers: [UInt8] = [0x1B, 0x1D, 0x1C, 0x10, 0x0A]
        let levers: [ESCPOSLever] = [
            .loadPaper(millimetres: 5_000), .openCover, .closeCover, .jamCutter, .freeCutter, .heatHead, .coolHead,
            .holdFeedButton, .releaseFeedButton, .tearOff, .drawer(.pin2, .pushShut), .hostStopsReading, .hostReads,
            .powerOff, .powerOn, .removePaper, .useUpPaper(toMillimetres: 20),
        ]
        for _ in 0..<500 {
            var chunk: [UInt8] = []
            for _ in 0..<100 {
                let opens = dice.chance(1, in: 4)
                chunk.append(opens ? dice.pick(openers) : UInt8(dice.roll(0...(dice.chance(1, in: 3) ? 4 : 255))))
            }
            counter.send(chunk)
            counter.wait(.milliseconds(dice.roll(0...50)))
            if dice.chance(1, in: 4) { counter.pull(dice.pick(levers)) }
            if dice.chance(1, in: 20) {
                for lever in levers[0...8] where lever != .openCover && lever != .jamCutter && lever != .heatHead {
                    counter.pull(lever)
                }
                counter.pull(.powerOn)
            }
            #expect(counter.device.paper.count <= 9)
            #expect(counter.device.panel.bufferedBytes <= configuration.model.receiveBufferBytes)
        }
        for lever: ESCPOSLever in [
            .powerOff, .closeCover, .freeCutter, .coolHead, .releaseFeedButton, .hostReads,
            .loadPaper(millimetres: 9_000), .powerOn,
        ] { counter.pull(lever) }
        counter.send("sane again\n")
        counter.finish()
        #expect(counter.lines.last == "sane again")
    }

    @Test("a length that promises gigabytes is read past, not kept")
    func endlessImage() {
        var counter = Counter.instant()
        counter.send(hex: "1D 38 4C FF FF FF FF 30 70")
        counter.send([UInt8](repeating: 0x41, count: 100_000))
        #expect(counter.device.panel.bufferedBytes == 0)
        counter.send(hex: "10 14 08 01 03 14 01 06 02 08")
        counter.send("free\n")
        #expect(counter.lines == ["free"])
    }

    @Test("printing over the same paper again and again does not pile up")
    func reverseForEver() {
        var counter = Counter.instant()
        for _ in 0..<3_000 { counter.send(hex: "41 0A 1B 65 01 42 0A 1B 65 01") }
        #expect(counter.device.paper.allSatisfy { $0.items.count <= 4_000 })
    }

    @Test("NULs and ESC @ push a half-sent image out of the parser")
    func nulFlush() {
        var counter = Counter.instant()
        counter.send(bytes("1D 76 30 00 40 00 40 00") + [UInt8](repeating: 0xFF, count: 100))
        counter.send([UInt8](repeating: 0, count: 8_192) + bytes("1B 40"))
        counter.send("clean\n")
        #expect(counter.lines == ["clean"])
    }

    @Test("the same bytes in any portions come to the same paper")
    func portions() {
        var job: [UInt8] = []
        for vector in VectorTests.hostVectors where !vector.name.hasPrefix("misc/") { job += vector.bytes + [0x0A] }
        var whole = Counter.instant()
        whole.send(job)
        whole.finish()
        var split = Counter.instant()
        for byte in job { split.send([byte]) }
        split.finish()
        #expect(whole.device.paper == split.device.paper)
    }
}
