import WireKit

/// Codes beside a state, in words.
/// - Source: dossier `bill-acceptors.md` 3.3.
enum CCNETWords {
    /// The coupon's place in a table of 24 types.
    static let coupon: UInt8 = 23

    static func note(_ type: UInt8) -> String { type == coupon ? "barcode coupon" : "type \(type)" }

    static func rejection(_ reason: UInt8) -> String {
        switch reason {
        case 0x60: "insertion"
        case 0x61: "magnetic or dielectric"
        case 0x62: "a note remained in the head"
        case 0x63: "multiplying"
        case 0x64: "conveying"
        case 0x65: "identification"
        case 0x66: "verification"
        case 0x67: "optic"
        case 0x68: "inhibited"
        case 0x69: "capacity"
        case 0x6A: "operation"
        case 0x6C: "length"
        case 0x6D: "ultraviolet"
        case 0x92: "barcode not read"
        case 0x93: "barcode of the wrong length"
        case 0x94: "barcode without a start"
        case 0x95: "barcode without a stop"
        default: "reason \(Hex.text([reason]))"
        }
    }

    static func failure(_ part: UInt8) -> String {
        switch part {
        case 0x50: "stack motor"
        case 0x51: "transport speed"
        case 0x52: "transport motor"
        case 0x53: "aligning motor"
        case 0x54: "cassette status"
        case 0x55: "optic channel"
        case 0x56: "magnetic channel"
        case 0x57: "operating system"
        case 0x58: "memory"
        case 0x59: "link"
        case 0x5A: "I2C"
        case 0x5B: "SPI"
        case 0x5C: "second processor"
        case 0x5F: "capacitance channel"
        default: "part \(Hex.text([part]))"
        }
    }
}
