import ArgumentParser
import BenchKit
import Foundation
import UnixSignals

/// The simulated devices of one place of work, on ptys, with their operator's side on a web page.
@main
struct Tillsim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tillsim",
        abstract: "Simulated devices of one kiosk or counter: what takes notes, prints, opens, reads checks and bills.",
        discussion: """
            Each device answers at a name in DIRECTORY, like a serial port that stays when programs come and go: \
            validator, printer, drawer-board, check-scanner, scanner. The Excella and a printer with --printer-port \
            answer over TCP instead. What a person at the devices can do is done on the page /bench. \
            Ends at SIGINT or SIGTERM.
            """)

    @Option(help: "Folder for the ports' names; made if it is missing.")
    var directory: String
    @Option(help: "Port of the web page; 0 takes one that is free.")
    var port = 8081
    @Option(help: "Address the web page and the network plugs are bound to.")
    var host = "127.0.0.1"
    @Option(help: "Where the service answers, for the page's line of what the kiosk says.")
    var service = "http://127.0.0.1:8080"
    @Option(help: "The kiosk whose devices these are.")
    var kiosk = "K-07"
    @Option(help: "The office as the page names it.")
    var office = "NORTH"
    @Option(help: "What the note validator speaks.")
    var validator = ValidatorWire.ebds
    @Option(help: "What the receipt printer is: Epson, Star, or a CUSTOM kiosk printer that holds the receipt out.")
    var printer = PrinterKind.escpos
    @Option(help: "The printer answers on this TCP port of the host, as one with a network plug, instead of a pty.")
    var printerPort: Int?
    @Option(help: "Cash drawers at the printer's plugs: 0, 1 or 2.")
    var drawers = 1
    @Option(
        help: """
            A serial board with drawers of its own. apg-484a and mmf-226 tell on a modem line, which no pty has: there \
            a drawer's place stays unknown. ibm-surepos500 answers when it is asked.
            """)
    var drawerBoard: BoardKind?
    @Option(help: "A check scanner. excella answers over TCP, the others at a pty.")
    var checkScanner: CheckScannerKind?
    @Option(help: "TCP port of the check scanner: 8082 for the excella unless told; the a776 takes one as well.")
    var checkScannerPort: Int?
    @Option(help: "A scanner of bills and stubs that types on a serial line.")
    var scanner: ScannerKind?
    @Option(help: "Decides who the made-up customers with checks are.")
    var seed: UInt64 = 1

    func validate() throws {
        for (option, value) in [("--printer-port", printerPort), ("--check-scanner-port", checkScannerPort)] {
            if let value, !(1...65_535).contains(value) { throw ValidationError("\(option) is 1 to 65535.") }
        }
        if checkScannerPort != nil, checkScanner == nil || checkScanner == .minimicr {
            throw ValidationError("--check-scanner-port needs --check-scanner excella or a776.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
        guard (0...2).contains(drawers) else { throw ValidationError("--drawers is 0, 1 or 2.") }
        guard Self.isOrigin(service) else {
            throw ValidationError("--service is an address such as http://127.0.0.1:8080, without a path.")
        }
        for (option, name) in [("--kiosk", kiosk), ("--office", office)] where !Self.isName(name) {
            throw ValidationError("\(option) is 1 to 32 letters, digits, dots and hyphens.")
        }
    }

    func run() async throws {
        let program = BenchProgram(
            directory: directory, host: host, port: port, networkPorts: networkPorts, configuration: bench,
            signals: [.sigterm, .sigint])
        try await program.run { addresses in
            let lines =
                addresses.wires.map { "\($0.rawValue) \(addresses.port($0))" } + [
                    "bench \(addresses.http)/bench", "ready",
                ]
            // Not `print`: a program that waits for "ready" reads through a pipe, and that is buffered.
            FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    private var networkPorts: [Wire: UInt16] {
        var ports: [Wire: UInt16] = [:]
        if let printerPort { ports[.printer] = UInt16(printerPort) }
        if let checkScannerPort { ports[.checkScanner] = UInt16(checkScannerPort) }
        if checkScanner == .excella, checkScannerPort == nil { ports[.checkScanner] = 8_082 }
        return ports
    }

    /// What was asked for.
    var bench: BenchConfiguration {
        var bench = BenchConfiguration()
        (bench.office, bench.kiosk, bench.service) = (office, kiosk, service)
        (bench.wire, bench.printerKind, bench.drawers) = (validator, printer, drawers)
        (bench.drawerBoard, bench.checkScanner, bench.scanner) = (drawerBoard, checkScanner, scanner)
        (bench.networked, bench.seed) = (Set(networkPorts.keys), seed)
        return bench
    }

    /// Scheme, host, perhaps a port: it stands in a header, so nothing else may be in it.
    static func isOrigin(_ text: String) -> Bool {
        text.wholeMatch(of: /https?:\/\/([A-Za-z0-9.\-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?/) != nil
    }

    static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9.\-]{1,32}/) != nil }
}

extension ValidatorWire: ExpressibleByArgument {}
extension PrinterKind: ExpressibleByArgument {}
extension BoardKind: ExpressibleByArgument {}
extension CheckScannerKind: ExpressibleByArgument {}
extension ScannerKind: ExpressibleByArgument {}
