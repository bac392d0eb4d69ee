import ESCPOSFrame

/// A flow byte and its place in a run of bytes.
public struct FlowByte: Hashable, Sendable {
    /// Bytes before it.
    public let offset: Int
    /// 11 or 13.
    public let byte: UInt8

    static func isFlow(_ byte: UInt8) -> Bool { byte == ESCPOSFrame.xon || byte == ESCPOSFrame.xoff }

    static func all(in bytes: [UInt8]) -> [FlowByte] {
        bytes.enumerated().filter { isFlow($0.element) }.map { FlowByte(offset: $0.offset, byte: $0.element) }
    }

    static func without(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { !isFlow($0) } }

    static func weave(_ flow: [FlowByte], into bytes: [UInt8]) -> [UInt8] {
        var woven = bytes
        for byte in flow { woven.insert(byte.byte, at: min(byte.offset, woven.count)) }
        return woven
    }
}

/// Control transfers of the USB printer class.
///
/// - Source: shared dossier `receipt-printers.md` 6.1.
public enum USBPrinterRequest: Hashable, Sendable {
    /// GET_DEVICE_ID: the IEEE 1284 text, at most `length` bytes.
    case deviceID(configuration: UInt16, interface: UInt8, alternate: UInt8, length: UInt16)
    /// GET_PORT_STATUS: one byte about paper, selection and error.
    case portStatus(interface: UInt16)
    /// `toOther`: class 1.0 (23) addresses "other", class 1.1 (21) the interface.
    case softReset(toOther: Bool, interface: UInt16)

    /// Reads the eight bytes of a setup packet; `nil` when they are none of these.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        let value = UInt16(bytes[2]) | UInt16(bytes[3]) << 8
        let index = UInt16(bytes[4]) | UInt16(bytes[5]) << 8
        let length = UInt16(bytes[6]) | UInt16(bytes[7]) << 8
        switch (bytes[0], bytes[1]) {
        case (0xA1, 0x00):
            self = .deviceID(configuration: value, interface: bytes[5], alternate: bytes[4], length: length)
        case (0xA1, 0x01) where value == 0 && length == 1: self = .portStatus(interface: index)
        case (0x21, 0x02) where value == 0 && length == 0: self = .softReset(toOther: false, interface: index)
        case (0x23, 0x02) where value == 0 && length == 0: self = .softReset(toOther: true, interface: index)
        default: return nil
        }
    }

    func encoded() -> [UInt8] {
        func low(_ value: UInt16) -> [UInt8] { ESCPOSFrame.lowHigh(Int(value)) }
        switch self {
        case .deviceID(let configuration, let interface, let alternate, let length):
            return [0xA1, 0x00] + low(configuration) + [alternate, interface] + low(length)
        case .portStatus(let interface): return [0xA1, 0x01, 0, 0] + low(interface) + [1, 0]
        case .softReset(let toOther, let interface):
            return [toOther ? 0x23 : 0x21, 0x02, 0, 0] + low(interface) + [0, 0]
        }
    }
}

/// An IEEE 1284 device id with its length before it. The length counts itself and should come high byte first.
public struct USBDeviceID: Hashable, Sendable {
    /// `MFG:…;MDL:…;`
    public let text: [UInt8]
    /// Some devices send the length low byte first.
    public let lowByteFirst: Bool

    /// `nil` when the length does not fit or the text has no `key:value`.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 5, bytes[2...].allSatisfy({ (0x20...0x7E).contains($0) }), bytes.contains(0x3A) else {
            return nil
        }
        if Int(bytes[0]) << 8 | Int(bytes[1]) == bytes.count {
            lowByteFirst = false
        } else if Int(bytes[1]) << 8 | Int(bytes[0]) == bytes.count {
            lowByteFirst = true
        } else {
            return nil
        }
        text = Array(bytes[2...])
    }

    /// The value of a key such as `MDL`.
    public func value(_ key: String) -> String? {
        for part in text.split(separator: 0x3B) {
            let pair = part.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2, String(decoding: pair[0], as: UTF8.self) == key {
                return String(decoding: pair[1], as: UTF8.self)
            }
        }
        return nil
    }

    func encoded() -> [UInt8] {
        let length = ESCPOSFrame.lowHigh(text.count + 2)
        return (lowByteFirst ? length : length.reversed()) + text
    }
}

