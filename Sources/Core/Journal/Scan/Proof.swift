public import Custody
import Money

/// Re-proves a stretch of the books from stored bytes: order, hashes, links, balanced lines, sums by place. It does not
/// read the facts again (`Chain.admit` does), which makes it fast enough to run over years while customers wait.
///
/// Stretches can be proven side by side: each starts from the link stored before it, and that link is proven by the
/// stretch before.
public struct Proof: Sendable {
    private let station: StationID
    private let name: [UInt8]
    private var link: Fingerprint
    private var sums = PlaceSums()
    /// The last entry proven.
    public private(set) var sequence: Int64
    private var epoch: Int64 = 0

    /// Begins after an entry with its stored link; 0 and `.zero` for the first stretch.
    public init(station: StationID, after sequence: Int64 = 0, link: Fingerprint = .zero) {
        (self.station, name) = (station, Array(station.text.utf8))
        (self.sequence, self.link) = (sequence, link)
    }

    /// Where the stretch ends so far.
    public var head: ChainHead {
        ChainHead(station: station, epoch: Int(epoch), size: sequence, link: link)
    }

    /// Takes the next stored entry with its stored link.
    public mutating func admit(
        _ bytes: UnsafeRawBufferPointer, link stored: UnsafeRawBufferPointer
    ) throws(ChainFault) {
        let expected = sequence + 1
        let next = Fingerprint.link(previous: link, entry: .entry(bytes))
        guard Fingerprint(stored) == next else { throw .linkDiffers(sequence: expected) }
        guard let scan = EntryScan(bytes) else { throw fault(bytes, expected) }
        guard scan.sequence == expected else { throw .wrongSequence(expected: expected, found: scan.sequence) }
        guard scan.station.equals(name) else { throw fault(bytes, expected) }
        guard scan.epoch >= epoch else { throw .epochFell(from: Int(epoch), to: Int(scan.epoch), sequence: expected) }
        var balance = EntryBalance()
        var fits = true
        let whole = scan.forEachLine { line in
            let currency = line.currency.count == 3 ? Self.code(line.currency) : 0
            balance.add(currency, line.signed)
            fits = sums.add(line.place, currency, line.signed) && fits
        }
        guard whole else { throw fault(bytes, expected) }
        guard fits else { throw .lines(sequence: expected, .money(.overflow)) }
        if let odd = balance.unbalanced {
            let currency = Self.currency(odd)
            throw .lines(sequence: expected, currency.map { .unbalanced($0) } ?? .money(.overflow))
        }
        (sequence, link, epoch) = (expected, next, scan.epoch)
    }

    /// The exact reason comes from the strict reader; what it takes all the same is no canonical entry.
    private func fault(_ bytes: UnsafeRawBufferPointer, _ sequence: Int64) -> ChainFault {
        do throws(CBORFault) {
            let entry = try JournalEntry(bytes: Array(bytes))
            if entry.id.station != station { return .wrongStation(expected: station, found: entry.id.station) }
            return .bytes(sequence: sequence, .misuse("not in canonical order"))
        } catch { return .bytes(sequence: sequence, error) }
    }

    private static func code(_ text: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(text[0]) << 16 | UInt32(text[1]) << 8 | UInt32(text[2])
    }

    private static func currency(_ code: UInt32) -> Currency? {
        let text = String(decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }, as: UTF8.self)
        do { return try Currency(text) } catch { return nil }
    }

    /// Adds the sums of this stretch to balances.
    public func add(to balances: inout Balances) throws(LineFault) {
        var total = balances
        try sums.forEach { (name, code, sum) throws(LineFault) in
            guard let currency = Self.currency(code) else { throw .money(.noCurrency(name)) }
            let place: Place
            do { place = try Place(name) } catch { throw .money(.noAmount("no place: \(name)")) }
            try total.adjust(place, Money(minorUnits: sum, currency))
        }
        balances = total
    }
}

/// Debits minus credits of one entry, per currency; nearly always there is one.
private struct EntryBalance {
    private var currency: UInt32 = 0
    private var sum: Int64 = 0
    private var others: [(currency: UInt32, sum: Int64)] = []
    private var overflowed = false

    mutating func add(_ currency: UInt32, _ amount: Int64) {
        if self.currency == 0 { self.currency = currency }
        if currency == self.currency {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            (sum, overflowed) = (next, overflowed || overflow)
        } else if let place = others.firstIndex(where: { $0.currency == currency }) {
            let (next, overflow) = others[place].sum.addingReportingOverflow(amount)
            (others[place].sum, overflowed) = (next, overflowed || overflow)
        } else {
            others.append((currency, amount))
        }
    }

    /// The first currency that does not come out even; 0 for an overflow.
    var unbalanced: UInt32? {
        if overflowed { return 0 }
        if sum != 0 { return currency }
        return others.first { $0.sum != 0 }?.currency
    }
}
