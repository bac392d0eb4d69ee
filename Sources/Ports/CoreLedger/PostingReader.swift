import Money

extension PostingBody {
    /// Reads a body and checks every rule. Fields may stand in any order; a field that schema 1 does not have is refused.
    public init(reading bytes: [UInt8]) throws(PostingFault) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLong(bytes: bytes.count) }
        var fields = try PostingFields(StrictJSON.read(bytes), path: "")
        let schema = try fields.number("schema")
        guard schema == Self.schema else { throw .unknownSchema(schema) }
        let key = try IdempotencyKey(fields.text("key"))
        let tenant = try fields.text("tenant")
        guard tenant == key.station.tenant else { throw .keyAndSourceDiffer("tenant") }
        let currency: Currency
        let code = try fields.text("currency")
        do { currency = try Currency(code) } catch { throw .money(error) }
        var tenders: [Tender] = []
        for value in try fields.list("tenders") { tenders.append(try Self.tender(value, currency)) }
        var allocations: [Allocation] = []
        for value in try fields.list("allocations") { allocations.append(try Self.allocation(value)) }
        var predecessors: [Predecessor] = []
        for value in try fields.list("predecessors") { predecessors.append(try Self.predecessor(value)) }
        let promise = try fields.optionalText("promise")
        try self.init(
            key: key, kind: fields.choice("kind"), office: fields.text("office"),
            businessDate: CalendarDay(fields.text("businessDate")),
            effectiveDate: CalendarDay(fields.text("effectiveDate")),
            receivedAt: ReceivedAt(fields.text("receivedAt")), timeQuality: fields.choice("timeQuality"),
            source: Self.source(fields.take("source"), key), control: fields.text("control"),
            receipt: fields.text("receipt"), currency: currency, tenders: tenders, allocations: allocations,
            predecessors: predecessors, promise: Self.promise(promise), chain: Self.chain(fields.take("chain")))
        try fields.finish()
        try check()
    }

    private static func promise(_ text: String?) throws(PostingFault) -> Promise? {
        guard let text else { return nil }
        guard let promise = Promise(rawValue: text) else { throw .badField("promise", text) }
        return promise
    }

    private static func source(_ value: StrictJSON, _ key: IdempotencyKey) throws(PostingFault) -> Source {
        var fields = try PostingFields(value, path: "source")
        let device = try fields.text("device")
        guard device == key.station.device else { throw .keyAndSourceDiffer("device") }
        let source = try Source(
            type: fields.choice("type"), id: fields.text("id"), sequence: fields.number("sequence"),
            epoch: fields.number("epoch"))
        try fields.finish()
        return source
    }

    private static func chain(_ value: StrictJSON) throws(PostingFault) -> ChainHead {
        var fields = try PostingFields(value, path: "chain")
        let chain = try ChainHead(size: fields.number("size"), head: fields.text("head"))
        try fields.finish()
        return chain
    }

    private static func tender(_ value: StrictJSON, _ currency: Currency) throws(PostingFault) -> Tender {
        var fields = try PostingFields(value, path: "tenders")
        var tender = try Tender(type: fields.choice("type"), tendered: fields.number("cents"))
        if let change = fields.optional("change") {
            guard case .number(let number) = change, number != 0 else { throw .badField("tenders.change", "no change") }
            tender.change = number
        }
        if let notes = fields.optional("notes") { tender.notes = try Self.notes(notes, currency) }
        try fields.finish()
        return tender
    }

    private static func notes(_ value: StrictJSON, _ currency: Currency) throws(PostingFault) -> DenominationCounts {
        var fields = try PostingFields(value, path: "notes")
        var counts = DenominationCounts()
        for member in fields.all() {
            guard let face = Int64(member.name), String(face) == member.name, case .number(let count) = member.value,
                count > 0
            else { throw .badField("notes", member.name) }
            do throws(MoneyError) {
                try counts.add(Denomination(Money(minorUnits: face, currency)), count)
            } catch {
                throw .money(error)
            }
        }
        return counts
    }

    private static func allocation(_ value: StrictJSON) throws(PostingFault) -> Allocation {
        var fields = try PostingFields(value, path: "allocations")
        var target = try PostingFields(fields.take("target"), path: "target")
        let kind = try target.text("kind")
        guard kind == "ACCOUNT" else { throw .badField("target.kind", kind) }
        let allocation = try Allocation(
            account: target.text("id"), amount: fields.number("cents"), item: fields.text("item"),
            memo: fields.optionalText("memo"))
        try target.finish()
        try fields.finish()
        return allocation
    }

    private static func predecessor(_ value: StrictJSON) throws(PostingFault) -> Predecessor {
        var fields = try PostingFields(value, path: "predecessors")
        let predecessor = try Predecessor(account: fields.text("account"), key: IdempotencyKey(fields.text("key")))
        try fields.finish()
        return predecessor
    }
}
