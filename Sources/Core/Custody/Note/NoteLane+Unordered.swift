import Money
import OrderedCollections

/// A note that fell without an order: what the books make of it.
/// - Source: models/README.md section 4, rules 7, 8 and 25.
extension NoteLane {
    /// A report without an intent that no count can bear out (rule 8). A note in doubt is settled by it. In recovery it is a
    /// repetition when the last that the books have is a note that fell. Else it is registered once, before it is
    /// acknowledged. A unit that people have not adopted yet may be the one that was there, under another name: its word is
    /// theirs to look at.
    func byWordAlone(
        _ amount: Money?, mayRepeat: Bool, _ record: AcceptorRecord?, _ books: StationState
    ) -> [NoteEffect] {
        guard record?.barred == nil else { return [] }
        switch record?.last {
        case .fell where mayRepeat: return []
        case .doubted(let note):
            guard let doubt = books.doubts[note], amount == nil || amount == doubt.amount else { break }
            // A unit that was pulled meanwhile: evidence that comes this late belongs to its count (rule 25).
            guard doubt.cashUnit == books.installed else { return [] }
            return [.record(.noteStacked(NoteStacked(doubt, .reported, baseline: nil)))]
        case .fell, nil: break
        }
        return unclaimed(1, amount, nil, books)
    }

    /// `owner`: the visit that holds it; never by the device's word alone (rule 8).
    func unclaimed(
        _ count: Int64, _ amount: Money?, _ baseline: Int64?, _ books: StationState, _ owner: VisitID? = nil
    ) -> [NoteEffect] {
        guard let device, let unit = books.installed ?? books.cashUnits.keys.last else { return [] }
        // Which unit it fell into is sure only while one is installed; else its value waits for a count.
        let amount = books.installed == nil ? nil : amount
        return [
            .record(
                .notesUnclaimed(
                    NotesUnclaimed(
                        reference: books.nextCase, device: device, cashUnit: unit, count: count, amount: amount,
                        visit: amount == nil ? nil : owner, baseline: baseline)))
        ]
    }
}
