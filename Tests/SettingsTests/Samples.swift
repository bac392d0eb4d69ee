import Foundation
import Testing

@testable import Settings

/// Settings files for tests: the annotated one that ships, with single lines changed.
enum Samples {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func packaged(_ name: String) throws -> String {
        try String(contentsOf: repository.appendingPathComponent("packaging/\(name)"), encoding: .utf8)
    }

    /// Every key once, each on a line of its own, so that a test can put another value there.
    static let whole: [(key: String, line: String)] =
        [
            ("station", "station: K-07"), ("tenant", "tenant: tarn-valley"), ("office", "office: NORTH"),
            ("utility", "utility: Tarn Valley Water & Power"), ("currency", "currency: USD"),
            ("", "receipt:"), ("receipt.office", "  office: [North Office]"), ("receipt.phone", "  phone: 555-0142"),
            ("receipt.language", "  language: es"), ("", "  columns:"), ("receipt.columns.tm-t88v", "    tm-t88v: 40"),
            ("receipt.columns.tm-t88-576", "    tm-t88-576: 44"), ("receipt.columns.tm-t20", "    tm-t20: 46"),
            ("receipt.columns.generic-58", "    generic-58: 30"), ("receipt.columns.custom-kpm", "    custom-kpm: 42"),
            ("receipt.columns.custom-tptcm", "    custom-tptcm: 42"),
        ]
        + Settings.Printer.Driver.star.profiles.map { ("receipt.columns.\($0)", "    \($0): 40") }
        + [
            ("", "store:"), ("store.path", "  path: /var/lib/journal.sqlite"), ("store.reserveMiB", "  reserveMiB: 8"),
            ("", "ledger:"), ("ledger.kind", "  kind: sqlite"), ("ledger.path", "  path: ledger.sqlite"),
            ("ledger.practice", "  practice: true"),
            ("", "service:"), ("service.host", "  host: 127.0.0.2"), ("service.port", "  port: 9000"),
            ("service.allowedOrigins", "  allowedOrigins: ['http://127.0.0.1:8081']"),
            ("service.allowRemote", "  allowRemote: false"),
            ("", "devices:"), ("", "  validator:"), ("devices.validator.driver", "    driver: ebds"),
            ("devices.validator.port", "    port: /dev/ttyS0"), ("devices.validator.line", "    line: 19200 8N1 CTS"),
            ("devices.validator.counter", "    counter: exact"),
            ("devices.validator.powerUpPolicy", "    powerUpPolicy: c"),
            ("devices.validator.startingSeconds", "    startingSeconds: 20"),
            ("devices.validator.pollMilliseconds", "    pollMilliseconds: 200"),
            ("devices.validator.noteValues", "    noteValues: [100, 0, 500]"),
            ("", "  printer:"), ("devices.printer.driver", "    driver: escpos"),
            ("devices.printer.port", "    port: /dev/ttyS1"), ("devices.printer.line", "    line: 38400 8N1"),
            ("devices.printer.profile", "    profile: tm-t20"),
            ("", "  drawer:"), ("devices.drawer.id", "    id: D-1"),
            ("devices.drawer.driver", "    driver: printer"), ("devices.drawer.connector", "    connector: 2"),
            ("devices.drawer.pulse", "    pulse: buffered"),
            ("devices.drawer.pulseMilliseconds", "    pulseMilliseconds: [120, 240]"),
            ("devices.drawer.openLevel", "    openLevel: high"),
            ("", "  secondDrawer:"), ("devices.secondDrawer.id", "    id: D-2"),
            ("devices.secondDrawer.driver", "    driver: apg"),
            ("devices.secondDrawer.openLevel", "    openLevel: low"),
            ("devices.secondDrawer.port", "    port: /dev/ttyS2"),
            ("devices.secondDrawer.line", "    line: 19200 8N1"),
            ("devices.secondDrawer.model", "    model: mmf-226"),
            ("devices.secondDrawer.openBytes", "    openBytes: 1B 07"),
            ("devices.secondDrawer.senseLine", "    senseLine: clearToSend"),
            ("", "  checkScanner:"), ("devices.checkScanner.driver", "    driver: a776"),
            ("devices.checkScanner.port", "    port: /dev/ttyS3"),
            ("devices.checkScanner.line", "    line: 115200 8N1"),
            ("", "  scanner:"), ("devices.scanner.driver", "    driver: line"),
            ("devices.scanner.port", "    port: /dev/ttyS4"), ("devices.scanner.line", "    line: 57600 8N1"),
            ("", "policy:"),
        ]
        + SettingsKeys.policy.map { ("policy.\($0)", "  \($0): \($0 == "creditInDoubtUpTo" ? 0 : 1)") }
        .map {
            $0.1.hasSuffix("visitIdleSeconds: 1") || $0.1.hasSuffix("visitWarningSeconds: 1") ? ($0.0, $0.1 + "0") : $0
        }

    /// The whole file, with one key's value replaced, or its line left out.
    static func text(_ key: String? = nil, value: String? = nil) -> String {
        whole.compactMap { entry -> String? in
            guard entry.key == key, let key, !key.isEmpty else { return entry.line }
            guard let value, let colon = entry.line.firstIndex(of: ":") else { return nil }
            return entry.line[...colon] + " " + value
        }.joined(separator: "\n") + "\n"
    }

    static func line(of key: String) -> Int? { whole.firstIndex { $0.key == key }.map { $0 + 1 } }

    /// What is wrong with a text; nothing when it is taken.
    static func faults(_ text: String, file: String = "/etc/tillkeeper/office.yaml") -> [SettingsFault] {
        do throws(SettingsFaults) {
            _ = try Settings.read(text: text, file: file)
            return []
        } catch { return error.faults }
    }
}
