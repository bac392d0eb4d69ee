/// Who has a device for himself (UnifiedPOS `claim`): one holder at a time, by name, for a time that has an end. A pure
/// value.
///
/// A claim is a lease: a program that dies does not hold a device for ever. The customer at the kiosk needs no lease; a
/// visit is told as a holder by whoever knows of it.
public struct DeviceClaims: Hashable, Sendable {
    /// One claim.
    public struct Claim: Hashable, Sendable {
        /// The device's name at the station.
        public let device: String
        /// Who, in words that tell the next one whom to ask: `device conform by p.ruiz`.
        public let owner: String
        /// Since when.
        public let since: Duration
        /// When it ends by itself.
        public fileprivate(set) var until: Duration
    }

    /// A claim that was refused: somebody else has the device.
    public struct Held: Error, Hashable, Sendable {
        /// Who.
        public let owner: String
    }

    /// The longest lease: a conformance run with a person at the machine.
    public static let longest: Duration = .seconds(3_600)

    /// All that stand, in the order in which they were taken.
    public private(set) var all: [Claim] = []

    /// Nobody has anything.
    public init() {}

    /// The claim on a device; `nil`: it is free.
    public func holder(of device: String) -> Claim? { all.first { $0.device == device } }

    /// Takes a device, or goes on having it: the same owner's second claim makes the lease longer.
    public mutating func claim(
        _ device: String, by owner: String, for lease: Duration, now: Duration
    ) throws(Held) {
        let until = now + min(max(lease, .seconds(1)), Self.longest)
        guard let place = all.firstIndex(where: { $0.device == device }) else {
            all.append(Claim(device: device, owner: owner, since: now, until: until))
            return
        }
        guard all[place].owner == owner else { throw Held(owner: all[place].owner) }
        all[place].until = until
    }

    /// Gives a device back; only its owner can. `false`: he did not have it.
    public mutating func end(_ device: String, by owner: String) -> Bool {
        guard let place = all.firstIndex(where: { $0.device == device && $0.owner == owner }) else { return false }
        all.remove(at: place)
        return true
    }

    /// Ends what has run out, and says what.
    public mutating func expire(now: Duration) -> [Claim] {
        let over = all.filter { $0.until <= now }
        all.removeAll { $0.until <= now }
        return over
    }

    /// When the next lease runs out.
    public var deadline: Duration? { all.map(\.until).min() }
}
