import ArgumentParser
import ControlAPI

/// `tillkeeper device set-aside NAME`
struct DeviceSetAsideCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-aside", abstract: "Set a device aside: what needs it is not offered until it is released.")

    @Argument(help: "Its name, as `device list` has it.")
    var name: String
    @Option(help: "Why, one sentence for the next person.")
    var why: String
    @Option(help: "Who decides.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (name, SetDeviceAside(words: why, by: by))
        let detail = try await service.ask { client async throws(ClientFault) in
            try await client.setAside(name, request)
        }
        _ = try DeviceShowCommand.say(detail, form, console)
        return .well
    }
}

/// `tillkeeper device release NAME`
struct DeviceReleaseCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Answer for a device that was set aside: it is used again.")

    @Argument(help: "Its name, as `device list` has it.")
    var name: String
    @Option(help: "Who answers for it.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (name, ReleaseDevice(by: by))
        let detail = try await service.ask { client async throws(ClientFault) in
            try await client.release(name, request)
        }
        return try DeviceShowCommand.say(detail, form, console)
    }
}

/// `tillkeeper device claim NAME`
struct DeviceClaimCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Take a device for another program: the service lets its port go.",
        discussion: """
            What needs the device is not offered until it is given back, or until the time is over. The same person may \
            claim again for more time.
            """)

    @Argument(help: "Its name, as `device list` has it.")
    var name: String
    @Option(help: "Who takes it, and for what: the next one reads whom to ask.")
    var by: String
    @Option(help: "For how long, 1 to 60.")
    var minutes: Int64 = 10
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func validate() throws {
        guard (1...60).contains(minutes) else { throw ValidationError("--minutes is 1 to 60.") }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (name, ClaimDevice(owner: by, seconds: minutes * 60))
        let detail = try await service.ask { client async throws(ClientFault) in
            try await client.claimDevice(name, request)
        }
        _ = try DeviceShowCommand.say(detail, form, console)
        return .well
    }
}

/// `tillkeeper device give-back NAME`
struct DeviceGiveBackCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "give-back", abstract: "Give a claimed device back to the service.")

    @Argument(help: "Its name, as `device list` has it.")
    var name: String
    @Option(help: "Who took it, in the same words.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (name, EndClaim(owner: by))
        let detail = try await service.ask { client async throws(ClientFault) in
            try await client.endClaim(name, request)
        }
        return try DeviceShowCommand.say(detail, form, console)
    }
}

/// `tillkeeper device paper NAME`
struct DevicePaperCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "A full roll was put into a printer.")

    @Argument(help: "The printer's name, as `device list` has it.")
    var name: String
    @Option(help: "Length of the roll, from its label.")
    var metres: Int64
    @Option(help: "Who put it in.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let (name, request) = (name, FitPaper(metres: metres, by: by))
        let detail = try await service.ask { client async throws(ClientFault) in
            try await client.fitPaper(name, request)
        }
        return try DeviceShowCommand.say(detail, form, console)
    }
}
