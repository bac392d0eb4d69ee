import Custody
import Journal

extension StoreReading {
    /// Entries per read transaction of a walk.
    private static let page: Int64 = 2_000

    /// Checks the whole chain from its first entry: bytes, links, lines, order, marks, and every kept checkpoint.
    func verify(station: StationID, progress: (Int64) -> Bool) throws(JournalError) -> ChainHead {
        let end = try size()
        var statements = try allCheckpoints()[...]
        var chain = Chain(station: station)
        while chain.head.size < end {
            try page(&chain, upTo: min(end, chain.head.size + Self.page), &statements)
            guard progress(chain.head.size) else { throw .stopped(at: chain.head.size) }
        }
        if let beyond = statements.first(where: { $0.checkpoint.size > end }) {
            throw .tailMissing(has: end, vouched: beyond.checkpoint.size)
        }
        return chain.head
    }

    private func page(
        _ chain: inout Chain, upTo end: Int64, _ statements: inout ArraySlice<SignedCheckpoint>
    ) throws(JournalError) {
        var next = chain
        var rest = statements
        try read { connection in
            let rows = try Prepared(
                connection,
                """
                SELECT j.sequence, j.epoch, j.bytes, j.link, m.link FROM journal AS j
                LEFT JOIN marks AS m ON m.size = j.sequence
                WHERE j.sequence > ? AND j.sequence <= ? ORDER BY j.sequence
                """)
            rows.bind(1, next.head.size)
            rows.bind(2, end)
            while try rows.next() {
                let sequence = next.head.size + 1
                guard rows.int(0) == sequence else {
                    throw JournalError.corrupt(sequence: sequence, reason: "it is missing")
                }
                guard let link = Fingerprint(rows.bytes(3)) else {
                    throw JournalError.corrupt(sequence: sequence, reason: "its link has not 32 bytes")
                }
                do throws(ChainFault) { try next.admit(rows.bytes(2), link: link) } catch { throw error.asCorruption }
                guard rows.int(1) == Int64(next.head.epoch) else {
                    throw JournalError.corrupt(sequence: sequence, reason: "its epoch column was changed")
                }
                if !rows.isNull(4), Fingerprint(rows.bytes(4)) != link {
                    throw JournalError.corrupt(sequence: sequence, reason: "its link is not the one that was marked")
                }
                while let statement = rest.first?.checkpoint, statement.size <= sequence {
                    rest.removeFirst()
                    guard statement.size < sequence || (statement.link == link && statement.root == next.frontier.root)
                    else { throw JournalError.contradiction(size: sequence) }
                }
            }
            guard next.head.size == end else {
                throw JournalError.corrupt(sequence: next.head.size + 1, reason: "it is missing")
            }
        }
        (chain, statements) = (next, rest)
    }
}
