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

    @OptionGroup var act: DeviceAct

    /// The station answers when the device has: a check may take a quarter of a minute to be put in, and paper that does
    /// not come is given up after two minutes.
    static let patienceSeconds = 150

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (act.name, TryDevice(request: Self.request(), by: act.by))
        let answer = try await act.service.ask(within: Self.patienceSeconds) { client async throws(ClientFault) in
            try await client.tryDevice(name, request)
        }
        if act.form.json { try console.say(json: answer) } else { try console.say(Self.text(answer)) }
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
