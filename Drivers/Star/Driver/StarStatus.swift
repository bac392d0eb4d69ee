import StarFrame

/// The automatic status of a Star printer: seven bytes at least, nine on most models. Bits without a name are masked.
///
/// - Source: shared dossier `receipt-printers.md` 4.2.
public struct StarStatus: Hashable, Sendable {
    /// As they came, headers first.
    public let bytes: [UInt8]

    /// `nil` unless the headers name exactly this length and the fixed bits are right.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= StarFrame.shortest, StarFrame.opensStatus(bytes[0]),
            StarFrame.continuesStatus(bytes[1], second: true),
            StarFrame.length(bytes[0], bytes[1]) == bytes.count,
            bytes[2...].allSatisfy({ StarFrame.continuesStatus($0, second: false) })
        else { return nil }
        self.bytes = bytes
    }

    private func bit(_ place: Int, _ number: UInt8) -> Bool {
        bytes.indices.contains(place) && bytes[place] >> number & 1 == 1
    }

    /// 1 to 3: Star Line Mode; 4 and up: StarPRNT.
    public var version: Int { StarFrame.gathered(bytes[1] & 0x7F) }

    /// The print check (ETB) was reached since it was last cleared.
    public var checkReached: Bool { bit(2, 1) }
    /// The contact of the drawers' switch is closed: a level, not yet open or shut.
    public var switchClosed: Bool { bit(2, 2) }
    /// Runs no commands now.
    public var offline: Bool { bit(2, 3) }
    /// The cover stands open.
    public var coverOpen: Bool { bit(2, 5) }
    /// Somebody put it off line at its switch.
    public var offlineBySwitch: Bool { bit(2, 6) }

    /// The mechanism has an error.
    public var mechanicalError: Bool { bit(3, 2) }
    /// The cutter is stuck.
    public var cutterError: Bool { bit(3, 3) }
    /// Only a power cycle or a repair helps.
    public var unrecoverableError: Bool { bit(3, 5) }
    /// The head is too hot: passes by itself.
    public var headHot: Bool { bit(3, 6) }

    /// The head is lifted.
    public var headUp: Bool { bit(4, 1) }
    /// Paper is stuck in the presenter.
    public var presenterJam: Bool { bit(4, 2) }
    /// The black mark was not found.
    public var blackMarkError: Bool { bit(4, 3) }
    /// A page did not fit; told once.
    public var pageError: Bool { bit(4, 5) }
    /// Bytes found no room in the receive buffer and are gone; told once.
    public var overflow: Bool { bit(4, 6) }

    /// Little paper is left, by either sensor.
    public var paperNearEnd: Bool { bit(5, 1) || bit(5, 2) }
    /// No paper.
    public var paperEnd: Bool { bit(5, 3) }

    /// The print check's counter, 0 to 31; `nil` where the status is too short to carry it.
    public var counter: Int? { bytes.count > 7 ? StarFrame.gathered(bytes[7]) : nil }
    /// Where the paper stands in the presenter; `nil` where the status is too short.
    public var presenter: Int? { bytes.count > 8 ? Int(bytes[8] >> 1 & 0x07) : nil }
}

/// The answer to ENQ. Bit 4 is always clear.
///
/// - Source: shared dossier `receipt-printers.md` 4.2.
public struct StarEnquiryAnswer: Hashable, Sendable {
    /// As it came.
    public let byte: UInt8

    /// `nil` with bit 4 set.
    public init?(_ byte: UInt8) {
        guard byte & 0x10 == 0 else { return nil }
        self.byte = byte
    }

    /// The contact of the drawers' switch is closed.
    public var switchClosed: Bool { byte & 0x80 != 0 }
    /// Bytes were lost in the receive buffer.
    public var overflow: Bool { byte & 0x40 != 0 }
    /// Nothing waits in the receive buffer.
    public var bufferEmpty: Bool { byte & 0x20 != 0 }
    /// No paper.
    public var paperEnd: Bool { byte & 0x08 != 0 }
    /// The cover, or an error that stays.
    public var otherError: Bool { byte & 0x04 != 0 }
    /// A byte came with a wrong stop bit.
    public var framingError: Bool { byte & 0x02 != 0 }
    /// A byte came with a wrong parity bit.
    public var parityError: Bool { byte & 0x01 != 0 }
}

/// The answer to EOT. Bit 4 is always set, bit 0 clear.
///
/// - Source: shared dossier `receipt-printers.md` 4.2.
public struct StarPaperAnswer: Hashable, Sendable {
    /// As it came.
    public let byte: UInt8

    /// `nil` unless the fixed bits are right.
    public init?(_ byte: UInt8) {
        guard byte & 0x11 == 0x10 else { return nil }
        self.byte = byte
    }

    /// The contact of the drawers' switch is closed, on models that tell it here.
    public var switchClosed: Bool { byte & 0x80 != 0 }
    /// Paper is stuck in the presenter.
    public var presenterJam: Bool { byte & 0x40 != 0 }
    /// The outer near-end sensor looks through.
    public var nearEndOuter: Bool { byte & 0x20 != 0 }
    /// No paper.
    public var paperEnd: Bool { byte & 0x08 != 0 }
    /// The inner near-end sensor looks through.
    public var nearEndInner: Bool { byte & 0x04 != 0 }
    /// The black mark was not found.
    public var blackMarkError: Bool { byte & 0x02 != 0 }
}
