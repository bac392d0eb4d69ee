package import EBDSFrame

/// The six status bytes of a reply, by name.
/// - Source: shared dossier `bill-acceptors.md` 1.3.
package struct EBDSStatusBytes: Hashable, Sendable {
    /// The state part of byte 0: exactly one at a time, `none` when disabled or out of service.
    package enum State: UInt8, Hashable, Sendable {
        case none = 0
        case idling = 0x01
        case accepting = 0x02
        case escrowed = 0x04
        case stacking = 0x08
        case returning = 0x20
    }

    /// Byte 0, the state part.
    package var state: State = .none
    /// Byte 0 bit 4, event.
    package var stacked = false
    /// Byte 0 bit 6, event.
    package var returned = false
    /// Byte 1 bit 0, event.
    package var cheated = false
    /// Byte 1 bit 1, event.
    package var rejected = false
    /// Byte 1 bit 2.
    package var jammed = false
    /// Byte 1 bit 3.
    package var full = false
    /// Byte 1 bit 4, "cassette present".
    package var cashUnitPresent = true
    /// Byte 1 bit 5, a second note is held.
    package var paused = false
    /// Byte 1 bit 6.
    package var calibrating = false
    /// Byte 2 bit 0, event.
    package var powerUp = false
    /// Byte 2 bit 1, event: invalid command.
    package var invalid = false
    /// Byte 2 bit 2.
    package var failure = false
    /// 0 to 7, valid with escrow or stacked only.
    package var valueIndex: UInt8 = 0
    /// Byte 3 bit 0.
    package var stalled = false
    /// Byte 3 bit 4, auxiliary 0D is answered.
    package var capabilities = false
    /// Byte 4.
    package var model: UInt8 = 0
    /// Byte 5.
    package var revision: UInt8 = 0

    /// Nothing set but the cash unit.
    package init() {}

    /// As they stand in a frame.
    package var bytes: [UInt8] {
        [
            state.rawValue | bit(0x10, stacked) | bit(0x40, returned),
            bit(0x01, cheated) | bit(0x02, rejected) | bit(0x04, jammed) | bit(0x08, full)
                | bit(0x10, cashUnitPresent) | bit(0x20, paused) | bit(0x40, calibrating),
            bit(0x01, powerUp) | bit(0x02, invalid) | bit(0x04, failure) | (valueIndex & 7) << 3,
            bit(0x01, stalled) | bit(0x10, capabilities),
            model & 0x7F, revision & 0x7F,
        ]
    }

    private func bit(_ value: UInt8, _ isSet: Bool) -> UInt8 { isSet ? value : 0 }
}

/// What the device says, before framing. Encoded from the paper, apart from any driver.
package enum EBDSAnswer: Hashable, Sendable {
    case omnibus(EBDSStatusBytes)
    /// Type 6: a body without status bytes.
    case auxiliary([UInt8])
    /// Type 7: subtype, status bytes, body.
    case extended(subtype: UInt8, EBDSStatusBytes, [UInt8])

    /// With the ack bit of the host frame it answers.
    package func frame(ack: Bool) -> EBDSFrame {
        let ackBit: UInt8 = ack ? 1 : 0
        switch self {
        case .omnibus(let status):
            return EBDSFrame(control: 0x20 | ackBit, data: status.bytes)
        case .auxiliary(let body):
            return EBDSFrame(control: 0x60 | ackBit, data: Array(body.prefix(EBDSFrame.maximumData)))
        case .extended(let subtype, let status, let body):
            let data = [subtype] + status.bytes + body
            return EBDSFrame(control: 0x70 | ackBit, data: Array(data.prefix(EBDSFrame.maximumData)))
        }
    }

    /// Seven lines of ten bytes; lines without a note are zero.
    package static func valueTable(_ lines: [(index: UInt8, type: EBDSNoteType)]) -> [UInt8] {
        fixed(lines.prefix(7).flatMap { [$0.index] + $0.type.amountBytes }, 70)
    }

    /// 28 characters, the unused ones `(`.
    package static func barcode(_ text: String) -> [UInt8] { fixed(Array(text.utf8), 28, fill: 0x28) }

    /// A number one nibble a byte, the most significant first; what does not fit is cut off in front.
    package static func nibbles(_ number: Int, _ width: Int) -> [UInt8] {
        let bits = UInt64(bitPattern: Int64(number))
        return (0..<width).map { place in
            let shift = (width - 1 - place) * 4
            return shift < 64 ? UInt8(bits >> UInt64(shift) & 0x0F) : 0
        }
    }

    /// Cut or filled up to a fixed width, seven bits each.
    package static func fixed(_ bytes: [UInt8], _ width: Int, fill: UInt8 = 0) -> [UInt8] {
        let kept = bytes.prefix(width).map { $0 & 0x7F }
        return kept + Array(repeating: fill, count: width - kept.count)
    }

    /// Decimal digits as ASCII, the most significant first; what does not fit is cut off in front.
    package static func digits(_ number: Int, _ width: Int) -> [UInt8] {
        var rest = number
        var result: [UInt8] = []
        for _ in 0..<width {
            result.insert(0x30 + UInt8(rest % 10), at: 0)
            rest /= 10
        }
        return result
    }
}
