extension MICRLine {
    /// The on-us field as a deposit's record wants it: right-justified in 20, `/` for the symbol, `*` for what could
    /// not be read, dashes and blanks kept. `nil`: no such field, or longer than the record; it is never cut.
    /// - Source: micr.md 2 (X9 field), 6 rule 7.
    public var depositOnUs: String? { onUs.flatMap { Self.justified($0, 20) } }

    /// The auxiliary field right-justified in 15; blanks where the check has none, `nil` when it is too long.
    /// - Source: micr.md 2, 3.
    public var depositAuxOnUs: String? { Self.justified(auxOnUs ?? "", 15) }

    private static func justified(_ text: String, _ width: Int) -> String? {
        let bytes = text.utf8.map { byte -> UInt8 in
            switch byte {
            case 0x6F: 0x2F
            case 0x3F: 0x2A
            default: byte
            }
        }
        guard bytes.count <= width else { return nil }
        return String(decoding: [UInt8](repeating: 0x20, count: width - bytes.count) + bytes, as: UTF8.self)
    }
}
