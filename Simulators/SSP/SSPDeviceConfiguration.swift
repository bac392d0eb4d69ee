/// How long the unit's motions take.
public struct SSPTiming: Hashable, Sendable {
    /// Mouth to escrow, reading included.
    public var accept: Duration = .seconds(1)
    /// Escrow to box.
    public var stack: Duration = .milliseconds(700)
    /// From the begin of that motion to the point of no return, where EE is told; less than `stack`.
    public var credit: Duration = .milliseconds(400)
    /// Escrow or path back to the mouth.
    public var giveBack: Duration = .milliseconds(500)
    /// From the accepting poll to the first movement; a power cut in it forgets the order.
    public var stackLag: Duration = .zero
    /// From power to readiness, "initialising" all the while.
    public var startUp: Duration = .seconds(2)
    /// From the box to the counter's memory (reading `mayLoseLastStep`).
    public var counterWrite: Duration = .milliseconds(50)
    /// A frame in the making is forgotten after such a gap.
    public var interByte: Duration = .milliseconds(100)

    /// Times as the dossier names them, or plausible ones.
    public init() {}
}

/// One channel of the note data set.
public struct SSPChannel: Hashable, Sendable {
    /// Three letters.
    public let currency: String
    /// Value of the note, in minor units; a whole number of hundreds.
    public let minorUnits: Int64

    /// A channel for such a note.
    public init(_ currency: String, _ minorUnits: Int64) { (self.currency, self.minorUnits) = (currency, minorUnits) }

    /// One to a hundred dollars.
    public static let unitedStates = [100, 200, 500, 1000, 2000, 5000, 10000].map { SSPChannel("USD", $0) }
}

/// What a particular unit is: nameplate, channels, keys, timing, readings.
public struct SSPDeviceConfiguration: Hashable, Sendable {
    /// Where it answers.
    public var address: UInt8 = 0
    /// 0C.
    public var serialNumber: UInt32 = 1_873_452
    /// 05, four characters.
    public var firmware = "0411"
    /// 20.
    public var firmwareText = "NV02004110000"
    /// 21.
    public var datasetText = "USD01A05"
    /// The first is channel 1.
    public var channels = SSPChannel.unitedStates
    /// The newest layout of replies it knows; it starts with 5.
    public var highestProtocol: UInt8 = 7
    /// Low half of the key.
    public var fixedKey: UInt64 = 0x0123_4567_0123_4567
    /// The unit's secret in the first key exchange; one more in each that follows.
    public var keySecret: UInt64 = 67_890
    /// The unit in place at the start, by its serial number.
    public var cashUnit: String? = "CU-1"
    /// Notes after which the cash unit reports full; `nil`: only by lever.
    public var cashUnitCapacity: Int?
    /// How long a returned note hangs in the mouth until the customer takes it; `nil`: only by lever.
    public var customerTakesAfter: Duration? = .zero
    /// False: the unit starts without power.
    public var isPowered = true
    /// How long its motions take.
    public var timing = SSPTiming()
    /// Which of the papers' readings it follows.
    public var readings = SSPReadings()

    /// A validator for United States notes, with power and an empty cash unit.
    public init() {}

    /// Channel, from 1, of a note of this value.
    func channel(of minorUnits: Int64) -> UInt8? {
        channels.firstIndex { $0.minorUnits == minorUnits }.map { UInt8(truncatingIfNeeded: $0 + 1) }
    }
}
