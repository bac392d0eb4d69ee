public import Money

/// Why something is no posting body. The same checks run where a body is sealed and where a core reads it.
public enum PostingFault: Error, Hashable, Sendable {
    /// The bytes are no JSON as we write it: at this byte.
    case noJSON(at: Int, JSONFault)
    /// More than `PostingBody.maximumBytes`.
    case tooLong(bytes: Int)
    /// A field that schema 1 does not have: on a money object nothing may be overlooked.
    case unknownField(String)
    /// A field that schema 1 must have: its path.
    case missingField(String)
    /// The field is there, with a content that it cannot have.
    case badField(String, String)
    /// A later schema, or none: nothing of it may be guessed.
    case unknownSchema(Int64)
    /// Not a calendar day such as `2026-03-02`.
    case noDate(String)
    /// Not a time with offset such as `2026-03-02T16:20:00.000-06:00`.
    case noTime(String)
    /// Not `<tenant>/<device>/<epoch>/<event>`.
    case noKey(String)
    /// The key says another tenant, device or epoch than the body.
    case keyAndSourceDiffer(String)
    /// An amount that is zero or negative.
    case notPositive(String, Int64)
    /// Change must be less than what was tendered.
    case changeTooLarge
    /// The notes do not add up to the tender they belong to.
    case notesDiffer(notes: Int64, tender: Int64)
    /// sum(tenders - change) is not sum(allocations).
    case sumsDiffer(tenders: Int64, allocations: Int64)
    /// No tender, no allocation, or more of them than a body may hold.
    case count(String, Int)
    /// A predecessor for an account that is not paid here, or two for one account.
    case strayPredecessor(String)
    /// The same item name twice in one body.
    case doubleItem(String)
    /// The body is in a currency that this core does not keep.
    case wrongCurrency(Currency)
    /// The sum does not fit, or the currency is no code.
    case money(MoneyError)
}

/// What is wrong with a piece of JSON.
public enum JSONFault: String, Hashable, Sendable {
    /// `tooDeep`: nested further than any body of ours; `doubleName`: one name twice in an object.
    case unexpectedByte, unexpectedEnd, trailingBytes, tooDeep, badNumber, badEscape, badText, doubleName
}
