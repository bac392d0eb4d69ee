public import SimulatorKit

/// How a serial drawer board is built: written from the manuals' facts, apart from the driver.
///
/// - Source: shared dossier `cash-drawers.md` 5 and 9.
public struct APGDrawerBoard: Hashable, Sendable {
    /// What drives the solenoid of one drawer.
    public enum Trigger: Hashable, Sendable {
        /// So many bytes, whatever they are.
        case anyBytes(Int)
        /// These bytes, in this order.
        case code([UInt8])
    }

    /// How it tells where its drawers are.
    public enum Sense: Hashable, Sendable {
        /// Not at all.
        case none
        /// The contacts of all drawers pull this modem line.
        case clearToSend, ring
        /// A question for each drawer; the answer has this bit set while it is open, and these bits always.
        case answers(questions: [[UInt8]], openBit: UInt8, rest: UInt8)
        /// A zero each so often while it is open.
        case zeroes(every: Duration)
    }

    /// One for each drawer.
    public var triggers: [Trigger]
    /// What it tells.
    public var sense: Sense
    /// What the contact of each drawer does.
    public var contact: SimulatedDrawer.Contact
    /// From power to the first opening it has the strength for.
    public var firstCharge: Duration
    /// From one opening to the next.
    public var recharge: Duration
    /// Other bytes go on to another device.
    public var sharesLine: Bool

    /// A board of its own kind.
    public init(
        triggers: [Trigger], sense: Sense = .none, contact: SimulatedDrawer.Contact = .closesWhenOpen,
        firstCharge: Duration = .zero, recharge: Duration = .zero, sharesLine: Bool = false
    ) {
        (self.triggers, self.sense, self.contact) = (triggers, sense, contact)
        (self.firstCharge, self.recharge, self.sharesLine) = (firstCharge, recharge, sharesLine)
    }

    /// APG 484A: one BEL, lives on the line: 12 s for the first opening, 6 s for each other.
    public static func apg484A(_ sense: Sense = .ring) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.code([0x07])], sense: sense, firstCharge: .seconds(12), recharge: .seconds(6))
    }
    /// APG 212A: a code of one or two characters, everything else goes on.
    public static func apg212A(code: [UInt8] = [0x07], _ sense: Sense = .ring) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.code(code)], sense: sense, sharesLine: true)
    }
    /// MMF Multi-Serial: any character.
    public static func mmfMultiSerial(_ sense: Sense = .clearToSend) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.anyBytes(1)], sense: sense)
    }
    /// MMF Multi-Serial with codes set by switches, and a second drawer on the first.
    public static func mmfPair(codes: [[UInt8]], _ sense: Sense = .clearToSend) -> APGDrawerBoard {
        APGDrawerBoard(triggers: codes.map { .code($0) }, sense: sense, sharesLine: true)
    }
    /// MMF ECD232: any two characters.
    public static let mmfECD232 = APGDrawerBoard(triggers: [.anyBytes(2)])
    /// MMF ECD232 of the models ND: an A.
    public static let mmfECD232ND = APGDrawerBoard(triggers: [.code([0x41])])
    /// Logic Controls CR3001 on a shared line, with its preset or another code.
    public static func logicCR3001(code: UInt8 = 0x07) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.code([code])], sharesLine: true)
    }
    /// Logic Controls CR3001 on a line of its own.
    public static let logicCR3001Dedicated = APGDrawerBoard(triggers: [.anyBytes(1)])
    /// Logic Controls CR3002: any byte; the second opening in a row fails.
    public static let logicCR3002 = APGDrawerBoard(triggers: [.anyBytes(1)], recharge: .seconds(5))
    /// IBM SurePOS 500, two drawers.
    public static let ibmSurePOS500 = APGDrawerBoard(
        triggers: [.code([0x07]), .code([0x1B, 0x07])],
        sense: .answers(questions: [[0x06], [0x1B, 0x06]], openBit: 0x40, rest: 0))
    /// IBM SureOne; what opens it is not in the paper.
    public static func ibmSureOne(code: [UInt8]) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.code(code)], sense: .answers(questions: [[0x05]], openBit: 0x80, rest: 0))
    }
    /// ACODE AT10U3 with the code of the site.
    public static func acodeAT10U3(code: [UInt8]) -> APGDrawerBoard {
        APGDrawerBoard(triggers: [.code(code)], sense: .zeroes(every: .milliseconds(200)))
    }

    /// Everything it listens for, besides "any byte".
    var codes: [[UInt8]] {
        let opening = triggers.compactMap { trigger -> [UInt8]? in
            switch trigger {
            case .code(let bytes): bytes.isEmpty ? nil : bytes
            case .anyBytes: nil
            }
        }
        return opening + questions
    }

    var questions: [[UInt8]] {
        switch sense {
        case .answers(let questions, _, _): questions
        case .none, .clearToSend, .ring, .zeroes: []
        }
    }
}
