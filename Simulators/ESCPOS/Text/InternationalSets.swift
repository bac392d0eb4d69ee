/// The twelve ASCII places that ESC R replaces.
///
/// - Source: receipt-printers.md 2.1 (ESC R); sets of ISO 646 as the vendors' tables print them.
enum InternationalSets {
    private static let places = Array("#$@[\\]^`{|}~".utf8)
    private static let sets: [[Unicode.Scalar]] = [
        "#$@[\\]^`{|}~", "#$à°ç§^`éùè¨", "#$§ÄÖÜ^`äöüß", "£$@[\\]^`{|}~", "#$@ÆØÅ^`æøå~", "#¤ÉÄÖÅÜéäöåü",
        "#$@°\\é^ùàòèì", "₧$@¡Ñ¿^`¨ñ}~", "#$@[¥]^`{|}~", "#¤ÉÆØÅÜéæøåü", "#$ÉÆØÅÜéæøåü", "#$á¡Ñ¿é`íñóú",
        "#$á¡Ñ¿éüíñóú", "#$@[₩]^`{|}~",
    ].map { Array($0.unicodeScalars) }

    static var count: Int { sets.count }

    static func sign(_ code: UInt8, set: Int) -> UInt32 {
        guard sets.indices.contains(set), let place = places.firstIndex(of: code) else { return UInt32(code) }
        return sets[set][place].value
    }
}
