import ArgumentParser
import ControlAPI

/// `tillkeeper balances`
struct BalancesCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "balances", abstract: "What lies where, by the journal.",
        discussion: "Debits minus credits of every place, in the order in which the journal first used them.")

    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let books = try await service.ask { client async throws(ClientFault) in try await client.balances() }
        if form.json { try console.say(json: books) } else { try console.say(Self.text(books)) }
        return .well
    }

    static func text(_ books: BalancesView) -> String {
        var table = Table([.left, .left, .right], head: ["PLACE", "KIND", "BALANCE"])
        for row in books.balances { table.add([row.place, row.kind.rawValue, Words.amount(row.balance)]) }
        return Words.lines(table.text) + "\n\n\(Words.number(books.size)) entries, head \(Words.line(books.head))"
    }
}
