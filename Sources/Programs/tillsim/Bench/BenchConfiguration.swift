import BenchKit
import EBDSSimulator
import ESCPOSSimulator

/// What stands on the bench, and for whom.
struct BenchConfiguration: Hashable, Sendable {
    /// The practice office, as the page names it.
    var office = "NORTH"
    /// The kiosk whose devices these are.
    var kiosk = "K-07"
    /// Where the service answers; the page asks it what it believes. Empty: nobody is asked.
    var service = "http://127.0.0.1:8080"
    /// What the validator speaks.
    var wire = ValidatorWire.ebds
    /// The note validator with its cash unit, in the words of the first wire; the others take over what they share.
    var validator = Self.practiceValidator
    /// What the receipt printer is.
    var printerKind = PrinterKind.escpos
    /// The receipt printer, in the words of the first make; the others take over what they share.
    var printer = Self.practicePrinter
    /// Cash drawers at the printer's connectors, none to two.
    var drawers = 1
    /// A board with drawers of its own.
    var drawerBoard: BoardKind?
    /// The check scanner, if there is one.
    var checkScanner: CheckScannerKind?
    /// The scanner of bills and stubs, if there is one.
    var scanner: ScannerKind?
    /// Wires that are network plugs.
    var networked: Set<Wire> = []
    /// Decides who the made-up customers with checks are.
    var seed: UInt64 = 1
    /// How long all power stays away.
    var outage: Duration = .seconds(3)
    /// Paper that the lever "near the end" leaves on the roll.
    var nearEndLeavesMillimetres = 2_500
    /// From the first movement of a note until an armed jam catches it; shorter than every motion of the validator.
    var jamAfter: Duration = .milliseconds(300)

    /// Cash unit C-8841 for 1,000 notes; what is given back hangs in the mouth until somebody takes it.
    static var practiceValidator: EBDSConfiguration {
        var configuration = EBDSConfiguration()
        configuration.cashUnit = "C-8841"
        configuration.cashUnitCapacity = 1_000
        configuration.customerTakesAfter = nil
        return configuration
    }

    /// A TM-T88V at a line without flow control: what it cannot take yet waits in the cable.
    static var practicePrinter: ESCPOSConfiguration {
        var configuration = ESCPOSConfiguration(model: .tmT88V)
        configuration.link = .waiting
        return configuration
    }

    /// The notes that exist, in minor units.
    var faces: [Int64] {
        validator.noteTable.compactMap { $0.minorUnits(digits: validator.minorDigits) }
    }
}
