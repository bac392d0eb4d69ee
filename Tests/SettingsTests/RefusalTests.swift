import Foundation
import Testing

@testable import Settings

@Suite struct RefusalTests {
    /// For each key a value that must be refused, and what the fault must say.
    static let wrong: [(key: String, value: String, says: String)] =
        [
            ("station", "K 07", "no name"), ("tenant", "tarn/valley", "no name"), ("office", "''", "no name"),
            ("utility", "1234", "in quotes"), ("currency", "US", "Allowed: USD"),
            ("receipt.office", "North Office", "a list belongs here"),
            ("receipt.phone", "[1]", "one value belongs here"),
            ("receipt.language", "fr", "Allowed: en, es"), ("receipt.columns.tm-t88v", "65", "24 to 64"),
            ("receipt.columns.tm-t88-576", "wide", "no whole number"),
            ("receipt.columns.tm-t20", "4.2", "no whole number"),
            ("receipt.columns.generic-58", "23", "24 to 64"), ("receipt.columns.custom-kpm", "65", "24 to 64"),
            ("receipt.columns.custom-tptcm", "0", "24 to 64"),
            ("store.path", "/var/lib/", "is a folder"), ("store.reserveMiB", "-1", "0 to 1024"),
            ("ledger.kind", "postgres", "Allowed: sqlite"), ("ledger.path", "$HOME/x", "not replaced"),
            ("ledger.practice", "yes", "Allowed: true, false"),
            ("service.host", "0.0.0.0", "lets other machines in"), ("service.port", "65536", "1 to 65535"),
            ("service.allowedOrigins", "['*']", "is no origin"),
            ("service.allowRemote", "'true'", "Allowed: true, false"),
            ("devices.validator.driver", "ebd", "Did you mean ebds?"),
            ("devices.validator.port", "/dev/", "is a folder"),
            ("devices.validator.line", "9601 7E1", "no line setting"),
            ("devices.validator.counter", "maybe", "mayLoseLast"),
            ("devices.validator.powerUpPolicy", "B", "Did you mean b?"),
            ("devices.validator.startingSeconds", "0", "1 to 120"),
            ("devices.validator.pollMilliseconds", "5000", "50 to 1000"),
            ("devices.validator.noteValues", "[5, 10]", "500 for a five"),
            ("devices.printer.driver", "epson", "Allowed: escpos, star"),
            ("devices.printer.port", "~/tty", "not replaced"),
            ("devices.printer.line", "fast", "no line setting"),
            ("devices.printer.profile", "tm-t2", "Did you mean tm-t20?"),
            ("devices.drawer.driver", "serial", "Allowed: printer, apg, hid"),
            ("devices.secondDrawer.id", "D 2", "no name"), ("devices.secondDrawer.driver", "usb", "printer, apg, hid"),
            ("devices.secondDrawer.openLevel", "up", "high, low, learn, noSensor"),
            ("devices.secondDrawer.port", "/dev/", "is a folder"),
            ("devices.secondDrawer.line", "9600", "no line setting"),
            ("devices.secondDrawer.model", "apg-484", "Did you mean apg-484a?"),
            ("devices.secondDrawer.openBytes", "7", "not 1 to 8 bytes"),
            ("devices.secondDrawer.senseLine", "dsr", "clearToSend, ring, none"),
            ("devices.checkScanner.driver", "a77", "Did you mean a776?"),
            ("devices.checkScanner.port", "$TTY", "not replaced"),
            ("devices.checkScanner.line", "slow", "no line setting"),
            ("devices.scanner.driver", "serial", "Allowed: line, wedge"),
            ("devices.scanner.port", "usb line", "no USB port"), ("devices.scanner.line", "slow", "no line setting"),
            ("devices.drawer.id", "D 1", "no name"), ("devices.drawer.connector", "3", "1 to 2"),
            ("devices.drawer.pulse", "loud", "realTime, buffered"),
            ("devices.drawer.pulseMilliseconds", "[501]", "10 to 500"),
            ("devices.drawer.openLevel", "up", "high, low, learn, noSensor"),
        ] + Settings.Printer.Driver.star.profiles.map { ("receipt.columns.\($0)", "65", "24 to 64") }
        + SettingsKeys.policy.map { ("policy.\($0)", "100000001", "out of range") }

