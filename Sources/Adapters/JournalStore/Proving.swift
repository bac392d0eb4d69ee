import Custody
import Dispatch
public import Journal

/// What a proof of the books found: everything holds, and these are the balances.
public struct Books: Sendable {
    /// The end of what was proven.
    public let head: ChainHead
    /// Folded from the stored lines, independent of any snapshot.
    public let balances: Balances
}

extension StoreReading {
    /// Proves every entry, in stretches side by side. The link a stretch starts from is proven by the one before it.
    func prove(station: StationID, threads: Int) throws(JournalError) -> Books {
        let end = try size()
        let length = max(1, (end + Int64(threads) - 1) / Int64(max(1, threads)))
        let starts = end == 0 ? [] : Array(stride(from: Int64(0), to: end, by: Int64.Stride(length)))
        let results = Results(starts.count)
        DispatchQueue.concurrentPerform(iterations: starts.count) { place in
            do throws(JournalError) {
                results.set(place, .success(try stretch(station, starts[place], min(end, starts[place] + length))))
            } catch { results.set(place, .failure(error)) }
        }
        var balances = Balances()
        var head = ChainHead(station: station, epoch: 1, size: 0, link: .zero)
        for result in results.all {
            let proof = try result.get()
            do { try proof.add(to: &balances) } catch {
                throw .corrupt(sequence: nil, reason: "the sums cannot be made (\(error))")
            }
            guard proof.head.epoch >= head.epoch else {
                throw .corrupt(sequence: head.size + 1, reason: "its epoch is lower than that of the entry before")
            }
            head = proof.head
        }
        do { try balances.balanced() } catch {
            throw .corrupt(sequence: nil, reason: "the places do not sum to zero (\(error))")
        }
        return Books(head: head, balances: balances)
    }

    private func stretch(_ station: StationID, _ start: Int64, _ end: Int64) throws(JournalError) -> Proof {
        var first = Fingerprint.zero
        if start > 0 {
            guard let stored = try link(at: start) else { throw .corrupt(sequence: start, reason: "it is missing") }
            first = stored
        }
        var proof = Proof(station: station, after: start, link: first)
        try forEachRow(after: start, upTo: end) { bytes, link throws(JournalError) in
            do throws(ChainFault) { try proof.admit(bytes, link: link) } catch { throw error.asCorruption }
        }
        guard proof.sequence == end else { throw .corrupt(sequence: proof.sequence + 1, reason: "it is missing") }
        return proof
    }

    /// Stored entries in order, borrowed, in read transactions of a page each.
    func forEachRow(
        after start: Int64, upTo end: Int64,
        _ body: (_ bytes: UnsafeRawBufferPointer, _ link: UnsafeRawBufferPointer) throws(JournalError) -> Void
    ) throws(JournalError) {
        var next = start
        while next < end {
            let last = min(end, next + 20_000)
            try read { connection in
                let rows = try Prepared(
                    connection,
                    "SELECT sequence, bytes, link FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence")
                rows.bind(1, next)
                rows.bind(2, last)
                while try rows.next() {
                    next += 1
                    guard rows.int(0) == next else {
                        throw JournalError.corrupt(sequence: next, reason: "it is missing")
                    }
                    try rows.withBytes(1) { bytes throws(JournalError) in
                        try rows.withBytes(2) { link throws(JournalError) in try body(bytes, link) }
                    }
                }
            }
            guard next == last else { throw .corrupt(sequence: next + 1, reason: "it is missing") }
        }
    }

    /// The plain-text export, in pieces of about 64 KiB.
    func export(_ sink: ([UInt8]) throws(JournalError) -> Void) throws(JournalError) {
        var text = PlainText()
        var sequence: Int64 = 0
        try forEachRow(after: 0, upTo: size()) { bytes, _ throws(JournalError) in
            sequence += 1
            do throws(CBORFault) { try text.add(bytes) } catch {
                throw .corrupt(sequence: sequence, reason: "its bytes are no entry (\(error))")
            }
            if text.count > 65_536 { try sink(text.take()) }
        }
        if text.count > 0 { try sink(text.take()) }
    }
}

/// One place for each stretch's result.
///
/// `@unchecked Sendable` is true because every place is written by one thread only, under the gate.
private final class Results: @unchecked Sendable {
    private let gate = Gate()
    private var found: [Result<Proof, JournalError>?]

    init(_ count: Int) { found = Array(repeating: nil, count: count) }

    func set(_ place: Int, _ result: Result<Proof, JournalError>) { gate.locked { found[place] = result } }

    var all: [Result<Proof, JournalError>] { gate.locked { found.compactMap { $0 } } }
}

extension JournalStore {
    /// Proves the whole journal from its bytes, fast: order, hashes, links, balanced lines, and the balances that
    /// follow. Unlike `verify` it does not read the facts again.
    /// - Parameter threads: at most the number of read-only connections (3).
    public func prove(threads: Int = 2) throws(JournalError) -> Books {
        try reading.prove(station: settings.station, threads: min(3, max(1, threads)))
    }

    /// Writes the journal as plain text for hledger and ledger.
    public func export(_ sink: ([UInt8]) throws(JournalError) -> Void) throws(JournalError) {
        try reading.export(sink)
    }
}
