import A776Driver
import A776Frame
import A776Simulator
import CheckPaper
import Checks
import DeviceKit
import SimulatorKit
import Testing

/// Bytes cut, torn and soiled: nothing true is lost, nothing traps.
@Suite struct VerifierTests {
    private static let blocks: [A776Block] = [
        A776Block(code: 0xB7, body: [0, 1, 3, 3, 0, 0xFF, 0xFF]),
        A776Block(code: 0xB8, body: [0, 1, 3, 3, 0, 0xFF, 0xFF], image: []),
        A776Block(code: 0xB8, body: [0, 1, 3, 3, 0, 0xFF, 0xFF], image: Array(repeating: 0x1D, count: 700)),
        A776Block(code: 0xBC, body: [0, 2, 0]), A776Block(code: 0xBD, body: [2, 0, 0, 1, 0, 0, 2, 0]),
        A776Block(code: 0xB6, body: [1]),
    ]

    private func read(_ chunks: [[UInt8]]) -> [A776Block] {
        var parser = A776BlockParser()
        var blocks: [A776Block] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { if case .block(let block) = item { blocks.append(block) } }
        }
        return blocks
    }

    @Test("Split delivery, also inside the length of a picture, must not lose a block")
    func splitAnywhere() {
        let bytes = Self.blocks.flatMap { $0.encoded() }
        #expect(read([bytes]) == Self.blocks)
        #expect(read(bytes.map { [$0] }) == Self.blocks)
        for cut in stride(from: 1, to: bytes.count, by: 3) {
            #expect(read([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.blocks)
        }
    }

    @Test("A length that no picture has must not make the host wait for the end of the world")
    func absurdLengthIsSkipped() {
        let absurd: [UInt8] = [0x1D, 0x49, 0xB8, 0, 1, 3, 3, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]
        #expect(read([absurd + Self.blocks[0].encoded()]) == [Self.blocks[0]])
    }

    @Test("Random bytes, either way: a typed answer, and what is read comes back as it was")
    func randomBytesTrapNothing() {
        var dice = Dice(seed: 20_261_121)
        let heads: [[UInt8]] = [
            [0x1D, 0x49], [0x1B, 0x77], [0x1D], [0x1C], [0x10, 0x04], [0x00], [0x5F], [0x02], [],
        ]
        var read = 0
        for _ in 0..<100_000 {
            let bytes = dice.pick(heads) + (0..<dice.roll(0...24)).map { _ in UInt8(dice.roll(0...255)) }
            let side = dice.chance(1, in: 2) ? CheckScannerDirection.host : .device
            do throws(WireFault) {
                let message = try CheckScannerWire.decode(direction: side, bytes: bytes)
                if message.encoded() != bytes { Issue.record("not the same bytes: \(bytes)") }
                read += 1
            } catch {
                if error.reason.isEmpty { Issue.record("a fault without a reason") }
            }
        }
        #expect(read > 5_000)
    }

    @Test("Torn pictures and lying directories: an outline or a fault, never a read beyond the file")
    func tornTIFFTrapsNothing() {
        var dice = Dice(seed: 5)
        let page = TIFFWriter.Page(
            CheckDrawing.front(Sample.check(), dotsPerInch: 40), .group4, dotsPerInch: 40,
            tags: [.init(297, .shorts(1, 2)), .init(65002, .text(")122000661) 12( 345"))])
        let file = TIFFWriter.file([page, page])
        var (whole, refused) = (0, 0)
        for _ in 0..<20_000 {
            var torn = file
            for _ in 0..<dice.roll(1...6) { torn[dice.roll(0...(torn.count - 1))] = UInt8(dice.roll(0...255)) }
            if dice.chance(1, in: 3) { torn = Array(torn.prefix(dice.roll(0...torn.count))) }
            do throws(TIFFFault) {
                if try TIFFOutline(torn).pages.count == 2 { whole += 1 }
            } catch { refused += 1 }
        }
        #expect(whole > 100 && refused > 100)
    }

    @Test("A unit that says anything at any time must not break the rule: one order, one last word")
    func anyUnitIsSurvived() throws {
        for seed in 1...12 {
            var dice = Dice(seed: UInt64(seed))
            var rig = Rig.ready()
            var (orders, id) = (0, 0)
            for _ in 0..<600 {
                switch dice.roll(0...15) {
                case 0...2:
                    orders += 1
                    rig.command(
                        .beginInsertion(
                            CheckScan(
                                item: "A-\(orders)", endorsement: try Sample.endorsement(),
                                hold: dice.chance(1, in: 3), patience: .seconds(dice.roll(0...20)))))
                case 3...4:
                    id += 1
                    rig.lever(.insert([Sample.check(id)]))
                case 5: rig.command(.endInsertion)
                case 6: rig.give(.received((0..<dice.roll(1...30)).map { _ in UInt8(dice.roll(0...255)) }))
                case 7: rig.lever(.takeChecks)
                case 8: rig.command(.eject)
                case 9: rig.lever(.openCover(dice.chance(1, in: 3)))
                case 10:
                    if dice.chance(1, in: 3) { rig.lever(.jamNext) }
                case 11:
                    rig.lever(.clearPath)
                    rig.command(.cleared)
                case 12 where dice.chance(1, in: 6):
                    rig.hangUp()
                    rig.open()
                default: rig.pass(.milliseconds(dice.roll(10...9000)))
                }
            }
            rig.lever(.openCover(false))
            rig.pass(.seconds(120))
            let items = rig.ends.map { report -> String in
                switch report {
                case .read(let reading): reading.item
                case .failed(let failure): failure.item
                case .identified, .broken, .status, .waitingForCheck, .documentInserted, .printed, .removed: ""
                }
            }
            #expect(items.count == orders, "seed \(seed)")
            #expect(items.sorted() == (1...orders).map { "A-\($0)" }.sorted(), "seed \(seed)")
            // what was called unprinted is unprinted, what was called read is the line of one paper
            for paper in rig.device.papers where !paper.backLines.isEmpty {
                #expect(paper.backLines.count % 4 == 0 || rig.ends.contains { $0.isUnknownPrint }, "seed \(seed)")
            }
        }
    }
}

extension CheckScannerReport {
    var isUnknownPrint: Bool {
        if case .failed(let failure) = self { failure.printed == .unknown } else { false }
    }
}
