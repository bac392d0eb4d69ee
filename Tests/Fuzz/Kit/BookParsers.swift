import CoreLedger

@testable import Journal

extension FuzzTarget {
    /// What the books are read from, and what is posted from them: a disk or another program may have bent it.
    static let bookParsers: [FuzzTarget] = [
        FuzzTarget("journal", vectors: ["cbor.json", "journal.json"], longest: 1_500) { bytes throws(Broken) in
            let fast = scan(bytes)
            let entry: JournalEntry
            do throws(CBORFault) { entry = try JournalEntry(bytes: bytes) } catch {
                return try promise(!"\(error)".isEmpty, "refused without a reason")
            }
            try promise((try? entry.bytes()) == bytes, "an entry that is written otherwise than it was read")
            try promise(
                fast?.sequence == entry.id.sequence && fast?.lines == entry.lines.count,
                "an entry that the sums pass over")
        },
        FuzzTarget("posting", longest: 1_500) { bytes throws(Broken) in
            guard let body = try? PostingBody(reading: bytes) else { return }
            guard let sealed = try? body.sealed() else { throw Broken("a body that was read and cannot be sent") }
            try promise((try? sealed.body()) == body, "a body that says something else when it arrives")
            try promise((try? body.sealed()) == sealed, "a retry with other bytes")
        },
    ]

    /// The way of sums and exports, which decodes no fact and trusts nothing either.
    private static func scan(_ bytes: [UInt8]) -> (sequence: Int64, lines: Int)? {
        bytes.withUnsafeBytes { buffer in
            guard let scan = EntryScan(buffer) else { return nil }
            var lines = 0
            return scan.forEachLine { _ in lines += 1 } ? (scan.sequence, lines) : nil
        }
    }
}
