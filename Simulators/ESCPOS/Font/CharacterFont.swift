/// The two character fonts of the T88 class: A with 12 by 24 dots, B with 9 by 17.
enum CharacterFont: Hashable, Sendable {
    case a, b

    /// Dots across a cell.
    var width: Int { self == .a ? 12 : 9 }
    /// Dots down a cell.
    var height: Int { self == .a ? 24 : 17 }
}
