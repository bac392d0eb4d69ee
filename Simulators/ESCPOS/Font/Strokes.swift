/// Our own receipt letters, drawn as pen strokes on a cell of 12 by 24 dots.
///
/// A stroke is a row of points, two characters each: across `0`-`b`, down `0`-`o` (`a` = 10). `~` before a point makes it
/// the control point of a curve between its neighbours, `/` lifts the pen. Capitals and figures stand between 4 and i,
/// small letters between 9 and i, tails reach m.
enum Strokes {
    /// What to draw for an ASCII or Latin-1 sign without accent.
    static let signs: [(Character, String)] =
        punctuation + figures + capitals + smalls + foreign + cyrillicCapitals

    private static let punctuation: [(Character, String)] = [
        (" ", ""), ("!", "64 6d / 6h 6i"), ("\"", "44 48 / 84 88"),
        ("#", "54 3i / 94 7i / 18 a8 / 1e ae"),
        ("$", "a7 ~a5 75 55 ~25 28 ~2b 5b 7b ~ab ae ~ah 7h 5h ~2h 2f / 62 6k"),
        ("%", "a4 2i / 34 ~14 16 ~18 38 ~58 56 ~54 34 / 9e ~7e 7g ~7i 9i ~bi bg ~be 9e"),
        ("&", "ai 47 ~44 64 ~84 86 ~8a 4c ~2d 2f ~2i 5i ~9i ad"), ("'", "64 68"),
        ("(", "83 ~47 4b ~4f 8j"), (")", "43 ~87 8b ~8f 4j"), ("*", "66 6e / 27 ad / a7 2d"),
        ("+", "66 6g / 2b ab"), (",", "6h 6i 4l"), ("-", "3c 9c"), (".", "6h 6i"), ("/", "a3 2j"),
        (":", "6a 6b / 6h 6i"), (";", "6a 6b / 6h 6i 4l"), ("<", "a5 2b ah"), ("=", "29 a9 / 2e ae"),
        (">", "25 ab 2h"), ("?", "27 ~24 64 ~a4 a7 ~aa 7c ~6d 6e / 6h 6i"),
        ("@", "ah ~9i 6i ~2i 2d 29 ~24 64 ~a4 a8 ad ~af 9f ~8f 8d 89 / 8b ~89 79 ~59 5c ~5f 6f ~8f 8c"),
        ("[", "83 53 5j 8j"), ("\\", "23 aj"), ("]", "43 73 7j 4j"), ("^", "28 64 a8"), ("_", "1l bl"),
        ("`", "54 77"), ("{", "93 ~63 66 68 ~6b 3b ~6b 6e 6g ~6j 9j"), ("|", "62 6k"),
        ("}", "33 ~63 66 68 ~6b 9b ~6b 6e 6g ~6j 3j"), ("~", "2c ~29 4a 8c ~ad aa"),
    ]

    private static let figures: [(Character, String)] = [
        ("0", "39 ~34 64 ~94 99 9d ~9i 6i ~3i 3d 39"), ("1", "37 64 6i / 3i 9i"),
        ("2", "28 ~24 64 ~a4 a8 ~aa 8c 2i ai"), ("3", "27 ~24 64 ~a4 a7 ~aa 6a ~aa ae ~ai 6i ~2i 2f"),
        ("4", "8i 84 2e ae"), ("5", "a4 34 2b ~39 69 ~a9 ad ~ai 6i ~2i 2f"),
        ("6", "a6 ~94 64 ~24 29 2e ~2i 6i ~ai ae ~aa 6a ~2a 2e"), ("7", "24 a4 ~5b 5i"),
        ("8", "6a ~2a 27 ~24 64 ~a4 a7 ~aa 6a ~aa ae ~ai 6i ~2i 2e ~2a 6a"),
        ("9", "2g ~3i 6i ~ai ad a8 ~a4 64 ~24 28 ~2c 6c ~ac a8"),
    ]

    private static let capitals: [(Character, String)] = [
        ("A", "2i 64 ai / 3e 9e"), ("B", "2i 24 64 ~94 97 ~9a 6a 2a / 6a ~aa ae ~ai 6i 2i"),
        ("C", "a7 ~a4 64 ~24 29 2d ~2i 6i ~ai af"), ("D", "24 2i 5i ~ai ad a9 ~a4 54 24"),
        ("E", "a4 24 2i ai / 2b 8b"), ("F", "a4 24 2i / 2b 8b"),
        ("G", "a7 ~a4 64 ~24 29 2d ~2i 6i ~ai ae ac 6c"), ("H", "24 2i / a4 ai / 2b ab"),
        ("I", "64 6i / 34 94 / 3i 9i"), ("J", "54 94 9e ~9i 5i ~2i 2f"), ("K", "24 2i / a4 2d / 5a ai"),
        ("L", "24 2i ai"), ("M", "2i 24 6c a4 ai"), ("N", "2i 24 ai a4"),
        ("O", "2a ~24 64 ~a4 aa ac ~ai 6i ~2i 2c 2a"), ("P", "2i 24 64 ~a4 a8 ~ac 6c 2c"),
        ("Q", "2a ~24 64 ~a4 aa ac ~ai 6i ~2i 2c 2a / 7e bk"), ("R", "2i 24 64 ~a4 a8 ~ab 6b 2b / 6b ai"),
        ("S", "a7 ~a4 64 ~24 27 ~2a 6b ~ac af ~ai 6i ~2i 2f"), ("T", "24 a4 / 64 6i"),
        ("U", "24 2e ~2i 6i ~ai ae a4"), ("V", "24 6i a4"), ("W", "24 4i 69 8i a4"), ("X", "24 ai / a4 2i"),
        ("Y", "24 6b a4 / 6b 6i"), ("Z", "24 a4 2i ai"),
    ]

