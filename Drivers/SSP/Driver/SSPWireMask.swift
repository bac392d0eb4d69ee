public import DeviceKit

/// Hides enciphered packets and the numbers of a key exchange: who hears both halves of a 64-bit exchange and is willing
/// to compute has the key, and with it every enciphered word of the line.
/// - Source: shared dossier `bill-acceptors.md` 4.1 (framing, doubled 7F), 4.5 (STEX 7E, generator, modulus, key halves).
public struct SSPWireMask: WireMask, Hashable, Sendable {
    /// How far one direction is in its frame.
    private struct Place: Hashable {
        /// Bytes after STX so far, a doubled one counted once; `nil`: no frame has begun.
        var count: Int?
        /// Data bytes that the frame announced.
        var length = 0
        /// The last byte was a 7F that may be the first of two.
        var marked = false
        /// The data after its first byte is hidden.
        var hides = false
    }

    /// Of the host and of the unit.
    private var places = [Place(), Place()]
    /// The host has asked for the unit's half of a key.
    private var keyIsAsked = false

    /// A mask for a line that is looked at from anywhere; what stands before the first frame is hidden.
    public init() {}

    public mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] {
        var kept: [UInt8?] = []
        for byte in bytes { kept.append(shows(byte, side) ? byte : nil) }
        return kept
    }

    private mutating func shows(_ byte: UInt8, _ side: WireSide) -> Bool {
        let own = side == .host ? 0 : 1
        guard let count = places[own].count else {
            if byte == 0x7F { places[own] = Place(count: 0) }
            return byte == 0x7F
        }
        if byte != 0x7F {
            if places[own].marked { places[own] = Place(count: 0) }  // the 7F stood alone: another frame begins
            return take(byte, own)
        }
        if count == 0 { return true }  // no address is 7F: the frame begins once more
        if places[own].marked { return take(byte, own) }
        places[own].marked = true
        return !places[own].hides
    }

    /// 0 is sequence and address, 1 the length, 2 the first byte of the data.
    private mutating func take(_ byte: UInt8, _ own: Int) -> Bool {
        let at = places[own].count ?? 0
        places[own].count = at + 1
        places[own].marked = false
        if at == 1 { places[own].length = Int(byte) }
        if at == 2 { places[own].hides = hides(after: byte, own) }
        let place = places[own]
        if at >= 2, at + 1 == place.length + 4 { places[own] = Place() }
        return at <= 2 || at >= place.length + 2 || !place.hides
    }

    private mutating func hides(after first: UInt8, _ own: Int) -> Bool {
        if own == 0 {
            keyIsAsked = first == 0x4C
            return first == 0x7E || (0x4A...0x4C).contains(first)
        }
        defer { keyIsAsked = false }
        return first == 0x7E || keyIsAsked
    }
}
