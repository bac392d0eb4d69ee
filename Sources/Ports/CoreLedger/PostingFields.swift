/// The members of one JSON object, taken out one by one; what is left at the end is a field nobody knows.
struct PostingFields {
    private var members: [StrictJSON.Member]
    private let path: String

    init(_ value: StrictJSON, path: String) throws(PostingFault) {
        guard case .object(let members) = value else { throw .badField(path, "no object") }
        (self.members, self.path) = (members, path)
    }

    private func name(_ field: String) -> String { path.isEmpty ? field : path + "." + field }

    mutating func optional(_ field: String) -> StrictJSON? {
        guard let place = members.firstIndex(where: { $0.name == field }) else { return nil }
        return members.remove(at: place).value
    }

    mutating func take(_ field: String) throws(PostingFault) -> StrictJSON {
        guard let value = optional(field) else { throw .missingField(name(field)) }
        return value
    }

    mutating func text(_ field: String) throws(PostingFault) -> String {
        guard case .text(let text) = try take(field) else { throw .badField(name(field), "no text") }
        return text
    }

    mutating func optionalText(_ field: String) throws(PostingFault) -> String? {
        guard let value = optional(field) else { return nil }
        guard case .text(let text) = value else { throw .badField(name(field), "no text") }
        return text
    }

    mutating func number(_ field: String) throws(PostingFault) -> Int64 {
        guard case .number(let number) = try take(field) else { throw .badField(name(field), "no whole number") }
        return number
    }

    mutating func list(_ field: String) throws(PostingFault) -> [StrictJSON] {
        guard case .array(let values) = try take(field) else { throw .badField(name(field), "no list") }
        return values
    }

    mutating func choice<C: RawRepresentable<String>>(_ field: String, _: C.Type = C.self) throws(PostingFault) -> C {
        let text = try text(field)
        guard let choice = C(rawValue: text) else { throw .badField(name(field), text) }
        return choice
    }

    /// Members in the order they were written, for objects whose names are data.
    mutating func all() -> [StrictJSON.Member] {
        defer { members = [] }
        return members
    }

    func finish() throws(PostingFault) {
        if let left = members.first { throw .unknownField(name(left.name)) }
    }
}