    @Test func everyKeyHasARefusal() { #expect(Set(Self.wrong.map(\.key)) == Set(SettingsKeys.all)) }

    @Test(arguments: wrong.map(\.key))
    func aValueThatIsNotAllowedIsRefusedWithItsLine(_ key: String) throws {
        let row = try #require(Self.wrong.first { $0.key == key })
        let faults = Samples.faults(Samples.text(row.key, value: row.value))
        #expect(faults.count == 1, "\(faults)")
        let fault = try #require(faults.first)
        #expect(fault.line == Samples.line(of: row.key))
        #expect(fault.key == row.key || fault.key.hasPrefix(row.key + "["))
        #expect(fault.description.contains(row.says), "\(fault)")
        #expect(fault.description.hasPrefix("/etc/tillkeeper/office.yaml:\(fault.line ?? 0):"))
    }

    @Test(arguments: SettingsKeys.all)
    func aKeyThatStandsTwiceIsRefused(_ key: String) throws {
        let row = try #require(Samples.whole.first { $0.key == key })
        let text = Samples.text().replacing("\n\(row.line)\n", with: "\n\(row.line)\n\(row.line)\n", maxReplacements: 1)
        let whole = key == "station" ? row.line + "\n" + Samples.text() : text
        let faults = Samples.faults(whole)
        #expect(faults.count == 1 && faults.first?.key == key, "\(faults)")
        #expect(faults.first?.line == (Samples.line(of: key) ?? 0) + 1)
    }

    static let required = [
        "station", "tenant", "office", "utility", "receipt.office", "store.path", "ledger.path",
        "devices.validator.driver", "devices.validator.port", "devices.printer.driver", "devices.printer.port",
        "devices.printer.profile", "devices.drawer.id", "devices.secondDrawer.id", "devices.secondDrawer.port",
        "devices.checkScanner.driver", "devices.checkScanner.port", "devices.scanner.driver", "devices.scanner.port",
    ]

    @Test(arguments: required) func aRequiredKeyIsMissed(_ key: String) {
        let faults = Samples.faults(Samples.text(key))
        #expect(faults.map(\.key) == [key] && faults.first?.problem == "this key is missing", "\(faults)")
    }

    /// Without its driver the second drawer would hang on the printer, and its other keys make no sense.
    @Test(arguments: SettingsKeys.all.filter { !required.contains($0) && $0 != "devices.secondDrawer.driver" })
    func anyOtherKeyMayBeLeftOut(_ key: String) {
        #expect(Samples.faults(Samples.text(key)).isEmpty)
    }

    @Test(arguments: [
        ("id003", "powerUpPolicy", "c"), ("ccnet", "powerUpPolicy", "c"), ("ebds", "serial", "A-1"),
        ("ccnet", "serial", "A-1"), ("ebds", "encryptionKey", "ssp.key"), ("ssp", "powerUpPolicy", "c"),
        ("ebds", "stackOrder", "stack1"), ("ssp", "stackOrder", "stack2"), ("ccnet", "valueScale", "wholeUnits"),
        ("id003", "model", "UBA"),
    ])
    func whatAnotherDriversUnitsKnowIsRefused(_ driver: String, _ key: String, _ value: String) throws {
        let validator = "{driver: \(driver), port: validator, \(key): \(value)}"
        let faults = Samples.faults(
            AcceptanceTests.least.replacing("{driver: ebds, port: validator}", with: validator))
        #expect(faults.map(\.key) == ["devices.validator.\(key)"], "\(faults)")
        #expect(faults.first?.description.contains(driver) == true)
    }

    @Test(arguments: [
        ("id003", "serial", "no name", "A 1"), ("id003", "stackOrder", "Did you mean stack1?", "stack-1"),
        ("ssp", "valueScale", "minorUnits, wholeUnits, timesRealMultiplier", "cents"),
        ("ssp", "model", "in quotes", "200"),
        ("ccnet", "noteValues", "1050 cents are no note", "[0, 1050]"),
        ("ccnet", "noteValues", "no note is named", "[0, 0]"), ("ssp", "noteValues", "a list belongs here", "500"),
        ("id003", "noteValues[0]", "out of range", "[-100]"), ("ccnet", "noteValues", "1 to 23 entries", "[]"),
        ("ebds", "noteValues", "1 to 7 entries", "[100, 100, 100, 100, 100, 100, 100, 100]"),
    ])
    func aValueOfOneDriversKeyIsRefused(_ driver: String, _ key: String, _ says: String, _ value: String) throws {
        let name = key.prefix { $0 != "[" }
        let validator = "{driver: \(driver), port: validator, \(name): \(value)}"
        let fault = try #require(
            Samples.faults(AcceptanceTests.least.replacing("{driver: ebds, port: validator}", with: validator)).first)
        #expect(fault.key == "devices.validator.\(key)" && fault.description.contains(says), "\(fault)")
    }

    @Test func aMistypedKeyIsToldItsNeighbour() throws {
        let text = Samples.text().replacing("pollMilliseconds", with: "pollMiliseconds")
        let fault = try #require(Samples.faults(text).first)
        #expect(fault.suggestion == "pollMilliseconds" && fault.key == "devices.validator.pollMiliseconds")
        #expect(fault.description.contains("Did you mean pollMilliseconds?"))
        let far = try #require(Samples.faults(Samples.text() + "zebra: 1\n").first)
        #expect(far.suggestion == nil && far.allowed?.contains("station") == true)
    }

