public import Money
import OrderedCollections

/// A note that is not settled, and what can still be learned of it from the acceptor.
public struct AwaitedNote: Hashable, Sendable {
    /// Its name.
    public let note: NoteID
    /// Its face value.
    public let amount: Money
    /// The acceptor that was ordered to stack it.
    public let device: DeviceID
    /// It is in doubt; else its intent is open.
    public let isInDoubt: Bool
}

extension StationState {
    /// Notes that would be lost or credited falsely if somebody but the service spoke to this acceptor, or put a note of his
    /// own in. `nil`: whichever unit stands there.
    ///
    /// The word of an open intent is told until it is acknowledged, by whomever. A doubt on whose unit we wait is settled by
    /// the next step of its count. A doubt in the installed cash unit is settled by the surplus of its count: without a
    /// count of the device a note from elsewhere is that surplus.
    public func awaited(of device: DeviceID?) -> [AwaitedNote] {
        let records = acceptors.values.filter { device == nil || $0.device == device }
        let intents = acceptors.values.compactMap(\.open).map { intent in
            AwaitedNote(note: intent.note, amount: intent.amount, device: intent.device, isInDoubt: false)
        }
        let open = doubts.values.filter { doubt in
            let (isHere, isOutlived) = (doubt.cashUnit == installed, doubtsOutlived.contains(doubt.note))
            if isHere, !isOutlived { return true }
            // Of a doubt that outlived its count, in a box that is not here, the unit can prove nothing any more.
            return (isHere || !isOutlived) && records.contains { $0.pending == doubt.note }
        }
        return intents
            + open.map { AwaitedNote(note: $0.note, amount: $0.amount, device: $0.device, isInDoubt: true) }
    }
}
