import ArgumentParser

/// A command that speaks through a console and ends in an outcome. `run` is the same for all of them.
protocol ConsoleCommand: AsyncParsableCommand {
    func perform(on console: Console) async throws(Refusal) -> Outcome
}

extension ConsoleCommand {
    /// Performs the command; a refusal becomes its sentence and its outcome.
    func outcome(on console: Console) async -> Outcome {
        do throws(Refusal) { return try await perform(on: console) } catch {
            console.remark("tillkeeper: \(error.sentence)")
            return error.outcome
        }
    }

    func run() async throws {
        let outcome = await outcome(on: .standard)
        if outcome != .well { throw ExitCode(outcome.rawValue) }
    }
}

/// How results are written.
struct ResultForm: ParsableArguments {
    @Flag(help: "Write the result as JSON.")
    var json = false
}
