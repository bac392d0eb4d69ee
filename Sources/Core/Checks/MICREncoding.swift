/// The letters in which a line is written: every reader and every file has its own for the four symbols, and the same
/// letter means different things (`d` is transit here, dash there). They are told, never guessed.
/// - Source: micr.md 2, both tables.
public enum MICREncoding: String, Hashable, Sendable, CaseIterable {
    /// UnifiedPOS, and our own: `t o a - ?`.
    case upos
    /// MagTek format 00: `T U $ - ?`.
    case magtek00
    /// MagTek format 01: `t o a d ?`.
    case magtek01
    /// MagTek format 02: `T O A D ?`.
    case toad
    /// MagTek format 03: as 00, unreadable is `*`.
    case magtek03
    /// Ranger and micrtools: `d c b - !`.
    case ranger
    /// MICR fonts, and imagers that send the font's letters: `A C B D`; they have none for unreadable.
    case font
    /// CognitiveTPG: `) ( & ' ?`.
    case cognitive
    /// Another family of fonts: `# % $ '`.
    case softondo
    /// U+2446 to U+2449 as used on checks (the names of the last two are swapped in the chart), U+FFFD or `?`.
    case unicode

    /// The line in our alphabet; `nil` when a character has no meaning in these letters. Nothing is cleaned away.
    public func characters(_ bytes: [UInt8]) -> [MICRCharacter]? {
        let scalars =
            switch self {
            case .unicode: String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
            case .upos, .magtek00, .magtek01, .toad, .magtek03, .ranger, .font, .cognitive, .softondo:
                bytes.map(UInt32.init)
            }
        var result: [MICRCharacter] = []
        result.reserveCapacity(scalars.count)
        for scalar in scalars {
            guard let character = character(scalar) else { return nil }
            result.append(character)
        }
        return result
    }

    /// The line in these letters; a character they lack (unreadable in a font) becomes `?`.
    public func bytes(_ characters: [MICRCharacter]) -> [UInt8] {
        characters.flatMap { character -> [UInt8] in
            if character.isDigit || character == .blank { return [character.rawValue] }
            let place = Self.symbols.firstIndex(of: character).map { letters[$0] } ?? 0
            return place < 0x80 ? [place == 0 ? 0x3F : UInt8(place)] : Array(Self.utf8(place))
        }
    }

    private static let symbols: [MICRCharacter] = [.transit, .onUs, .amount, .dash, .unreadable]

    /// Transit, on-us, amount, dash, unreadable; zero: these letters have none.
    private var letters: [UInt32] {
        switch self {
        case .upos: [0x74, 0x6F, 0x61, 0x2D, 0x3F]
        case .magtek00: [0x54, 0x55, 0x24, 0x2D, 0x3F]
        case .magtek01: [0x74, 0x6F, 0x61, 0x64, 0x3F]
        case .toad: [0x54, 0x4F, 0x41, 0x44, 0x3F]
        case .magtek03: [0x54, 0x55, 0x24, 0x2D, 0x2A]
        case .ranger: [0x64, 0x63, 0x62, 0x2D, 0x21]
        case .font: [0x41, 0x43, 0x42, 0x44, 0]
        case .cognitive: [0x29, 0x28, 0x26, 0x27, 0x3F]
        case .softondo: [0x23, 0x25, 0x24, 0x27, 0]
        case .unicode: [0x2446, 0x2448, 0x2447, 0x2449, 0xFFFD]
        }
    }

    /// Published lines of these readers stand with `_` for a blank.
    private var writesBlankAsLine: Bool {
        switch self {
        case .magtek00, .magtek01, .toad, .magtek03: true
        case .upos, .ranger, .font, .cognitive, .softondo, .unicode: false
        }
    }

    private func character(_ scalar: UInt32) -> MICRCharacter? {
        if scalar == 0x20 || (0x30...0x39).contains(scalar) { return MICRCharacter(rawValue: UInt8(scalar)) }
        if scalar == 0x5F, writesBlankAsLine { return .blank }
        if scalar == 0x3F, self == .unicode { return .unreadable }
        return letters.firstIndex { $0 == scalar && scalar != 0 }.map { Self.symbols[$0] }
    }

    private static func utf8(_ value: UInt32) -> [UInt8] {
        Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
    }
}
