/// The name of one business act at the core, for ever: `<tenant>/<device>/<epoch>/<event>`.
///
/// Made once, stored before the first attempt, never re-made. The epoch in it is that of the journal that made it; the
/// epoch that fences is the sender's and travels in the envelope (`models/README.md`, rule 18).
public struct IdempotencyKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whose act it was: the first two parts.
    public let station: LedgerStation
    /// Epoch of the journal in which the act was recorded.
    public let epoch: Int64
    /// The event's name within the epoch: a sequence number or an id.
    public let event: String

    /// Parts are 1 to 64 letters, digits, `.`, `_`, `-`; the epoch is not negative.
    public init(station: LedgerStation, epoch: Int64, event: String) throws(PostingFault) {
        guard epoch >= 0, LedgerStation.allows(event) else { throw .noKey("\(station)/\(epoch)/\(event)") }
        (self.station, self.epoch, self.event) = (station, epoch, event)
    }

    /// Reads the text form.
    public init(_ text: String) throws(PostingFault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let epoch = Int64(parts[2]), String(epoch) == parts[2] else { throw .noKey(text) }
        let station: LedgerStation
        do { station = try LedgerStation(tenant: parts[0], device: parts[1]) } catch { throw .noKey(text) }
        try self.init(station: station, epoch: epoch, event: parts[3])
    }

    /// The text form.
    public var description: String { "\(station)/\(epoch)/\(event)" }

    /// Order of the text; says nothing about time.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// Who keeps a journal and posts from it: a device of a tenant. Fences and reconciliation are per station.
public struct LedgerStation: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The utility, in a core that serves several.
    public let tenant: String
    /// The station's name in its own journal, `K-07`.
    public let device: String

    /// Parts are 1 to 64 letters, digits, `.`, `_`, `-`.
    public init(tenant: String, device: String) throws(PostingFault) {
        guard Self.allows(tenant), Self.allows(device) else { throw .noKey("\(tenant)/\(device)") }
        (self.tenant, self.device) = (tenant, device)
    }

    /// `<tenant>/<device>`: the first two parts of every key of this station.
    public var description: String { "\(tenant)/\(device)" }

    /// Order of the text.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }

    static func allows(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2D, 0x2E, 0x5F].contains($0)
            }
    }
}

/// SHA-256 of the bytes of a sealed body.
public struct BodyHash: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; another number is no hash.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// 64 small hexadecimal digits.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The core's own reference of a posting, as it may be printed and asked for.
public struct CoreRef: Hashable, Sendable, CustomStringConvertible {
    /// The core's spelling; compared for equality only.
    public let text: String
    /// A reference as the core gave it.
    public init(_ text: String) { self.text = text }
    public var description: String { text }
}

/// A promise of a core that works later: not posted yet.
public struct Ticket: Hashable, Sendable {
    /// The core's spelling; of no use after the answer to a lookup.
    public let text: String
    /// A ticket as the core gave it.
    public init(_ text: String) { self.text = text }
}

/// Which life of which core answered. It changes when the core is restored to an earlier state or replaced; then nothing
/// that was posted is known to be posted any more. Compared for equality only: lives have no order.
public struct CoreLife: Hashable, Sendable, CustomStringConvertible {
    /// Which core: changes when it is replaced.
    public let instance: String
    /// Changes with every restore to an earlier state.
    public let restoreMark: String

    /// A life as the core named it in an answer.
    public init(instance: String, restoreMark: String) {
        (self.instance, self.restoreMark) = (instance, restoreMark)
    }

    public var description: String { "\(instance)#\(restoreMark)" }
}
