import CCNETDriver
import CCNETFrame
import DeviceKit
import EBDSDriver
import EBDSFrame
import ID003Driver
import ID003Frame
import SSPFrame
import WireKit

@testable import SSPDriver

extension FuzzTarget {
    /// Frames and messages of the four wires of note acceptors.
    static let acceptorWires: [FuzzTarget] = [
        wire("ebds", .ebds) { bytes throws(Broken) in
            for side in [EBDSDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try EBDSWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
        },
        wire("id003", .id003) { bytes throws(Broken) in
            for side in [ID003Direction.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try ID003Wire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
        },
        wire("ccnet", .ccnet) { bytes throws(Broken) in
            for side in [CCNETDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try CCNETWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
        },
        wire("ssp", .ssp) { bytes throws(Broken) in
            for side in [SSPDirection.host, .device] {
                try message(bytes) { bytes throws(WireFault) in
                    try SSPWire.decode(direction: side, bytes: bytes)
                } again: {
                    ($0.encoded(), $0.description)
                }
            }
        },
        FuzzTarget("essp", vectors: ["ssp.json"], longest: 260) { bytes throws(Broken) in
            try opens(bytes)
            try opens([SSPEnvelope.mark] + bytes)
            guard bytes.count >= 5 else { return }
            // A block of the unit that holds this, with a checksum and a count that hold.
            var clear = [bytes[0], 1, 0, 0, 0] + bytes.dropFirst().prefix(235)
            while (clear.count + 2) % SSPBlockCipher.blockSize != 0 { clear.append(0) }
            let crc = crc16Forward(clear, polynomial: 0x8005, initial: 0xFFFF)
            clear += [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)]
            guard let sealed = cipher.encrypt(clear) else { throw Broken("whole blocks were not encrypted") }
            try opens([SSPEnvelope.mark] + sealed)
        },
    ]

    private static let cipher = SSPBlockCipher(fixedKey: 0x0123_4567_0123_4567, negotiated: 0x0123_4567_89AB_CDEF)

    /// What opens is as long as it says, and a count is taken once.
    private static func opens(_ data: [UInt8]) throws(Broken) {
        var envelope = SSPEnvelope(
            fixedKey: 0x0123_4567_0123_4567, negotiated: 0x0123_4567_89AB_CDEF, packingSeed: 7)
        guard let inside = envelope.open(data) else { return }
        try promise(!inside.isEmpty && inside.count + 7 <= data.count, "more inside than outside")
        try promise(envelope.open(data) == nil, "the same block was opened twice")
    }

    /// The bytes as they are, and the bytes as the content of a frame whose checksum holds: chance alone hits no CRC.
    private static func wire(
        _ name: String, _ framing: Framing, decode: @escaping @Sendable ([UInt8]) throws(Broken) -> Void
    ) -> FuzzTarget {
        FuzzTarget(name, vectors: ["\(name).json"], seeds: { [$0] + framing.contents($0) }) { bytes throws(Broken) in
            try framing.hold(bytes)
            try decode(bytes)
            guard let sealed = framing.sealed(bytes) else { return }
            try framing.hold(sealed + bytes.prefix(40))
            try decode(sealed)
        }
    }

    /// What was read can be written again, and said in words; what cannot be read has a reason.
    static func message<Message>(
        _ bytes: [UInt8], _ decode: ([UInt8]) throws(WireFault) -> Message,
        again: (Message) -> (bytes: [UInt8], words: String)
    ) throws(Broken) {
        let message: Message
        do {
            message = try decode(bytes)
        } catch {
            return try promise(!error.reason.isEmpty, "a fault without a reason")
        }
        let written = again(message)
        try promise(written.bytes == bytes, "written again as other bytes: \(written.words)")
        try promise(!written.words.isEmpty, "a message without words")
    }
}