    private static let smalls: [(Character, String)] = [
        ("a", "3a ~49 69 ~a9 ac ai / ad 6d ~2d 2f ~2i 5i ~9i ag"), ("b", "24 2i / 2c ~29 69 ~a9 ad ae ~ai 6i ~2i 2f"),
        ("c", "ab ~99 69 ~29 2d 2e ~2i 6i ~9i ag"), ("d", "a4 ai / ac ~a9 69 ~29 2d 2e ~2i 6i ~ai af"),
        ("e", "2d ad ac ~a9 69 ~29 2d 2e ~2i 6i ~8i ag"), ("f", "a4 84 ~54 57 5i / 29 99"),
        ("g", "a9 aj ~am 6m ~4m 2l / ac ~a9 69 ~29 2d ~2h 6h ~ah ae"), ("h", "24 2i / 2c ~29 69 ~a9 ac ai"),
        ("i", "39 69 6i / 3i 9i / 64 65"), ("j", "49 89 8j ~8m 5m ~3m 2l / 84 85"), ("k", "24 2i / 99 2f / 5d ai"),
        ("l", "34 64 6i / 3i 9i"), ("m", "29 2i / 2b ~29 49 ~69 6c 6i / 6c ~69 89 ~a9 ac ai"),
        ("n", "29 2i / 2c ~29 69 ~a9 ac ai"), ("o", "2d ~29 69 ~a9 ad ae ~ai 6i ~2i 2e 2d"),
        ("p", "29 2m / 2c ~29 69 ~a9 ad ae ~ai 6i ~2i 2f"), ("q", "a9 am / ac ~a9 69 ~29 2d 2e ~2i 6i ~ai af"),
        ("r", "39 3i / 3d ~39 79 ~a9 ab"), ("s", "ab ~99 69 ~29 2b ~2d 6d ~ae ag ~ai 6i ~3i 2g"),
        ("t", "54 5f ~5i 8i ~9i ah / 29 99"), ("u", "29 2f ~2i 6i ~ai af / a9 ai"), ("v", "29 6i a9"),
        ("w", "29 4i 6b 8i a9"), ("x", "29 ai / a9 2i"), ("y", "29 6i / a9 5l ~4m 2m"), ("z", "29 a9 2i ai"),
    ]

