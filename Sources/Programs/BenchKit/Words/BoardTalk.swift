/// Follows both directions of the drawer board's wire and says in words what passes.
/// - Source: shared dossier `cash-drawers.md` 5.
package struct BoardTalk: Hashable, Sendable {
    private let kind: BoardKind
    /// The first byte of an order of two.
    private var begun: [UInt8] = []

    package init(_ kind: BoardKind) { self.kind = kind }

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] { bytes.compactMap { take($0) } }

    /// Bytes from the board.
    package func answered(_ bytes: [UInt8]) -> [WireWords] {
        bytes.map { WireWords($0 & 0x40 != 0 ? "drawer open" : "drawer shut", topic: "answer") }
    }

    private mutating func take(_ byte: UInt8) -> WireWords? {
        switch kind {
        case .mmf: return WireWords("drawer pulse")
        case .apg: return byte == 0x07 ? WireWords("drawer pulse") : .unnamed(byte)
        case .ibm:
            if byte == 0x1B {
                begun = [byte]
                return nil
            }
            let isSecond = !begun.isEmpty
            begun = []
            switch byte {
            case 0x07: return WireWords(isSecond ? "pulse for the second drawer" : "drawer pulse")
            case 0x06: return WireWords(isSecond ? "second drawer asked" : "drawer asked", topic: "asked \(isSecond)")
            default: return .unnamed(byte)
            }
        }
    }
}