    @Test func allFaultsAreToldAtOnceInTheOrderOfTheFile() {
        let text = """
            station: K 07
            tenat: t
            office: N
            office: M
            utility: &name Water
            receipt: {office: [], language: xx}
            store: {path: a, path: b, reserveMB: 1}
            ledger: {path: *name, practice: maybe}
            service: {host: 10.0.0.1, port: 0}
            devices: {validator: {driver: ebds, port: a, line: 9600}}
            policy: {visitCashLimit: 1.5, visitcashlimit: 3}
            """
        let faults = Samples.faults(text)
        let lines = faults.map { $0.line ?? 0 }
        #expect(lines == lines.sorted())
        #expect(Set(lines) == Set(1...11).subtracting([3]))
        #expect(faults.count == 16, "\(SettingsFaults(faults: faults))")
    }

    @Test func twoDevicesOnOnePortAreRefused() throws {
        let serial = Samples.faults(Samples.text("devices.printer.port", value: "/dev/./ttyS0"))
        #expect(serial.count == 1 && serial.first?.key == "devices.printer.port")
        #expect(serial.first?.line == Samples.line(of: "devices.printer.port"))
        let line = try #require(Samples.line(of: "devices.validator.port"))
        #expect(serial.first?.problem.contains("devices.validator (line \(line))") == true)
        let network = AcceptanceTests.least.replacing("port: validator", with: "port: 'tcp [::1]:9100'")
        #expect(Samples.faults(network).map(\.key) == ["devices.printer.port"])
    }

    @Test func whatContradictsItselfIsRefused() {
        let line = Samples.text("devices.printer.port", value: "tcp printer:9100")
        #expect(Samples.faults(line).map(\.key) == ["devices.printer.line"])
        let both = Samples.text("ledger.path", value: "/var/lib/journal.sqlite")
        #expect(Samples.faults(both).map(\.key) == ["ledger.path"])
        let lonely = AcceptanceTests.least.split(separator: "\n").filter { !$0.contains("escpos") }
        #expect(Samples.faults(lonely.joined(separator: "\n")).map(\.key) == ["devices.drawer.driver"])
    }

    @Test(arguments: [
        "tcp x", "tcp x:", "tcp x:0", "tcp x:65536", "tcp :9100", "tcp [::1:9100", "tcp ::1:9100", "tcp:x",
    ])
    func whatIsNoNetworkPortIsRefused(_ port: String) {
        let text = AcceptanceTests.least.replacing("'tcp [::1]:9100'", with: "'\(port)'")
        #expect(Samples.faults(text).map(\.key) == ["devices.printer.port"])
    }

    @Test func anchorsAliasesMergeKeysAndTagsAreRefused() {
        let anchor = Samples.faults(Samples.text("utility", value: "&u Water"))
        #expect(anchor.count == 1 && anchor.first?.line == 4 && anchor.first?.column == 10, "\(anchor)")
        let merge = Samples.faults(Samples.text() + "<<: {station: K-1}\n")
        #expect(merge.count == 1 && merge.first?.problem.contains("merge") == true)
        #expect(Samples.faults(Samples.text("service.port", value: "!!int 80")).count == 1)
        #expect(Samples.faults(Samples.text("utility", value: "!secret name")).count == 1)
        let late = Samples.faults(Samples.text("receipt.office", value: "[x,&a y]"))
        #expect(late.count == 1)
    }

    @Test func aliasesOfAliasesDoNotGrow() {
        let rows = (1...20).map { "? &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n: 1" }.joined(separator: "\n")
        #expect(!Samples.faults("? &a0 [x, x]\n: 1\n" + rows).isEmpty)
    }

    @Test func whatIsNoSettingsFileSaysSo() {
        for text in ["", "\n# nothing\n", "just words", "- a\n- b", "a: [", "a: b\n---\nc: d", "\u{0}", "\t- x"] {
            let faults = Samples.faults(text)
            #expect(!faults.isEmpty && faults.allSatisfy { !$0.problem.isEmpty }, "\(text)")
        }
        #expect(Samples.faults(String(repeating: "# long\n", count: 20_000)).first?.problem.contains("longer") == true)
    }

    @Test func numbersOfOtherNotationsAreRefused() {
        for value in [
            "0x1F90", "010", "8_080", "8080.0", "+8080", "1e3", "'8080'", "8,080", "٨٠", "99999999999999999999",
        ] {
            #expect(Samples.faults(Samples.text("service.port", value: value)).count == 1, "\(value)")
        }
    }

    @Test(arguments: [
        "http://a/", "ftp://a", "http://", "http://a:0", "http://a:99999", "a", "http://a b", "http://[::1",
    ])
    func whatIsNoOriginIsRefused(_ origin: String) {
        #expect(Samples.faults(Samples.text("service.allowedOrigins", value: "['\(origin)']")).count == 1)
    }

    @Test(arguments: ["127.0.0.1.evil.com", "127.1", "localhost.evil.com", "0.0.0.0", "::", "10.0.0.1", "127.0.0.256"])
    func aHostThatOnlyLooksLocalIsRefused(_ host: String) {
        #expect(Samples.faults(Samples.text("service.host", value: host)).count == 1)
    }
}
