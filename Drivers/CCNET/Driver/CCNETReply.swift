public import CCNETFrame
import WireKit

/// A frame from the unit. What it means depends on what was asked: a bill table may begin like a state.
/// - Source: dossier `bill-acceptors.md` 0 ("parse replies by the command that is outstanding"), 3.5.
public struct CCNETReply: Hashable, Sendable {
    /// The frame as it is.
    public let frame: CCNETFrame

    /// Total for any frame.
    public init(_ frame: CCNETFrame) { self.frame = frame }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] { frame.encoded() }

    /// The answer to this command; `nil`: no answer that this command can have.
    public func answer(to code: CCNETCode) -> CCNETAnswer? {
        let data = frame.payload
        if data.count == 1 {
            switch data[0] {
            case 0x00: return .acknowledged
            case 0xFF: return .refused
            case 0x30: return .illegal
            default: break
            }
        }
        switch code {
        case .poll: return CCNETState(data).map(CCNETAnswer.state)
        case .identification: return CCNETIdentification(data).map(CCNETAnswer.identification)
        case .billTable: return CCNETBillTable(data).map(CCNETAnswer.billTable)
        case .getStatus: return CCNETSetup(data).map(CCNETAnswer.setup)
        case .stackedCounter, .crc16, .crc16Seeded: return data.count == 2 ? .data(data) : nil
        case .cassetteStatus: return data.count >= 2 ? .data(data) : nil
        case .statistics, .extractBarcode, .extendedIdentification, .crc32, .moduleIdentification, .crc32Seeded,
            .releaseDate, .powerRecovery, .getOptions, .manufacturer:
            return data.count > 2 ? .data(data) : nil
        case .acknowledge, .reset, .setSecurity, .enableBillTypes, .stack, .giveBack, .hold, .barcodeParameters,
            .dispense, .unload, .setCassetteType, .download, .moduleDownload, .escrowTimeouts, .setOptions, .refuse:
            return nil
        }
    }

    /// Without knowing the question: by length.
    public var likelyAnswer: CCNETAnswer {
        let data = frame.payload
        if data.count <= 2 { return answer(to: .poll) ?? .data(data) }
        let guesses: [CCNETCode] = [.getStatus, .identification, .billTable]
        return guesses.lazy.compactMap { answer(to: $0) }.first ?? .data(data)
    }
}

/// An answer, read by the command it belongs to.
public enum CCNETAnswer: Hashable, Sendable {
    /// `00`: done, or nothing to say.
    case acknowledged
    /// `FF`: the command came damaged.
    case refused
    /// `30`: not now, or not at all.
    case illegal
    /// To a poll.
    case state(CCNETState)
    /// To 37.
    case identification(CCNETIdentification)
    /// To 41.
    case billTable(CCNETBillTable)
    /// To 31.
    case setup(CCNETSetup)
    /// Bytes whose meaning is somebody else's.
    case data([UInt8])
}

/// Who the unit is.
/// - Source: dossier 3.2: part 15, serial 12, asset 7 (binary).
public struct CCNETIdentification: Hashable, Sendable {
    /// Part number of the software, without blanks around it.
    public let part: String
    /// As the factory gave it, without blanks around it.
    public let serial: String
    /// Seven bytes, unique to the unit.
    public let asset: [UInt8]

    /// `nil` unless it has 34 bytes.
    public init?(_ data: [UInt8]) {
        guard data.count == 34 else { return nil }
        part = Self.text(data[0..<15])
        serial = Self.text(data[15..<27])
        asset = Array(data[27...])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let shown = bytes.map { (0x20...0x7E).contains($0) ? $0 : 0x20 }
        let front = shown.drop { $0 == 0x20 }
        let last = front.lastIndex { $0 != 0x20 } ?? front.startIndex - 1
        return last < front.startIndex ? "" : String(decoding: front[front.startIndex...last], as: UTF8.self)
    }
}

/// Which bill types are on.
public struct CCNETSetup: Hashable, Sendable {
    /// Types that are taken, ascending.
    public let enabled: [UInt8]
    /// Types that are looked at more strictly, ascending.
    public let secured: [UInt8]

    /// `nil` unless it has 6 bytes (12 with the long bill table).
    public init?(_ data: [UInt8]) {
        guard data.count == 6 || data.count == 12 else { return nil }
        enabled = CCNETMask.types(Array(data.prefix(data.count / 2)))
        secured = CCNETMask.types(Array(data.suffix(data.count / 2)))
    }
}

extension CCNETReply: CustomStringConvertible {
    public var description: String {
        let from = frame.address == CCNETFrame.validator ? "" : ", from address \(Hex.text([frame.address]))"
        return likelyAnswer.description + from
    }
}

extension CCNETAnswer: CustomStringConvertible {
    public var description: String {
        switch self {
        case .acknowledged: "ACK"
        case .refused: "NAK: came damaged"
        case .illegal: "ILLEGAL COMMAND"
        case .state(let state): state.description
        case .identification(let unit):
            "is \(unit.part), serial \(unit.serial), asset \(Hex.text(unit.asset))"
        case .billTable(let table): "bill table: \(table.description)"
        case .setup(let setup):
            "enabled \(CCNETMask.words(setup.enabled)), high security \(CCNETMask.words(setup.secured))"
        case .data(let data): "data \(Hex.text(data))"
        }
    }
}
