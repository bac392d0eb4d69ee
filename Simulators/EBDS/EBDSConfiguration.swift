/// How long the device's motions take.
public struct EBDSTiming: Hashable, Sendable {
    /// Mouth to escrow, reading included.
    public var accept: Duration = .seconds(1)
    /// Escrow to box.
    public var stack: Duration = .milliseconds(700)
    /// Escrow or path back to the mouth.
    public var giveBack: Duration = .milliseconds(500)
    /// From a stack order to the first movement; escrow is still shown, and a power cut forgets the order.
    public var stackLag: Duration = .zero
    /// From power to readiness, "calibrating" all the while.
    public var startUp: Duration = .seconds(1)
    /// Without an answer after a soft reset, before the start-up.
    public var resetSilence: Duration = .seconds(1)
    /// From the box to the counter's memory (reading `mayLoseLastStep`).
    public var counterWrite: Duration = .milliseconds(50)
    /// A frame in the making is forgotten after such a gap.
    public var interByte: Duration = .milliseconds(100)

    /// Times as the dossier names them, or plausible ones.
    public init() {}
}

/// What a particular unit is: nameplate, note table, timing, readings.
public struct EBDSConfiguration: Hashable, Sendable {
    /// Auxiliary 05, at most 20 characters.
    public var serialNumber = "SIM0000001"
    /// Auxiliary 04, at most 20 characters.
    public var acceptorType = "SC8307R"
    /// Auxiliary 06: nine characters, project, check digit and version, as in the four that follow.
    public var bootPartNumber = "286001103"
    /// Auxiliary 07.
    public var applicationPartNumber = "286002116"
    /// Auxiliary 09.
    public var variantPartNumber = "491900213"
    /// Auxiliary 0E.
    public var applicationID = "286002116"
    /// Auxiliary 0F.
    public var variantID = "491900213"
    /// Auxiliary 08, currencies joined with `_`, at most 32 characters.
    public var variantName = "USD"
    /// Auxiliary 00.
    public var softwareCRC: UInt16 = 0x5A17
    /// Auxiliary 0D, six bit bytes; `nil`: not supported, and the status bit says so.
    public var capabilities: [UInt8]? = [0, 0, 0, 0, 0, 0]
    /// Status byte 4.
    public var model: UInt8 = 0x54
    /// Status byte 5.
    public var revision: UInt8 = 0x16
    /// The first seven are the value indexes 1 to 7; more are reachable with extended reporting only.
    public var noteTable = EBDSNoteType.unitedStates
    /// Decimal digits of the currency's minor unit.
    public var minorDigits = 2
    /// The unit in place at the start, by its serial number.
    public var cashUnit: String? = "CU-1"
    /// Notes after which the cash unit reports full; `nil`: only by lever.
    public var cashUnitCapacity: Int?
    /// Notes from which on the reading `cheatedWithStackedMeansNearlyFull` shows.
    public var nearlyFullAt = 0
    /// How long a returned note hangs in the mouth until the customer takes it; `nil`: only by lever.
    public var customerTakesAfter: Duration? = .zero
    /// False: the device starts without power.
    public var isPowered = true
    /// How long its motions take.
    public var timing = EBDSTiming()
    /// Which of the paper's readings it follows.
    public var readings = EBDSReadings()

    /// A series-SC unit for United States notes, with power and an empty cash unit.
    public init() {}

    /// Place in the note table, from 1, of a note of this value.
    func index(of minorUnits: Int64) -> Int? {
        noteTable.firstIndex { $0.minorUnits(digits: minorDigits) == minorUnits }.map { $0 + 1 }
    }
}