    private static let foreign: [(Character, String)] = [
        ("ı", "39 69 6i / 3i 9i"), ("¡", "69 6a / 6e 6n"), ("¿", "69 6a / 6d 6e ~5g 3h ~2i 2k ~2n 6n ~an ak"),
        ("¢", "aa ~a8 68 ~28 2c ~2g 6g ~ag ae / 64 6k"), ("£", "a6 ~94 74 ~44 47 4e ~4h 2i ai / 2c 8c"),
        ("¥", "24 6b a4 / 6b 6i / 3c 9c / 3f 9f"), ("€", "a6 ~94 74 ~34 39 3d ~3i 7i ~9i ag / 19 79 / 1d 7d"),
        ("¤", "49 89 8e 4e 49 / 49 27 / 89 a7 / 8e ag / 4e 2g"), ("₧", "2i 24 54 ~94 98 ~9c 5c 2c / 9a 9i / 79 b9"),
        ("§", "95 ~94 64 ~34 36 ~38 6b ~9d 9g ~9i 6i ~3i 3h / 6b ~38 3b ~3d 6f / 69 ~9b 9d ~9f 6f"),
        ("°", "64 ~34 36 ~39 69 ~99 96 ~94 64"), ("ª", "44 ~84 87 8b / 88 ~48 49 ~4b 8b / 4e 8e"),
        ("º", "64 ~44 47 ~4b 6b ~8b 87 ~84 64 / 4e 8e"), ("«", "69 2d 6h / a9 6d ah"), ("»", "29 6d 2h / 69 ad 6h"),
        ("·", "6b 6c"), ("•", "5b 7b 7d 5d 5b 6c"), ("±", "65 6d / 29 a9 / 2h ah"), ("×", "38 9g / 98 3g"),
        ("÷", "2c ac / 67 68 / 6g 6h"), ("µ", "29 2m / 2f ~2i 6i ~ai af / a9 ai"), ("¬", "2b ab af"),
        ("¦", "62 69 / 6d 6k"), ("¶", "94 9k / 64 6k / 94 64 ~24 28 ~2c 6c"), ("¨", "44 45 / 84 85"),
        ("´", "84 57"), ("¯", "34 94"), ("¸", "6i ~8k 6m 4m"), ("ß", "2i 27 ~24 64 ~a4 a7 ~aa 6a ~ab ae ~ai 6i 5i"),
        ("Æ", "b4 64 1i / 64 6i bi / 3d 9d"),
        ("æ", "29 ~69 6c 6i ~6e 3e ~1e 1g ~1i 3i ~6i 6g / 6c ~69 89 ~b9 bd 6d / 6f ~6i 9i bh"),
        ("Ø", "29 ~24 64 ~a4 a9 ad ~ai 6i ~2i 2d 29 / a4 2i"), ("ø", "2d ~29 69 ~a9 ad ae ~ai 6i ~2i 2e 2d / a9 2i"),
        ("Œ", "b4 54 ~14 19 1d ~1i 5i bi / 64 6i / 6b ab"),
        ("œ", "6d ~69 39 ~19 1d ~1i 3i ~6i 6e / 6d ~69 89 ~b9 bd 6d / 6e ~6i 9i bh"),
        ("Ð", "24 2i 5i ~ai ad a9 ~a4 54 24 / 0b 6b"), ("Þ", "24 2i / 28 68 ~a8 ab ~af 6f 2f"),
        ("þ", "24 2m / 2c ~29 69 ~a9 ad ae ~ai 6i ~2i 2f"), ("ð", "a9 ae ~ai 6i ~2i 2e ~29 69 ~99 ac / 44 a9 / 97 57"),
        ("Ł", "44 4i ai / 2d 89"), ("ł", "34 64 6i / 3i 9i / 3d 99"), ("–", "1c bc"), ("—", "0c cc"),
        ("‘", "84 57 58"), ("’", "64 67 49"), ("“", "54 36 38 / 94 76 78"), ("”", "44 47 29 / 84 87 69"),
        ("…", "2h 2i / 6h 6i / ah ai"), ("©", "2a ~26 66 ~a6 aa ac ~ag 6g ~2g 2c 2a / 89 59 5d 8d"),
        ("®", "2a ~26 66 ~a6 aa ac ~ag 6g ~2g 2c 2a / 5e 58 78 8a 5b / 6b 8e"),
        ("½", "34 38 / a3 2j / 8c ac ae 8j aj"), ("¼", "34 38 / a3 2j / 9j 9c 6h ah"), ("²", "44 84 86 4a 8a"),
        ("³", "44 84 57 87 8a 4a"), ("¹", "46 64 6a"), ("₩", "24 4i 69 8i a4 / 1a ba"),
    ]

    /// Letters that Russian has and Latin has not; the others are drawn by their Latin twins.
    private static let cyrillicCapitals: [(Character, String)] = [
        ("Б", "94 24 2i 6i ~ai ae ~aa 6a 2a"), ("Г", "2i 24 a4"), ("Д", "1l 1i bi bl / 3i 54 94 9i"),
        ("Ж", "64 6i / 14 6b 1i / b4 6b bi"), ("З", "27 ~24 64 ~a4 a7 ~aa 6a ~aa ae ~ai 6i ~2i 2f / 4a 6a"),
        ("И", "24 2i a4 ai"), ("Л", "1i ~3i 3e 54 a4 ai"), ("П", "2i 24 a4 ai"), ("У", "24 6c / a4 5h ~4i 2i"),
        ("Ф", "64 6i / 66 ~16 1a ~1f 6f ~bf ba ~b6 66"), ("Ц", "24 2i bi bl / 94 9i"), ("Ч", "24 29 ~2c 6c ac / a4 ai"),
        ("Ш", "14 1i bi b4 / 64 6i"), ("Щ", "14 1i bi bl / 64 6i / a4 ai"), ("Ъ", "14 44 4i 7i ~bi be ~ba 7a 4a"),
        ("Ы", "14 1i 4i ~8i 8e ~8a 4a 1a / b4 bi"), ("Ь", "24 2i 6i ~ai ae ~aa 6a 2a"),
        ("Э", "27 ~24 64 ~a4 a9 ad ~ai 6i ~2i 2f / 5b ab"),
        ("Ю", "14 1i / 1b 4b / 49 ~44 74 ~b4 b9 bd ~bi 7i ~4i 4d 49"),
        ("Я", "ai a4 64 ~24 28 ~2b 6b ab / 6b 2i"),
    ]
}
