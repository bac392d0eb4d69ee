import A776Frame
import Checks

/// How a reading of the MICR line went, as its first byte says.
/// - Source: shared dossier `check-scanners.md` 2.1.
public enum A776ReadStatus: UInt8, Hashable, Sendable {
    /// Every character was read.
    case good = 0x00
    /// At least one character was not.
    case badRead = 0x01
    /// No check came.
    case noCheck = 0x02
    /// Paper is stuck.
    case jam = 0x03
    /// The check has no magnetic ink.
    case noMICR = 0x04

    /// Whether characters follow.
    public var hasText: Bool { self == .good || self == .badRead }
}

/// The answer to a reading of the MICR line.
public struct A776MICRReply: Hashable, Sendable {
    /// How it went.
    public let status: A776ReadStatus
    /// The characters in the unit's own alphabet; never shown, they hold an account.
    public let text: [UInt8]
    /// Whether `0D` closed it.
    public let isClosed: Bool

    /// An answer as it came.
    public init(_ status: A776ReadStatus, text: [UInt8] = [], isClosed: Bool = true) {
        (self.status, self.text, self.isClosed) = (status, text, isClosed)
    }

    /// A character that this unit can send: digits, blank, unreadable, transit, on-us, amount, dash.
    public static func isCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x20, 0x3F, 0x26...0x29: true
        default: false
        }
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] { [status.rawValue] + text + (isClosed ? [0x0D] : []) }

    /// Reads exactly one answer; `nil`: these bytes are none.
    static func read(_ bytes: [UInt8]) -> A776MICRReply? {
        guard let first = bytes.first, let status = A776ReadStatus(rawValue: first) else { return nil }
        let isClosed = bytes.last == 0x0D && bytes.count > 1
        let text = Array(bytes.dropFirst().dropLast(isClosed ? 1 : 0))
        guard text.allSatisfy(isCharacter), status.hasText ? !text.isEmpty : text.isEmpty else { return nil }
        return A776MICRReply(status, text: text, isClosed: isClosed)
    }

    /// The same of a unit that another host set to a parse format: fields of digits with signs between them, which may be
    /// any. For recordings only: the dialogue asks for raw lines, and believes no other.
    /// - Source: dossier 2.1, format letters.
    static func readParsed(_ bytes: [UInt8]) -> A776MICRReply? {
        guard let first = bytes.first, let status = A776ReadStatus(rawValue: first), status.hasText,
            bytes.last == 0x0D
        else { return nil }
        let text = bytes.dropFirst().dropLast()
        func isSign(_ byte: UInt8) -> Bool {
            (0x20...0x7E).contains(byte) && !(0x41...0x5A).contains(byte & 0xDF)
        }
        guard text.allSatisfy(isSign), text.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        return A776MICRReply(status, text: Array(text))
    }
}

/// How an imager command ended: the byte `s` of a block.
/// - Source: shared dossier `check-scanners.md` 2.2.
public enum A776ImagerResult: Hashable, Sendable {
    /// 0, 1, 2, 3, 7, 8.
    case ok, jam, cancelled, coverOpen, unrecoverable, nothingStored
    /// 9 and 10.
    case onlyBottom, onlyTop
    /// 11 and 12.
    case internalTimeout, otherFault
    /// 16 and 17.
    case noBottom, noTop
    /// 18 and 19.
    case formatNotSupported, tagsFull
    /// A number that the papers do not name.
    case unknown(UInt8)

    /// The result by its number.
    public init(_ number: UInt8) {
        switch number {
        case 0: self = .ok
        case 1: self = .jam
        case 2: self = .cancelled
        case 3: self = .coverOpen
        case 7: self = .unrecoverable
        case 8: self = .nothingStored
        case 9: self = .onlyBottom
        case 10: self = .onlyTop
        case 11: self = .internalTimeout
        case 12: self = .otherFault
        case 16: self = .noBottom
        case 17: self = .noTop
        case 18: self = .formatNotSupported
        case 19: self = .tagsFull
        default: self = .unknown(number)
        }
    }
}

/// The state of the imager, as blocks B7, B8 and B9 carry it.
public struct A776ImagerState: Hashable, Sendable {
    /// How the command ended.
    public let result: A776ImagerResult
    /// `m`: 0 nothing is awaited, 1 a check at the slip, 2 at the top, 3 at either.
    public let waiting: UInt8
    /// `n`: sensors and covers.
    public let sensors: UInt8
    /// `p`: the number the next picture gets.
    public let nextIndex: UInt16
    /// `r`: room left, in a unit that nobody told.
    public let room: UInt16

    /// Reads a body of seven bytes; `nil`: it has another length.
    public init?(_ body: [UInt8]) {
        guard body.count == 7 else { return nil }
        result = A776ImagerResult(body[0])
        (waiting, sensors) = (body[1], body[2])
        nextIndex = UInt16(body[3]) | UInt16(body[4]) << 8
        room = UInt16(body[5]) | UInt16(body[6]) << 8
    }

    /// A cover is open, by the result or by its sensors.
    public var coverOpen: Bool { result == .coverOpen || sensors & 0b1100 != 0 }
    /// Paper lies on a sensor of the imager or of the slip.
    public var paperPresent: Bool { sensors & 0b11_0011 != 0 }
    /// Paper lies in the slip's path.
    public var slipPresent: Bool { sensors & 0b11_0000 != 0 }
    /// Paper lies on the lower of its two sensors: not in the hand's reach.
    public var isDeep: Bool { sensors & 0b10_0000 != 0 }
}
