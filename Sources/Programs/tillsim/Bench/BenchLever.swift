/// The two devices that have a wire of their own; the drawer hangs on the printer.
enum Wire: String, Hashable, Sendable, CaseIterable {
    case validator, printer
}

/// Something that is true or not for each wire.
struct PerWire: Hashable, Sendable {
    var validator: Bool
    var printer: Bool

    subscript(wire: Wire) -> Bool {
        get {
            switch wire {
            case .validator: validator
            case .printer: printer
            }
        }
        set {
            switch wire {
            case .validator: validator = newValue
            case .printer: printer = newValue
            }
        }
    }
}

/// What a person at the bench can do, as the page calls it.
enum BenchLever: Hashable, Sendable {
    case cable(Wire, on: Bool)
    case power(Wire, on: Bool)
    case validator(ValidatorLever)
    case printer(PrinterLever)
    case drawer(BenchDrawerLever)
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
}

/// Hands at the cash drawer.
enum BenchDrawerLever: Hashable, Sendable {
    case pushShut, openByHand
    case lock(Bool)
}
