import ArgumentParser

/// `tillkeeper wire check PROTOCOL FILE`
struct WireCheckCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Holds a file of published bytes against our reading of the protocol.",
        discussion: """
            Each vector is read in its direction and written again; both must be the same bytes. A vector whose name \
            begins with INVALID: must be refused. One line for each vector that fails, then the sum. Ends with 1 when \
            one fails. MICR lines (micr) have no bytes of a wire: each is parsed, and every field that is expected is \
            compared.
            """)

    @Argument(help: "\(WireProtocol.names), or micr.")
    var wire: String
    @Argument(help: "A JSON list of vectors with name, direction (host or device) and hex.")
    var file: String
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let check = try checked()
        if form.json {
            try console.say(json: check)
        } else {
            for failure in check.failures { try console.say(Words.line(failure.text)) }
            try console.say(check.summary)
        }
        return check.failed == 0 ? .well : .wrong
    }

    private func checked() throws(Refusal) -> VectorCheck {
        if wire.lowercased() == MICRCheck.name { return try MICRCheck.check(file) }
        let wire = try WireProtocol.named(wire)
        return VectorCheck(try VectorFile.read(file), as: wire.rawValue, wire.read)
    }
}
