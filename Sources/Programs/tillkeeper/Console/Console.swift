import Foundation

/// Where a command speaks to: results on one channel, complaints and progress on the other. Tests hand in their own.
struct Console: Sendable {
    /// Takes results, whole lines or bytes of a file.
    let result: @Sendable ([UInt8]) throws -> Void
    /// Takes complaints and progress, whole lines.
    let remark: @Sendable (String) -> Void

    init(result: @escaping @Sendable ([UInt8]) throws -> Void, remark: @escaping @Sendable (String) -> Void) {
        (self.result, self.remark) = (result, remark)
    }

    /// The process's own two channels.
    static let standard = Console(
        result: { bytes in try FileHandle.standardOutput.write(contentsOf: Data(bytes)) },
        remark: { line in FileHandle.standardError.write(Data((line + "\n").utf8)) })

    /// Says one or more lines of the result.
    func say(_ text: String) throws(Refusal) { try write(Array((text + "\n").utf8)) }

    /// Says a value as JSON: members by name, one line, so that two runs can be compared.
    func say(json value: some Encodable) throws(Refusal) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes: Data
        do { bytes = try encoder.encode(value) } catch {
            throw Refusal("The result cannot be written as JSON (\(error)).", .wrong)
        }
        try write(Array(bytes) + [0x0A])
    }

    /// Writes bytes of a result as they are.
    func write(_ bytes: [UInt8]) throws(Refusal) {
        do { try result(bytes) } catch {
            throw Refusal("The result cannot be written (\(error.localizedDescription)). Check the disk.", .unusable)
        }
    }
}

/// How a command ended, as the shell sees it.
enum Outcome: Int32 {
    case well = 0
    /// Something wrong was found: in a journal, a file, a vector, at the station.
    case wrong = 1
    /// The command cannot be carried out as given.
    case unusable = 2
    /// The service does not answer.
    case unreachable = 3
}

/// Why a command ended early: one sentence that says what to do.
struct Refusal: Error, Hashable {
    let sentence: String
    let outcome: Outcome

    init(_ sentence: String, _ outcome: Outcome) { (self.sentence, self.outcome) = (sentence, outcome) }
}
