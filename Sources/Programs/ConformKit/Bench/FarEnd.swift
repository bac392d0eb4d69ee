public import DeviceKit

/// What is at the other end of a driver's wire: a simulated device in virtual time, or whatever answers on a real port.
///
/// The rules and stories of this room know no more of it than this, so that they are the same for both.
public protocol FarEnd<Lever> {
    /// What can be done to the device without a person; real ports have none.
    associatedtype Lever: Hashable & Sendable

    /// Since an arbitrary start; never goes back. Real time while a real port is open.
    var now: Duration { get }
    /// The modem lines of the open port.
    var modemLines: ModemLines { get }
    /// What the far end itself did wrong since the last call; only simulators have such a thing.
    mutating func takeComplaints() -> [String]

    /// Opens the port. Gives a sentence when it could not be opened.
    mutating func open() -> String?
    /// Closes the port, as `loss` says; bytes under way are lost.
    mutating func close(_ loss: LinkLoss)
    /// Hands bytes to the open port.
    mutating func send(_ bytes: [UInt8])
    /// Forgets what has arrived and was not delivered.
    mutating func discardInput()
    /// Lets time pass until something comes, at most until `time`.
    mutating func wait(until time: Duration) -> FarEvent

    /// Does something to the device.
    mutating func pull(_ lever: Lever)
    /// Asks a person for something; the answer comes as an event, in its own time.
    mutating func ask(_ hand: Hand)
    /// What was asked for is not wanted any more.
    mutating func thank()
}

/// What comes from the other end.
public enum FarEvent: Hashable, Sendable {
    /// Bytes of the device, cut anywhere.
    case received([UInt8])
    /// The link is gone, and nobody here closed it.
    case lost(LinkLoss)
    /// What the person says to what was asked last.
    case answered(HandAnswer)
    /// The time has come, and nothing else.
    case time
}

/// What a person says who was asked to do something.
public enum HandAnswer: Hashable, Sendable {
    /// It is done.
    case done
    /// It is not done, and why, in the person's own words.
    case notDone(String)
}
