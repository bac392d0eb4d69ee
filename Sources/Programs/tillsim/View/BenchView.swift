/// Everything the page shows, as it goes over HTTP. `nil` is written as `null`.
struct BenchView: Encodable, Hashable, Sendable {
    var office: String
    var kiosk: String
    var service: String
    var validator: ValidatorView
    var printer: PrinterView
    /// In the order of the page.
    var drawers: [DrawerView]
    var board: BoardView?
    var checkScanner: CheckScannerView?
    var scanner: BillScannerView?
    var log: [LogLine]

    private enum Key: String, CodingKey { case office, kiosk, service, devices, log }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(office, forKey: .office)
        try container.encode(kiosk, forKey: .kiosk)
        try container.encode(service, forKey: .service)
        var devices = container.nestedUnkeyedContainer(forKey: .devices)
        try devices.encode(validator)
        try devices.encode(printer)
        for drawer in drawers { try devices.encode(drawer) }
        if let board { try devices.encode(board) }
        if let checkScanner { try devices.encode(checkScanner) }
        if let scanner { try devices.encode(scanner) }
        try container.encode(log, forKey: .log)
    }
}

/// The state of the validator's mouth, as the page draws it.
enum Mouth: String, Encodable, Hashable, Sendable {
    case open, shut, taking, returning, jammed, full, off
}

/// The note validator.
struct ValidatorView: Encodable, Hashable, Sendable {
    let id = "validator"
    let kind = "billAcceptor"
    let label = "Note validator"
    let port = "serial"
    /// The cable is in.
    var link: Bool
    var power: Bool
    var mouth: Mouth
    var mouthText: String
    var box: BoxView
    /// A note is stuck, or the next one will be.
    var jam: Bool
    var full: Bool
    var lastNotice: String
}

/// The cash unit in the validator; without one all is `null` but `present`.
struct BoxView: Encodable, Hashable, Sendable {
    var serial: String?
    var notes: Int?
    var capacity: Int?
    /// Genuine money in it.
    var value: MoneyView?
    var present: Bool

    private enum Key: String, CodingKey { case serial, notes, capacity, value, present }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(serial, forKey: .serial)
        try container.encode(notes, forKey: .notes)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(value, forKey: .value)
        try container.encode(present, forKey: .present)
    }
}

/// A sum.
struct MoneyView: Encodable, Hashable, Sendable {
    var minorUnits: Int64
    var currency: String
}

/// The receipt printer.
struct PrinterView: Encodable, Hashable, Sendable {
    let id = "printer"
    let kind = "posPrinter"
    let label = "Receipt printer"
    /// Maker and type.
    var model: String
    /// `serial` or `network`.
    var port: String
    /// The cable is in.
    var link: Bool
    var power: Bool
    var paperMillimetres: Int
    var paperPercent: Int
    var paper: Bool
    /// `open` or `shut`.
    var cover: String
    var cutterJam: Bool
    /// What the presenter does: `none` where there is none, else `empty`, `holds`, `jammed`.
    var presenter: String
    /// Something is in the presenter's way.
    var blocked: Bool
    var pieces: Int
    /// The last piece as lines.
    var text: String
}

/// A cash drawer.
struct DrawerView: Encodable, Hashable, Sendable {
    var id = "drawer"
    let kind = "cashDrawer"
    var label = "Cash drawer D-1"
    /// What it hangs on.
    var at = "at the printer"
    /// `open` or `shut`.
    var position: String
    var locked: Bool
}

/// The board that has drawers of its own.
struct BoardView: Encodable, Hashable, Sendable {
    let id = "drawer-board"
    let kind = "drawerBoard"
    let label = "Drawer board"
    var model: String
    var port: String
    var link: Bool
    var power: Bool
}

/// One line of the log; `out` is from the host to the device.
struct LogLine: Encodable, Hashable, Sendable {
    var time: String
    var direction: String
    var device: String
    var text: String
}
