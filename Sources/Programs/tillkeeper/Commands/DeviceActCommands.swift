import ArgumentParser
import ControlAPI

/// What every act on a device takes: which device, and who stands for it.
struct DeviceAct: ParsableArguments {
    @Argument(help: "The device's name, as `device list` has it.")
    var name: String
    @Option(help: "Who does it; kept with the act.")
    var by: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    /// Asks the service for it, and shows the device as it is then.
    func perform(
        on console: Console,
        _ act: (ControlClient, _ name: String, _ by: String) async throws(ClientFault) -> DeviceDetailView
    ) async throws(Refusal) -> Outcome {
        let detail = try await service.ask { client async throws(ClientFault) in try await act(client, name, by) }
        return try DeviceShowCommand.say(detail, form, console)
    }
}

/// `tillkeeper device set-aside NAME`
struct DeviceSetAsideCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-aside", abstract: "Set a device aside: what needs it is not offered until it is released.")

    @OptionGroup var act: DeviceAct
    @Option(help: "Why, one sentence for the next person.")
    var why: String

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let why = why
        _ = try await act.perform(on: console) { client, name, by async throws(ClientFault) in
            try await client.setAside(name, SetDeviceAside(words: why, by: by))
        }
        // Set aside is how it was to be.
        return .well
    }
}

/// `tillkeeper device release NAME`
struct DeviceReleaseCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Answer for a device that was set aside: it is used again.")

    @OptionGroup var act: DeviceAct

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        try await act.perform(on: console) { client, name, by async throws(ClientFault) in
            try await client.release(name, ReleaseDevice(by: by))
        }
    }
}

/// `tillkeeper device claim NAME`
struct DeviceClaimCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Take a device for another program: the service lets its port go.",
        discussion: """
            What needs the device is not offered until it is given back, or until the time is over. The same person may \
            claim again for more time. Say with --by who takes it, and for what: the next one reads whom to ask.
            """)

    @OptionGroup var act: DeviceAct
    @Option(help: "For how long, 1 to 60.")
    var minutes: Int64 = 10

    func validate() throws {
        guard (1...60).contains(minutes) else { throw ValidationError("--minutes is 1 to 60.") }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let seconds = minutes * 60
        _ = try await act.perform(on: console) { client, name, by async throws(ClientFault) in
            try await client.claimDevice(name, ClaimDevice(owner: by, seconds: seconds))
        }
        return .well
    }
}

/// `tillkeeper device give-back NAME`
struct DeviceGiveBackCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "give-back", abstract: "Give a claimed device back to the service.",
        discussion: "--by in the same words as it was claimed with.")

    @OptionGroup var act: DeviceAct

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        try await act.perform(on: console) { client, name, by async throws(ClientFault) in
            try await client.endClaim(name, EndClaim(owner: by))
        }
    }
}

/// `tillkeeper device paper NAME`
struct DevicePaperCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "A full roll was put into a printer.")

    @OptionGroup var act: DeviceAct
    @Option(help: "Length of the roll, from its label.")
    var metres: Int64

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let metres = metres
        return try await act.perform(on: console) { client, name, by async throws(ClientFault) in
            try await client.fitPaper(name, FitPaper(metres: metres, by: by))
        }
    }
}
