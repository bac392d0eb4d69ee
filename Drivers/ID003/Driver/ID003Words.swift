/// Reasons in words, for technicians. Nothing is decided by them.
/// - Source: dossier `bill-acceptors.md` 2.3.
enum ID003Words {
    static func rejection(_ code: UInt8) -> String {
        switch code {
        case 0x71: "insertion"
        case 0x72: "magnetic"
        case 0x73: "a note remained in the head"
        case 0x74: "calibration"
        case 0x75: "conveying"
        case 0x76: "discrimination"
        case 0x77: "photo pattern"
        case 0x78: "photo level"
        case 0x79: "inhibited"
        case 0x7A: "unknown reason"
        case 0x7B: "operation"
        case 0x7C: "a note remained in the stacker"
        case 0x7D: "length"
        case 0x7E: "photo or colour"
        case 0x7F: "not a true note"
        case 0x98: "several notes"
        case 0x9B: "ticket given back"
        default: "reason \(hexByte(code))"
        }
    }

    static func failure(_ code: UInt8) -> String {
        switch code {
        case 0xA2: "stack motor"
        case 0xA5: "transport speed"
        case 0xA6: "transport"
        case 0xA7: "aligning"
        case 0xAB: "cash box not ready"
        case 0xAC: "optical sensor"
        case 0xAD: "magnetic sensor"
        case 0xAF: "validator head removed"
        case 0xB0: "boot ROM"
        case 0xB1: "external ROM"
        case 0xB2: "ROM"
        case 0xB3: "writing the ROM"
        default: "reason \(hexByte(code))"
        }
    }

    static func recycler(_ code: UInt8) -> String {
        switch code {
        case 0x20: "recycler: paying"
        case 0x22: "recycler: collected"
        case 0x23: "recycler: PAY VALID"
        case 0x24: "recycler: a paid note waits"
        case 0x25: "recycler: back into the box"
        default: "recycler: state \(hexByte(code))"
        }
    }
}
