import ArgumentParser

/// The command line: asks a running service, and checks its files and wires without it.
@main
struct Tillkeeper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tillkeeper",
        abstract: "Asks a running Tillkeeper service, and checks its files and wires without it.",
        discussion: """
            Exit codes: 0 all is well, 1 something wrong was found, 2 or 64 the command cannot be carried out as \
            given, 3 the service does not answer.
            """,
        version: "0.1.0",
        subcommands: [
            StatusCommand.self, BalancesCommand.self, DeviceCommand.self, ExplainCommand.self, JournalCommand.self,
            WireCommand.self, ConfigCommand.self, DoctorCommand.self,
        ])
}
