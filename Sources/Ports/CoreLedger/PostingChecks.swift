import Money

extension PostingBody {
    /// The amount of the whole act in minor units: what the allocations add up to.
    public func total() throws(PostingFault) -> Int64 { try Self.sum(allocations.map(\.amount)) }

    /// Every rule a body must keep, at both ends of the wire.
    public func check() throws(PostingFault) {
        try checkNames()
        guard (1...Self.maximumParts).contains(tenders.count) else { throw .count("tenders", tenders.count) }
        guard (1...Self.maximumParts).contains(allocations.count) else {
            throw .count("allocations", allocations.count)
        }
        for tender in tenders { try check(tender) }
        for allocation in allocations { try Self.checkAmount("allocations", allocation.amount) }
        let received = try Self.sum(tenders.map { $0.tendered - $0.change })
        let allocated = try total()
        guard received == allocated else { throw .sumsDiffer(tenders: received, allocations: allocated) }
        try checkPredecessors()
    }

    private func checkNames() throws(PostingFault) {
        guard source.epoch == key.epoch else { throw .keyAndSourceDiffer("epoch") }
        guard source.sequence >= 0 else { throw .badField("source.sequence", String(source.sequence)) }
        guard chain.size >= 0 else { throw .badField("chain.size", String(chain.size)) }
        guard chain.head.utf8.count <= 128, chain.head.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw .badField("chain.head", chain.head)
        }
        for (field, text) in [("office", office), ("source.id", source.id), ("receipt", receipt)] {
            guard LedgerStation.allows(text) else { throw .badField(field, text) }
        }
        let parts = control.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 3, parts.allSatisfy({ LedgerStation.allows(String($0)) }) else {
            throw .badField("control", control)
        }
        var items: Set<String> = []
        for allocation in allocations {
            guard LedgerStation.allows(allocation.account) else { throw .badField("account", allocation.account) }
            guard LedgerStation.allows(allocation.item) else { throw .badField("item", allocation.item) }
            guard items.insert(allocation.item).inserted else { throw .doubleItem(allocation.item) }
        }
    }

    private func check(_ tender: Tender) throws(PostingFault) {
        try Self.checkAmount("tenders", tender.tendered)
        guard tender.change >= 0 else { throw .badField("change", String(tender.change)) }
        guard tender.change < tender.tendered else { throw .changeTooLarge }
        guard !tender.notes.isEmpty else { return }
        guard tender.type == .cash else { throw .badField("notes", tender.type.rawValue) }
        let notes: Int64
        do { notes = try tender.notes.total(currency).minorUnits } catch { throw .money(error) }
        guard notes == tender.tendered else { throw .notesDiffer(notes: notes, tender: tender.tendered) }
    }

    private func checkPredecessors() throws(PostingFault) {
        let accounts = accounts
        var seen: Set<String> = []
        for predecessor in predecessors {
            guard accounts.contains(predecessor.account), predecessor.key != key,
                seen.insert(predecessor.account).inserted
            else { throw .strayPredecessor(predecessor.account) }
            guard predecessor.key.station == key.station else { throw .strayPredecessor(predecessor.account) }
        }
    }

    private static func checkAmount(_ field: String, _ amount: Int64) throws(PostingFault) {
        guard amount > 0 else { throw .notPositive(field, amount) }
        guard amount <= maximumAmount else { throw .badField(field, String(amount)) }
    }

    private static func sum(_ amounts: [Int64]) throws(PostingFault) -> Int64 {
        var sum: Int64 = 0
        for amount in amounts {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard !overflow else { throw .money(.overflow) }
            sum = next
        }
        return sum
    }
}
