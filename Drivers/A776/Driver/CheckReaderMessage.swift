/// What other readers of the papers send: named so that a recording can be read, not driven here.
/// - Source: shared dossier `check-scanners.md` 5, 6, 8, 9, 9b; `micr.md` 8.
public enum CheckReaderMessage: Hashable, Sendable {
    /// Epson: `1C 61 …`, `1C 62`, `1C 63`, `10 04 08 n`.
    case epsonCommand([UInt8])
    /// Epson: `5F` status, text, `00`.
    case epsonAnswer(status: UInt8, [UInt8])
    /// NCR: `1C 28 67` or `1D 28 67`, length and function.
    case ncrCommand([UInt8])
    /// NCR: fields parted by `1F`, closed with `00`.
    case ncrFields([[UInt8]])
    /// NCR: `53 20`, last (`40`) or more (`41`), length with the low byte first, bytes.
    case ncrData(isLast: Bool, [UInt8])
    /// MagTek: letters, then `0D`; either way.
    case magtekText([UInt8])
    /// MagTek: `02` data `03` and the exclusive or of data and `03`.
    case magtekPacket([UInt8])
    /// MagTek: `15`, send the packet again.
    case magtekNotReceived
    /// MagTek: length of a picture in words; long ones with a zero before three bytes.
    case magtekLength(words: Int, isLong: Bool)
    /// IBM: strength of the signal in percent, then what was read.
    case ibmReading(strength: UInt8, [UInt8])
    /// IBM: `1B 49` read, `1B 3E 01` read a blank check, `1D 63 30` calibrate the cameras.
    case ibmCommand([UInt8])
    /// IBM: what precedes a picture, from the status byte (bit 7 set) to the zero after its tags.
    case ibmImageHeader([UInt8])
    /// Ten bytes of an exception table.
    case exceptionEntry([UInt8])

