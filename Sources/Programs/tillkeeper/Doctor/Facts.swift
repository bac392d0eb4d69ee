import DeviceKit
import Transports
import USBTransports

/// All that the probes found. The checks see nothing else, so that each of them is tried with made facts.
struct Facts {
    var file: String
    var user: UserFacts
    var service: ServiceFacts
    /// What answers where this service would listen, though it is not this service; in words.
    var strangerAtDoor: String?
    var devices: [DeviceFacts]
    /// Programs that lay hands on serial ports by themselves and run now.
    var meddlers: [PortOwner]
    var clock: ClockFacts
    var disk: DiskFacts
    var store: StoreFacts
}

/// The user whose rights count: the service's own.
struct UserFacts: Hashable {
    var name: String
    var uid: UInt32
    var groups: [UInt32]
    /// It is this user who asks: what the system lets us do counts, access lists included.
    var isUs = false

    /// Whether this user may read and write, or only read, what has these bits.
    func mayOpen(_ rights: Rights, forReading: Bool = false) -> Bool {
        if uid == 0 { return true }
        let shift = rights.uid == uid ? 6 : groups.contains(rights.gid) ? 3 : 0
        let wanted: UInt32 = forReading ? 4 : 6
        return rights.mode >> UInt32(shift) & wanted == wanted
    }
}

/// Owner and bits of a node or a folder.
struct Rights: Hashable {
    var mode: UInt32
    var uid: UInt32
    var gid: UInt32
    /// The group by name, where it has one.
    var group: String?
}

/// Whether the service runs; then it is asked, and nothing that it may hold is touched.
enum ServiceFacts {
    case off
    /// It holds the journal (`owner`) or answered. `views` is what it says; `complaint`: why it says nothing.
    case running(owner: PortOwner?, views: [Told], complaint: String?)

    /// One device in the words of the running service.
    struct Told: Hashable {
        var name: String
        var isWell: Bool
        var isBroken: Bool
        var words: String
    }

    var isRunning: Bool { if case .running = self { true } else { false } }
}

/// One configured device and what is known of its place.
struct DeviceFacts {
    /// As `device list` calls it.
    var name: String
    /// Where it stands in the settings, `devices.validator`.
    var key: String
    var driver: String
    var place: PlaceFacts
    /// What came of the questions on its line; empty: none was asked.
    var tries: [KnockTry] = []
    /// For a drawer: the settings leave it to the first kick which level means open.
    var learnsPolarity = false
}

/// The place that the settings name.
enum PlaceFacts {
    case node(NodeFacts)
    case network(host: String, port: UInt16)
    /// A USB device, found or not; `node` is what would be opened.
    case usb(USBIdentity, USBFunction, fault: USBOpenFault?, node: NodeFacts?)
    /// On a connector of another device.
    case connector

    var node: NodeFacts? {
        switch self {
        case .node(let node): node
        case .usb(_, _, _, let node): node
        case .network, .connector: nil
        }
    }
}

/// A node in /dev as it is now.
struct NodeFacts {
    /// As the settings name it.
    var path: String
    /// Where its links end; the same as `path` when it is none.
    var real: String
    /// What is there instead of a node of characters, in words; `nil`: what should be.
    var otherKind: String?
    /// A reader that types: it is heard, and nothing is written to it.
    var isKeys = false
    var exists: Bool
    var rights: Rights?
    /// Whoever asks could open it. Access lists are seen, too.
    var openToUs: Bool?
    var owners: [PortOwner] = []
    /// Processes of other users could not be looked into.
    var ownersHidden = false
    /// udev's words about it, when it hangs on USB.
    var nature: NodeNature?
    /// Names of nodes of the same kind that are there, by what stays the same of them.
    var candidates: [String] = []
    /// The lasting names of this very node.
    var aliases: [String] = []
}

/// The clocks.
struct ClockFacts {
    /// Seconds since 1970 by the system's clock.
    var now: Int64
    /// Whether the kernel's clock is kept in step by somebody; `nil`: it does not say.
    var isInStep: Bool?
    /// Seconds since 1970 by the board's clock, where it has one.
    var board: Int64?
    /// When the newest entry of the journal was written, by the clock of that time.
    var newestEntry: Int64?
}

/// The disk under the journal.
struct DiskFacts {
    var folder: String
    /// Kind of the file system and its options, as mounted.
    var fileSystem: String?
    var options: [String] = []
    /// Nanoseconds of one small overwrite with its flush each; empty: not measured.
    var flushes: [Int64] = []
    /// Why it was not measured, in words.
    var notMeasured: String?
}

/// The journal's place.
struct StoreFacts {
    var path: String
    var folderExists: Bool
    var folderRights: Rights?
    var freeBytes: Int64?
    var reserveBytes: Int64
    var exists: Bool
    var reserveExists: Bool
    /// Why it cannot be read, in words.
    var complaint: String?
}
