import Receipts

extension PrinterModel {
    /// Numbers of ESC t on Epson models.
    ///
    /// - Source: shared dossier `receipt-printers.md` 2.1 (Epson page list).
    public static let epsonPages: [Page] = [
        Page(0, .pc437), Page(19, .pc858), Page(16, .wpc1252), Page(2, .pc850), Page(40, .iso8859x15),
        Page(18, .pc852), Page(17, .pc866), Page(3, .pc860), Page(4, .pc863), Page(5, .pc865), Page(45, .wpc1250),
    ]

    /// Numbers of ESC GS t on Star models.
    ///
    /// - Source: shared dossier `receipt-printers.md` 4.1 (code page row).
    public static let starPages: [Page] = [
        Page(1, .pc437), Page(4, .pc858), Page(32, .wpc1252), Page(5, .pc852), Page(10, .pc866), Page(6, .pc860),
        Page(8, .pc863), Page(9, .pc865), Page(33, .wpc1250),
    ]

    /// The numbers that clones of Epson printers agree on.
    ///
    /// - Source: shared dossier `receipt-printers.md` 2.1 ("the mapping is per model and clones differ").
    public static let clonePages: [Page] = [
        Page(0, .pc437), Page(19, .pc858), Page(16, .wpc1252), Page(2, .pc850), Page(18, .pc852), Page(17, .pc866),
    ]

    /// Every model that ships, those of one wire together.
    public static let all: [PrinterModel] = star

    /// Star, in Line Mode or StarPRNT. The raster-only models (TSP100) are not among them: they print no text.
    ///
    /// - Source: shared dossier `receipt-printers.md` 2.5 (dots by width of paper), 4.1, 6.1 (model names).
    static let star: [PrinterModel] = [
        PrinterModel(
            key: "star-tsp650", name: "Star TSP650II class", wire: .starLine, pages: starPages,
            origin: "dossier 2.5, 4; 576 dots of 12 and 9: 48 and 64 columns"),
        PrinterModel(
            key: "star-tsp800", name: "Star TSP800II class", wire: .starLine, paperMillimetres: 112, dots: 832,
            columnsA: 69, columnsB: 92, pages: starPages, origin: "dossier 2.5 (112 mm, [M]), 4"),
        PrinterModel(
            key: "star-sp700", name: "Star SP700 class (impact)", wire: .starLine, paperMillimetres: 76,
            dotsPerInch: 72, dots: 400, columnsA: 42, columnsB: 42, pages: starPages, images: .none, drawsQR: false,
            drawsBarcodes: false, origin: "dossier 0 (dot impact specification), 6.1; columns [M]"),
        PrinterModel(
            key: "star-mcprint3", name: "Star mC-Print3 class", wire: .starPRNT, pages: starPages,
            origin: "dossier 2.5, 4.1, 6.1"),
        PrinterModel(
            key: "star-mcprint2", name: "Star mC-Print2 class", wire: .starPRNT, paperMillimetres: 58, dots: 384,
            columnsA: 32, columnsB: 42, pages: starPages, origin: "dossier 2.5, 4.1, 6.1"),
        PrinterModel(
            key: "star-mpop", name: "Star mPOP", wire: .starPRNT, paperMillimetres: 58, dots: 384, columnsA: 32,
            columnsB: 42, pages: starPages, tellsNearEnd: false, origin: "dossier 2.5, 4.1, 6.1; no near-end sensor [M]"
        ),
    ]
}
