import DeviceKit
import SimulatorKit

/// One kind of device in a storm: its driver, its unit, what people do there, and what must be true of every word.
///
/// A story sees the truth (the device, its notices) and the driver's words, never the dialogue's inside.
protocol DeviceStory {
    /// The driver.
    associatedtype Host: Dialogue
    /// The unit.
    associatedtype Device: SimulatedDevice

    /// What the seed drew, for the report of a failure.
    var words: String { get }
    /// From the host to the device.
    var toDevice: CableManners { get }
    /// From the device to the host.
    var toHost: CableManners { get }
    /// Orders given so far, those that ended well, and the first lie.
    var score: DeviceScore { get set }
    /// Brings the device in order, whatever was done to it.
    var repairs: [Device.Lever] { get }

    /// The unit as it stands there at the beginning.
    func unit() -> Device
    /// A driver that was just started, the so-and-so-many-th.
    func driver(start: Int) -> Host

    /// What is done next; the world waits for the last of it, and then `pause`.
    mutating func next(
        _ now: DeviceMoment<Device>, _ dice: inout Dice
    ) -> (plans: [DevicePlan<Host.Command, Device.Lever>], pause: Duration)
    /// When the weather has cleared: one more order, that has to end well.
    mutating func lastOrder(
        _ now: DeviceMoment<Device>, _ dice: inout Dice
    ) -> [DevicePlan<Host.Command, Device.Lever>]
    /// An order went to the driver.
    mutating func ordered(_ command: Host.Command, _ now: DeviceMoment<Device>)
    /// The driver said something.
    mutating func heard(_ report: Host.Report, _ now: DeviceMoment<Device>)
    /// A hand is about to move a lever.
    mutating func pulled(_ lever: Device.Lever, _ now: DeviceMoment<Device>)
    /// Something happened at the device.
    mutating func saw(_ notice: Device.Notice, _ now: DeviceMoment<Device>)
    /// After each step of the world.
    mutating func watch(_ now: DeviceMoment<Device>)
    /// A stroke of the weather: nothing that is under way is sure.
    mutating func struck(_ stroke: DeviceStroke, _ now: DeviceMoment<Device>)
    /// All is in order and has come to rest.
    mutating func judge(_ now: DeviceMoment<Device>)

    /// What the driver says with a planted lie.
    func twisted(_ report: Host.Report, _ lie: DeviceLie, _ now: DeviceMoment<Device>) -> [Host.Report]
    /// What goes to the device with a planted lie.
    func twisted(_ bytes: [UInt8], _ lie: DeviceLie) -> [[UInt8]]

    /// A new connection, for units that have some.
    func connected(_ device: Device, at time: Duration) -> Device
    /// The unit ends the connection after each answer.
    func hangsUp(_ device: Device) -> Bool
    /// How often somebody looks at the modem lines, and what is seen.
    func look(_ host: Host, _ device: Device) -> (every: Duration, command: Host.Command)?
}

extension DeviceStory {
    mutating func pulled(_ lever: Device.Lever, _ now: DeviceMoment<Device>) {}
    func twisted(_ report: Host.Report, _ lie: DeviceLie, _ now: DeviceMoment<Device>) -> [Host.Report] { [report] }
    func twisted(_ bytes: [UInt8], _ lie: DeviceLie) -> [[UInt8]] { [bytes] }
    func connected(_ device: Device, at time: Duration) -> Device { device }
    func hangsUp(_ device: Device) -> Bool { false }
    func look(_ host: Host, _ device: Device) -> (every: Duration, command: Host.Command)? { nil }
}

/// What a story can see of its world.
struct DeviceMoment<Device> {
    /// Virtual time.
    let time: Duration
    /// The truth.
    let device: Device
    /// The cable is in and a driver is there.
    let isLinked: Bool
    /// Since when it is so, or is not.
    let linkedSince: Duration
    /// The weather has cleared.
    let isHealing: Bool
}

/// Something that is going to happen.
struct DevicePlan<Command, Lever> {
    /// What happens.
    enum Act {
        /// To the driver.
        case order(Command)
        /// A hand at the device.
        case lever(Lever)
        /// The cable is out for so long.
        case unplug(Duration)
        /// The unit is without power for so long: this lever, then that one.
        case cut(Lever, Lever, Duration)
        /// The driver's program dies and is started again after so long.
        case restart(Duration)
    }

    /// From now.
    let after: Duration
    /// What happens then.
    let act: Act

    init(_ after: Duration, _ act: Act) { (self.after, self.act) = (after, act) }
}

/// What the weather does to a whole world.
enum DeviceStroke: String, Hashable, Sendable { case unplugged, restarted, messageLost, messageBent, powerCut }

/// What a story counts, and what it found.
struct DeviceScore: Hashable, Sendable {
    /// Orders that were given to the driver.
    var orders = 0
    /// Orders that ended well.
    var done = 0
    /// The first word that is not true.
    var problem: String?

    /// A word that is not true; the first one counts.
    mutating func wrong(_ words: @autoclosure () -> String) { if problem == nil { problem = words() } }
}
