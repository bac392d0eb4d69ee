import BenchKit

/// What a person at the bench can do, as the page calls it.
enum BenchLever: Hashable, Sendable {
    case cable(Wire, on: Bool)
    case power(Wire, on: Bool)
    case validator(ValidatorLever)
    case printer(PrinterLever)
    case drawer(DrawerPlace, BenchDrawerLever)
    case checkScanner(CheckLever)
    case scanner(BillLever)
    /// Everything goes dark and comes back after `BenchConfiguration.outage`.
    case cutAllPower
}

/// Hands at the note validator. Values are in minor units.
enum ValidatorLever: Hashable, Sendable {
    case insertNote(Int64)
    case insertForged(Int64)
    case insertOnString(Int64)
    /// The customer pulls at the string of the last note that has one.
    case pullString
    /// The customer takes what hangs in the mouth.
    case takeNote
    /// What moves now jams; if nothing does, the next note that moves.
    case jam
    case clearJam
    case full(Bool)
    case boxOut
    case boxIn(serial: String)
    /// While on, no note gets into the box: it comes back.
    case failStacking(Bool)
}

/// Hands at the receipt printer.
enum PrinterLever: Hashable, Sendable {
    /// A new roll in, or the roll out.
    case paper(Bool)
    case nearEnd
    case cover(open: Bool)
    case tearOff
    case cutterJam(Bool)
    /// The customer takes what the presenter holds out.
    case takeReceipt
    /// Something is in the presenter's way.
    case block(Bool)
}

/// Where a cash drawer hangs.
enum DrawerPlace: String, Hashable, Sendable, CaseIterable {
    /// At the printer's first connector.
    case first = "drawer"
    /// At the printer's second connector.
    case second = "second-drawer"
    /// At the drawer board.
    case boardFirst = "board-drawer"
    /// At the drawer board that has two.
    case boardSecond = "second-board-drawer"
}

/// Hands at the check scanner.
enum CheckLever: Hashable, Sendable {
    /// A check of another made-up customer goes into the mouth.
    case putIn(CheckFlaw)
    /// What lies in the mouth or the exit is taken.
    case take
    /// The next check that moves gets stuck; a stuck one is pulled out of the open path.
    case jam, clearJam
    case cover(open: Bool)
    /// The printers inside have no ink.
    case inkOut(Bool)
}

/// What is wrong with a check before anybody scans it.
enum CheckFlaw: String, Hashable, Sendable, CaseIterable {
    case none
    /// A copy, or upside down: the line has no magnetic ink.
    case noInk
    /// Three characters of the line are torn.
    case torn
    /// Two checks stick together.
    case two
}

/// Hands at the scanner of bills and stubs.
enum BillLever: Hashable, Sendable {
    /// The barcode of the practice bill with this account.
    case barcode(account: String)
    /// The scan line of its stub.
    case stub(account: String)
    /// The barcode of something that is no bill.
    case other
    /// The next read breaks off in the middle.
    case tear
}
