import ArgumentParser
import ControlAPI

/// `tillkeeper explain SUBJECT`
struct ExplainCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "The chain of facts behind one thing.",
        discussion: """
            SUBJECT is visit:…, note:…, payment:…, receipt:…, account:…, device:…, cashUnit:… or case:… and a name; \
            a bare text is tried as receipt number, claim code and visit.
            """)

    @Argument(help: "What is asked about, for example receipt:K07-000001.")
    var subject: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let subject = subject
        let found = try await service.ask { client async throws(ClientFault) in try await client.explain(subject) }
        if form.json { try console.say(json: found) } else { try console.say(Self.text(found)) }
        return .well
    }

    static func text(_ found: ExplainView) -> String {
        if found.entries.isEmpty { return "\(Words.line(found.subject)): the journal says nothing about it." }
        let parts = found.entries.map { entry in
            var table = Table([.left, .left, .right])
            for line in entry.lines { table.add(["  \(line.side.rawValue)", line.place, Words.amount(line.amount)]) }
            let head = "\(entry.time)  \(entry.id)  \(entry.sentence)"
            return Words.lines(entry.lines.isEmpty ? head : head + "\n" + table.text)
        }
        return ([Words.line(found.subject)] + parts).joined(separator: "\n")
    }
}