/// GET_PORT_STATUS.
public struct USBPortStatus: Hashable, Sendable {
    /// The byte as it came.
    public let byte: UInt8
    /// No paper.
    public var paperEmpty: Bool { byte & 0x20 != 0 }
    /// On line.
    public var selected: Bool { byte & 0x10 != 0 }
    /// The bit says "no error".
    public var error: Bool { byte & 0x08 == 0 }

    /// `nil` when a bit is set that the class leaves zero.
    init?(_ byte: UInt8) {
        guard byte & ~0x38 == 0 else { return nil }
        self.byte = byte
    }
}

/// What a Boca ticket printer says on its own, one byte each.
///
/// - Source: shared dossier `receipt-printers.md` 5.3.
public enum TicketStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// 01 to 06: reject bin, jams, and tickets that came out.
    case rejectBinWarning = 0x01, rejectBinError, jamPath1, jamPath2, testTicketDone, ticketDone
    /// 0A to 0F: where tickets are, and low paper.
    case path1Out = 0x0A, path2Out, path1Loaded, path2Loaded, escrowJam, lowPaper
    /// 10 to 17: paper, readiness, flash, a refused ticket, ribbon.
    case outOfPaper = 0x10, ready, poweredUp, wait, badFlash, refused, ribbonLow, ribbonOut
    /// 18 to 1A: a jam, bytes it cannot read, trouble at power-up.
    case jam = 0x18, illegalData, powerUpProblem
    /// 1C to 1F: a failed download, and jams at cutter and path 2.
    case downloadError = 0x1C, cutterJam, stuckTicket, cutterJamPath2
}

/// One byte of a kiosk printer that is no answer of ESC/POS: which of the tables it follows is known from the model only.
///
/// - Source: shared dossier `receipt-printers.md` 3.1 (KPM300: bit 7 is the LF key), 5.1 (ejector), 5.4.
public struct KioskByte: Hashable, Sendable {
    /// The byte as it came.
    public let byte: UInt8
    /// Nippon Primex has seven bits with a name.
    public var mayBePrimex: Bool { byte & 0x80 == 0 }
    /// CUSTOM's ejector byte has a name for all but bit 1.
    public var mayBeEjector: Bool { byte & 0x02 == 0 }
    /// An answer to DLE EOT while the LF key of a KPM300 is held.
    public var mayHoldLineFeedKey: Bool { byte & 0x93 == 0x92 }

    /// `nil` when no table has this byte.
    init?(_ byte: UInt8) {
        self.byte = byte
        guard mayBePrimex || mayBeEjector || mayHoldLineFeedKey else { return nil }
    }
}

/// CUSTOM's full status: which of the four bytes follow, then those.
///
/// - Source: shared dossier `receipt-printers.md` 5.1.
public struct CustomStatus: Hashable, Sendable {
    /// Bit 0 paper, 1 user, 2 recoverable, 3 unrecoverable.
    public let kinds: UInt8
    /// One byte for each bit of `kinds`.
    public let bytes: [UInt8]

    /// `nil` when the count does not fit the bits.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 3, bytes[0] == 0x10, bytes[1] != 0, bytes[1] & 0xF0 == 0,
            bytes.count == 2 + bytes[1].nonzeroBitCount
        else { return nil }
        kinds = bytes[1]
        self.bytes = Array(bytes[2...])
    }

    /// The byte of one kind (0 paper, 1 user, 2 recoverable, 3 unrecoverable), when it was sent.
    public func byte(_ kind: Int) -> UInt8? {
        guard (0...3).contains(kind), kinds >> UInt8(kind) & 1 == 1 else { return nil }
        return bytes[(kinds & ((1 << UInt8(kind)) - 1)).nonzeroBitCount]
    }

    func encoded() -> [UInt8] { [0x10, kinds] + bytes }
}
