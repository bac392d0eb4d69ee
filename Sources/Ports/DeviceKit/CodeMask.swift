/// Hides the claim codes on printed paper: who knows one can ask for the money of another.
///
/// A code is six signs of an alphabet of its own, printed in one piece. Every run of at least so many of these signs from
/// the host is hidden, and a shorter one at the end of a piece: what follows may make a code of it. What is kept shows every
/// other word of the paper. Pictures are not read: a code that is drawn would be seen.
public struct CodeMask: WireMask, Hashable, Sendable {
    /// The signs that codes are made of.
    public static let signs = "ACDEFGHJKMNPQRTVWXY34679"
    /// How many of them make a code.
    public static let length = 6

    private static let isSign: [Bool] = (UInt8.min...UInt8.max).map { signs.utf8.contains($0) }

    /// Signs in a row up to the end of what the host has sent. A line is looked at from anywhere: at its beginning a code
    /// may be half over.
    private var run = Self.length

    /// A mask for the line of a printer.
    public init() {}

    public mutating func kept(_ bytes: [UInt8], from side: WireSide) -> [UInt8?] {
        guard side == .host else { return bytes }
        var kept: [UInt8?] = bytes
        var place = 0
        while place < bytes.count {
            guard Self.isSign[Int(bytes[place])] else {
                run = 0
                place += 1
                continue
            }
            let end = bytes[place...].firstIndex { !Self.isSign[Int($0)] } ?? bytes.count
            run += end - place
            if run >= Self.length || end == bytes.count { for hidden in place..<end { kept[hidden] = nil } }
            place = end
        }
        return kept
    }
}
