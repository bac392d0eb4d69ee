/// A block that the unit's imager sends: `1D 49`, the code of the command it answers, a body of fixed shape, and for
/// the codes that carry a picture a length and that picture.
/// - Source: shared dossier `check-scanners.md` 2.2 (A776-PG00001 C, check imaging).
public struct A776Block: Hashable, Sendable {
    /// Code of the command that is answered.
    public let code: UInt8
    /// What stands between the code and the picture.
    public let body: [UInt8]
    /// The picture; empty where its length is zero, `nil` where the code carries none.
    public let image: [UInt8]?

    /// A block as it is meant.
    public init(code: UInt8, body: [UInt8], image: [UInt8]? = nil) {
        (self.code, self.body, self.image) = (code, body, image)
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        [0x1D, 0x49, code] + body + (image.map { A776Frame.length($0.count) + $0 } ?? [])
    }
}

/// Plain shapes of the wire that both ends may share: no meaning, no opcode table.
public enum A776Frame {
    /// The longest picture that is believed: two gray sides of the longest check at 200 dots an inch are smaller.
    public static let maximumImage = 4 << 20

    /// A length of a picture: four bytes, the low one first.
    public static func length(_ count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }

    /// The shape of a block by its code; `nil`: no block has this code.
    static func shape(_ code: UInt8) -> Shape? {
        switch code {
        case 0xB6: Shape(body: 1)
        case 0xB7: Shape(body: 7)
        case 0xB8, 0xB9: Shape(body: 7, hasImage: true)
        case 0xBB, 0xBC: Shape(body: 3)
        case 0xBD: Shape(body: 2, isList: true)
        default: nil
        }
    }

    struct Shape {
        let body: Int
        var hasImage = false
        /// The body ends with a count of entries of three bytes.
        var isList = false
    }
}
