import SimulatorKit

/// What one direction of a wire does to messages, within what the wire stands. Chances are in a thousand messages.
struct CableManners: Hashable, Sendable {
    /// A message that never arrives: only on wires whose driver asks again, or says "unknown".
    var lost = 0
    /// One bit of a message is another one: only on wires that can see it, or that ask twice.
    var bent = 0
    /// A message that comes later than usual.
    var late = 0
    /// By so much at most.
    var latest = Duration.milliseconds(300)
    /// Messages arrive in pieces: a stream, not packets.
    var cuts = true
    /// Bytes a second; `nil`: at once.
    var speed: Int?

    /// So many pieces a second are the least: long pictures would take all day otherwise.
    private static let piece = 48

    /// How a message is cut before it travels.
    func pieces(_ bytes: [UInt8], _ dice: inout Dice) -> [[UInt8]] {
        guard cuts, bytes.count > 1 else { return [bytes] }
        if speed != nil {
            return stride(from: 0, to: bytes.count, by: Self.piece).map {
                Array(bytes[$0..<min($0 + Self.piece, bytes.count)])
            }
        }
        guard dice.chance(1, in: 4) else { return [bytes] }
        let place = dice.roll(1...(bytes.count - 1))
        return [Array(bytes[..<place]), Array(bytes[place...])]
    }
}

/// One direction of a cable: first in, first out.
struct Cable {
    /// What became of a message, for the trace.
    enum Fate: String { case sent = "", lost, bent, late }

    private var packets: [(at: Duration, bytes: [UInt8])] = []
    private var head = 0
    private var newest = Duration.zero

    /// When the next piece arrives.
    var next: Duration? { head < packets.count ? packets[head].at : nil }

    /// The piece that arrives now.
    mutating func take() -> [UInt8] {
        defer {
            head += 1
            if head == packets.count { clear() }
        }
        return packets[head].bytes
    }

    /// The cable is out: what was in it is gone.
    mutating func clear() {
        packets.removeAll(keepingCapacity: true)
        head = 0
    }

    /// Input that has arrived and was not read: with nothing between arrival and reading, there is none.
    mutating func discard(upTo now: Duration) {
        while let at = next, at <= now { _ = take() }
    }

    /// Puts a message on its way.
    mutating func send(_ bytes: [UInt8], _ manners: CableManners, now: Duration, _ dice: inout Dice) -> Fate {
        var (out, fate) = (bytes, Fate.sent)
        var at = now + .milliseconds(2)
        if manners.lost > 0, dice.chance(manners.lost, in: 1_000) { return .lost }
        if manners.bent > 0, !out.isEmpty, dice.chance(manners.bent, in: 1_000) {
            out[dice.roll(0...(out.count - 1))] ^= UInt8(1 << dice.roll(0...7))
            fate = .bent
        }
        if manners.late > 0, dice.chance(manners.late, in: 1_000) {
            at += .milliseconds(dice.roll(5...max(5, manners.latest.wholeMilliseconds)))
            fate = .late
        }
        for piece in manners.pieces(out, &dice) {
            newest = max(newest, at)
            if let speed = manners.speed { newest += .milliseconds(piece.count * 1_000 / max(1, speed)) }
            packets.append((newest, piece))
            at += .milliseconds(1)
        }
        return fate
    }
}

extension Duration {
    var wholeMilliseconds: Int {
        Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
