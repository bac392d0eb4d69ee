import SimulatorKit

/// One direction of a line: first in, first out; it loses, doubles, cuts, bends and delays.
///
/// First in, first out because it is a serial line, and because rules 2 and 14 of the models stand on it.
struct Wire {
    struct Packet {
        let at: Duration
        let bytes: [UInt8]
        /// The piece in escrow when the bytes were made: only the oracle looks.
        let escrow: Int?
    }

    /// What became of a frame, for the trace.
    enum Fate: String { case sent, lost, doubled, cut, bent, late }

    private var packets: [Packet] = []
    private var head = 0
    private var newest = Duration.zero

    var next: Duration? { head < packets.count ? packets[head].at : nil }

    mutating func take() -> Packet {
        let packet = packets[head]
        head += 1
        if head == packets.count {
            packets.removeAll(keepingCapacity: true)
            head = 0
        }
        return packet
    }

    mutating func clear() {
        packets.removeAll(keepingCapacity: true)
        head = 0
    }

    /// - Parameter longest: a late frame is late by at most this.
    mutating func send(
        _ bytes: [UInt8], escrow: Int?, now: Duration, weather: Weather, longest: Duration, dice: inout Dice
    ) -> Fate {
        var at = now + .milliseconds(4)
        var out = bytes
        var fate = Fate.sent
        if weather.frameLost > 0, dice.chance(weather.frameLost, in: 1_000) { return .lost }
        if weather.frameCut > 0, bytes.count > 1, dice.chance(weather.frameCut, in: 1_000) {
            out = Array(bytes.prefix(dice.roll(1...(bytes.count - 1))))
            fate = .cut
        } else if weather.frameBent > 0, dice.chance(weather.frameBent, in: 1_000) {
            out[dice.roll(0...(out.count - 1))] ^= UInt8(1 << dice.roll(0...6))
            fate = .bent
        }
        if weather.frameLate > 0, dice.chance(weather.frameLate, in: 1_000) {
            at =
                now
                + .milliseconds(
                    dice.roll(
                        5...Int(
                            longest.components.seconds * 1_000 + longest.components.attoseconds / 1_000_000_000_000_000)
                    ))
            fate = .late
        }
        newest = max(newest, at)
        packets.append(Packet(at: newest, bytes: out, escrow: escrow))
        if weather.frameDoubled > 0, dice.chance(weather.frameDoubled, in: 1_000) {
            packets.append(Packet(at: newest, bytes: out, escrow: escrow))
            fate = .doubled
        }
        return fate
    }
}
