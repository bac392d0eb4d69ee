/// A two-way stream of bytes to one device. One owner; every call happens on the owner's thread.
///
/// Writes are complete or the transport is lost: bytes that the system does not take at once wait inside, up to
/// `writeDeadline`, then the link counts as lost. A loss is told once.
public protocol ByteTransport: AnyObject {
    /// Takes all bytes or loses the link.
    func send(_ bytes: [UInt8])
    /// Forgets input that has arrived and was not delivered.
    func discardInput()
    /// Ends the link; the receiver is told `.closedByUs`.
    func close()
    /// The modem lines the device drives, or why this transport has none (a pty, TCP).
    func modemLines() -> ModemLines
}

/// Lines a serial device drives towards us.
public enum ModemLines: Hashable, Sendable {
    /// Levels at this moment, true for asserted.
    case lines(clearToSend: Bool, dataSetReady: Bool, ring: Bool, carrier: Bool)
    /// This kind of transport has no modem lines.
    case none
    /// The system did not answer.
    case unknown
}

/// What a transport tells its owner, in order, on the owner's thread.
public enum TransportEvent: Hashable, Sendable {
    /// Both ways are open; comes first.
    case opened
    /// Input, cut anywhere.
    case received([UInt8])
    /// Comes last, and once.
    case lost(LinkLoss)
}
