import StarFrame

/// One thing a Star printer says.
///
/// - Source: shared dossier `receipt-printers.md` 4.1, 4.2.
public enum StarReply: Hashable, Sendable {
    /// Automatic status, pushed or asked for.
    case status(StarStatus)
    /// One byte: answer to ENQ.
    case enquiry(StarEnquiryAnswer)
    /// One byte: answer to EOT.
    case paper(StarPaperAnswer)
    /// 11 and 13; may stand between any two bytes of another reply but the binary ones of a fixed length.
    case xon, xoff
    /// `1B 23 2A 2C … 0A 00`: name, the word "Ver", version.
    case name([UInt8])
    /// `1B 1D 29 49 … 0A 00`: what was asked for by ESC GS ) I, with its kind in front.
    case information([UInt8])
    /// `1B 1D 79 49 n1 n2`: size of a QR code; which byte comes first is not sure.
    case symbolSize(UInt8, UInt8)
    /// `1B 1D 03 s n1 n2`: the document counter; the papers do not describe it.
    case documentEnd([UInt8])

    /// The reply on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .status(let status): status.bytes
        case .enquiry(let answer): [answer.byte]
        case .paper(let answer): [answer.byte]
        case .xon: [StarFrame.xon]
        case .xoff: [StarFrame.xoff]
        case .name(let text): [0x1B, 0x23, 0x2A, 0x2C] + text + [0x0A, 0x00]
        case .information(let text): [0x1B, 0x1D, 0x29, 0x49] + text + [0x0A, 0x00]
        case .symbolSize(let first, let second): [0x1B, 0x1D, 0x79, 0x49, first, second]
        case .documentEnd(let bytes): [0x1B, 0x1D, 0x03] + bytes
        }
    }

    /// Name and version of `.name`, split at the last "Ver" as the papers describe it; the version may be empty.
    public static func nameAndVersion(_ text: [UInt8]) -> (name: String, version: String) {
        let shown = text.filter { (0x20...0x7E).contains($0) }.prefix(80)
        let mark = Array("Ver".utf8)
        var place = shown.count - mark.count
        while place >= 0 {
            if Array(shown[place..<(place + mark.count)]) == mark {
                let rest = shown[(place + mark.count)...]
                return (String(decoding: shown[..<place], as: UTF8.self), String(decoding: rest, as: UTF8.self))
            }
            place -= 1
        }
        return (String(decoding: shown, as: UTF8.self), "")
    }

    /// The serial number in `.information`: what follows "PrSrN=" up to the next comma.
    public static func serial(_ text: [UInt8]) -> String? {
        let shown = text.filter { (0x20...0x7E).contains($0) }.prefix(120)
        let mark = Array("PrSrN=".utf8)
        guard shown.count >= mark.count else { return nil }
        for place in 0...(shown.count - mark.count) where Array(shown[place..<(place + mark.count)]) == mark {
            let value = shown[(place + mark.count)...].prefix { $0 != 0x2C }
            return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}
