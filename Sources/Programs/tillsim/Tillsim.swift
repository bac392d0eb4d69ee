import ArgumentParser
import Foundation
import UnixSignals

/// The simulated devices of one kiosk, on ptys, with their operator's side on a web page.
@main
struct Tillsim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tillsim",
        abstract: "Simulated note validator, receipt printer and cash drawer of one kiosk.",
        discussion: """
            The devices answer at DIRECTORY/validator and DIRECTORY/printer, like serial ports that stay when programs come \
            and go. What a person at the devices can do is done on the page /bench. Ends at SIGINT or SIGTERM.
            """)

    @Option(help: "Folder for the ports' names; made if it is missing.")
    var directory: String
    @Option(help: "Port of the web page; 0 takes one that is free.")
    var port = 8081
    @Option(help: "Address the web page is bound to.")
    var host = "127.0.0.1"
    @Option(help: "Where the service answers, for the page's line of what the kiosk says.")
    var service = "http://127.0.0.1:8080"
    @Option(help: "The kiosk whose devices these are.")
    var kiosk = "K-07"
    @Option(help: "The office as the page names it.")
    var office = "NORTH"
    @Option(help: "What the note validator speaks: \(ValidatorWire.allCases.map(\.rawValue).joined(separator: ", ")).")
    var validator = ValidatorWire.ebds

    @Option(help: "The printer answers on this TCP port of the host, as one with a network plug, instead of a pty.")
    var printerPort: Int?

    func validate() throws {
        if let printerPort, !(1...65_535).contains(printerPort) {
            throw ValidationError("--printer-port is 1 to 65535.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
        guard Self.isOrigin(service) else {
            throw ValidationError("--service is an address such as http://127.0.0.1:8080, without a path.")
        }
        for (option, name) in [("--kiosk", kiosk), ("--office", office)] where !Self.isName(name) {
            throw ValidationError("\(option) is 1 to 32 letters, digits, dots and hyphens.")
        }
    }

    func run() async throws {
        var configuration = BenchConfiguration()
        (configuration.office, configuration.kiosk, configuration.service) = (office, kiosk, service)
        configuration.wire = validator
        let program = BenchProgram(
            directory: directory, host: host, port: port, printerPort: printerPort.map { UInt16($0) },
            configuration: configuration, signals: [.sigterm, .sigint])
        try await program.run { addresses in
            let lines = [
                "validator \(addresses.validator)", "printer \(addresses.printer)", "bench \(addresses.http)/bench",
                "ready",
            ]
            // Not `print`: a program that waits for "ready" reads through a pipe, and that is buffered.
            FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    /// Scheme, host, perhaps a port: it stands in a header, so nothing else may be in it.
    static func isOrigin(_ text: String) -> Bool {
        text.wholeMatch(of: /https?:\/\/([A-Za-z0-9.\-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?/) != nil
    }

    static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9.\-]{1,32}/) != nil }
}

extension ValidatorWire: ExpressibleByArgument {}
