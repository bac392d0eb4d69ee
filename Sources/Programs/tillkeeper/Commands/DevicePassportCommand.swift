import ArgumentParser
import ControlAPI
import Foundation

/// `tillkeeper device passport NAME`, `tillkeeper device passport --take FILE`
struct DevicePassportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "passport", abstract: "A unit's papers, which go with it to another station.",
        discussion: """
            `device passport validator > unit.json` at the old station, `device passport --take unit.json` at the new \
            one: the unit keeps its numbers. Taking the same papers twice changes nothing.
            """)

    @Argument(help: "The device whose unit's papers are written.")
    var name: String?
    @Option(help: ArgumentHelp("Papers from another station.", valueName: "file"))
    var take: String?
    @OptionGroup var service: ServiceOption
    /// Papers are JSON in any case: they are a file for another station.
    @OptionGroup var form: ResultForm

    func validate() throws {
        guard (name == nil) != (take == nil) else { throw ValidationError("Name a device, or a file to take.") }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        if let take {
            let request = TakePassport(passport: try Self.passport(take))
            let passport = try await service.ask { client async throws(ClientFault) in
                try await client.takePassport(request)
            }
            try console.say(json: passport)
        } else if let name {
            let passport = try await service.ask { client async throws(ClientFault) in
                try await client.passport(name)
            }
            try console.say(json: passport)
        }
        return .well
    }

    private static func passport(_ path: String) throws(Refusal) -> PassportView {
        let bytes = try InputFile.bytes(path)
        do { return try ControlJSON.decode(PassportView.self, Data(bytes)) } catch {
            throw Refusal("\(Words.line(path)) are no papers of a unit. `device passport NAME` writes them.", .wrong)
        }
    }
}
