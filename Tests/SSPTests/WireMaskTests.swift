import DeviceKit
import SSPDriver
import SSPFrame
import Testing

/// What may be kept of the line of a unit whose key must not be found in a folder.
@Suite struct WireMaskTests {
    private func wire(_ data: [UInt8]) -> [UInt8] { SSPFrame(sequence: true, address: 0, data: data).encoded() }

    /// The hidden places of a frame, counted on the wire.
    private func hidden(_ bytes: [UInt8], _ side: WireSide, _ mask: inout SSPWireMask) -> [Int] {
        mask.kept(bytes, from: side).enumerated().filter { $0.element == nil }.map(\.offset)
    }

    @Test("A recording without the words of an open line is of no use in the workshop")
    func openWordsAreKept() {
        var mask = SSPWireMask()
        let poll = wire([0x07])
        let answer = wire([0xF0, 0xEF, 0x7F, 0x03])
        #expect(mask.kept(poll, from: .host) == poll)
        #expect(mask.kept(answer, from: .device) == answer)
    }

    @Test("Both halves of a key exchange are the key", arguments: [UInt8(0x4A), 0x4B, 0x4C])
    func numbersOfAKeyExchangeAreHidden(command: UInt8) {
        var mask = SSPWireMask()
        #expect(hidden(wire([command, 1, 2, 3, 4, 5, 6, 7, 8]), .host, &mask) == Array(4...11))
        let answer = hidden(wire([0xF0, 1, 2, 3, 4, 5, 6, 7, 8]), .device, &mask)
        #expect(answer == (command == 0x4C ? Array(4...11) : []))
        #expect(hidden(wire([0xF0, 1]), .device, &mask) == [], "only the answer to the question")
    }

    @Test("An enciphered word is hidden in both directions, doubled bytes included")
    func encipheredPacketsAreHidden() {
        var mask = SSPWireMask()
        #expect(hidden(wire([0x7E, 1, 0x7F, 3]), .host, &mask) == Array(4...7))
        #expect(hidden(wire([0x7E, 1, 2, 3]), .device, &mask) == Array(4...6))
        #expect(hidden(wire([0x07]), .host, &mask) == [])
    }

    @Test("A piece that the system cut in the middle must not show what the whole hides")
    func cutsChangeNothing() {
        let stream = wire([0x7E, 0x7F, 2]) + wire([0x4C, 9, 9]) + wire([0x07]) + [0x7F, 0x00] + wire([0x7E, 5, 6])
        var whole = SSPWireMask()
        let wanted = whole.kept(stream, from: .host)
        for cut in 0...stream.count {
            var mask = SSPWireMask()
            let found = mask.kept(Array(stream[..<cut]), from: .host) + mask.kept(Array(stream[cut...]), from: .host)
            #expect(found == wanted)
        }
    }

    @Test("A ring begins anywhere; what nobody can place is hidden")
    func theRestOfAFrameIsHidden() {
        var mask = SSPWireMask()
        #expect(mask.kept([1, 2, 3] + wire([0x07]), from: .host) == [nil, nil, nil] + wire([0x07]))
    }

    @Test(
        "An enciphered word that the unit refuses stands deciphered in the marks of a recording, which nothing masks",
        arguments: [[UInt8(0xF6), 0xDE, 0xAD], [0xF4, 0xDE, 0xAD], [0xDE, 0xAD]])
    func refusalsAreNamedByTheirKind(_ answer: [UInt8]) {
        var polled = Rig.settled()
        polled.awaitFrame()
        for _ in 0..<20 where polled.lastCode != 0x56 { polled.serve() }
        polled.answer(answer)
        var first = Rig()
        first.knowsAck = false
        first.give(.opened)
        for _ in 0..<20 where first.lastCode != 0x07 {
            first.serve()
            first.awaitFrame()
        }
        first.answer(answer)
        for rig in [polled, first] {
            let broken = rig.reports.compactMap { if case .broken(let why) = $0 { why } else { nil } }
            let told = (rig.faults.map(\.reason) + broken).flatMap { $0.split(separator: " ") }
            #expect(rig.faults.contains { $0.reason.hasPrefix("a poll is refused: ") })
            for words in told {
                #expect(!["DE", "AD"].contains(words.uppercased()), "\(told)")
            }
        }
    }
}
