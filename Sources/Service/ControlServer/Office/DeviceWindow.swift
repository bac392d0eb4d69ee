public import ControlAPI
public import Controller
public import DeviceKit
public import Supervision

/// Where the desk sees the station's devices. Asked on the station's thread, so every answer is short to make.
public protocol DeviceWindow: Sendable {
    /// Every device that is configured.
    func views(_ station: isolated StationController) -> [DeviceView]
    /// Everything about one device; `nil`: no such device.
    func detail(_ device: String, _ station: isolated StationController) -> DeviceDetailView?
    /// Millimetres of paper that the printer's count says now; `nil`: it has not said who it is.
    func printed(_ device: String, _ station: isolated StationController) -> Int64?
    /// Lets somebody have a device for himself. The answer comes when its port is free; or it is why not.
    func claim(
        _ device: String, _ owner: String, _ lease: Duration, _ station: isolated StationController,
        _ answer: @escaping @Sendable (Problem?) -> Void)
    /// Takes a device back from its owner; the answer is why not.
    func endClaim(_ device: String, _ owner: String, _ station: isolated StationController) -> Problem?
    /// Takes papers from another station into those that are here. The answer comes when they are on the disk.
    func take(
        _ passport: PassportView, _ station: isolated StationController,
        _ answer: @escaping @Sendable (Result<PassportView, Problem>) -> Void)
    /// What a device's line holds; `nil`: no such device, or it hangs at another one's line.
    func recording(_ device: String, _ station: isolated StationController) -> LineSeen?
}

/// A line's recorder as it was at one moment. Making the recording of it takes time that no device's thread has.
public struct LineSeen: Sendable {
    private let header: Recording.Header
    private let recorder: FlightRecorder
    private let mask: any WireMask
    private let now: Duration
    private let utcMilliseconds: Int64

    /// Both clocks at the moment in which the recorder was copied.
    public init(
        header: Recording.Header, recorder: FlightRecorder, mask: any WireMask, now: Duration,
        utcMilliseconds: Int64
    ) {
        (self.header, self.recorder, self.mask) = (header, recorder, mask)
        (self.now, self.utcMilliseconds) = (now, utcMilliseconds)
    }

    /// The recording, with its secrets masked.
    public var recording: Recording {
        Recording(header, of: recorder, mask: mask, now: now, utcMilliseconds: utcMilliseconds)
    }
}
