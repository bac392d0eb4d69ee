import ControlAPI
import Foundation
import Yams

/// Holds values against the schemas of the interface document, as far as this document uses them.
struct SchemaCheck {
    let document: [String: Any]

    init() throws {
        let file = Repository.root.appending(path: "Sources/Service/ControlServer/openapi.yaml")
        let loaded = try Yams.load(yaml: String(contentsOf: file, encoding: .utf8))
        guard let document = loaded as? [String: Any] else { throw NoDocument() }
        self.document = document
    }

    struct NoDocument: Error {}

    var paths: [String: [String: Any]] { document["paths"] as? [String: [String: Any]] ?? [:] }
    var schemas: [String: [String: Any]] {
        (document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]] ?? [:]
    }

    /// Follows `$ref` to where it leads; a reference to nothing gives nothing.
    func resolved(_ node: Any?) -> [String: Any] {
        guard let node = node as? [String: Any] else { return [:] }
        guard let reference = node["$ref"] as? String else { return node }
        var place: Any? = document
        for part in reference.dropFirst(2).split(separator: "/") { place = (place as? [String: Any])?[String(part)] }
        return resolved(place)
    }

    /// Every way in which the value is not what the schema says; empty when it is.
    func faults(_ value: JSONValue, _ node: Any?, at path: String = "") -> [String] {
        let schema = resolved(node)
        if let choices = schema["oneOf"] as? [Any] {
            let tried = choices.map { faults(value, $0, at: path) }
            return tried.contains([]) ? [] : tried.flatMap { $0 }
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        guard types.contains(Self.type(value)) else { return ["\(path) is \(Self.type(value)), not \(types)"] }
        switch value {
        case .object(let members) where schema["properties"] != nil:
            return object(members, schema, at: path)
        case .list(let values):
            return values.enumerated().flatMap { faults($1, schema["items"], at: "\(path)[\($0)]") }
        case .text(let text):
            let words = schema["enum"] as? [String]
            return words?.contains(text) == false ? ["\(path) has the word \(text)"] : []
        case .object, .null, .truth, .integer: return []
        }
    }

    private func object(_ members: [JSONValue.Member], _ schema: [String: Any], at path: String) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        let names = members.map(\.name)
        let missing = (schema["required"] as? [String] ?? []).filter { !names.contains($0) }
        let closed = schema["additionalProperties"] as? Bool == false ? [] : ["\(path) is open to other fields"]
        let unknown = names.filter { properties[$0] == nil }
        return closed + missing.map { "\(path).\($0) is missing" }
            + unknown.map { "\(path).\($0) is not in the schema" }
            + members.flatMap { faults($0.value, properties[$0.name] ?? [String: Any](), at: "\(path).\($0.name)") }
    }

    private static func type(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .truth: "boolean"
        case .integer: "integer"
        case .text: "string"
        case .list: "array"
        case .object: "object"
        }
    }
}
