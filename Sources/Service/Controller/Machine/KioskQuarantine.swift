import Custody
import DeviceKit
import OrderedCollections

/// Degrade by tender, not by machine: a device that is set aside takes with it what needs it, and nothing else.
extension KioskMachine {
    /// A note that is on its way is followed to its end: the device stays connected, only no further note is taken.
    mutating func setAside(_ fact: DeviceQuarantined, _ turn: inout KioskTurn) {
        guard books.quarantined[fact.device] == nil else { return }
        record(.deviceQuarantined(fact), &turn)
    }

    /// Whether a receipt would come out on paper now. Where it would not and cash is taken all the same, the customer is
    /// told before the first note.
    public var printsReceipts: Bool {
        guard books.quarantined[Self.printerName] == nil, !claimed.contains(Self.printerName), printer.broken == nil,
            let status = printer.status
        else {
            return false
        }
        if status.ready { return true }
        return printer.job != nil && status.paper != .end && status.coverOpen == false && status.error == nil
    }
}
