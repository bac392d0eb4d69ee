import Checks
import Foundation
import WireKit

/// Files of published MICR lines, routing numbers and fractions: a JSON list of objects with `name`, `kind`, `input`,
/// `expected`, for a line `encoding`, and where a bank has an exception its ten bytes and what is expected with them.
/// They hold readings, not bytes of a wire, so they are answered and compared instead of read and written again.
enum MICRCheck {
    /// As it is asked for.
    static let name = "micr"

    /// Answers each vector; what is missing in one makes it fail, not the file.
    static func check(_ path: String) throws(Refusal) -> VectorCheck {
        let list = try VectorFile.list(path)
        let failures = list.enumerated().compactMap { number, item in failure(item, number + 1) }
        return VectorCheck(name, count: list.count, failures)
    }

    private static func failure(_ item: Any, _ number: Int) -> VectorCheck.Failure? {
        guard let record = item as? [String: Any] else {
            return broken("number \(number)", "it is no object with name, kind, input and expected")
        }
        let name = record["name"] as? String ?? "number \(number)"
        guard let kind = record["kind"] as? String, let input = record["input"] as? String else {
            return broken(name, "it has no kind or no input")
        }
        guard let expected = fields(record["expected"]), !expected.isEmpty else {
            return broken(name, "it says not what is expected")
        }
        let encoding = record["encoding"] as? String
        do throws(MICRVectors.Unanswerable) {
            let answer = try MICRVectors.answer(kind: kind, input: input, encoding: encoding)
            if let differs = MICRVectors.disagreement(expected: expected, answer: answer) {
                return failure(name, differs, "it is read otherwise")
            }
            guard let hex = record["exception_bytes_hex"] else { return nil }
            return try withException(name, hex, record["expected_with_exception"]) {
                table throws(MICRVectors.Unanswerable) in
                try MICRVectors.answer(kind: kind, input: input, encoding: encoding, exceptions: table)
            }
        } catch {
            switch error {
            case .kind(let kind): return broken(name, "its kind is neither line, aba nor fraction: \(kind.prefix(40))")
            case .encoding(let text): return broken(name, "nobody writes lines in \(text.prefix(40))")
            }
        }
    }

    /// The same line once more, with the bank's entry in the table.
    private static func withException(
        _ name: String, _ hex: Any, _ expected: Any?,
        _ answer: (MICRExceptionTable) throws(MICRVectors.Unanswerable) -> [MICRVectors.Field]
    ) throws(MICRVectors.Unanswerable) -> VectorCheck.Failure? {
        guard let text = hex as? String, let bytes = Hex.bytes(text), let expected = fields(expected) else {
            return broken(name, "its exception has no hex, or it says not what is expected with it")
        }
        let table: MICRExceptionTable
        do throws(MICRExceptionFault) { table = try MICRExceptionTable(bytes) } catch {
            return broken(name, "its exception is no entry of a table: \(error)")
        }
        let ours = try answer(table)
        for field in expected where !ours.contains(field) {
            let value = ours.first { $0.name == field.name }?.value.description ?? "nothing"
            return VectorCheck.Failure(
                name: name, expected: "\(field.name) \(field.value)", actual: value, reason: "with its exception")
        }
        return nil
    }

    private static func failure(
        _ name: String, _ differs: MICRVectors.Disagreement, _ reason: String
    ) -> VectorCheck.Failure {
        VectorCheck.Failure(
            name: name, expected: "\(differs.name) \(differs.expected?.description ?? "nothing")",
            actual: differs.ours?.description ?? "nothing", reason: reason)
    }

    private static func broken(_ name: String, _ reason: String) -> VectorCheck.Failure {
        VectorCheck.Failure(name: name, expected: "a vector", actual: "nothing", reason: reason)
    }

    /// Texts, yes and no; `nil` when anything else stands there.
    private static func fields(_ value: Any?) -> [MICRVectors.Field]? {
        guard let values = value as? [String: Any] else { return nil }
        var result: [MICRVectors.Field] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            if let text = value as? String {
                result.append(MICRVectors.Field(name, .text(text)))
            } else if let truth = value as? Bool {
                result.append(MICRVectors.Field(name, .truth(truth)))
            } else {
                return nil
            }
        }
        return result
    }
}
