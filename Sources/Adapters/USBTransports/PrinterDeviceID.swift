/// What a printer says of itself (IEEE 1284 device id): keys and values in its own order.
public struct PrinterDeviceID: Hashable, Sendable {
    /// One `KEY:value;` of it.
    public struct Field: Hashable, Sendable {
        /// As the printer writes it, without spaces around.
        public var key: String
        /// As the printer writes it, without spaces around.
        public var value: String
    }

    /// All fields.
    public var fields: [Field]

    /// Reads the answer to GET_DEVICE_ID: a length of two bytes that counts itself, then text. The length is big-endian
    /// by the book and little-endian or nonsense in the field, so it only shortens. `nil`: there is no text with a key.
    ///
    /// - Source: USB Device Class Definition for Printing Devices 1.1, 4.2.1; field reports in receipt-printers 6.1.
    public init?(answer: [UInt8]) {
        guard answer.count > 2 else { return nil }
        let big = Int(answer[0]) << 8 | Int(answer[1])
        let little = Int(answer[1]) << 8 | Int(answer[0])
        let length = [big, little].first { $0 > 2 && $0 <= answer.count } ?? answer.count
        let text = String(decoding: answer[2..<length].prefix { $0 != 0 }, as: UTF8.self)
        fields = text.split(separator: ";").compactMap { part in
            guard let colon = part.firstIndex(of: ":") else { return nil }
            let field = Field(
                key: Self.trimmed(part[..<colon]), value: Self.trimmed(part[part.index(after: colon)...]))
            return field.key.isEmpty ? nil : field
        }
        if fields.isEmpty { return nil }
    }

    /// Who made it (MFG or MANUFACTURER).
    public var maker: String? { value("MFG") ?? value("MANUFACTURER") }
    /// The model (MDL or MODEL).
    public var model: String? { value("MDL") ?? value("MODEL") }
    /// Languages it takes (CMD or COMMAND SET), for example `ESC/POS`.
    public var commandSet: String? { value("CMD") ?? value("COMMAND SET") }
    /// The unit's own number (SN, SERN or SERIALNUMBER).
    public var serial: String? { value("SN") ?? value("SERN") ?? value("SERIALNUMBER") }

    /// The value of a key, whatever its case.
    public func value(_ key: String) -> String? {
        fields.first { $0.key.uppercased() == key.uppercased() }?.value
    }

    private static func trimmed(_ text: Substring) -> String {
        let head = text.drop(while: \.isWhitespace)
        return String(head.reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// The printer class's one byte of state, as a Centronics printer has its wires.
///
/// - Source: USB Device Class Definition for Printing Devices 1.1, 4.2.2.
public struct PrinterPortStatus: Hashable, Sendable {
    /// The byte; bits of no meaning included.
    public var byte: UInt8
    /// Bit 5: no paper. Many receipt printers leave it clear for ever; their own status commands know better.
    public var isPaperEmpty: Bool { byte & 0x20 != 0 }
    /// Bit 4: selected, that is on line.
    public var isSelected: Bool { byte & 0x10 != 0 }
    /// Bit 3 is "no error".
    public var isInError: Bool { byte & 0x08 == 0 }

    /// The byte as it came.
    public init(byte: UInt8) { self.byte = byte }
}
