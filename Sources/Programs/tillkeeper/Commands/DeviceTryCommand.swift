import ArgumentParser
import ControlAPI

/// `tillkeeper device try NAME`
struct DeviceTryCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Tries a device: prints a slip, opens a drawer, or reads one check.",
        discussion: """
            NAME is that of `tillkeeper device list`. The check scanner waits a quarter of a minute for a check; nothing of \
            it is kept. Ends with 1 when the device did not do it.
            """)

    @Argument(help: "The device's name, for example check-scanner, printer or D-1.")
    var name: String
    @Option(help: "Who tries it; stands in the journal where a drawer opens.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, by) = (name, by)
        let request = TryDevice(request: Self.request(), by: by)
        let answer = try await service.ask { client async throws(ClientFault) in
            try await client.tryDevice(name, request)
        }
        if form.json { try console.say(json: answer) } else { try console.say(Self.text(answer)) }
        return answer.outcome == .worked ? .well : .wrong
    }

    /// A name that no other try has.
    static func request() -> String {
        "t-" + (0..<12).map { _ in String("0123456789abcdefghjkmnpqrstvwxyz".randomElement() ?? "0") }.joined()
    }

    static func text(_ answer: TryAnswer) -> String {
        var lines = ["\(answer.device): \(answer.words)"]
        if let line = answer.line { lines.append("line: \(line)") }
        lines += answer.images.map { "picture: \($0)" }
        return Words.lines(lines.joined(separator: "\n"))
    }
}
