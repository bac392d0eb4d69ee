public import DeviceKit

/// How a device is, derived from what was seen of it. `since` is when this answer began to hold.
public enum DeviceHealth: Hashable, Sendable {
    /// The port is open (or was never tried) and the device has not shown itself yet.
    case unknown(since: Duration)
    /// The device works, by its own word.
    case healthy(since: Duration)
    /// It is there and does not do its work; the reason is a sentence for staff.
    case faulty(reason: String, since: Duration)
    /// It cannot be reached: unplugged, switched off, no answer.
    case absent(since: Duration)
}

/// What a report says about the device's health.
public enum DeviceVerdict: Hashable, Sendable {
    /// Everything it needs to do its work is there.
    case works
    /// It answers, and says or shows that it cannot work: why, for staff.
    case fails(String)
    /// The report is about something else.
    case saysNothing
}

/// The memory behind `DeviceHealth`: a pure value, fed with what happens to one device.
public struct HealthRecord: Hashable, Sendable {
    /// What the line saw.
    public enum Event: Hashable, Sendable {
        /// The port came open; the device has said nothing yet.
        case opened
        /// The port could not be opened.
        case refused(OpenFault)
        /// An open link went away.
        case lost(LinkLoss)
        /// What a report means for its health.
        case verdict(DeviceVerdict)
        /// Bytes that no rule of its wire allows.
        case wireFault(WireFault)
        /// Nothing happened; time went by.
        case time
    }

    /// So many wire faults within `stormWindow` make a device faulty: its cable, its settings or its neighbour is wrong.
    public static let stormCount = 10
    /// One minute: at ten polls a second a good line shows no fault in it.
    public static let stormWindow: Duration = .seconds(60)

    private enum Kind: Hashable {
        case unknown, healthy, absent
        case faulty(String)
    }

    private var link = Kind.unknown
    private var shown: Kind
    private var since: Duration
    private var recentFaults: [Duration] = []
    private var lastFault = ""
    /// How often the line began to be too garbled to be believed.
    public private(set) var storms = 0
    private var isStorm = false
    /// The port is shut: what the dialogue says about its end says nothing about the device.
    private var isDown = false

    /// A device of which nothing is known at `now`.
    public init(now: Duration) {
        shown = .unknown
        since = now
    }

    /// The answer as of the last event.
    public var health: DeviceHealth {
        switch shown {
        case .unknown: .unknown(since: since)
        case .healthy: .healthy(since: since)
        case .absent: .absent(since: since)
        case .faulty(let reason): .faulty(reason: reason, since: since)
        }
    }

    /// Takes one event in.
    public mutating func note(_ event: Event, now: Duration) {
        switch event {
        case .opened: (link, isDown) = (.unknown, false)
        case .refused(let fault): (link, isDown) = (Self.kind(of: fault), true)
        case .lost(let loss): (link, isDown) = (Self.kind(of: loss), true)
        case .verdict where isDown: break
        case .verdict(.works): link = .healthy
        case .verdict(.fails(let reason)): link = .faulty(reason)
        case .verdict(.saysNothing), .time: break
        case .wireFault(let fault):
            recentFaults.append(now)
            lastFault = fault.reason
            if recentFaults.count > Self.stormCount { recentFaults.removeFirst() }
        }
        let storm = stormy(now) && (link == .healthy || link == .unknown)
        if storm && !isStorm { storms += 1 }
        isStorm = storm
        let kind = storm ? stormKind : link
        guard kind != shown else { return }
        shown = kind
        since = now
    }

    private func stormy(_ now: Duration) -> Bool {
        guard recentFaults.count == Self.stormCount, let oldest = recentFaults.first else { return false }
        return now - oldest <= Self.stormWindow
    }

    private var stormKind: Kind {
        .faulty("Garbled data on the line: \(lastFault). Check cable, line settings and port.")
    }

    private static func kind(of fault: OpenFault) -> Kind {
        switch fault {
        case .noSuchNode, .nothingBehind, .refused, .timedOut, .unreachable, .usb(.notPluggedIn), .usb(.vanished):
            .absent
        case .noPermission, .busy, .wrongKind, .noInputDevice, .settingsRefused, .unknownHost, .failed,
            .usb(.wrongDevice),
            .usb(.wrongUnit), .usb(.elsewhere), .usb(.ambiguous), .usb(.noSuchFunction), .usb(.noPermission),
            .usb(.noUSB):
            .faulty(fault.sentence)
        }
    }

    private static func kind(of loss: LinkLoss) -> Kind {
        switch loss {
        case .hungUp: .absent
        case .closedByUs: .unknown
        case .writeTimedOut: .faulty("The device takes no data. Check that it is switched on and not held up.")
        case .failed(let errno): .faulty("The port failed (system error \(errno)). Check cable and adapter.")
        }
    }
}
