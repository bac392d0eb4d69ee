/// The places on the bench that have a wire of their own; drawers at the printer hang on the printer's.
package enum Wire: String, Hashable, Sendable, CaseIterable {
    case validator
    case printer
    /// A board with drawers of its own.
    case drawerBoard = "drawer-board"
    case checkScanner = "check-scanner"
    /// Of bills and stubs.
    case scanner

    /// Inside a sentence.
    package var name: String {
        switch self {
        case .validator: "validator"
        case .printer: "printer"
        case .drawerBoard: "drawer board"
        case .checkScanner: "check scanner"
        case .scanner: "bill scanner"
        }
    }
}

/// Something that is true or not for each wire.
package struct PerWire: Hashable, Sendable {
    private var untrue: Set<Wire> = []

    /// True for every wire.
    package init() {}

    package subscript(wire: Wire) -> Bool {
        get { !untrue.contains(wire) }
        set { if newValue { untrue.remove(wire) } else { untrue.insert(wire) } }
    }
}
