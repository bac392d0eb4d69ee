import ArgumentParser
import ControlAPI

/// Which service is asked.
struct ServiceOption: ParsableArguments {
    @Option(help: ArgumentHelp("Address of the service.", valueName: "url"))
    var service = "http://127.0.0.1:8080"

    /// Asks the service and waits so many seconds for its answer; what goes wrong becomes a sentence and the outcome
    /// that belongs to it.
    func ask<Answer>(
        within seconds: Int = 10, _ question: (ControlClient) async throws(ClientFault) -> Answer
    ) async throws(Refusal) -> Answer {
        do throws(ClientFault) {
            return try await question(try ControlClient(service, timeoutSeconds: seconds))
        } catch {
            switch error {
            case .noAddress: throw Refusal(error.sentence, .unusable)
            case .noAnswer, .notOurs: throw Refusal(error.sentence, .unreachable)
            case .refused: throw Refusal(Words.line(error.sentence), .wrong)
            }
        }
    }
}
