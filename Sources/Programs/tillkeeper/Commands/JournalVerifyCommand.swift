import ArgumentParser
import Custody
import Journal
import JournalStore
import Money

/// `tillkeeper journal verify STORE`
struct JournalVerifyCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks every entry of a journal, its chain and its sums.")

    @Argument(help: "The journal's file: store.path in the settings.")
    var store: String
    @OptionGroup var form: ResultForm

    struct Report: Encodable {
        let store: String
        let station: String
        let epoch: Int
        let entries: Int64
        let head: String
        let places: [Sum]

        struct Sum: Encodable {
            let place: String
            let balance: Money
        }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let report = try OpenedJournal.read(store) { reader throws(JournalFailure) in
            do throws(JournalError) {
                let total = try reader.size()
                var progress = Progress(console)
                let head = try reader.verify { done in
                    progress.tell { "\(Words.number(done)) of \(Words.number(total)) entries checked" }
                    return true
                }
                return Report(store, head, try reader.prove())
            } catch { throw .journal(error) }
        }
        if form.json { try console.say(json: report) } else { try console.say(Self.text(report)) }
        return .well
    }

    static func text(_ report: Report) -> String {
        var table = Table([.left, .right], head: ["PLACE", "BALANCE"])
        for sum in report.places { table.add([sum.place, sum.balance.display]) }
        return """
            The journal of station \(report.station) is whole: \(Words.number(report.entries)) entries, epoch \
            \(report.epoch), head \(report.head). All places together are zero.
            \(report.places.isEmpty ? "No place holds anything." : table.text)
            """
    }
}

extension JournalVerifyCommand.Report {
    /// The books may have grown since the check: head and sums are of one moment, the later one.
    init(_ store: String, _ head: ChainHead, _ books: Books) {
        let newest = books.head.size > head.size ? books.head : head
        self.init(
            store: store, station: newest.station.text, epoch: newest.epoch, entries: newest.size, head: newest.text,
            places: books.balances.sorted.map { Sum(place: $0.place.description, balance: $0.amount) })
    }
}
