/// Letters made of a base letter and a mark, and signs that share the drawing of another.
enum Accents {
    /// A mark's strokes over a small letter (rows 3 to 7), or below a letter.
    static let marks: [(name: String, strokes: String, below: Bool)] = [
        ("grave", "43 76", false), ("acute", "83 56", false), ("circumflex", "37 64 97", false),
        ("diaeresis", "44 45 / 84 85", false), ("tilde", "26 ~24 44 86 ~a6 a4", false), ("caron", "34 67 94", false),
        ("ring", "63 ~43 45 ~47 67 ~87 85 ~83 63", false), ("breve", "34 ~37 67 ~97 94", false),
        ("macron", "35 95", false), ("dot", "64 65", false), ("double acute", "53 36 / 93 76", false),
        ("cedilla", "6i ~9k 6m 4m", true), ("ogonek", "8i ~5k 7m 9m", true),
    ]

    /// Pairs of accented letter and base letter, by mark.
    static let pairs: [(mark: String, letters: String)] = [
        ("grave", "àaèeìıòoùuÀAÈEÌIÒOÙU"), ("acute", "áaéeíıóoúuýyÁAÉEÍIÓOÚUÝYćcńnśsźzŕrĺlĆCŃNŚSŹZŔRĹL"),
        ("circumflex", "âaêeîıôoûuÂAÊEÎIÔOÛU"), ("diaeresis", "äaëeïıöoüuÿyÄAËEÏIÖOÜUŸYёеЁЕ"),
        ("tilde", "ãañnõoÃAÑNÕO"), ("caron", "čcďděeňnřršsťtžzČCĎDĚEŇNŘRŠSŤTŽZ"), ("ring", "åaůuÅAŮU"),
        ("breve", "ăağgйиĂAĞGЙИ"), ("macron", "āaēeīıūuĀAĒEĪIŪU"), ("dot", "żzŻZİIėeĖE"),
        ("double acute", "őoűuŐOŰU"), ("cedilla", "çcşsţtÇCŞSŢT"), ("ogonek", "ąaęeįiųuĄAĘEĮIŲU"),
    ]

    /// Pairs of sign and the sign whose drawing it borrows.
    static let twins = "\u{A0} \u{AD}-№NАAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcуyхx‚,‹<›>‰%ˆ^˜~⁄/"

    /// Russian small letters that are small capitals.
    static let smallCapitals = "бБвBгГдДжЖзЗиИкKлЛмMнHпПтTфФцЦчЧшШщЩъЪыЫьЬэЭюЮяЯ"
}
