public import EBDSFrame
import WireKit

/// A frame from the unit: the control byte as it is, and what it says.
public struct EBDSReply: Hashable, Sendable {
    /// Ack number (bit 0), device type (bits 1 to 3: 0 acceptor, 1 recycler), message type (bits 4 to 6).
    public let control: UInt8
    /// What is said.
    public let body: EBDSAnswer

    /// A reply as a simulator or a test builds it: the control byte is not checked against the body.
    public init(control: UInt8, _ body: EBDSAnswer) {
        self.control = control
        self.body = body
    }

    /// Total for a unit's frame: what has no name stays raw.
    public init(_ frame: EBDSFrame) {
        control = frame.control
        body = EBDSAnswer(type: frame.messageType, data: frame.data)
    }

    /// Bit 0: repeats that of the frame it answers (dossier 1.4).
    public var ack: Bool { control & 1 == 1 }
    /// Device type 1: a recycler.
    public var isRecycler: Bool { control >> 1 & 7 == 1 }
    /// The frame, delimiters and checksum included.
    public func encoded() -> [UInt8] { EBDSFrame(control: control, data: body.data).encoded() }
}

/// What a unit can say, by message type.
/// - Source: dossier `bill-acceptors.md` 1.1, 1.3, 1.7, 1.8.
public enum EBDSAnswer: Hashable, Sendable {
    /// Type 2: status and events.
    case omnibus(EBDSStatus)
    /// Type 4, raw.
    case calibrate([UInt8])
    /// Type 5, raw.
    case firmware([UInt8])
    /// Type 6: no status bytes; what it means depends on the question.
    case auxiliary(EBDSAuxiliaryAnswer)
    /// Type 7.
    case extended(EBDSExtendedAnswer)
    /// Any other type or length, raw.
    case raw(type: UInt8, data: [UInt8])

    init(type: UInt8, data: [UInt8]) {
        switch (type, data.count) {
        case (2, 6):
            self = .omnibus(
                EBDSStatus(
                    motion: data[0], condition: data[1], detail: data[2], extra: data[3], model: data[4],
                    revision: data[5]))
        case (4, _): self = .calibrate(data)
        case (5, _): self = .firmware(data)
        case (6, _): self = .auxiliary(EBDSAuxiliaryAnswer(bytes: data))
        case (7, 1...): self = .extended(EBDSExtendedAnswer(data))
        default: self = .raw(type: type, data: data)
        }
    }

    /// The data bytes.
    public var data: [UInt8] {
        switch self {
        case .omnibus(let status): status.bytes
        case .calibrate(let data), .firmware(let data), .raw(_, let data): data
        case .auxiliary(let answer): answer.bytes
        case .extended(let answer): answer.data
        }
    }
}

/// The body of an auxiliary answer. The frame does not say which question it answers.
public struct EBDSAuxiliaryAnswer: Hashable, Sendable {
    /// The bytes in the order of the wire.
    public let bytes: [UInt8]

    /// An answer as it came.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// ASCII with NULs and blanks at the end cut off; `nil` when a byte is no text.
    public var text: String? {
        bytes.allSatisfy { $0 == 0 || (0x20...0x7E).contains($0) } ? printable(bytes) : nil
    }

    /// Four bits a byte, most significant first; `nil` when a byte holds more, or the number does not fit.
    /// - Source: dossier 1.7; the width is read from the frame, not assumed.
    public var number: Int64? {
        guard !bytes.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard byte < 0x10, value < 1 << 58 else { return nil }
            value = value << 4 | Int64(byte)
        }
        return value
    }

    /// Fields of 32 bits (eight nibble bytes each), as in life totals and cash box telemetry; `nil` when it is no such.
    public var fields32: [UInt32]? {
        guard !bytes.isEmpty, bytes.count % 8 == 0, bytes.allSatisfy({ $0 < 0x10 }) else { return nil }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<(start + 8)].reduce(0) { $0 << 4 | UInt32($1) }
        }
    }
}

extension EBDSReply: CustomStringConvertible {
    public var description: String { "\(isRecycler ? "recycler: " : "")\(body), ack \(control & 1)" }
}

extension EBDSAnswer: CustomStringConvertible {
    public var description: String {
        switch self {
        case .omnibus(let status): status.description
        case .calibrate(let data): "calibration \(Hex.text(data))"
        case .firmware(let data): "firmware download \(Hex.text(data))"
        case .auxiliary(let answer): answer.description
        case .extended(let answer): answer.description
        case .raw(let type, let data): "type \(type) \(Hex.text(data))"
        }
    }
}

extension EBDSAuxiliaryAnswer: CustomStringConvertible {
    /// The likeliest reading; only the question settles it.
    public var description: String {
        if bytes.isEmpty { return "tells nothing" }
        if let fields = fields32, fields.count > 1 {
            return "tells numbers \(fields.map { String($0, radix: 16, uppercase: true) }.joined(separator: " "))"
        }
        if let number { return "tells number \(number) (\(bytes.count) digits)" }
        if let text { return "tells \"\(text)\"" }
        return "tells \(Hex.text(bytes))"
    }
}

extension EBDSAnswer {
    /// Status and events, in the answers that carry them.
    var status: EBDSStatus? {
        switch self {
        case .omnibus(let status): status
        case .extended(let answer): answer.status
        case .auxiliary, .calibrate, .firmware, .raw: nil
        }
    }
}
