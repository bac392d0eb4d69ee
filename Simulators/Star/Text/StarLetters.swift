/// Our own receipt letters on five by seven dots, and the marks that stand on them.
///
/// A letter is seven rows from the top, one digit each: `0` to `9` and `a` to `v` for 0 to 31, the left dot counts 16.
enum StarLetters {
    /// Seven rows of five dots, and two rows of a mark above them (or below, for a cedilla).
    struct Shape: Hashable, Sendable {
        var body: [UInt8]
        var above: [UInt8] = []
        var below: [UInt8] = []
    }

    /// The letter, or a hollow box where nobody has drawn one, as on a real printer.
    static func shape(_ sign: Unicode.Scalar) -> Shape {
        if (0x20..<0x7F).contains(sign.value) { return Shape(body: digits(plain[Int(sign.value) - 0x20])) }
        if let own = more.first(where: { $0.sign == sign }) { return Shape(body: digits(own.rows)) }
        for mark in marks {
            guard let place = mark.letters.firstIndex(of: sign), place % 2 == 0 else { continue }
            let base = mark.letters[place + 1].value
            let rows = digits(mark.rows)
            guard (0x20..<0x7F).contains(base) else { break }
            let body = digits(plain[Int(base) - 0x20])
            return mark.isBelow ? Shape(body: body, below: rows) : Shape(body: body, above: rows)
        }
        return Shape(body: digits("vhhhhhv"))
    }

    private static func digits(_ rows: String) -> [UInt8] {
        rows.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x61 + 10 }
    }

    /// 20 to 7E.
    private static let plain: [String] = [
        "0000000", "4444404", "aaa0000", "aavavaa", "4fke5u4", "op248j3", "cik8lid", "4480000",
        "2488842", "8422248", "04lel40", "044v440", "0000c48", "000v000", "00000cc", "01248g0",
        "ehjlphe", "4c4444e", "eh1248v", "v2421he", "26aiv22", "vgu11he", "68guhhe", "v124888",
        "ehhehhe", "ehhf12c", "0cc0cc0", "0cc0c48", "248g842", "00v0v00", "8421248", "eh12404",
        "eh1dlle", "ehhhvhh", "uhhuhhu", "ehggghe", "sihhhis", "vgguggv", "vgguggg", "ehgnhhf",
        "hhhvhhh", "e44444e", "72222ic", "hikokih", "ggggggv", "hrllhhh", "hhpljhh", "ehhhhhe",
        "uhhuggg", "ehhhlid", "uhhukih", "fgge11u", "v444444", "hhhhhhe", "hhhhha4", "hhhllla",
        "hha4ahh", "hhha444", "v1248gv", "e88888e", "0g84210", "e22222e", "4ah0000", "000000v",
        "8420000", "00e1fhf", "ggmphhu", "00egghe", "11djhhf", "00ehvge", "698s888", "0fhhf1e",
        "ggmphhh", "40c444e", "20622ic", "ggikoki", "c44444e", "00qllhh", "00mphhh", "00ehhhe",
        "00uhugg", "00djf11", "00mpggg", "00ege1u", "88s8896", "00hhhjd", "00hhha4", "00hhlla",
        "00ha4ah", "00hhf1e", "00v248v", "2448442", "4444444", "8442448", "008l200",
    ]

    private static let more: [(sign: Unicode.Scalar, rows: String)] = [
        ("\u{A0}", "0000000"), ("¡", "4044444"), ("¿", "4048ghe"), ("£", "698s88v"), ("€", "78u8u87"),
        ("¥", "ha4v4v4"), ("¢", "4fkkkf4"), ("°", "ciic000"), ("·", "0004000"), ("ß", "eihmhhm"),
        ("æ", "00q5fkf"), ("Æ", "fkkukkn"), ("ø", "01ejlpe"), ("Ø", "fhjlphu"), ("ñ", "d0mphhh"),
        ("Ñ", "d0hpljh"), ("º", "ehhe0v0"), ("ª", "e1fhf0v"), ("«", "059i950"), ("»", "0i949i0"),
        ("─", "000v000"), ("│", "4444444"), ("█", "vvvvvvv"), ("–", "000v000"), ("—", "000v000"),
        ("’", "4480000"), ("‘", "8440000"), ("“", "aaa0000"), ("”", "aaa0000"), ("•", "00eee00"),
    ]

    /// Pairs of marked letter and letter, by the mark's two rows.
    private static let marks: [(rows: String, isBelow: Bool, letters: [Unicode.Scalar])] = [
        ("24", false, Array("áaéeíióoúuýyÁAÉEÍIÓOÚUÝYćcńnśsźzĆCŃNŚSŹZ".unicodeScalars)),
        ("84", false, Array("àaèeìiòoùuÀAÈEÌIÒOÙU".unicodeScalars)),
        ("4a", false, Array("âaêeîiôoûuÂAÊEÎIÔOÛU".unicodeScalars)),
        ("0a", false, Array("äaëeïiöoüuÿyÄAËEÏIÖOÜUŸY".unicodeScalars)),
        ("9m", false, Array("ãaõoÃAÕO".unicodeScalars)),
        ("a4", false, Array("čcďděeňnřršsžzČCĎDĚEŇNŘRŠSŽZ".unicodeScalars)),
        ("4a", false, Array("åaůuÅAŮU".unicodeScalars)),
        ("48", true, Array("çcşsţtÇCŞSŢT".unicodeScalars)),
        ("42", true, Array("ąaęeĄAĘE".unicodeScalars)),
    ]
}
