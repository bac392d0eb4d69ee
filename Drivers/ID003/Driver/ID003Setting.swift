/// What can be asked for with codes 80 to 87 and set with C0 to C7; the raw value is the last digit of both.
/// - Source: dossier `bill-acceptors.md` 2.2.
public enum ID003Property: UInt8, Hashable, Sendable, CaseIterable {
    /// Which notes are refused, one bit a note.
    case denominations = 0
    /// Which notes are looked at more strictly.
    case security = 1
    /// Polled, or interrupting.
    case communicationMode = 2
    /// Whether anything is taken at all.
    case inhibit = 3
    /// Ways in which a note may lie.
    case direction = 4
    /// Power recovery and the like.
    case optionalFunction = 5
    /// Kind and length of barcodes.
    case barcodeFunction = 6
    /// Whether notes or tickets are refused.
    case barcodeInhibit = 7

    var words: String {
        switch self {
        case .denominations: "refused denominations"
        case .security: "high security"
        case .communicationMode: "communication mode"
        case .inhibit: "inhibit"
        case .direction: "direction"
        case .optionalFunction: "optional functions"
        case .barcodeFunction: "barcode function"
        case .barcodeInhibit: "barcode inhibit"
        }
    }
}

/// A property with the bytes it has, or is to have.
public struct ID003Setting: Hashable, Sendable, CustomStringConvertible {
    /// What is set.
    public let property: ID003Property
    /// As on the wire; one or two bytes, three at most were seen.
    public let data: [UInt8]

    /// Any bytes: what they mean is the unit's affair.
    public init(_ property: ID003Property, _ data: [UInt8]) {
        self.property = property
        self.data = data
    }

    /// Take notes, or take none.
    public static func inhibit(_ on: Bool) -> ID003Setting { ID003Setting(.inhibit, [on ? 1 : 0]) }

    /// Refuse the notes whose bits are set; bit 0 is escrow code 61, bit 7 is 68.
    public static func refuse(_ mask: UInt8) -> ID003Setting { ID003Setting(.denominations, [mask, 0]) }

    /// The unit speaks only when it was asked.
    public static let polled = ID003Setting(.communicationMode, [0])

    public var description: String {
        switch property {
        case .inhibit where data == [0]: "accept notes"
        case .inhibit where data == [1]: "inhibit everything"
        case .communicationMode where data == [0]: "polled"
        case .communicationMode where data == [1] || data == [2]: "interrupt mode \(data[0])"
        case .denominations where data.count == 2, .security where data.count == 2,
            .optionalFunction where data.count == 1 || data.count == 2:
            "\(property.words) \(Self.bits(data[0]))"
        case .barcodeFunction where data.count == 2: "barcode kind \(hexByte(data[0])), \(data[1]) characters"
        case .denominations, .security, .communicationMode, .inhibit, .direction, .optionalFunction, .barcodeFunction,
            .barcodeInhibit:
            "\(property.words) \(data.isEmpty ? "without data" : data.map(hexByte).joined(separator: " "))"
        }
    }

    private static func bits(_ mask: UInt8) -> String {
        let set = (0..<8).filter { mask >> UInt8($0) & 1 == 1 }.map { String($0 + 1) }
        return set.isEmpty ? "none" : set.joined(separator: ", ")
    }
}

/// Two capital digits.
func hexByte(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
}

/// Bytes for people: text where they are text, else digits.
func readable(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
        return bytes.isEmpty ? "nothing" : bytes.map(hexByte).joined(separator: " ")
    }
    return "\"\(String(decoding: bytes, as: UTF8.self))\""
}
