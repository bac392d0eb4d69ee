public import DeviceKit

/// A make of serial drawer board as data: how it is opened, what it tells, what it needs from the line.
///
/// - Source: shared dossier `cash-drawers.md` 5. What a manual leaves open is empty here and has to be set.
public struct APGDrawerModel: Hashable, Sendable {
    /// How an open drawer is known.
    public enum Status: Hashable, Sendable {
        /// No way back.
        case none
        /// A modem line chosen by a switch on the board; `openLevel` where a source says which level is open.
        case modemLine(openLevel: DrawerBoardRules.OpenLevel)
        /// A question for each drawer; one byte answers, with this bit set while it is open.
        case asked(questions: [[UInt8]], openBit: UInt8)
        /// A zero again and again while it is open; silence while it is shut, or its sensor is broken.
        case zeroesWhileOpen
    }

    /// Who made it.
    public let maker: String
    /// As its manual calls it.
    public let name: String
    /// What opens drawer 1, 2 …; an empty list of bytes has to be set in the configuration.
    public let openBytes: [[UInt8]]
    /// What it tells.
    public let status: Status
    /// From the opening of the port to the first pulse: a board that lives on the line charges so long.
    public let warmUp: Duration
    /// From one pulse to the next.
    public let recharge: Duration
    /// DTR and RTS feed the board, or hold its line quiet: they stay high as long as the port is open.
    public let needsLinesHigh: Bool

    init(
        _ maker: String, _ name: String, opens openBytes: [[UInt8]], _ status: Status, warmUp: Duration = .zero,
        recharge: Duration = .zero, needsLinesHigh: Bool = false
    ) {
        (self.maker, self.name, self.openBytes, self.status) = (maker, name, openBytes, status)
        (self.warmUp, self.recharge, self.needsLinesHigh) = (warmUp, recharge, needsLinesHigh)
    }

    /// How all of them are talked to when they leave the factory; the others find the speed by themselves.
    public static let lineSettings = LineSettings(.baud9600)

    /// APG 484A SerialPRO II, as it leaves the factory: one BEL. Lives on the line.
    public static let apg484A = APGDrawerModel(
        "APG", "484A SerialPRO II", opens: [[0x07]], .modemLine(openLevel: .unknown), warmUp: .seconds(12),
        recharge: .seconds(6), needsLinesHigh: true)
    /// APG 212A Smart SerialPRO: one or two characters set by switches (BEL in its manual's example), on a shared line.
    public static let apg212A = APGDrawerModel(
        "APG", "212A Smart SerialPRO", opens: [[0x07]], .modemLine(openLevel: .unknown))
    /// MMF Multi-Serial 226: any one character; a second drawer hangs on the first.
    public static let mmfMultiSerial = APGDrawerModel(
        "MMF", "Multi-Serial 226", opens: [[0x41]], .modemLine(openLevel: .unknown))
    /// MMF ECD232: any two characters.
    public static let mmfECD232 = APGDrawerModel("MMF", "ECD232", opens: [[0x41, 0x41]], .none)
    /// MMF ECD232, models ND: one "A".
    public static let mmfECD232ND = APGDrawerModel("MMF", "ECD232 ND", opens: [[0x41]], .none)
    /// Logic Controls CR3001: BEL when it shares its line, any byte when it does not.
    public static let logicCR3001 = APGDrawerModel("Logic Controls", "CR3001", opens: [[0x07]], .none)
    /// Logic Controls CR3002: any byte; charges between two openings, for how long is not said.
    public static let logicCR3002 = APGDrawerModel(
        "Logic Controls", "CR3002", opens: [[0x41]], .none, recharge: .seconds(6), needsLinesHigh: true)
    /// The drawers of an IBM SurePOS 500.
    public static let ibmSurePOS500 = APGDrawerModel(
        "IBM", "SurePOS 500", opens: [[0x07], [0x1B, 0x07]],
        .asked(questions: [[0x06], [0x1B, 0x06]], openBit: 0x40))
    /// IBM SureOne: only its question is known.
    public static let ibmSureOne = APGDrawerModel(
        "IBM", "SureOne", opens: [[]], .asked(questions: [[0x05]], openBit: 0x80))
    /// ACODE AT10U3: each site sets its own code.
    public static let acodeAT10U3 = APGDrawerModel("ACODE", "AT10U3", opens: [[]], .zeroesWhileOpen)
    /// A board that is known only by its ring line, which is on while the drawer is open.
    public static let modemLineOnly = APGDrawerModel("", "modem line only", opens: [[]], .modemLine(openLevel: .high))

    /// Every model, in the order of the dossier.
    public static let all = [
        apg484A, apg212A, mmfMultiSerial, mmfECD232, mmfECD232ND, logicCR3001, logicCR3002, ibmSurePOS500, ibmSureOne,
        acodeAT10U3, modemLineOnly,
    ]
}
