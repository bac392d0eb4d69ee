public import Custody
import Money

/// The journal as plain text that hledger and ledger read: one transaction per entry that moves money, so that programs
/// we did not write can check our sums.
public struct PlainText: Sendable {
    /// Text so far, given away in pieces.
    private var buffer: [UInt8] = []
    private let pieceSize: Int

    /// - Parameter pieceSize: bytes collected before the sink is called.
    public init(pieceSize: Int = 65_536) { self.pieceSize = pieceSize }

    /// Writes one entry. Entries without lines leave no trace: they move nothing.
    /// - Parameter sink: takes the next bytes of the file; what it throws is passed on.
    public mutating func write<Failure: Error>(
        _ entry: JournalEntry, sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard !entry.lines.isEmpty else { return }
        put("\(entry.businessDate) * (\(entry.id.epoch).\(entry.id.sequence)) \(entry.fact.kind.rawValue)\n")
        for subject in entry.fact.subjects where Self.shown.contains(subject.kind) {
            put("    ; \(subject.kind.rawValue): \(Self.oneLine(subject.name))\n")
        }
        for line in entry.lines {
            let sign = line.side == .debit ? "" : "-"
            put("    \(Self.account(line.place))  \(sign)\(line.amount.bare) \(line.amount.currency)\n")
        }
        put("\n")
        if buffer.count >= pieceSize { try finish(sink: sink) }
    }

    /// Gives away what is left. Call it once after the last entry.
    public mutating func finish<Failure: Error>(sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        guard !buffer.isEmpty else { return }
        let piece = buffer
        buffer.removeAll(keepingCapacity: true)
        try sink(piece)
    }

    private static let shown: [Subject.Kind] = [.visit, .receipt, .reference]

    /// The account a place is written as: the place's own text, whose colons make the hierarchy.
    public static func account(_ place: Place) -> String { place.description }

    /// A comment ends at its line: control characters become spaces, so that no name can smuggle in a transaction.
    private static func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }

    private mutating func put(_ text: String) { buffer.append(contentsOf: text.utf8) }
}
