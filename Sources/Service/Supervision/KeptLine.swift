public import DeviceKit

/// A device line without the type of its dialogue: what a station needs of any wire that takes these commands.
public protocol KeptLine<Command>: AnyObject {
    /// What may be asked of the device.
    associatedtype Command: Hashable & Sendable

    /// The device's name in settings and logs.
    var name: String { get }
    /// Where the device is looked for.
    var address: PortAddress { get }
    /// How the device is, as of now.
    var health: DeviceHealth { get }
    /// Whether the port is open.
    var isOpen: Bool { get }
    /// What the system kept of the line's settings; `nil` while the port is shut.
    var lineTruth: LineTruth? { get }
    /// Counts since the line was made.
    var statistics: LineStatistics { get }
    /// The last bytes in both directions.
    var recorder: FlightRecorder { get }
    /// What hides the line's secrets in a recording.
    var mask: any WireMask { get }

    /// Opens the port, and keeps it open until `stop`.
    func start()
    /// Closes the port, leaves it closed, and calls `done` when it is.
    func stop(_ done: @escaping () -> Void)
    /// Tries to open now what would be tried later.
    func tryNow()
    /// Hands a command to the dialogue.
    func send(_ command: Command)
}

extension DeviceLine: KeptLine {
    /// The commands of the dialogue.
    public typealias Command = D.Command
}
