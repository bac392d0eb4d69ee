/// What a check scanner does, as the page draws it.
enum CheckMouth: String, Encodable, Hashable, Sendable {
    /// The light is on: put a check in.
    case lit
    /// Nobody has asked for a check.
    case dark
    /// A check is in the mouth, moves or is held inside.
    case taking
    /// A check lies in the exit.
    case out
    case jammed, cover, off
}

/// The check scanner.
struct CheckScannerView: Encodable, Hashable, Sendable {
    let id = "check-scanner"
    let kind = "checkScanner"
    let label = "Check scanner"
    /// Maker and type.
    var model: String
    /// `serial` or `network`.
    var port: String
    /// The cable is in.
    var link: Bool
    var power: Bool
    var mouth: CheckMouth
    var mouthText: String
    /// It takes pictures and prints on the check; else it reads the line and nothing more.
    var cameras: Bool
    /// `open` or `shut`.
    var cover: String
    /// A check is stuck, or the next one will be.
    var jam: Bool
    var inkOut: Bool
    /// The check that was put in last, or nothing.
    var check: CheckView?
    var lastNotice: String
}

/// One check as it lies before somebody.
struct CheckView: Encodable, Hashable, Sendable {
    /// Counts from 1; `v1/bench/check.png?check=` takes it.
    var id: Int
    var from: String
    var number: Int
    var amount: MoneyView
    /// What is wrong with it, in words; empty: nothing.
    var flaw: String
    /// Lines that the scanner printed on its back.
    var endorsed: [String]
    /// It has been past the cameras of this scanner.
    var seen: Bool
}

/// The scanner of bills and stubs.
struct BillScannerView: Encodable, Hashable, Sendable {
    let id = "scanner"
    let kind = "scanner"
    let label = "Bill scanner"
    var port: String
    /// The cable is in.
    var link: Bool
    var power: Bool
    /// The next read breaks off.
    var torn: Bool
    var bills: [BillView]
    var lastNotice: String
}

/// A practice bill that lies beside the scanner.
struct BillView: Encodable, Hashable, Sendable {
    var account: String
    var amount: MoneyView
    var due: String
}
