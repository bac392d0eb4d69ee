import ArgumentParser
import Custody
import Journal
import JournalStore

/// `tillkeeper journal export STORE`
struct JournalExportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a journal as plain text accounting, for hledger and ledger.",
        discussion: """
            One transaction for each entry that moves money, so that a program of others can check the sums: \
            tillkeeper journal export STORE | hledger -f - balance. With --json every entry becomes one line of JSON. \
            Nothing is checked here; see journal verify.
            """)

    @Argument(help: "The journal's file: store.path in the settings.")
    var store: String
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let json = form.json
        try OpenedJournal.read(store) { reader throws(JournalFailure) in
            try json ? Self.lines(reader, console) : Self.plain(reader, console)
        }
        return .well
    }

    private static func plain(_ reader: JournalReader, _ console: Console) throws(JournalFailure) {
        var progress = Progress(console)
        var written: Int64 = 0
        var refusal: Refusal?
        do throws(JournalError) {
            try reader.export { bytes throws(JournalError) in
                do throws(Refusal) { try console.write(bytes) } catch {
                    refusal = error
                    throw .stopped(at: 0)  // ends the walk; the refusal says why
                }
                written += Int64(bytes.count)
                progress.tell { "\(Words.number(written >> 10)) KiB written" }
            }
        } catch {
            if let refusal { throw .console(refusal) }
            throw .journal(error)
        }
    }

    private struct Row: Encodable {
        let id: String
        let moment: Moment
        let businessDate: BusinessDate
        let fact: Fact
        let lines: [Line]
    }

    private static func lines(_ reader: JournalReader, _ console: Console) throws(JournalFailure) {
        var progress = Progress(console)
        var next: Int64 = 1
        while true {
            let page: [JournalEntry]
            do throws(JournalError) { page = try reader.entries(from: next, limit: 1_000) } catch {
                throw .journal(error)
            }
            guard let last = page.last else { return }
            for entry in page {
                let row = Row(
                    id: entry.id.description, moment: entry.moment, businessDate: entry.businessDate, fact: entry.fact,
                    lines: entry.lines)
                do throws(Refusal) { try console.say(json: row) } catch { throw .console(error) }
            }
            next = last.id.sequence + 1
            progress.tell { "\(Words.number(next - 1)) entries written" }
        }
    }
}
