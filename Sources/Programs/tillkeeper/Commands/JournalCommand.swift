import ArgumentParser
import Journal
import JournalStore

/// `tillkeeper journal …`
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "A station's journal, read from its file; the service may be running.",
        subcommands: [JournalVerifyCommand.self, JournalExportCommand.self])
}

/// Opens a store and turns what goes wrong into a sentence.
enum OpenedJournal {
    /// Reads a store; what is damaged is something wrong, a wrong path is a wrong command.
    static func read<Answer>(
        _ path: String, _ body: (JournalReader) throws(JournalFailure) -> Answer
    ) throws(Refusal) -> Answer {
        do throws(JournalFailure) {
            let reader: JournalReader
            do throws(JournalError) { reader = try JournalReader(path: path) } catch { throw .journal(error) }
            let answer = try body(reader)
            do throws(JournalError) { try reader.close() } catch { throw .journal(error) }
            return answer
        } catch {
            switch error {
            case .journal(let error): throw Refusal(words(error, path), outcome(error))
            case .console(let refusal): throw refusal
            }
        }
    }

    private static func words(_ error: JournalError, _ path: String) -> String {
        switch error {
        case .missing: "There is no journal at \(path). Name the file of store.path in the settings."
        case .unreadable(let words): "\(path) cannot be read (\(words)). Check that it is a journal and may be read."
        case .notWritable, .full, .poisoned, .powerLost, .corrupt, .tailMissing, .contradiction, .locked, .tooNew,
            .wrongStation, .refused, .stopped:
            "\(path): \(error)"
        }
    }

    private static func outcome(_ error: JournalError) -> Outcome {
        switch error {
        case .corrupt, .tailMissing, .contradiction, .wrongStation: .wrong
        case .notWritable, .full, .poisoned, .powerLost, .locked, .tooNew, .missing, .refused, .unreadable, .stopped:
            .unusable
        }
    }
}

/// What ends the reading of a store: the store, or the channel that the result goes to.
enum JournalFailure: Error {
    case journal(JournalError)
    case console(Refusal)
}
