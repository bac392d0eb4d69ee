import ArgumentParser
import Glibc
import Settings

/// `tillkeeper doctor FILE`
struct DoctorCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "What is wrong with this station, in words, and what to do about it.",
        discussion: """
            Looks at ports, rights, lines, clock, disk and journal of the settings. A port that is free is opened and \
            its device asked one harmless question; while the service runs no port is opened, and the service is \
            asked. Ends with 1 when something is wrong.
            """)

    @Argument(help: "The settings file.")
    var file = "/etc/tillkeeper/tillkeeper.yaml"
    @Option(help: "The user that the service runs as; tillkeeper, where there is one, when root asks.")
    var user: String?
    @Flag(inversion: .prefixedNo, help: "Ask the devices on lines that nobody holds.")
    var lines = true
    @OptionGroup var form: ResultForm

    struct Report: Encodable {
        let file: String
        let well: Bool
        let findings: [Finding]
        let lookedAt: [String]
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let text = try InputFile.text(file)
        let settings: Settings
        do throws(SettingsFaults) { settings = try Settings.read(text: text, file: file) } catch {
            throw Refusal("\(Words.line(file)) has faults. Ask tillkeeper config check.", .unusable)
        }
        let examination = Examination(
            file: file, settings: settings, user: try whoseRights(), knocks: lines)
        let diagnosis = Diagnosis(await examination.facts())
        if form.json {
            try console.say(
                json: Report(
                    file: file, well: !diagnosis.isWrong, findings: diagnosis.findings, lookedAt: diagnosis.lookedAt))
        } else {
            try console.say(diagnosis.text)
        }
        return diagnosis.isWrong ? .wrong : .well
    }

    private func whoseRights() throws(Refusal) -> UserFacts {
        if let user {
            guard let facts = UserProbe.facts(user) else {
                throw Refusal("There is no user \(Words.line(user)). Name the one that the service runs as.", .unusable)
            }
            return facts
        }
        let ours = UserProbe.ourselves()
        return ours.uid == 0 ? UserProbe.facts("tillkeeper") ?? ours : ours
    }
}