    /// The very bytes it came from.
    public func encoded() -> [UInt8] {
        switch self {
        case .epsonCommand(let bytes), .ncrCommand(let bytes), .exceptionEntry(let bytes), .ibmCommand(let bytes),
            .ibmImageHeader(let bytes):
            return bytes
        case .epsonAnswer(let status, let text): return [0x5F, status] + text + [0x00]
        case .ncrFields(let fields): return Array(fields.joined(separator: [0x1F])) + [0x00]
        case .ncrData(let isLast, let bytes):
            return [0x53, 0x20, isLast ? 0x40 : 0x41, UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8 & 0xFF)] + bytes
        case .magtekText(let text): return text + [0x0D]
        case .magtekPacket(let data): return [0x02] + data + [0x03, data.reduce(0x03, ^)]
        case .magtekNotReceived: return [0x15]
        case .magtekLength(let words, let isLong):
            let bytes = (isLong ? [24, 16, 8, 0] : [8, 0]).map { UInt8(truncatingIfNeeded: words >> $0) }
            return bytes
        case .ibmReading(let strength, let text): return [strength] + text
        }
    }

    /// Bytes of a host.
    static func command(_ bytes: [UInt8]) -> CheckReaderMessage? {
        if [[0x1B, 0x49], [0x1B, 0x3E, 0x01], [0x1D, 0x63, 0x30]].contains(bytes) { return .ibmCommand(bytes) }
        switch (bytes.count, bytes[0]) {
        case (1, 0x15): return .magtekNotReceived
        case (2..., 0x1C):
            let isEpson =
                bytes.count == 4 && (bytes[1...2] == [0x61, 0x30] || bytes[1...2] == [0x61, 0x31])
                || bytes.count == 3 && bytes[1] == 0x61
                    && (bytes[2] == 0x31 || bytes[2] == 0x32)
                || bytes.count == 2 && (bytes[1] == 0x62 || bytes[1] == 0x63)
            if isEpson { return .epsonCommand(bytes) }
            return isNCR(bytes) ? .ncrCommand(bytes) : nil
        case (4, 0x10): return bytes[1...2] == [0x04, 0x08] ? .epsonCommand(bytes) : nil
        case (2..., 0x1D): return isNCR(bytes) ? .ncrCommand(bytes) : nil
        case (2..., 0x20...0x7E): return text(bytes)
        default: return nil
        }
    }

    private static func isNCR(_ bytes: [UInt8]) -> Bool { bytes.count >= 6 && bytes[1...2] == [0x28, 0x67] }

    /// Bytes of a unit.
    static func answer(_ bytes: [UInt8]) -> CheckReaderMessage? {
        let last = bytes[bytes.count - 1]
        // normal or abnormal is bit 5; what the bits below it say is not told
        if bytes[0] == 0x5F, bytes.count >= 3, bytes[1] & 0xD0 == 0x50, last == 0,
            !bytes[1...].dropLast().contains(0)
        {
            return .epsonAnswer(status: bytes[1], Array(bytes[2...].dropLast()))
        }
        if bytes.count >= 5, bytes[0] == 0x53, bytes[1] == 0x20, bytes[2] == 0x40 || bytes[2] == 0x41 {
            let data = Array(bytes[5...])
            return data.count == Int(bytes[3]) | Int(bytes[4]) << 8 ? .ncrData(isLast: bytes[2] == 0x40, data) : nil
        }
        if last == 0, bytes.contains(0x1F) {
            let fields = bytes.dropLast().split(separator: 0x1F, omittingEmptySubsequences: false)
            // a block whose length is known may hold zeros; any other ends at its first
            let isInformation = fields.count == 6 && fields[0] == [0x46, 0x31]
            let isSize = fields.count == 7 && fields[0] == [0x53, 0x30, 0x30]
            if isInformation || isSize || !bytes.dropLast().contains(0) {
                return .ncrFields(fields.map(Array.init))
            }
        }
        if bytes[0] == 0x02, bytes.count >= 3, bytes[bytes.count - 2] == 0x03 {
            let data = Array(bytes[1...].dropLast(2))
            return data.reduce(0x03, ^) == last ? .magtekPacket(data) : nil
        }
        if let text = text(bytes) { return text }
        if bytes[0] != 0, bytes[0] <= 200, bytes.count <= 66, bytes.dropFirst().allSatisfy(letters.contains) {
            return .ibmReading(strength: bytes[0], Array(bytes.dropFirst()))
        }
        // status, compression, four of size, two of width, two of height, block, reserved, tags up to the zero
        if bytes.count >= 13, bytes[0] & 0x80 != 0, last == 0, !bytes[12...].dropLast().contains(0) {
            return .ibmImageHeader(bytes)
        }
        if bytes.count == 2 { return .magtekLength(words: Int(bytes[0]) << 8 | Int(bytes[1]), isLong: false) }
        guard bytes.count == 4, bytes[0] == 0 else { return nil }
        return .magtekLength(words: bytes.reduce(0) { $0 << 8 | Int($1) }, isLong: true)
    }

    /// What any reader of the papers writes a line in: the letters of this one are not told.
    /// - Source: micr.md 2.
    private static let letters = Array("0123456789 ?*!-TUOADBCtoadbc$)(&'#%".utf8)

    private static func text(_ bytes: [UInt8]) -> CheckReaderMessage? {
        guard bytes.last == 0x0D, bytes.count > 1, bytes.dropLast().allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        return .magtekText(Array(bytes.dropLast()))
    }

    /// Four bytes of digits, then steps up to a zero.
    static func exception(_ bytes: [UInt8]) -> CheckReaderMessage? {
        guard bytes.count == 10, bytes[..<4].allSatisfy({ $0 & 15 < 10 && $0 >> 4 < 10 }) else { return nil }
        let steps = bytes[4...].prefix { $0 != 0 }
        let areSteps = steps.allSatisfy { $0 >> 5 == 1 || $0 >> 5 == 2 || $0 >> 5 == 4 }
        guard areSteps, bytes[(4 + steps.count)...].allSatisfy({ $0 == 0 }) else { return nil }
        return .exceptionEntry(bytes)
    }
}

extension CheckReaderMessage: CustomStringConvertible {
    /// For a technician; lines are told by their length only.
    public var description: String {
        switch self {
        case .epsonCommand(let bytes): "Epson command of \(bytes.count) bytes"
        case .epsonAnswer(let status, let text): "Epson answer: status \(status), \(text.count) characters"
        case .ncrCommand(let bytes): "NCR command of \(bytes.count) bytes"
        case .ncrFields(let fields): "NCR block of \(fields.count) fields"
        case .ncrData(let isLast, let bytes): "NCR data: \(bytes.count) bytes, \(isLast ? "the last" : "more follow")"
        case .magtekText(let text): "MagTek text of \(text.count) characters"
        case .magtekPacket(let data): "MagTek packet of \(data.count) characters"
        case .magtekNotReceived: "MagTek: send it again"
        case .magtekLength(let words, _): "MagTek picture of \(words * 2) bytes"
        case .ibmReading(let strength, let text): "IBM reading: signal \(strength) %, \(text.count) characters"
        case .ibmCommand(let bytes): "IBM command of \(bytes.count) bytes"
        case .ibmImageHeader(let bytes): "IBM picture header of \(bytes.count) bytes"
        case .exceptionEntry: "exception table entry"
        }
    }
}
