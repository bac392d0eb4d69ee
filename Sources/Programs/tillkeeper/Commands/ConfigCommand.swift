import ArgumentParser
import Settings

/// `tillkeeper config …`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Settings of a station.", subcommands: [ConfigCheckCommand.self])
}

/// `tillkeeper config check FILE`
struct ConfigCheckCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a settings file before it is used.",
        discussion: "Tells every fault with its line. Nothing is opened: whether a port is there is seen at the start.")

    @Argument(help: "The settings file.")
    var file: String
    @OptionGroup var form: ResultForm

    struct Report: Encodable {
        let file: String
        let valid: Bool
        let faults: [Fault]

        struct Fault: Encodable {
            let line: Int?
            let column: Int?
            let key: String
            let problem: String
            let allowed: String?
            let suggestion: String?
            let sentence: String
        }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let text = try InputFile.text(file)
        let settings: Settings
        do throws(SettingsFaults) { settings = try Settings.read(text: text, file: file) } catch {
            try refuse(error.faults, console)
            return .wrong
        }
        if form.json {
            try console.say(json: Report(file: file, valid: true, faults: []))
        } else {
            try console.say(Self.text(file, settings))
        }
        return .well
    }

    private func refuse(_ faults: [SettingsFault], _ console: Console) throws(Refusal) {
        if form.json {
            let rows = faults.map {
                Report.Fault(
                    line: $0.line, column: $0.column, key: $0.key, problem: $0.problem, allowed: $0.allowed,
                    suggestion: $0.suggestion, sentence: $0.description)
            }
            return try console.say(json: Report(file: file, valid: false, faults: rows))
        }
        for fault in faults { try console.say(Words.line(fault.description)) }
        try console.say(
            "\(faults.count) \(faults.count == 1 ? "fault" : "faults"): a service would not start with this file.")
    }

    static func text(_ file: String, _ settings: Settings) -> String {
        var table = Table([.left, .left])
        table.add(["station", "\(settings.station), office \(settings.office), tenant \(settings.tenant)"])
        table.add(["journal", settings.store.path])
        table.add(["core ledger", settings.ledger.path + (settings.ledger.practice ? ", for practice" : "")])
        table.add(["service", "\(settings.service.host) port \(settings.service.port)"])
        let devices = settings.devices
        table.add(["validator", devices.validator.map { "\($0.driver.rawValue) on \($0.port)" } ?? "none"])
        table.add(["printer", devices.printer.map { "\($0.driver.rawValue) on \($0.port), \($0.profile)" } ?? "none"])
        table.add(["drawer", drawer(devices.drawer)])
        if devices.secondDrawer != nil { table.add(["second drawer", drawer(devices.secondDrawer)]) }
        if let scanner = devices.checkScanner {
            table.add(["check scanner", "\(scanner.driver.rawValue) on \(scanner.port)"])
        }
        if let scanner = devices.scanner { table.add(["scanner", "\(scanner.driver.rawValue) on \(scanner.port)"]) }
        table.add(["policy", settings.policy.isEmpty ? "standard" : "\(settings.policy.count) limits set"])
        return Words.lines("\(file): no faults\n" + table.text)
    }

    private static func drawer(_ drawer: Settings.Drawer?) -> String {
        guard let drawer else { return "none" }
        guard let port = drawer.port else { return "\(drawer.id) on connector \(drawer.connector)" }
        return "\(drawer.id), \(drawer.driver.rawValue) on \(port)"
    }
}
