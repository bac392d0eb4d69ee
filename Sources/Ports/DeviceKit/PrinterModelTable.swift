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
    public static let all: [PrinterModel] = escpos + kiosk + star

    /// Epson and its clones.
    ///
    /// - Source: shared dossier `receipt-printers.md` 2.1, 2.5 (dots, [C DB]), 8 (clones); the fields' meaning as in the
    ///   open database of receipt printers that the dossier cites (DB).
    static let escpos: [PrinterModel] = [
        PrinterModel(
            key: "tm-t88v", name: "TM-T88V class, 512 dots", wire: .escpos, dotsPerInch: 180, dots: 512, columnsA: 42,
            columnsB: 56, pages: epsonPages, images: .kept, origin: "dossier 2.5 (512: T88, 180 dpi, 80 mm)"),
        PrinterModel(
            key: "tm-t88-576", name: "TM-T88 class, 576 dots", wire: .escpos, pages: epsonPages, images: .kept,
            origin: "dossier 2.5 (576: 203 dpi, 80 mm)"),
        PrinterModel(
            key: "tm-t20", name: "TM-T20 class", wire: .escpos, pages: epsonPages, images: .kept,
            origin: "dossier 2.5 (576: 203 dpi, 80 mm)"),
        PrinterModel(
            key: "generic-58", name: "58 mm generic", wire: .escpos, paperMillimetres: 58, dots: 384, columnsA: 32,
            columnsB: 42, pages: clonePages, cutter: .tearBar(lines: 4), drawsQR: false, drawers: 1,
            tellsNearEnd: false, origin: "dossier 2.1, 2.5 (384), 8 (clone mode)"),
    ]

    /// Kiosk printers with a presenter.
    ///
    /// - Source: shared dossier `receipt-printers.md` 5.1, 5.6. Dots by the width of the paper (2.5): the makers' heads
    ///   are wider, and nothing wider than the area is ever sent.
    static let kiosk: [PrinterModel] = [
        PrinterModel(
            key: "custom-kpm", name: "CUSTOM KPM class, 80 mm, presenter", wire: .escpos, pages: epsonPages,
            cutter: .full, images: .raster, drawsQR: false, drawers: 0, presenter: .retracts,
            origin: "dossier 5.1 (KPM210: GS e 2 retracts); QR and cutter [M]"),
        PrinterModel(
            key: "custom-tptcm", name: "CUSTOM TPTCM class, 112 mm, presenter", wire: .escpos, paperMillimetres: 112,
            dots: 832, columnsA: 69, columnsB: 92, pages: epsonPages, cutter: .full, images: .raster, drawsQR: false,
            drawers: 0, presenter: .catches, origin: "dossier 5.1 (TPTCM112: GS e 4 catches), 2.5 (832, [M])"),
    ]

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
