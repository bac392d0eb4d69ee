import MiniMICRFrame
import Testing

@Suite struct ParserTests {
    private func items(_ framing: MiniMICRFraming, _ chunks: [[UInt8]]) -> [MiniMICRParser.Item] {
        var parser = MiniMICRParser(framing)
        var found: [MiniMICRParser.Item] = []
        for chunk in chunks {
            parser.append(chunk)
            while let item = parser.next() { found.append(item) }
        }
        return found
    }

    private static let signs = (0..<32).map {
        MiniMICRDelimiters(stx: $0 & 1 != 0, esc: $0 & 2 != 0, etx: $0 & 4 != 0, cr: $0 & 8 != 0, lf: $0 & 16 != 0)
    }.filter { $0.etx || $0.cr || $0.lf }

    @Test("A delimiter that is taken for a second record ends a scan that never was", arguments: signs)
    func everySettingOfTheDelimitersIsRead(_ signs: MiniMICRDelimiters) {
        let bytes = signs.framed(Array("T1U".utf8)) + signs.framed([]) + signs.framed(Array("T2U".utf8))
        let expected: [MiniMICRParser.Item] = [
            .record(Array("T1U".utf8), check: nil), .record([], check: nil), .record(Array("T2U".utf8), check: nil),
        ]
        #expect(items(.lines, [bytes]) == expected)
        #expect(items(.lines, bytes.map { [$0] }) == expected)
        for cut in bytes.indices {
            #expect(items(.lines, [Array(bytes[..<cut]), Array(bytes[cut...])]) == expected)
        }
    }

    @Test("The tail of a line that is too long would pass for a check", arguments: [1, 7, 255, 256, 299, 400])
    func aLineThatIsTooLongHasNoTail(_ cut: Int) {
        let bytes = Array(repeating: UInt8(ascii: "4"), count: 300) + Array("\rT1U\r".utf8)
        let chunks = stride(from: 0, to: bytes.count, by: cut).map { Array(bytes[$0..<min($0 + cut, bytes.count)]) }
        let found = items(.lines, chunks)
        let records = found.filter { if case .record = $0 { true } else { false } }
        #expect(records == [.record(Array("T1U".utf8), check: nil)], "cut by \(cut)")
        var parser = MiniMICRParser(.lines)
        parser.append(bytes.prefix(280))
        while parser.next() != nil {}
        #expect(parser.pending > 0, "a driver would not end what has begun")
        _ = parser.reset()
        parser.append("T2U\r".utf8)
        #expect(parser.next() == .record(Array("T2U".utf8), check: nil), "a pause ends the line that was too long")
    }

    @Test("The longest packet is read when it comes at once, and thrown away when it comes byte by byte")
    func theLongestPacket() {
        let text = [UInt8](repeating: UInt8(ascii: "4"), count: MiniMICRParser.maximumText)
        let record = MiniMICRParser.Item.record(text, check: .withoutStart)
        let packet = MiniMICRCheck.withoutStart.framed(text)
        #expect(items(.packets, [packet]) == [record])
        #expect(items(.packets, packet.map { [$0] }) == [record])
        let longer = MiniMICRCheck.withoutStart.framed(text + [0x34]) + packet
        for chunks in [[longer], longer.map { [$0] }] {
            let found = items(.packets, chunks)
            #expect(found.filter { if case .record = $0 { true } else { false } } == [record])
        }
    }

    @Test("A packet is whole or asked for again", arguments: [MiniMICRCheck.withoutStart, .withStart])
    func packets(_ check: MiniMICRCheck) {
        let good = check.framed(Array("T1U/00".utf8))
        let record = MiniMICRParser.Item.record(Array("T1U/00".utf8), check: check)
        #expect(items(.packets, good.map { [$0] }) == [record])
        #expect(items(.packets, [good + good]) == [record, record])
        for place in 1..<good.count {
            for bit in 0..<8 {
                var bad = good
                bad[place] ^= 1 << UInt8(bit)
                let found = items(.packets, [bad])
                // The form of the check is learnt at the first packet, so one changed bit of it is seen later.
                if place == good.count - 1, bit == 1 { continue }
                #expect(
                    !found.contains {
                        if case .record(let text, _) = $0 { text == Array("T1U/00".utf8) } else { false }
                    })
            }
        }
        #expect(items(.packets, [[0x41, 0x42] + good]) == [.fault(.noStart, [0x41, 0x42]), record])
        #expect(items(.packets, [[0x02, 0x54] + good]) == [.fault(.noEnd, [0x02, 0x54]), record])
    }

    @Test("A line that never ends must not eat memory")
    func endless() {
        let noise = [UInt8](repeating: 0x31, count: 100_000)
        for framing in [MiniMICRFraming.lines, .packets] {
            var parser = MiniMICRParser(framing)
            for start in stride(from: 0, to: noise.count, by: 100) {
                parser.append(
                    framing == .packets ? [0x02] + noise[start..<(start + 100)] : noise[start..<(start + 100)])
                while parser.next() != nil {}
                #expect(parser.pending <= 400)
            }
        }
        #expect(
            items(.lines, [[UInt8](repeating: 0x31, count: 256) + [0x0D]])
                == [.fault(.tooLong, [UInt8](repeating: 0x31, count: 256) + [0x0D])])
    }
}
