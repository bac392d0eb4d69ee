import Money

extension PostingBody {
    /// The canonical text: fixed order of fields, whole numbers, no spaces. Accounts and notes are sorted, so that equal
    /// bodies have equal bytes.
    func canonicalText() -> String {
        var fields = [
            "\"schema\":\(Self.schema)", field("key", key.description), field("kind", kind.rawValue),
            field("tenant", key.station.tenant), field("office", office),
            field("businessDate", businessDate.description), field("effectiveDate", effectiveDate.description),
            field("receivedAt", receivedAt.description), field("timeQuality", timeQuality.rawValue),
            "\"source\":" + text(of: source), field("control", control), field("receipt", receipt),
            field("currency", currency.code),
            "\"tenders\":[" + tenders.map { text(of: $0) }.joined(separator: ",") + "]",
            "\"allocations\":[" + allocations.map { text(of: $0) }.joined(separator: ",") + "]",
            "\"predecessors\":[" + sortedPredecessors.map { text(of: $0) }.joined(separator: ",") + "]",
        ]
        if let promise { fields.append(field("promise", promise.rawValue)) }
        fields.append("\"chain\":{\"size\":\(chain.size),\(field("head", chain.head))}")
        return "{" + fields.joined(separator: ",") + "}"
    }

    private var sortedPredecessors: [Predecessor] { predecessors.sorted { $0.account < $1.account } }

    private func field(_ name: String, _ value: String) -> String { "\"\(name)\":" + StrictJSON.quoted(value) }

    private func text(of source: Source) -> String {
        "{" + field("type", source.type.rawValue) + "," + field("id", source.id) + ","
            + field("device", key.station.device) + ",\"sequence\":\(source.sequence),\"epoch\":\(source.epoch)}"
    }

    private func text(of tender: Tender) -> String {
        var fields = [field("type", tender.type.rawValue), "\"cents\":\(tender.tendered)"]
        if tender.change != 0 { fields.append("\"change\":\(tender.change)") }
        if !tender.notes.isEmpty {
            let notes = tender.notes.entries.reversed().map { "\"\($0.denomination.minorUnits)\":\($0.count)" }
            fields.append("\"notes\":{" + notes.joined(separator: ",") + "}")
        }
        return "{" + fields.joined(separator: ",") + "}"
    }

    private func text(of allocation: Allocation) -> String {
        let target = "{\"kind\":\"ACCOUNT\"," + field("id", allocation.account) + "}"
        var fields = ["\"target\":" + target, "\"cents\":\(allocation.amount)", field("item", allocation.item)]
        if let memo = allocation.memo { fields.append(field("memo", memo)) }
        return "{" + fields.joined(separator: ",") + "}"
    }

    private func text(of predecessor: Predecessor) -> String {
        "{" + field("account", predecessor.account) + "," + field("key", predecessor.key.description) + "}"
    }
}
