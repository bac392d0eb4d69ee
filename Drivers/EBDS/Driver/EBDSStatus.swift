/// The six status bytes of every omnibus and most extended replies: states, events, model, revision.
///
/// Every bit is read for itself: units show several events and a state at once, test frames even all of them.
/// - Source: dossier `bill-acceptors.md` 1.3.
public struct EBDSStatus: Hashable, Sendable {
    /// Byte 0: motion state and the events stacked and returned.
    public var motion: UInt8
    /// Byte 1: cheated, rejected, jam, cassette, paused, calibrating.
    public var condition: UInt8
    /// Byte 2: power up, invalid command, failure, note value, transport.
    public var detail: UInt8
    /// Byte 3: stalled, download, capabilities, disabled.
    public var extra: UInt8
    /// Byte 4: model code.
    public var model: UInt8
    /// Byte 5: code revision (on some units times ten, on others two digits).
    public var revision: UInt8

    /// Bytes by name; all zero is "out of service or disabled by the host".
    public init(
        motion: UInt8 = 0, condition: UInt8 = 0, detail: UInt8 = 0, extra: UInt8 = 0, model: UInt8 = 0,
        revision: UInt8 = 0
    ) {
        self.motion = motion
        self.condition = condition
        self.detail = detail
        self.extra = extra
        self.model = model
        self.revision = revision
    }

    /// Six bytes from `offset` on, or `nil` when there are fewer.
    @inlinable
    public init?(_ bytes: [UInt8], at offset: Int = 0) {
        guard offset >= 0, bytes.count >= 6, offset <= bytes.count - 6 else { return nil }
        motion = bytes[offset]
        condition = bytes[offset + 1]
        detail = bytes[offset + 2]
        extra = bytes[offset + 3]
        model = bytes[offset + 4]
        revision = bytes[offset + 5]
    }

    /// The bytes in the order of the wire.
    public var bytes: [UInt8] { [motion, condition, detail, extra, model, revision] }

    /// State: at rest, would take a note if it is enabled.
    public var idling: Bool { motion & 0x01 != 0 }
    /// State: a note is being drawn in.
    public var accepting: Bool { motion & 0x02 != 0 }
    /// State: a note waits for the host.
    public var escrowed: Bool { motion & 0x04 != 0 }
    /// State: the note is on its way into the cash unit.
    public var stacking: Bool { motion & 0x08 != 0 }
    /// Event: a note is in the cash unit; with no value it is a power-up or cassette test and no evidence.
    public var stacked: Bool { motion & 0x10 != 0 }
    /// State: the note is on its way out.
    public var returning: Bool { motion & 0x20 != 0 }
    /// Event: a note went back.
    public var returned: Bool { motion & 0x40 != 0 }

    /// Event.
    public var cheated: Bool { condition & 0x01 != 0 }
    /// Event: a note was refused.
    public var rejected: Bool { condition & 0x02 != 0 }
    /// A note is stuck.
    public var jammed: Bool { condition & 0x04 != 0 }
    /// The cash unit takes no more.
    public var stackerFull: Bool { condition & 0x08 != 0 }
    /// The cash unit is in its place.
    public var cassettePresent: Bool { condition & 0x10 != 0 }
    /// A second note is held in the mouth.
    public var paused: Bool { condition & 0x20 != 0 }
    /// A calibration order is being done.
    public var calibrating: Bool { condition & 0x40 != 0 }

    /// Event.
    public var poweredUp: Bool { detail & 0x01 != 0 }
    /// Event.
    public var invalidCommand: Bool { detail & 0x02 != 0 }
    /// It cannot work until somebody looks at it.
    public var failure: Bool { detail & 0x04 != 0 }
    /// Note value index 1 to 7; 0: none. Valid together with escrow or stacked only.
    public var noteIndex: UInt8 { detail >> 3 & 7 }
    /// The note path is open.
    public var transportOpen: Bool { detail & 0x40 != 0 }

    /// A motor is stalled.
    public var stalled: Bool { extra & 0x01 != 0 }
    /// It asks for a firmware download.
    public var downloadNeeded: Bool { extra & 0x02 != 0 }
    /// Not money, whatever its name says (deprecated).
    public var preStacked: Bool { extra & 0x04 != 0 }
    /// Barcodes are told raw.
    public var rawBarcode: Bool { extra & 0x08 != 0 }
    /// Auxiliary 0D will be answered.
    public var tellsCapabilities: Bool { extra & 0x10 != 0 }
    /// Recycler family only.
    public var disabled: Bool { extra & 0x20 != 0 }

    /// A note moves: drawn in, being stacked, being given back.
    public var moving: Bool { motion & 0x2A != 0 }
    /// An event about a note, or a power-up, is in this reply: escrow shown beside it is not taken at its word.
    public var eventful: Bool { motion & 0x50 != 0 || condition & 0x03 != 0 || detail & 0x01 != 0 }
    /// Something is wrong in a way that leaves the path unknown; "idle" beside it is not at rest.
    public var troubled: Bool {
        jammed || paused || calibrating || failure || transportOpen || stalled || downloadNeeded || !cassettePresent
    }
}

extension EBDSStatus: CustomStringConvertible {
    /// States first, then events, then what is wrong.
    public var description: String {
        var words: [String] = []
        func note(_ holds: Bool, _ word: String) { if holds { words.append(word) } }
        note(idling, "idling")
        note(accepting, "accepting")
        note(escrowed, "escrowed")
        note(stacking, "stacking")
        note(returning, "returning")
        note(!idling && !escrowed && !moving, "no state (disabled or out of service)")
        note(stacked, noteIndex == 0 ? "STACKED without value" : "STACKED")
        note(returned, "RETURNED")
        note(noteIndex != 0, "note \(noteIndex)")
        note(cheated, "CHEATED")
        note(rejected, "REJECTED")
        note(poweredUp, "POWER UP")
        note(invalidCommand, "INVALID COMMAND")
        note(jammed, "jammed")
        note(stackerFull, "stacker full")
        note(!cassettePresent, "no cassette")
        note(paused, "paused")
        note(calibrating, "calibrating")
        note(failure, "failure")
        note(transportOpen, "transport open")
        note(stalled, "stalled")
        note(downloadNeeded, "firmware needed")
        note(preStacked, "pre-stack")
        note(rawBarcode, "raw barcode")
        note(tellsCapabilities, "tells capabilities")
        note(disabled, "disabled")
        note((motion | condition | detail | model | revision) & 0x80 != 0 || extra & 0xC0 != 0, "unnamed bits")
        words.append("model \(hexByte(model)) revision \(hexByte(revision))")
        return words.joined(separator: ", ")
    }
}
