import ArgumentParser
import Settings
import USBTransports

/// `tillkeeper device udev-rules FILE`
struct DeviceRulesCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "udev-rules", abstract: "Rules that let the service open its devices, and nothing else.",
        discussion: "Written from the settings; as \(UdevRules.fileName). Nothing is opened or changed.")

    @Argument(help: "The settings file.")
    var file: String
    @Option(help: "The group that the service runs in.")
    var group = "tillkeeper"
    @OptionGroup var form: ResultForm

    private struct Report: Encodable {
        let file: String
        let rules: String
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        guard group.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }), !group.isEmpty
        else { throw Refusal("\(Words.line(group)) is no name of a group.", .unusable) }
        let text = try InputFile.text(file)
        let settings: Settings
        do throws(SettingsFaults) { settings = try Settings.read(text: text, file: file) } catch {
            throw Refusal("\(Words.line(file)) has faults. Ask tillkeeper config check.", .unusable)
        }
        let devices = settings.devices.ports.map { UdevRules.Device(name: $0.key, address: $0.address) }
        let rules = UdevRules.text(for: devices, group: group)
        if form.json {
            try console.say(json: Report(file: UdevRules.fileName, rules: rules))
        } else {
            try console.say(rules)
        }
        return .well
    }
}
