import ArgumentParser
import Foundation
import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import Settings
import UnixSignals

/// The service of one station: its devices, its journal, its pages.
@main
struct Tillkeeperd: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tillkeeperd", abstract: "Takes cash at one station and never loses a note.",
        version: version)

    @Option(name: .long, help: "The settings file. Check it with `tillkeeper config check FILE`.")
    var config: String

    @Flag(
        name: .long,
        help: "The journal was put back from a backup: begin a new epoch and compare with the core ledger first.")
    var restored = false

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "tillkeeperd")
        do {
            let settings = try readSettings()
            let station = try await StationHouse.open(settings, restored: restored, logger: logger)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: try station.services().map { .init(service: $0, successTerminationBehavior: .ignore) },
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            do {
                try await group.run()
            } catch let fault as IOError where fault.errnoCode == EADDRINUSE {
                await station.close()
                let port = settings.service.port
                throw StartRefusal(
                    "Port \(port) of \(settings.service.host) is in use by another program. Stop it, or set "
                        + "service.port in \(config) to another one.")
            } catch {
                await station.close()
                throw error
            }
            await station.close()
            logger.info("stopped; every device is inhibited")
        } catch let refusal as StartRefusal {
            FileHandle.standardError.write(Data("tillkeeperd: \(refusal.sentence)\n".utf8))
            throw ExitCode(1)
        }
    }

    private func readSettings() throws(StartRefusal) -> Settings {
        let text: String
        do { text = try String(contentsOfFile: config, encoding: .utf8) } catch {
            throw StartRefusal("The settings file \(config) cannot be read. Check the path and its rights.")
        }
        do throws(SettingsFaults) {
            return try Settings.read(text: text, file: config)
        } catch {
            throw StartRefusal("the settings are wrong:\n\(error)")
        }
    }
}

/// Why the service does not start, in a sentence for a technician.
struct StartRefusal: Error, Hashable {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
